import type { Tenant } from '../graph/tenant.ts';
import { missingFrom } from '../jit/assignments.ts';
import { isUndo, type AnyPlan, type AnyStep } from '../jit/plan.ts';
import type { WireAssignment } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import { isTakenAway } from './prepare-step.ts';
import { isNew, isOfApp, whatOf } from './step-options.ts';

type Found = ({ assignments: WireAssignment[] } & Record<string, unknown>) | undefined;

/**
 * Reads back what was written and compares it with the plan. Answers sentences, one a difference; none means that the
 * tenant holds what was approved. Others may have added more meanwhile: that is no difference. Throws where an object that was
 * to be taken back is not seen and may be hidden from this person (`mayBeHidden`).
 */
export async function verifyPlan(options: {
  tenant: Tenant;
  plan: AnyPlan;
  policyId: string | undefined;
  appId: string | undefined;
  mayBeHidden: readonly AnyStep[];
}): Promise<string[]> {
  const { tenant, plan, policyId, appId, mayBeHidden } = options;
  const [policy, app] = await Promise.all([
    policyId === undefined ? undefined : tenant.readPolicy(policyId),
    appId === undefined ? undefined : tenant.readApp(appId),
  ]);
  const differences = plan.steps.flatMap((step) => differenceOf(step, policy, app) ?? []);
  const hidden = isUndo(plan) && mayBeHidden.find((step) => !(isOfApp(step) ? app : policy));
  if (hidden && differences.length === 0) throw new Problem('gone-or-hidden', { what: whatOf(hidden) });
  return differences;
}

function differenceOf(step: AnyStep, policy: Found, app: Found): string | undefined {
  switch (step.step) {
    case 'create-policy':
      if (!policy) return 'The new policy cannot be read back.';
      return holds(policy['iosSingleSignOnExtension'], step.body['iosSingleSignOnExtension'])
        ? undefined
        : 'The settings of the new policy are not those that were sent.';
    case 'create-authenticator':
      return app ? undefined : 'The new Authenticator app cannot be read back.';
    case 'assign-policy':
      if (!policy) return unread(step, 'The policy');
      return missingFrom(step.after, policy.assignments).length === 0
        ? undefined
        : 'The policy is not assigned to everything that was approved.';
    case 'assign-authenticator':
      if (!app) return unread(step, 'Microsoft Authenticator');
      return missingFrom(step.after, app.assignments).length === 0
        ? undefined
        : 'Microsoft Authenticator is not assigned to everything that was approved.';
    case 'unassign-policy':
      return isTakenAway(policy?.assignments ?? [], step) && keepsOthers(policy, step.after)
        ? undefined
        : 'The assignments of the policy are not those that were approved.';
    case 'unassign-authenticator':
      return isTakenAway(app?.assignments ?? [], step) && keepsOthers(app, step.after)
        ? undefined
        : 'The assignments of Microsoft Authenticator are not those that were approved.';
    case 'delete-policy':
      return policy && 'The policy is still there.';
    case 'delete-authenticator':
      return app && 'The Authenticator app is still there.';
  }
}

/** Of a new object its create tells it. */
const unread = (step: AnyStep, what: string): string | undefined =>
  isNew(step) ? undefined : `${what} cannot be read back.`;

/** The object may be gone by a later step of the same plan; then nobody's assignments are. */
const keepsOthers = (found: Found, after: WireAssignment[]): boolean =>
  !found || missingFrom(after, found.assignments).length === 0;

/** True if everything in `wanted` stands in `found` with the same value; `found` may hold more (Intune adds properties). */
function holds(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((item, at) => holds(found[at], item))
    );
  }
  if (wanted !== null && typeof wanted === 'object') {
    return (
      found !== null &&
      typeof found === 'object' &&
      Object.entries(wanted).every(([key, value]) => holds((found as Record<string, unknown>)[key], value))
    );
  }
  return found === wanted;
}
