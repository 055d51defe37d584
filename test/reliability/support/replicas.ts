import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { z } from 'zod/v4';
import { auditKind, entrySchema } from '../../../src/change/audit-entry.ts';
import { states, type Change } from '../../../src/change/change.ts';
import { changesIn } from '../../../src/change/changes.ts';
import type { ClickAnswer } from '../../../src/chat/incoming.ts';
import { startGraph } from '../../../src/practice/graph/start-graph.ts';
import { renderCard } from '../../../src/practice/script/render-card.ts';
import { fillInputs, type Given } from '../../../src/practice/teams/fill-inputs.ts';
import { adaptiveCardSchema } from '../../../src/practice/teams/types.ts';
import { actionsOf } from '../../../src/practice/teams/walk-card.ts';
import { loadTenant } from '../../../src/practice/tenant/load-tenant.ts';
import { openSqliteRecords } from '../../../src/records/open-sqlite-records.ts';
import type { Records } from '../../../src/records/records.ts';
import { Problem } from '../../../src/problems.ts';
import { scopesFor, type Person } from '../../../src/sign-in/person.ts';
import { makeBoard, startHouse, type HouseOptions } from '../../support/start-house.ts';

const callerSchema = z.object({ personId: z.string(), oid: z.string(), scopes: z.array(z.string()) });
type Caller = z.infer<typeof callerSchema>;
/** A token that simply says whose it is; the practice Entra is left out. */
const tokenOf = (caller: Caller): string =>
  `e30.${Buffer.from(JSON.stringify({ ...caller, scp: caller.scopes.join(' ') })).toString('base64url')}.s`;
const readToken = (token: string): Caller =>
  callerSchema.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));

/** A write as it left for Graph, byte by byte. */
export interface SentWrite {
  method: string;
  /** without origin and version */
  path: string;
  body: string;
  headers: Headers;
}
/** What a button sends. */
export interface Press {
  verb: string;
  data: object;
  cardId: string;
}

/**
 * Bots without the SDKs that share one records file, one practice Graph and one group chat, as replicas do; ended with the test.
 * People are handles of the practice tenant (`megan`); they press what stands on the cards of the chat.
 */
export async function startReplicas(
  options: Pick<HouseOptions, 'approval' | 'now' | 'every'> & {
    count?: number;
    signedOut?: Set<string>;
  } = {},
) {
  const { count = 1, approval, now, every, signedOut = new Set<string>() } = options;
  const tenant = loadTenant();
  const graph = await startGraph({
    tenant,
    certificates: inject('certificates'),
    entra: { checkGraphToken: async (token) => readToken(token) },
  });
  const folder = mkdtempSync(join(tmpdir(), 'jit-replicas-'));
  const board = makeBoard();
  const sent: SentWrite[] = [];
  const where = { conversationId: '19:change-board@thread.v2', place: 'group' as const, reference: {} };
  const person = (handle: string): Person => {
    const found = tenant.people.find(({ id }) => id === handle);
    if (!found) throw new Error(`nobody is called ${handle}`);
    return { tenantId: tenant.tenantId, objectId: found.objectId, name: found.displayName };
  };
  const houses: ReturnType<typeof startHouse>[] = [];
  const stores: Records[] = [];
  for (let at = 0; at < count; at += 1) {
    // One alone has nobody to share a file with, and need not wait for the disk.
    const records =
      count === 1
        ? openSqliteRecords(':memory:', { inMemory: true })
        : openSqliteRecords(join(folder, 'records.db'));
    stores.push(records);
    const house = startHouse({
      ...{ records, board, graphRoot: graph.origin, timeoutMs: 10_000 },
      getToken: async ({ objectId }, need) => {
        const known = tenant.people.find((one) => one.objectId === objectId);
        if (!known || signedOut.has(known.id)) throw new Problem('sign-in-needed');
        return tokenOf({ personId: known.id, oid: objectId, scopes: [...scopesFor(need)] });
      },
      fetch: (url, init) => {
        const method = init?.method ?? 'GET';
        const address = typeof url === 'string' ? url : 'href' in url ? url.href : url.url;
        const path = address.replace(/^https:\/\/[^/]+\/(beta|v1\.0)/, '');
        const isWrite = method !== 'GET' && path.startsWith('/device');
        if (isWrite)
          sent.push({
            method,
            path,
            body: typeof init?.body === 'string' ? init.body : '',
            headers: new Headers(init?.headers),
          });
        return fetch(url, init);
      },
      ...(approval ? { approval } : {}),
      ...(now ? { now } : {}),
      ...(every ? { every } : {}),
    });
    houses.push(house);
  }
  const settled = async (): Promise<void> => {
    for (const house of houses) await house.idle();
  };
  onTestFinished(async () => {
    await settled();
    for (const records of stores) await records.close();
    await graph.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const lookAt = (id: string): string => {
    const message = board.messages.get(id)?.at(-1);
    if (!message) throw new Error(`no message ${id}`);
    return 'card' in message ? renderCard(adaptiveCardSchema.parse(message.card)).join('\n') : message.text;
  };
  const ids = (): string[] => [...board.messages.keys()];
  const see = (title: string, text: string): string => {
    const found = ids().findLast((id) => {
      const seen = lookAt(id);
      return seen.includes(`[${title}]`) && seen.includes(text);
    });
    if (found === undefined)
      throw new Error(`no [${title}] with "${text}" on:\n${ids().map(lookAt).join('\n---\n')}`);
    return found;
  };
  const pressOf = (
    title: string,
    { on = '', set = {}, messageId }: { on?: string; set?: Record<string, Given>; messageId?: string } = {},
  ): Press => {
    const cardId = messageId ?? see(title, on);
    const message = board.messages.get(cardId)?.at(-1);
    const card = adaptiveCardSchema.parse(message && 'card' in message ? message.card : undefined);
    const action = actionsOf(card).find((one) => one.title === title);
    if (!action?.verb) throw new Error(`no [${title}] on:\n${lookAt(cardId)}`);
    const inputs = action.associatedInputs === 'none' ? {} : fillInputs(card, set);
    return { verb: action.verb, data: { ...(action.data as object), ...inputs }, cardId };
  };
  const houseAt = (at: number): ReturnType<typeof startHouse> => {
    const house = houses[at];
    if (!house) throw new Error(`there are ${houses.length} replicas`);
    return house;
  };
  const deliver = (
    { verb, data, cardId }: Press,
    as: string | Person = 'megan',
    replica = 0,
  ): Promise<ClickAnswer> =>
    houseAt(replica).click(typeof as === 'string' ? person(as) : as, where, verb, data, cardId);

  return {
    ...{ graph, board, houses, sent, where, person, settled, lookAt, ids, pressOf, deliver },
    /** resolves when everything that it led to is done */
    say: async (text: string, as = 'megan'): Promise<void> => {
      await houseAt(0).say(person(as), where, text);
      await settled();
    },
    /** presses the newest button with that title (on a card with that text); resolves when all that it led to is done */
    press: async (
      title: string,
      {
        as = 'megan',
        replica = 0,
        ...of
      }: Parameters<typeof pressOf>[1] & { as?: string; replica?: number } = {},
    ): Promise<ClickAnswer> => {
      const answer = await deliver(pressOf(title, of), as, replica);
      await settled();
      return answer;
    },
    /** the newest message that holds the text, as people see it now */
    seen: (text: string): string | undefined =>
      ids()
        .map(lookAt)
        .findLast((seen) => seen.includes(text)),
    /** messages whose newest state holds the text */
    copiesWith: (text: string): string[] => ids().filter((id) => lookAt(id).includes(text)),
    /** what the audit chain tells, in order */
    events: async (): Promise<string[]> => {
      const { records } = await stores[0]!.list(auditKind, { limit: 1000 });
      return records.map(({ value }) => entrySchema.parse(value).event);
    },
    /** every change, as it is in the records, the oldest first */
    changes: async (): Promise<Change[]> => {
      const found: Change[] = [];
      for await (const { change } of changesIn(stores[0]!, states)) found.push(change);
      return found.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    },
  };
}
export type Replicas = Awaited<ReturnType<typeof startReplicas>>;
