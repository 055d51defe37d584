import { randomUUID } from 'node:crypto';
import { expect, inject, it, onTestFinished } from 'vitest';
import { openSqliteRecords } from '../../src/records/open-sqlite-records.ts';
import { scopesFor } from '../../src/sign-in/person.ts';
import { buttonsOf, isOfOpen, standing } from '../reliability/support/buttons.ts';
import { startSharedGraph, tokenOf } from '../reliability/support/shared-graph.ts';
import { makeBoard, startHouse } from '../support/start-house.ts';

/**
 * Two houses on the same records. The first wrote everything and hangs while it reads back, for so long that it counts as
 * dead: the second sweeps its change, so that it waits for Resume.
 */
async function overtake() {
  const { graph } = await startSharedGraph(inject('certificates'));
  const records = openSqliteRecords(':memory:', { inMemory: true });
  onTestFinished(async () => {
    await graph.stop();
    await records.close();
  });
  const { tenantId, people } = graph.state;
  const megan = {
    tenantId,
    objectId: people.find(({ id }) => id === 'megan')!.objectId,
    name: 'Megan Bowen',
  };
  const where = { conversationId: '19:megan@thread.v2', place: 'personal' as const, reference: {} };
  const board = makeBoard();
  let clock = Date.parse('2026-11-24T08:00:00Z');
  let goOn = (): void => undefined;
  const hangs = new Promise<void>((resolve) => (goOn = resolve));
  let hung = (): void => undefined;
  const hanging = new Promise<void>((resolve) => (hung = resolve));
  const houseWith = (asks: typeof fetch) =>
    startHouse({
      ...{ records, board, graphRoot: graph.origin, fetch: asks, worker: randomUUID(), timeoutMs: 10_000 },
      getToken: async ({ objectId }, need) => tokenOf({ oid: objectId, scp: scopesFor(need).join(' ') }),
      now: () => new Date(clock),
    });
  const slow = houseWith(async (url, init) => {
    if (init?.method === 'GET' && graph.log.filter(({ carriedOut }) => carriedOut).length === 3) {
      hung();
      await hangs;
    }
    return fetch(url, init);
  });
  const other = houseWith(fetch);
  await slow.say(megan, where, 'set up JIT for com.box.BoxNet for Sales');
  const press = async (house: typeof slow, verb: string): Promise<void> => {
    const { data, messageId } = standing(board.messages).find((button) => button.verb === verb)!;
    await house.click(megan, where, verb, data, messageId);
  };
  await press(slow, 'approve');
  await hanging;
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
      goOn();
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
  const givenUp = ['Given up. What was written before stays as it is.'];
  expect(shown()).toEqual(givenUp);
  expect(await locked()).toBe(0);
  await goOn();
  expect(shown()).toEqual(givenUp);
});
