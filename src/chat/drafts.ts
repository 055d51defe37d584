import { z } from 'zod/v4';
import type { Target } from '../jit/plan.ts';
import type { Records } from '../records/records.ts';
import type { Person } from '../sign-in/person.ts';
import type { Where } from './incoming.ts';

/**
 * What a person is in the middle of: one record per tenant + conversation + person, so that a restart is not noticed and
 * two people in one group chat do not disturb each other. A draft never expires; a newer one takes its place.
 */

const groupSchema = z.object({ id: z.string(), displayName: z.string(), detail: z.string() });
export type ChosenGroup = z.infer<typeof groupSchema>;

/** A typed name that is not one group for certain: the person chooses. */
const openNameSchema = z.object({
  name: z.string(),
  role: z.enum(['include', 'exclude']),
  /** true: several groups have exactly this name; false: none has, these are near */
  exact: z.boolean(),
  candidates: z.array(groupSchema),
  /** where "A and B" is one group but also two: the names taken apart */
  separate: z.array(z.string()).optional(),
});
export type OpenName = z.infer<typeof openNameSchema>;

/** A target that has Authenticator with another intent than required: the person decides. */
const openIntentSchema = z.object({
  /** its `targetKey` */
  key: z.string(),
  name: z.string(),
  intent: z.string(),
  /** false: a policy set brings it */
  canChange: z.boolean(),
  /** another object than the one to be assigned has it: never changed, the one to be assigned may come beside it */
  elsewhere: z.object({ has: z.string(), assigning: z.string() }).optional(),
});
export type OpenIntent = z.infer<typeof openIntentSchema>;

const draftSchema = z.object({
  id: z.string(),
  question: z.enum(['apps', 'targets', 'names', 'authenticator', 'intent', 'all', 'review']),
  /** the message that shows the open question */
  cardId: z.string().optional(),
  bundleIds: z.array(z.string()).optional(),
  /** what was refused in the last answer, shown once more on the next card */
  refused: z.array(z.object({ id: z.string(), sentence: z.string(), remedy: z.string() })),
  everyone: z.enum(['all-users', 'all-devices']).optional(),
  include: z.array(groupSchema),
  exclude: z.array(groupSchema),
  openNames: z.array(openNameSchema),
  displayName: z.string().optional(),
  description: z.string().optional(),
  /** the person chose name or description; a default one follows the targets */
  ownName: z.boolean().optional(),
  ownDescription: z.boolean().optional(),
  /** the person chose it among those of several VPP tokens */
  authenticatorAppId: z.string().optional(),
  openIntents: z.array(openIntentSchema).optional(),
  /** what the person decided, as in `SetUpRequest` */
  changeIntent: z.array(z.string()).optional(),
  keepIntent: z.array(z.string()).optional(),
  besideIntent: z.array(z.string()).optional(),
  /** the change that was made of it, once it is in review */
  changeId: z.string().optional(),
});
export type Draft = z.infer<typeof draftSchema>;

export interface StoredDraft {
  draft: Draft;
  version: string | undefined;
}

const kind = 'draft';
const keyOf = (who: Person, where: Where): string =>
  JSON.stringify([who.tenantId, where.conversationId, who.objectId]);

export const newDraft = (id: string): Draft => ({
  id,
  question: 'apps',
  refused: [],
  include: [],
  exclude: [],
  openNames: [],
});

/** True once somebody said whom the policy is for, whether or not every name is settled. */
export const hasTargets = (draft: Draft): boolean =>
  draft.everyone !== undefined ||
  draft.include.length > 0 ||
  draft.openNames.some(({ role }) => role === 'include');

/** Whom the settled names of a draft mean. */
export const targetsOf = (draft: Draft): Target[] => [
  ...(draft.everyone === undefined ? [] : [{ kind: draft.everyone }]),
  ...draft.include.map(({ id }) => ({ kind: 'group' as const, groupId: id })),
  ...draft.exclude.map(({ id }) => ({ kind: 'exclude-group' as const, groupId: id })),
];

export async function getDraft(
  records: Records,
  who: Person,
  where: Where,
): Promise<StoredDraft | undefined> {
  const stored = await records.get(kind, keyOf(who, where));
  if (!stored) return undefined;
  const draft = draftSchema.safeParse(stored.value);
  // A draft of an older form is worth nothing more than saying it again.
  return draft.success ? { draft: draft.data, version: stored.version } : undefined;
}

/** Writes what the person is in the middle of. False: another click or message was first, and this one must not count. */
export async function saveDraft(
  records: Records,
  who: Person,
  where: Where,
  stored: StoredDraft,
): Promise<boolean> {
  const key = keyOf(who, where);
  const written =
    stored.version === undefined
      ? await records.insert(kind, key, stored.draft)
      : await records.replace(kind, key, stored.draft, stored.version);
  if (written.written) stored.version = written.version;
  return written.written;
}

/** A newer request takes the place of whatever was there; answers the draft that it replaced. */
export async function startDraft(
  records: Records,
  who: Person,
  where: Where,
  draft: Draft,
): Promise<StoredDraft & { replaced?: Draft }> {
  const before = await getDraft(records, who, where);
  await records.delete(kind, keyOf(who, where));
  const written = await records.insert(kind, keyOf(who, where), draft);
  return {
    draft,
    version: written.written ? written.version : undefined,
    ...(before ? { replaced: before.draft } : {}),
  };
}

export async function deleteDraft(
  records: Records,
  who: Person,
  where: Where,
  version?: string,
): Promise<boolean> {
  return (await records.delete(kind, keyOf(who, where), version)).written;
}
