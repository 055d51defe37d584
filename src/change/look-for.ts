import { authenticatorApps } from '../jit/authenticator.ts';
import { stampLine } from '../jit/sso-policy.ts';
import { hasArrived, isTakenAway } from './prepare-step.ts';
import { idOf, readAssignments, readObject, type StepOptions } from './step-options.ts';

/** Intune may be late: three looks within about six seconds. */
const waits = [0, 2000, 4000];

/**
 * What looking finds of a write with an open outcome: the id of its object where it was carried out, `nothing` where that is
 * not seen with the rights of who looks, `several` where more than one object could be the one that it made, and `hidden`
 * where the object of a removal is not seen, which does not prove that it is gone.
 */
export type Found = { id: string } | 'nothing' | 'several' | 'hidden';
export const foundId = (found: Found): string | undefined =>
  typeof found === 'string' ? undefined : found.id;

/**
 * Looks whether a write with an open outcome was carried out after all, for a bounded time: what is not seen then stays
 * unknown. Nothing is sent again here.
 */
export async function lookFor(options: StepOptions): Promise<Found> {
  for (const wait of waits) {
    await options.pause(wait);
    const found = await look(options);
    if (found !== 'nothing') return found;
  }
  return 'nothing';
}

async function look(options: StepOptions): Promise<Found> {
  const { step, tenant, plan } = options;
  switch (step.step) {
    case 'create-policy': {
      return only(await tenant.findPoliciesByStamp(stampLine(plan.changeId)));
    }
    case 'create-authenticator': {
      // It was created because there was none, so one that is there now is ours.
      const { apps } = await tenant.readSnapshot({ aboutGroups: [], withNames: false });
      return only(authenticatorApps(apps));
    }
    case 'assign-authenticator':
    case 'assign-policy':
      return isDone(options, hasArrived(await readAssignments(options), step));
    case 'unassign-policy':
    case 'unassign-authenticator': {
      const object = await readObject(options);
      return object ? isDone(options, isTakenAway(object.assignments, step)) : absent(options);
    }
    case 'delete-policy':
    case 'delete-authenticator':
      return (await readObject(options)) ? 'nothing' : absent(options);
  }
}

const only = ([first, second]: readonly { id: string }[]): Found =>
  second ? 'several' : first ? { id: first.id } : 'nothing';

function isDone(options: StepOptions, done: boolean): Found {
  const id = idOf(options);
  return done && id !== undefined ? { id } : 'nothing';
}

const absent = (options: StepOptions): Found => (options.absenceProves ? isDone(options, true) : 'hidden');
