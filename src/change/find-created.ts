import type { Tenant } from '../graph/tenant.ts';
import { authenticatorApps } from '../jit/authenticator.ts';
import type { Plan, Step } from '../jit/plan.ts';
import { stampLine } from '../jit/sso-policy.ts';

/**
 * Looks for what a create with an unknown outcome may have left: the policy by the stamp in its description, Authenticator
 * as the only app object that was not there before. Looks three times within about six seconds, since Intune may be late;
 * undefined: not found, so the outcome stays unknown.
 */
export async function findCreated(options: {
  tenant: Tenant;
  plan: Plan;
  step: Extract<Step, { step: 'create-policy' | 'create-authenticator' }>;
  pause: (milliseconds: number) => Promise<void>;
}): Promise<string | undefined> {
  const { tenant, plan, step, pause } = options;
  for (const wait of [0, 2000, 4000]) {
    await pause(wait);
    const ids =
      step.step === 'create-policy'
        ? (await tenant.findPoliciesByStamp(stampLine(plan.changeId))).map(({ id }) => id)
        : authenticatorApps((await tenant.readSnapshot({ aboutGroups: [] })).apps).map(({ id }) => id);
    if (ids.length === 1) return ids[0];
    if (ids.length > 1) return undefined;
  }
  return undefined;
}
