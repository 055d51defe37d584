import { authenticatorApps } from '../jit/authenticator.ts';
import { stampLine } from '../jit/sso-policy.ts';
import { hasArrived, isTakenAway } from './prepare-step.ts';
import { idOf, readAssignments, readObject, type StepOptions } from './step-options.ts';

/** Intune may be late: three looks within about six seconds. */
const waits = [0, 2000, 4000];

/**
 * Whether a write with an open outcome was carried out after all: answers the id of its object then, and undefined where that
 * is not seen within the bounded time, so that the outcome stays unknown. Nothing is sent again here.
 */
export async function lookFor(options: StepOptions): Promise<string | undefined> {
  for (const wait of waits) {
    await options.pause(wait);
    const found = await look(options);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function look(options: StepOptions): Promise<string | undefined> {
  const { step, tenant, plan } = options;
  switch (step.step) {
    case 'create-policy': {
      const found = await tenant.findPoliciesByStamp(stampLine(plan.changeId));
      return found.length === 1 ? found[0]?.id : undefined;
    }
    case 'create-authenticator': {
      // It was created because there was none, so one that is there now is ours.
      const { apps } = await tenant.readSnapshot({ aboutGroups: [], withNames: false });
      const found = authenticatorApps(apps);
      return found.length === 1 ? found[0]?.id : undefined;
    }
    case 'assign-authenticator':
    case 'assign-policy':
      return hasArrived(await readAssignments(options), step) ? idOf(options) : undefined;
    case 'unassign-policy':
    case 'unassign-authenticator': {
      const object = await readObject(options);
      return !object || isTakenAway(object.assignments, step) ? idOf(options) : undefined;
    }
    case 'delete-policy':
    case 'delete-authenticator':
      return (await readObject(options)) ? undefined : idOf(options);
  }
}
