import { expect, it, onTestFinished, vi } from 'vitest';
import type { Change } from '../../src/change/change.ts';
import { leaseMs } from '../../src/change/lock.ts';
import { startReplicas, type Replicas } from './support/replicas.ts';

/** What a worker that died, or counts as dead, leaves behind, and what it may still do. */

const askFor = (group: string): string => `set up JIT for com.box.BoxNet for ${group}`;
async function last(chat: Replicas): Promise<Change | undefined> {
  return (await chat.changes()).at(-1);
}

it('a review whose worker died in the check keeps nobody away once that is noticed', async () => {
  let time = Date.now();
  const chat = await startReplicas({ count: 2, now: () => new Date(time) });
  await chat.say(askFor('Sales'), 'alex');
  time += 1000;
  await chat.say(askFor('Field Ops'), 'megan');
  // The process of the first replica is gone from here on: its calls never come back.
  const { fetch: send } = globalThis;
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const hung = new Promise<void>((resolve) => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => {
      resolve();
      await ended;
      throw new TypeError('fetch failed');
    });
  });
  onTestFinished(() => {
    end();
    vi.restoreAllMocks();
  });
  await chat.deliver(chat.pressOf('Approve', { on: 'Sales' }), 'alex');
  await hung;
  vi.mocked(globalThis.fetch).mockImplementation(send);

  time += leaseMs + 1000;
  await chat.houses[1]!.sweep();
  await chat.houses[1]!.idle();
  expect((await chat.changes())[0]).toMatchObject({ state: 'in review', note: { why: 'stopped' } });
  await chat.deliver(chat.pressOf('Approve', { on: 'Field Ops' }), 'megan', 1);
  await chat.houses[1]!.idle();
  expect(await last(chat)).toMatchObject({ state: 'applied', requester: { name: 'Megan Bowen' } });
});
