import { z } from 'zod/v4';

/**
 * A change over its life, as plain data: a plan that was shown for review, and what became of it. States and transitions
 * are pure; changes.ts keeps them in records.
 */

export const states = [
  'in review',
  'checking',
  'applying',
  'applied',
  'interrupted',
  'waiting for sign-in',
  'failed',
  'rejected',
  'expired',
  'cancelled',
] as const;
export type ChangeState = (typeof states)[number];

/** From where to where a change may go. A state that leads nowhere is the end. */
export const transitions: Record<ChangeState, readonly ChangeState[]> = {
  'in review': ['checking', 'cancelled', 'rejected', 'expired'],
  // back: refused, moved, or the worker died before it wrote; on: the same plan, an entitled person
  checking: ['in review', 'applying'],
  // interrupted: something was written, or may have been; failed: nothing was
  applying: ['applied', 'failed', 'interrupted', 'waiting for sign-in'],
  interrupted: ['applying', 'cancelled'],
  'waiting for sign-in': ['applying', 'cancelled'],
  applied: [],
  failed: [],
  rejected: [],
  expired: [],
  cancelled: [],
};

/** Nothing more will be written for it, and its objects are free for others. */
export const isOver = (state: ChangeState): boolean => transitions[state].length === 0;

/** It was begun and not finished: it can be resumed, and keeps others away from its objects until then. */
export const canResume = (state: ChangeState): boolean =>
  state === 'interrupted' || state === 'waiting for sign-in';

const assignmentSchema = z.looseObject({ target: z.looseObject({ '@odata.type': z.string() }) });
const objectSchema = z.union([
  z.strictObject({ id: z.string() }),
  z.strictObject({ createdBy: z.enum(['create-policy', 'create-authenticator']) }),
]);
const bodySchema = z.record(z.string(), z.unknown());

const stepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('create-policy'), body: bodySchema }),
  z.object({ step: z.literal('create-authenticator'), body: bodySchema }),
  z.object({
    step: z.literal('assign-authenticator'),
    app: objectSchema,
    before: z.array(assignmentSchema),
    after: z.array(assignmentSchema),
  }),
  z.object({
    step: z.literal('assign-policy'),
    policy: objectSchema,
    before: z.array(assignmentSchema),
    after: z.array(assignmentSchema),
  }),
]);

const targetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all-users') }),
  z.object({ kind: z.literal('all-devices') }),
  z.object({ kind: z.literal('group'), groupId: z.string() }),
  z.object({ kind: z.literal('exclude-group'), groupId: z.string() }),
]);

const planSchema = z.object({
  changeId: z.string(),
  request: z.object({
    bundleIds: z.array(z.string()),
    targets: z.array(targetSchema),
    displayName: z.string(),
    description: z.string(),
    authenticatorAppId: z.string().optional(),
    authenticatorLicences: z.record(z.string(), z.enum(['user', 'device'])).optional(),
  }),
  steps: z.array(stepSchema),
  findings: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(['blocks', 'warning', 'info']),
      sentence: z.string(),
      remedy: z.string(),
    }),
  ),
  authenticator: z
    .object({ id: z.string(), displayName: z.string(), kind: z.enum(['store', 'vpp']) })
    .optional(),
  digest: z.string(),
});

const personSchema = z.object({ tenantId: z.string(), objectId: z.string(), name: z.string() });

/** Somebody who asks or approves: tenant and object id decide, the name is for showing. */
export type Actor = z.infer<typeof personSchema>;

export const changeSchema = z.object({
  id: z.string(),
  state: z.enum(states),
  plan: planSchema,
  requester: personSchema,
  conversationId: z.string(),
  /** where its card stands: how to reach the conversation, and the message */
  card: z
    .object({
      place: z.enum(['personal', 'group', 'channel']),
      reference: z.unknown(),
      messageId: z.string(),
    })
    .optional(),
  /** whose approval it is */
  approver: personSchema.optional(),
  /** the review as it was shown, object by object */
  shown: z.array(z.object({ title: z.string(), before: z.array(z.string()), after: z.array(z.string()) })),
  /** bundle IDs that were left out of the request, with the reason */
  leftOut: z.array(z.object({ id: z.string(), sentence: z.string(), remedy: z.string() })),
  /** group id → name as it was shown, for editing without reading the tenant again */
  groupNames: z.record(z.string(), z.string()),
  createdAt: z.string(),
  /** when it came into its state */
  movedAt: z.string(),
  /** a review counts until then */
  expiresAt: z.string(),
});
export type Change = z.infer<typeof changeSchema>;
