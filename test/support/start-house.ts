import { randomUUID } from 'node:crypto';
import { makeAudit } from '../../src/change/audit.ts';
import type { Every } from '../../src/change/keep-lease.ts';
import type { Approval } from '../../src/change/may-press.ts';
import { handleClick } from '../../src/chat/handle-click.ts';
import { handleMessage } from '../../src/chat/handle-message.ts';
import type { House } from '../../src/chat/commands/context.ts';
import type { Chat, ClickAnswer, Outgoing, Where } from '../../src/chat/incoming.ts';
import { makeInOrder } from '../../src/chat/in-order.ts';
import { sweepAndShow } from '../../src/chat/show-swept.ts';
import { openTenant } from '../../src/graph/open-tenant.ts';
import type { Records } from '../../src/records/records.ts';
import type { Need, Person } from '../../src/sign-in/person.ts';

/** Where messages stand: of this process, or of a parent process that several houses share. */
export interface MessageBoard {
  send(where: Where, message: Outgoing): Promise<string>;
  edit(where: Where, id: string, message: Outgoing): Promise<void>;
}

/** A board in memory, with every state that each message had, oldest first. */
export function makeBoard(): MessageBoard & { messages: Map<string, Outgoing[]> } {
  const messages = new Map<string, Outgoing[]>();
  return {
    messages,
    async send(_where, message) {
      const id = `m${messages.size + 1}`;
      messages.set(id, [structuredClone(message)]);
      return id;
    },
    async edit(_where, id, message) {
      const states = messages.get(id);
      if (!states) throw new Error(`no message ${id}`);
      states.push(structuredClone(message));
    },
  };
}

export interface HouseOptions {
  records: Records;
  board: MessageBoard;
  /** https origin of the practice Graph */
  graphRoot: string;
  /** a Graph token for the person; throws Problem('sign-in-needed') where the test says so */
  getToken: (person: Person, need: Need) => Promise<string>;
  fetch?: typeof globalThis.fetch;
  now?: () => Date;
  /** never where absent: work takes no time by the clock of such a test, unless the test moves it */
  every?: Every;
  worker?: string;
  /** who may approve; the one who asked where absent */
  approval?: Approval;
  /** for a single Graph request; short, so that time-outs are quick */
  timeoutMs?: number;
}

/**
 * Everything of the bot behind the Teams SDKs, for tests that run thousands of conversations: real commands, records, locks,
 * journal, and the real Graph client over https; messages go to a board, waits are skipped.
 */
export function startHouse(options: HouseOptions) {
  const { records, board, graphRoot, now = () => new Date(), timeoutMs = 150 } = options;
  const log: object[] = [];
  const note = (facts: object, message: string): void => void log.push({ message, ...facts });
  const working = new Set<Promise<void>>();
  const inOrder = makeInOrder();
  const chatAt = (where: Where): Chat => ({
    send: (message) => board.send(where, message),
    edit: (id, message) => board.edit(where, id, message),
    typing: async () => undefined,
    askSignIn: async () => undefined,
    offerFile: async () => undefined,
    showFile: async () => undefined,
    remove: async () => undefined,
  });
  const token = (person: Person, need: Need) => ({ getToken: () => options.getToken(person, need) });
  const house: House = {
    records,
    audit: makeAudit({ records, now, log: { info: note, error: note } }),
    signIn: {
      forPerson: async (person, need) => ({ ok: true, token: token(person, need) }),
      withAssertion: async (person, _assertion, need) => ({ ok: true, token: token(person, need) }),
      forget: () => undefined,
    },
    openTenant: (graphToken) =>
      openTenant({
        graphRoot,
        getToken: (asked) => graphToken.getToken(asked),
        sleep: async () => undefined,
        timeoutMs,
        ...(options.fetch ? { fetch: options.fetch } : {}),
      }),
    later: (where, work, order) => {
      const run = (): Promise<void> => work(chatAt(where));
      const job = (order === undefined ? run() : inOrder(`${where.conversationId} ${order}`, run))
        .catch((error: unknown) => note({ err: error }, 'work after the answer failed'))
        .finally(() => working.delete(job));
      working.add(job);
    },
    approval: options.approval ?? { mode: 'self' },
    underWay: new Map(),
    now,
    every: options.every ?? (() => () => undefined),
    newId: randomUUID,
    worker: options.worker ?? randomUUID(),
    pause: async () => undefined,
    publicUrl: 'http://localhost:3978',
    adminCenter: 'https://intune.microsoft.com',
    log: { info: note, warn: note, error: note },
  };
  return {
    house,
    log,
    say: (who: Person, where: Where, text: string): Promise<void> =>
      handleMessage(house, { kind: 'message', who, where, text }, chatAt(where)),
    click: (who: Person, where: Where, verb: string, data: object, cardId?: string): Promise<ClickAnswer> =>
      handleClick(house, {
        kind: 'click',
        ...{ who, where, verb, data, cardId },
        assertion: undefined,
        exchangeId: undefined,
      }),
    sweep: (): Promise<void> => sweepAndShow(house),
    /** resolves when no work after an answer is under way */
    idle: async (): Promise<void> => {
      while (working.size > 0) await Promise.all(working);
    },
  };
}
export type TestHouse = ReturnType<typeof startHouse>;
