import { inject, onTestFinished } from 'vitest';
import type { Where } from '../../src/chat/incoming.ts';
import { openSqliteRecords } from '../../src/records/open-sqlite-records.ts';
import { type Person, scopesFor } from '../../src/sign-in/person.ts';
import { standing } from '../reliability/support/buttons.ts';
import { startSharedGraph, tokenOf } from '../reliability/support/shared-graph.ts';
import { type HouseOptions, makeBoard, startHouse, type TestHouse } from './start-house.ts';

/**
 * Records, a board and a small practice Graph that any number of houses share, as processes do; ended with the test. Whoever
 * is named speaks in a chat with the bot alone.
 */
export async function startSharedHouses() {
  const { graph, reset } = await startSharedGraph(inject('certificates'));
  const records = openSqliteRecords(':memory:', { inMemory: true });
  onTestFinished(async () => {
    await graph.stop();
    await records.close();
  });
  const { tenantId, people } = graph.state;
  const person = (wanted: string): Person => {
    const { objectId, displayName: name } = people.find(({ id }) => id === wanted)!;
    return { tenantId, objectId, name };
  };
  const alone = (name: string): Where => ({
    ...{ conversationId: `19:${name}@thread.v2`, place: 'personal', reference: {} },
  });
  const board = makeBoard();
  return {
    ...{ graph, reset, records, board, person, alone, megan: person('megan'), where: alone('megan') },
    /** another house on all of this; it looks at Graph for longer than usual, so that a test can keep it waiting */
    open: (options: Partial<HouseOptions> = {}): TestHouse =>
      startHouse({
        ...{ records, board, graphRoot: graph.origin, timeoutMs: 10_000 },
        getToken: async ({ objectId }, need) => tokenOf({ oid: objectId, scp: scopesFor(need).join(' ') }),
        ...options,
      }),
    /** Megan Bowen presses the first button of this kind that stands; resolves with the answer */
    press: async ({ click }: TestHouse, verb: string): Promise<void> => {
      const { data, messageId } = standing(board.messages).find((button) => button.verb === verb)!;
      await click(person('megan'), alone('megan'), verb, data, messageId);
    },
  };
}

/** A promise that the test keeps when it likes. */
export function makePromise(): { kept: Promise<void>; keep: () => void } {
  let keep = (): void => undefined;
  const kept = new Promise<void>((resolve) => (keep = resolve));
  return { kept, keep };
}
