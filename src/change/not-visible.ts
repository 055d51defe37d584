import { isUndo, onlyCloses, type AnyPlan } from '../jit/plan.ts';
import type { Snapshot } from '../jit/snapshot.ts';
import { findGroup } from '../jit/targets.ts';
import { groupsOf } from './plan-again.ts';

/**
 * What a plan writes to or is for, and this person cannot see: that is no change of the tenant, but a limit of the person.
 * Names as the review showed them; `fresh` is the plan anew, with what this person sees.
 */
export function notVisible(
  plan: AnyPlan,
  fresh: { plan: AnyPlan; snapshot: Snapshot },
  groupNames: Readonly<Record<string, string>>,
): string[] {
  const { snapshot } = fresh;
  const groups = groupsOf(plan)
    .filter((id) => !findGroup(snapshot, id))
    .map((id) => `group ${groupNames[id] ?? id}`);
  const apps = new Set(snapshot.apps.map(({ id }) => id));
  const policies = new Set(snapshot.policies.map(({ id }) => id));
  const objects = plan.steps.flatMap((step) => {
    if ('app' in step && 'id' in step.app && !apps.has(step.app.id)) return ['Microsoft Authenticator'];
    if ('policy' in step && 'id' in step.policy && !policies.has(step.policy.id)) return ['the policy'];
    return [];
  });
  const gone = isUndo(plan) ? [] : groups;
  const isHidden = !onlyCloses(plan) && fresh.plan.findings.some(({ code }) => ofHidden.includes(code));
  const hidden = isHidden ? ['the policy'] : [];
  return [...new Set([...gone, ...objects, ...hidden])];
}

const ofHidden = ['undo-policy-gone', 'undo-policy-unseen'];
