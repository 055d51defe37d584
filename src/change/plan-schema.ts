import { z } from 'zod/v4';
import type { AnyPlan } from '../jit/plan.ts';

/** Plans as records hold them. */

const assignments = z.array(z.looseObject({ target: z.looseObject({ '@odata.type': z.string() }) }));
const existing = z.strictObject({ id: z.string() });
const object = z.union([
  existing,
  z.strictObject({ createdBy: z.enum(['create-policy', 'create-authenticator']) }),
]);
const body = z.record(z.string(), z.unknown());
const sets = { before: assignments, after: assignments };
const standing = z.object({ content: body, assignments });

const step = z.discriminatedUnion('step', [
  z.object({ step: z.literal('create-policy'), body }),
  z.object({ step: z.literal('create-authenticator'), body }),
  z.object({ step: z.literal('assign-authenticator'), app: object, ...sets }),
  z.object({ step: z.literal('assign-policy'), policy: object, ...sets }),
]);
const undoStep = z.discriminatedUnion('step', [
  z.object({ step: z.literal('delete-policy'), policy: existing, before: standing }),
  z.object({ step: z.literal('unassign-policy'), policy: existing, ...sets }),
  z.object({
    step: z.literal('unassign-authenticator'),
    app: existing,
    ...sets,
    restores: assignments.optional(),
  }),
  z.object({ step: z.literal('delete-authenticator'), app: existing, before: standing }),
]);

const target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all-users') }),
  z.object({ kind: z.literal('all-devices') }),
  z.object({ kind: z.literal('group'), groupId: z.string() }),
  z.object({ kind: z.literal('exclude-group'), groupId: z.string() }),
]);
const findings = z.array(
  z.object({
    code: z.string(),
    severity: z.enum(['blocks', 'warning', 'info']),
    sentence: z.string(),
    remedy: z.string(),
  }),
);

const setUpPlan = z.object({
  changeId: z.string(),
  request: z.object({
    bundleIds: z.array(z.string()),
    targets: z.array(target),
    displayName: z.string(),
    description: z.string(),
    authenticatorAppId: z.string().optional(),
    authenticatorLicences: z.record(z.string(), z.enum(['user', 'device'])).optional(),
    changeIntent: z.array(z.string()).optional(),
    keepIntent: z.array(z.string()).optional(),
    besideIntent: z.array(z.string()).optional(),
  }),
  steps: z.array(step),
  findings,
  authenticator: z
    .object({ id: z.string(), displayName: z.string(), kind: z.enum(['store', 'vpp']) })
    .optional(),
  digest: z.string(),
});
const undoPlan = z.object({
  changeId: z.string(),
  undoes: z.string(),
  steps: z.array(undoStep),
  findings,
  digest: z.string(),
});

/** An undo names the change that it takes back; that tells the two apart. */
export const planSchema: z.ZodType<AnyPlan> = z.union([undoPlan, setUpPlan]);
