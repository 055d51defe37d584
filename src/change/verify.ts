import type { Tenant } from '../graph/tenant.ts';
import { missingFrom } from '../jit/assignments.ts';
import type { Plan } from '../jit/plan.ts';

/**
 * Reads back what was written and compares it with the plan. Answers sentences, one a difference; none means that the
 * tenant holds what was approved. Others may have added more meanwhile: that is no difference.
 */
export async function verifyPlan(options: {
  tenant: Tenant;
  plan: Plan;
  policyId: string | undefined;
  appId: string | undefined;
}): Promise<string[]> {
  const { tenant, plan, policyId, appId } = options;
  const [policy, app] = await Promise.all([
    policyId === undefined ? undefined : tenant.readPolicy(policyId),
    appId === undefined ? undefined : tenant.readApp(appId),
  ]);
  const differences: string[] = [];
  for (const step of plan.steps) {
    if (step.step === 'create-policy') {
      if (!policy) differences.push('The new policy cannot be read back.');
      else if (!holds(policy.iosSingleSignOnExtension, step.body['iosSingleSignOnExtension']))
        differences.push('The settings of the new policy are not those that were sent.');
    } else if (
      step.step === 'assign-policy' &&
      missingFrom(step.after, policy?.assignments ?? []).length > 0
    ) {
      differences.push('The policy is not assigned to everything that was approved.');
    } else if (
      step.step === 'assign-authenticator' &&
      missingFrom(step.after, app?.assignments ?? []).length > 0
    ) {
      differences.push('Microsoft Authenticator is not assigned to everything that was approved.');
    }
  }
  return differences;
}

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
