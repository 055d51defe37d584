import { z } from 'zod/v4';

/**
 * A change over its life, as plain data: a plan that was shown for review, and what became of it. States and transitions
 * are pure; changes.ts keeps them in records.
 */

export const states = ['in review', 'checking', 'applying', 'applied', 'failed', 'cancelled'] as const;
export type ChangeState = (typeof states)[number];

/** From where to where a change may go. An end state goes nowhere. */
export const transitions: Record<ChangeState, readonly ChangeState[]> = {
  'in review': ['checking', 'cancelled'],
  // back: refused or moved, with the reason; on: the same plan, an entitled person
  checking: ['in review', 'applying'],
  applying: ['applied', 'failed'],
  applied: [],
  failed: [],
  cancelled: [],
};

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

export const changeSchema = z.object({
  id: z.string(),
  state: z.enum(states),
  plan: planSchema,
  requester: z.object({ tenantId: z.string(), objectId: z.string(), name: z.string() }),
  conversationId: z.string(),
  /** the review as it was shown, object by object */
  shown: z.array(z.object({ title: z.string(), before: z.array(z.string()), after: z.array(z.string()) })),
  /** bundle IDs that were left out of the request, with the reason */
  leftOut: z.array(z.object({ id: z.string(), sentence: z.string(), remedy: z.string() })),
  /** group id → name as it was shown, for editing without reading the tenant again */
  groupNames: z.record(z.string(), z.string()),
  createdAt: z.string(),
});
export type Change = z.infer<typeof changeSchema>;
