import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace, paced } from '../../src/graph/pace.ts';
import { call } from './support/sample-call.ts';

/** The moments at which turns begin, each asked for so long after the one before, without waiting for it. */
async function turns(pauses: number[], limit: number, windowMs: number): Promise<number[]> {
  let time = 0;
  const begun: number[] = [];
  const sleep = async (ms: number) => void begun.push(begun.pop()! + ms);
  const pace = createPace({ now: () => time, sleep, limit, windowMs });
  for (const pause of pauses) {
    time += pause;
    begun.push(time);
    await pace();
  }
  return begun;
}

describe('createPace', () => {
  it('never lets more than the limit begin in any window, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(300), { maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        async (pauses, limit) => {
          const begun = await turns(pauses, limit, 1000);
          for (let i = limit; i < begun.length; i++) {
            expect(begun[i]! - begun[i - limit]!).toBeGreaterThanOrEqual(1000);
          }
          expect([...begun].sort((a, b) => a - b)).toEqual(begun);
        },
      ),
    );
  });

  it('holds the 101st write until 20 s after the first', async () => {
    expect((await turns(Array<number>(101).fill(0), 100, 20_000)).at(-1)).toBe(20_000);
  });
});

describe('paced', () => {
  it('asks writes to wait, not reads', async () => {
    let turnsTaken = 0;
    const link = paced(async () => void turnsTaken++);
    await link(call({ kind: 'read' }), async () => new Response());
    expect(turnsTaken).toBe(0);
    await link(call({ kind: 'write' }), async () => new Response());
    expect(turnsTaken).toBe(1);
  });
});
