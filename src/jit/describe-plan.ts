import { isFromPolicySet, missingFrom } from './assignments.ts';
import { changeLines, intentLines, policyLines, targetLines, textOf } from './describe-lines.ts';
import { changedEntries, withoutEntries } from './other-intent.ts';
import type { Plan, Step } from './plan.ts';
import type { Snapshot, WireAssignment } from './snapshot.ts';

/** One object of the review: what it is now, and what it will be, as lines of plain text (names are not escaped here). */
export interface Described {
  title: string;
  before: string[];
  after: string[];
}

const nothing = ['nothing'];

/** What a plan does, object by object, in the order of its steps. Groups are named as the snapshot knows them. */
export function describePlan(plan: Plan, snapshot: Snapshot): Described[] {
  return plan.steps.map((step) => describeStep(step, plan, snapshot));
}

function describeStep(step: Step, plan: Plan, snapshot: Snapshot): Described {
  switch (step.step) {
    case 'create-policy':
      return {
        title: `Policy "${textOf(step.body['displayName'])}"`,
        before: nothing,
        after: policyLines(step.body),
      };
    case 'create-authenticator':
      return {
        title: 'Microsoft Authenticator (store app)',
        before: nothing,
        after: ['added from the App Store'],
      };
    case 'assign-authenticator': {
      const kind = plan.authenticator?.kind === 'vpp' ? 'VPP app' : 'store app';
      const id = 'id' in step.app ? step.app.id : undefined;
      const fromSets = snapshot.apps.find((app) => app.id === id)?.assignments.filter(isFromPolicySet) ?? [];
      return {
        title: `${plan.authenticator?.displayName ?? 'Microsoft Authenticator'} (${kind}), assigned to`,
        before: intentLines([...step.before, ...fromSets], snapshot),
        after: afterLines(step.before.length + fromSets.length, step, snapshot),
      };
    }
    case 'assign-policy': {
      const name = textOf(plan.steps.find((one) => one.step === 'create-policy')?.body['displayName']);
      return {
        title: `Policy "${name}", assigned to`,
        before: targetLines(step.before, snapshot),
        after: targetLines(step.after, snapshot),
      };
    }
  }
}

/** Where others have assignments, what is new stands out instead of the whole list once more. */
function afterLines(
  there: number,
  { before, after }: { before: readonly WireAssignment[]; after: readonly WireAssignment[] },
  snapshot: Snapshot,
): string[] {
  if (there === 0) return intentLines(after, snapshot);
  const changes = changedEntries(before, after);
  const fresh = withoutEntries(
    missingFrom(after, before),
    changes.map(({ to }) => to),
  );
  return [
    changes.length > 0 ? 'the rest stays' : 'all of that stays',
    ...changeLines(changes, snapshot),
    ...(fresh.length > 0 ? intentLines(fresh, snapshot).map((line) => `new: ${line}`) : []),
  ];
}
