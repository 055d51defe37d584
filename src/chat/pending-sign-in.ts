import { z } from 'zod/v4';
import type { Records } from '../records/records.ts';
import { needs, type Person } from '../sign-in/person.ts';
import { commandSchema, type Command } from './commands.ts';
import type { Where } from './incoming.ts';

/**
 * The typed command that waits for a sign-in: one per person and conversation, claimed once however many of the person's
 * clients answer, and never continued by another person's sign-in. Beside it, what a sign-in window has to ask for.
 * Neither holds a token.
 */

const pendingSchema = z.object({ id: z.string(), command: commandSchema, need: z.enum(needs) });
export type PendingSignIn = z.infer<typeof pendingSchema>;

const requestSchema = z.object({
  scopes: z.array(z.string()),
  claims: z.string().optional(),
  createdAt: z.string(),
});
export type SignInRequest = z.infer<typeof requestSchema>;

const pendingKind = 'pending-sign-in';
const requestKind = 'sign-in-request';
const hour = 3_600_000;
const keyOf = (who: Person, where: Where): string =>
  JSON.stringify([who.tenantId, where.conversationId, who.objectId]);

/** Remembers the command; a newer one of the same person in the same conversation takes its place. */
export async function rememberPending(
  records: Records,
  who: Person,
  where: Where,
  pending: PendingSignIn,
): Promise<void> {
  await records.delete(pendingKind, keyOf(who, where));
  await records.insert(pendingKind, keyOf(who, where), pending);
}

export async function getPending(
  records: Records,
  who: Person,
  where: Where,
): Promise<PendingSignIn | undefined> {
  const stored = await records.get(pendingKind, keyOf(who, where));
  const pending = pendingSchema.safeParse(stored?.value);
  return pending.success ? pending.data : undefined;
}

/** Takes the command away to be carried out; only one caller gets it. */
export async function claimPending(
  records: Records,
  who: Person,
  where: Where,
  id: string,
): Promise<Command | undefined> {
  const stored = await records.get(pendingKind, keyOf(who, where));
  const pending = pendingSchema.safeParse(stored?.value);
  if (!stored || !pending.success || pending.data.id !== id) return undefined;
  const { written } = await records.delete(pendingKind, keyOf(who, where), stored.version);
  return written ? pending.data.command : undefined;
}

/** What the sign-in window of this id has to ask for; asked again, it is overwritten. */
export async function saveSignInRequest(records: Records, id: string, request: SignInRequest): Promise<void> {
  await records.delete(requestKind, id);
  await records.insert(requestKind, id, request);
}

/** Undefined for an unknown id and for one that is older than an hour. */
export async function getSignInRequest(
  records: Records,
  id: string,
  now: Date,
): Promise<SignInRequest | undefined> {
  const request = requestSchema.safeParse((await records.get(requestKind, id))?.value);
  if (!request.success || now.getTime() - Date.parse(request.data.createdAt) > hour) return undefined;
  return request.data;
}

/** Drops the sign-in requests that nobody can use any more. */
export async function sweepSignInRequests(records: Records, now: Date): Promise<void> {
  let after: string | undefined;
  do {
    const page = await records.list(requestKind, { limit: 200, ...(after === undefined ? {} : { after }) });
    for (const { key, version } of page.records) {
      if (!(await getSignInRequest(records, key, now))) await records.delete(requestKind, key, version);
    }
    after = page.next;
  } while (after !== undefined);
}
