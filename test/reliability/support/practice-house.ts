import { inject } from 'vitest';
import type { Outgoing, Where } from '../../../src/chat/incoming.ts';
import {
  startGraph,
  type GraphOptions,
  type PracticeGraph,
} from '../../../src/practice/graph/start-graph.ts';
import { loadTenant } from '../../../src/practice/tenant/load-tenant.ts';
import type { PracticeTenant } from '../../../src/practice/tenant/state.ts';
import { openSqliteRecords } from '../../../src/records/open-sqlite-records.ts';
import type { Records } from '../../../src/records/records.ts';
import { writeScopes, type Person } from '../../../src/sign-in/person.ts';
import { makeBoard, startHouse, type TestHouse } from '../../support/start-house.ts';
import { readCard, type SeenCard } from './read-card.ts';

/** What a run may set of the tenant; the rest stays Contoso. */
export type Furnished = Partial<
  Pick<PracticeTenant, 'groups' | 'policies' | 'apps' | 'catalogPolicies' | 'assignmentFilters'>
>;

export interface PracticeHouse {
  graph: PracticeGraph;
  /** a bot with the records of `from`, empty ones if absent, and the tenant furnished anew; Contoso where nothing is said */
  begin(furnished?: Furnished, from?: Begun, onShown?: (card: SeenCard) => void): Promise<HouseRun>;
  stop(): Promise<void>;
}

/** How far a conversation came: its records and messages. The tenant is not in it. */
export interface Begun {
  rows: StoredRow[];
  messages: Map<string, Outgoing[]>;
  newest: { id: string; card: SeenCard } | undefined;
}

/** One conversation of Megan Bowen with a bot of its own. */
export interface HouseRun {
  house: TestHouse;
  records: Records;
  /** says something and waits for all that follows */
  say(text: string): Promise<void>;
  /** presses a button of that card and waits for all that follows; throws where the card has no such button */
  click(verb: string, inputs?: Readonly<Record<string, string>>): Promise<void>;
  /** the card that was sent last, as it stands */
  newest(): SeenCard | undefined;
  /** everything that was shown, oldest first, as text: for a failing test */
  shown(): string[];
  /** for going on from here in other runs, in a tenant like this one */
  begun(): Begun;
  end(): Promise<void>;
}

/** No answer within this time is a time-out; faults of that kind are noticed at once, so nothing waits for it. */
const timeoutMs = 20_000;

/**
 * One practice Graph for thousands of conversations, one after another. Its tokens say who they are for, it knows no
 * ceiling, and its clock goes on by a second with each request.
 */
export async function startPracticeHouse(options: Partial<GraphOptions> = {}): Promise<PracticeHouse> {
  const contoso = loadTenant();
  const tenant = loadTenant();
  const megan = tenant.people.find(({ id }) => id === 'megan')!;
  const begun = Date.now();
  let requests = 0;
  const graph = await startGraph({
    tenant,
    certificates: inject('certificates'),
    entra: {
      checkGraphToken: async (token) => ({
        ...{ personId: 'megan', oid: megan.objectId },
        scopes: Buffer.from(token.split('.')[1] ?? '', 'base64url')
          .toString('utf8')
          .split(' '),
      }),
    },
    limits: { any: Infinity, writes: Infinity },
    now: () => new Date(begun + 1000 * (requests + graph.log.length)),
    ...options,
  });
  const token = `e30.${Buffer.from(writeScopes.join(' ')).toString('base64url')}.s`;
  const who: Person = { tenantId: tenant.tenantId, objectId: megan.objectId, name: megan.displayName };
  const where: Where = { conversationId: 'a', place: 'personal', reference: {} };

  return {
    graph,
    async begin(
      furnished = {},
      from = { rows: [], messages: new Map(), newest: undefined },
      onShown = () => undefined,
    ) {
      requests += graph.log.length;
      graph.log.length = 0;
      graph.faults.clear();
      const { groups, policies, apps, catalogPolicies, assignmentFilters } = contoso;
      const whole = { groups, policies, apps, catalogPolicies, assignmentFilters, ...furnished };
      Object.assign(tenant, structuredClone(whole));
      const { records, rows } = rememberRows(openSqliteRecords(':memory:', { inMemory: true }));
      for (const { kind, key, value } of from.rows) await records.insert(kind, key, value);
      const board = makeBoard();
      for (const [id, states] of from.messages) board.messages.set(id, structuredClone(states));
      const shown: SeenCard[] = [];
      let { newest } = from;
      const see = (id: string, message: Outgoing, isNew: boolean): void => {
        const card = readCard(message);
        shown.push(card);
        if (card.kind !== 'text' && (isNew || id === newest?.id)) newest = { id, card };
        onShown(card);
      };
      const house = startHouse({
        ...{ records, graphRoot: graph.origin, timeoutMs, fetch: noticeTimeouts(graph) },
        getToken: async () => token,
        board: {
          send: async (place, message) => {
            const id = await board.send(place, message);
            see(id, message, true);
            return id;
          },
          edit: async (place, id, message) => {
            await board.edit(place, id, message);
            see(id, message, false);
          },
        },
      });
      return {
        ...{ house, records },
        say: async (text) => {
          await house.say(who, where, text);
          await house.idle();
        },
        click: async (verb, inputs = {}) => {
          const data = newest?.card.buttons.get(verb);
          if (!newest || !data) throw new Error(`no button ${verb} on: ${newest?.card.text}`);
          const answer = await house.click(who, where, verb, { ...data, ...inputs }, newest.id);
          if (answer.answer === 'refused') throw new Error(`${verb} was refused: ${answer.text}`);
          await house.idle();
        },
        newest: () => newest?.card,
        shown: () => shown.map(({ text }) => text),
        begun: () => ({ rows: rows(), messages: board.messages, newest }),
        end: () => records.close(),
      };
    },
    stop: () => graph.stop(),
  };
}

interface StoredRow {
  kind: string;
  key: string;
  value: unknown;
}

/** The same records, and what stands in them by now. */
function rememberRows(records: Records): { records: Records; rows: () => StoredRow[] } {
  const rows = new Map<string, StoredRow>();
  const put = (kind: string, key: string, value: unknown): unknown =>
    rows.set(`${kind} ${key}`, { kind, key, value: structuredClone(value) });
  return {
    rows: () => [...rows.values()],
    records: {
      ...records,
      insert: async (kind, key, value) => {
        const written = await records.insert(kind, key, value);
        if (written.written) put(kind, key, value);
        return written;
      },
      replace: async (kind, key, value, version) => {
        const written = await records.replace(kind, key, value, version);
        if (written.written) put(kind, key, value);
        return written;
      },
      delete: async (kind, key, version) => {
        const written = await records.delete(kind, key, version);
        if (written.written) rows.delete(`${kind} ${key}`);
        return written;
      },
    },
  };
}

/** `fetch` that times out as soon as the practice Graph has decided never to answer. */
function noticeTimeouts({ log }: PracticeGraph): typeof fetch {
  return async (url, init = {}) => {
    const from = log.length;
    const id = new Headers(init.headers).get('client-request-id');
    const early = new AbortController();
    const look = setInterval(() => {
      if (log.slice(from).some((entry) => entry.clientRequestId === id && entry.fault === 'timeout'))
        early.abort(new DOMException('no answer', 'TimeoutError'));
    }, 3);
    const signal = AbortSignal.any([early.signal, ...(init.signal ? [init.signal] : [])]);
    try {
      return await fetch(url, { ...init, signal });
    } finally {
      clearInterval(look);
    }
  };
}
