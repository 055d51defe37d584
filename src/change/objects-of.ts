import { isUndo, type AnyPlan, type AnyStep } from '../jit/plan.ts';

/**
 * What a plan needs for itself, in the order in which locks are taken: the objects that it writes (a slot per new policy's
 * name, Microsoft Authenticator, policies that exist), and the change it is of; an undo also has the change that it takes back.
 */
export function objectsOf(plan: AnyPlan): string[] {
  const changes = [plan.changeId, ...(isUndo(plan) ? [plan.undoes] : [])].map((id) => `change/${id}`);
  const newPolicy = isUndo(plan) ? '' : `new-policy/${plan.request.displayName.trim().toLowerCase()}`;
  const objects = plan.steps.map((step) => objectOf(step, newPolicy));
  return [...new Set([...changes, ...objects])].sort();
}

function objectOf(step: AnyStep, newPolicy: string): string {
  switch (step.step) {
    case 'create-policy':
      return newPolicy;
    // One for whichever object it is: an app that one change has just added is what another one finds and assigns.
    case 'create-authenticator':
    case 'assign-authenticator':
    case 'unassign-authenticator':
    case 'delete-authenticator':
      return 'app/authenticator';
    case 'assign-policy':
      return 'id' in step.policy ? `policy/${step.policy.id}` : newPolicy;
    case 'delete-policy':
    case 'unassign-policy':
      return `policy/${step.policy.id}`;
  }
}
