import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { buttonsOf, isOfOpen } from '../reliability/support/buttons.ts';
import { makePromise, startSharedHouses } from '../support/shared-houses.ts';

/**
 * Two houses on the same records. The first wrote everything and hangs while it reads back, for so long that it counts as
 * dead: the second sweeps its change, so that it waits for Resume.
 */
async function overtake() {
  const { graph, records, board, megan, where, open, press } = await startSharedHouses();
  let clock = Date.parse('2026-11-24T08:00:00Z');
  const [hanging, goingOn] = [makePromise(), makePromise()];
  const openWith = (fetch: typeof globalThis.fetch) =>
    open({ fetch, worker: randomUUID(), now: () => new Date(clock) });
  const slow = openWith(async (url, init) => {
    if (init?.method === 'GET' && graph.log.filter(({ carriedOut }) => carriedOut).length === 3) {
      hanging.keep();
      await goingOn.kept;
    }
    return fetch(url, init);
  });
  const other = openWith(fetch);
  await slow.say(megan, where, 'set up JIT for com.box.BoxNet for Sales');
  await press(slow, 'approve');
  await hanging.kept;
  clock += 61_000;
  await other.sweep();
  await other.idle();
  return {
    giveUp: async () => {
      await press(other, 'cancel');
      await other.idle();
    },
    resume: async () => {
      await press(other, 'resume');
      await other.idle();
    },
    goOn: async () => {
      goingOn.keep();
      await slow.idle();
    },
    /** what the one card says, and its verbs */
    shown: () => {
      const [[id, states] = ['', []]] = [...board.messages];
      const last = states.at(-1)!;
      return [
        'summary' in last ? last.summary : last.text,
        ...buttonsOf(id, last)
          .filter(isOfOpen)
          .map(({ verb }) => verb),
      ];
    },
    locked: async () => (await records.list('lock', { limit: 10 })).records.length,
  };
}

const stopped = ['Stopped before the end', 'resume', 'cancel'];

it('leaves Resume on the card of a change that was swept while its worker hung', async () => {
  const { shown, goOn, resume, locked } = await overtake();
  expect(shown()).toEqual(stopped);
  await goOn();
  expect(shown()).toEqual(stopped);
  expect(await locked()).toBeGreaterThan(0);
  await resume();
  expect(shown()).toEqual(['JIT registration is set up']);
  expect(await locked()).toBe(0);
});

it('does not tell that a change is set up that was given up while its worker hung', async () => {
  const { shown, goOn, giveUp, locked } = await overtake();
  await giveUp();
  const givenUp = ['Given up by Megan Bowen. What stands of it stays as it is.'];
  expect(shown()).toEqual(givenUp);
  expect(await locked()).toBe(0);
  await goOn();
  expect(shown()).toEqual(givenUp);
});
