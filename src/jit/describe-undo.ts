import { isFromPolicySet, missingFrom } from './assignments.ts';
import { changeLines, intentLines, nobody, policyLines, targetLines, textOf } from './describe-lines.ts';
import type { Described } from './describe-plan.ts';
import { changedEntries, withoutEntries } from './other-intent.ts';
import type { UndoPlan, UndoStep } from './plan.ts';
import type { Snapshot, WireAssignment } from './snapshot.ts';

/** What an undo does, object by object, in the order of its steps; names as the snapshot knows them. */
export function describeUndo(plan: UndoPlan, snapshot: Snapshot): Described[] {
  return plan.steps.map((step) => describeStep(step, snapshot));
}

function describeStep(step: UndoStep, snapshot: Snapshot): Described {
  switch (step.step) {
    case 'delete-policy': {
      const { content, assignments } = step.before;
      return {
        title: `Policy "${textOf(content['displayName'])}"`,
        before: [...policyLines(content), `Assigned to: ${targetLines(assignments, snapshot).join(', ')}`],
        after: ['deleted'],
      };
    }
    case 'unassign-policy': {
      const policy = snapshot.policies.find(({ id }) => id === step.policy.id);
      return {
        title: `Policy "${policy?.displayName ?? step.policy.id}", assigned to`,
        ...describeRemoval(step, policy?.assignments, targetLines, snapshot),
      };
    }
    case 'unassign-authenticator': {
      const app = snapshot.apps.find(({ id }) => id === step.app.id);
      return {
        title: `${app?.displayName ?? 'Microsoft Authenticator'}, assigned to`,
        ...describeRemoval(step, app?.assignments, intentLines, snapshot),
      };
    }
    case 'delete-authenticator':
      return {
        title: `${textOf(step.before.content['displayName'])} (store app)`,
        before: ['added from the App Store, assigned to nobody then'],
        after: ['deleted'],
      };
  }
}

/** What goes stands out instead of the whole list once more. */
function describeRemoval(
  { before, after }: { before: WireAssignment[]; after: WireAssignment[] },
  standing: readonly WireAssignment[] = [],
  linesOf: typeof targetLines,
  snapshot: Snapshot,
): Pick<Described, 'before' | 'after'> {
  const fromSets = standing.filter(isFromPolicySet);
  const changes = changedEntries(before, after);
  const removed = withoutEntries(
    missingFrom(before, after),
    changes.map(({ from }) => from),
  );
  return {
    before: linesOf([...before, ...fromSets], snapshot),
    after:
      after.length + fromSets.length === 0
        ? nobody
        : [
            ...(removed.length > 0 ? linesOf(removed, snapshot).map((line) => `removed: ${line}`) : []),
            ...changeLines(changes, snapshot),
            'all the rest stays',
          ],
  };
}
