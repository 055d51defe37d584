import type { Outgoing, Where } from '../../../src/chat/incoming.ts';
import { openSqliteRecords } from '../../../src/records/open-sqlite-records.ts';
import type { Records } from '../../../src/records/records.ts';
import { scopesFor } from '../../../src/sign-in/person.ts';
import { startHouse, type MessageBoard, type TestHouse } from '../../support/start-house.ts';
import { makeLife, nextTurn, type Life } from './life.ts';
import type { Answer, Command, FromChild, ToChild } from './protocol.ts';
import { tokenOf } from './shared-graph.ts';

// A process with one house at a time: it does what the test says, and its messages stand on the test's board.

const ids = new Map<number, (messageId: string) => void>();
let asked = 0;
const tell = (message: FromChild): void => void process.send?.(message);
const ask = (message: (ask: number) => FromChild): Promise<string> =>
  new Promise((resolve) => {
    asked += 1;
    ids.set(asked, resolve);
    tell(message(asked));
  });
const board: MessageBoard = {
  send: (where: Where, send: Outgoing) => ask((number) => ({ ask: number, send, where })),
  edit: async (where, messageId, edit) => {
    await ask((number) => ({ ask: number, edit, messageId, where }));
  },
};

let clock = 0;
let file: { path: string; records: Records } | undefined;
let lived: { life: Life; house: TestHouse; hanging: () => number } | undefined;
let stall: { over: Promise<void>; end: () => void } | undefined;
/** requests of every house, also of those that were dropped: what was sent arrives */
const requests = new Set<Promise<unknown>>();

let dropped = 0;

type Open = Extract<Command, { do: 'open' }>;

function moveIn(records: Records, open: Open): void {
  const life = makeLife(() => {
    dropped += 1;
    moveIn(records, open);
  });
  let hanging = 0;
  const house = startHouse({
    graphRoot: open.graphRoot,
    approval: { mode: open.mode },
    records: life.outside(records, open.turns),
    board: life.outside(board),
    getToken: async (person, need) => tokenOf({ oid: person.objectId, scp: scopesFor(need).join(' ') }),
    now: () => new Date(clock),
    timeoutMs: 20_000,
    fetch: (url, init) =>
      life.through(async () => {
        if (stall && init?.method === 'GET') {
          hanging += 1;
          await stall.over;
          hanging -= 1;
        }
        const request = fetch(url, init).finally(() => requests.delete(request));
        requests.add(request);
        return request;
      }, init?.method !== 'GET'),
  });
  lived = { life, house, hanging: () => hanging };
}

async function obey(command: Command): Promise<Answer> {
  if (command.do === 'open') {
    lived?.life.end();
    await file?.records.close();
    file = { path: command.path, records: openSqliteRecords(command.path) };
    clock = command.clock;
    moveIn(file.records, command);
    return { got: 'done' };
  }
  if (!lived) throw new Error('no house yet');
  const { life, house } = lived;
  switch (command.do) {
    case 'clock':
      clock = command.clock;
      return { got: 'done' };
    case 'drop':
      life.endAfter(command);
      return { got: 'done' };
    case 'keep':
      life.stay();
      return { got: 'done' };
    case 'stall': {
      let end = (): void => undefined;
      const over = new Promise<void>((resolve) => (end = resolve));
      stall = { over, end };
      return { got: 'done' };
    }
    case 'go-on':
      stall?.end();
      stall = undefined;
      return { got: 'done' };
    case 'say':
      return life.orDropped(
        house.say(command.who, command.where, command.text).then(() => ({ got: 'done' })),
      );
    case 'click': {
      const { who, where, verb, data, cardId } = command;
      return life.orDropped(
        house.click(who, where, verb, data, cardId).then((answer) => ({ got: 'click', answer })),
      );
    }
    case 'sweep':
      return life.orDropped(house.sweep().then(() => ({ got: 'done' })));
    case 'idle':
      return { got: 'idle', idle: { complaints: await idle(), dropped } };
  }
}

/** Waits for the house that lives here, whichever that is by then, and for requests of all; what hangs is left. */
async function idle(): Promise<string[]> {
  for (;;) {
    const { life, house, hanging } = lived!;
    await Promise.allSettled(requests);
    if (!stall) await life.orDropped(house.idle().then(() => ({ got: 'done' })));
    // Whatever goes on, has begun something outside of the house by the next turn but one.
    await nextTurn();
    await nextTurn();
    if (life === lived!.life && requests.size === 0 && life.busy() === hanging())
      return house.log.flatMap((line) => ('err' in line ? [JSON.stringify(line, errors)] : []));
  }
}

const errors = (_key: string, value: unknown): unknown => (value instanceof Error ? value.stack : value);

process.on('message', (message: ToChild) => {
  if ('answerTo' in message) {
    ids.get(message.answerTo)?.('messageId' in message ? message.messageId : '');
    ids.delete(message.answerTo);
    return;
  }
  obey(message.command).then(
    (answer) => {
      tell({ answerTo: message.id, answer });
    },
    (error: unknown) => {
      // A mistake of the test itself.
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
tell({ ready: true });
