import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteRecords } from '../../../src/records/open-sqlite-records.ts';
import type { Records } from '../../../src/records/records.ts';
import type { Certificates } from '../../../src/practice/certificates.ts';
import type { PracticePerson } from '../../../src/practice/tenant/state.ts';
import type { Person } from '../../../src/sign-in/person.ts';
import type { Outgoing, Where } from '../../../src/chat/incoming.ts';
import { makeBoard, type MessageBoard } from '../../support/start-house.ts';
import { startHouseProcess, type HouseProcess } from './house-process.ts';
import type { Answer, Command } from './protocol.ts';
import type { At, Schedule } from './schedule.ts';
import { startSharedGraph, type SharedGraph } from './shared-graph.ts';

/** One run on the two processes: its own records file, conversation and board, and a tenant as at the start. */
export interface Run {
  records: Records;
  where: Where;
  /** every message with every state it had, oldest first */
  messages: Map<string, Outgoing[]>;
  close: () => Promise<void>;
}

export interface TwoProcesses {
  shared: SharedGraph;
  people: { megan: Person; alex: Person; diego: Person };
  processes: readonly [HouseProcess, HouseProcess];
  begin: (options: Pick<Schedule, 'authenticator' | 'mode' | 'turns'>) => Promise<Run>;
  ask: (at: At, command: Command) => Promise<Answer>;
  /** moves the clock of both */
  setClock: (clock: number) => Promise<void>;
  clock: () => number;
  /** SIGKILL, and a new process on the same records */
  kill: (at: At) => Promise<void>;
  /** when neither has anything to do; what their houses complained of */
  idle: () => Promise<string[]>;
  /** houses that ended in the middle since the run began, killed processes included */
  dropped: () => number;
  stop: () => Promise<void>;
}

// In memory, where a flush costs nothing: what a process wrote outlives that process either way.
const fast = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export async function startTwoProcesses(certificates: Certificates): Promise<TwoProcesses> {
  const folder = mkdtempSync(join(fast, 'jit-schedules-'));
  const shared = await startSharedGraph(certificates);
  const { tenantId, people } = shared.graph.state;
  const person = (id: string): Person => {
    const { objectId, displayName } = people.find((one): one is PracticePerson => one.id === id)!;
    return { tenantId, objectId, name: displayName };
  };
  let board = makeBoard();
  /** also of houses that were dropped: what was sent arrives */
  const posting = new Set<Promise<unknown>>();
  const later = <T>(work: () => Promise<T>): Promise<T> => {
    const posted = shared
      .delay()
      .then(work)
      .finally(() => posting.delete(posted));
    posting.add(posted);
    return posted;
  };
  const post: MessageBoard = {
    send: (...message) => later(() => board.send(...message)),
    edit: (...message) => later(() => board.edit(...message)),
  };
  const processes = await Promise.all([startHouseProcess(post), startHouseProcess(post)]);
  let runs = 0;
  let killed = 0;
  const dropped = [0, 0];
  let before = 0;
  let clock = Date.parse('2026-11-24T08:00:00Z');
  let path = '';
  let how: Pick<Schedule, 'mode' | 'turns'> = { mode: 'self', turns: [] };
  const open = (process: HouseProcess): Promise<Answer> =>
    process.ask({ do: 'open', path, graphRoot: shared.graph.origin, clock, ...how });
  const ask = (at: At, command: Command): Promise<Answer> => processes[at].ask(command);

  return {
    ...{ shared, processes, ask },
    people: { megan: person('megan'), alex: person('alex'), diego: person('diego') },
    clock: () => clock,
    begin: async ({ authenticator, ...options }) => {
      how = options;
      runs += 1;
      board = makeBoard();
      before = killed + dropped[0]! + dropped[1]!;
      shared.reset({ authenticator });
      const file = join(folder, `${runs}.db`);
      path = file;
      const records = openSqliteRecords(file);
      await Promise.all(processes.map(open));
      return {
        records,
        where: { conversationId: `19:schedule${runs}@thread.v2`, place: 'group', reference: {} },
        messages: board.messages,
        close: async () => {
          await records.close();
          for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
        },
      };
    },
    setClock: async (next) => {
      clock = next;
      await Promise.all(processes.map((process) => process.ask({ do: 'clock', clock })));
    },
    kill: async (at) => {
      killed += 1 + dropped[at]!;
      dropped[at] = 0;
      await processes[at].kill();
      await open(processes[at]);
    },
    idle: async () => {
      const complaints: string[] = [];
      for (const [at, process] of processes.entries()) {
        const answer = await process.ask({ do: 'idle' });
        if (answer.got !== 'idle') continue;
        complaints.push(...answer.idle.complaints);
        dropped[at] = answer.idle.dropped;
      }
      await Promise.all(posting);
      return complaints;
    },
    dropped: () => killed + dropped[0]! + dropped[1]! - before,
    stop: async () => {
      await Promise.all(processes.map((process) => process.stop()));
      await shared.graph.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
