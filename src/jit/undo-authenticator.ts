import { asAppAssignment } from './app-assignments.ts';
import { directAssignments, missingFrom } from './assignments.ts';
import { neededRequirements } from './authenticator-needed.ts';
import { reachGaps } from './check-reach.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import { contentOf, sameContent } from './object-content.ts';
import { intentName } from './other-intent.ts';
import type { Done, Plan, UndoStep } from './plan.ts';
import { addedBy, keepExclusions, replacedBy, sortOut } from './remove-assignments.ts';
import type { IosApp, Snapshot, WireAssignment } from './snapshot.ts';
import { fromWireTarget, targetKey } from './targets.ts';
import { checkStaying, names } from './undo-findings.ts';

/**
 * Takes back our Authenticator requirements that no other policy leans on, then deletes the app where our change created it,
 * it holds exactly what we wrote, and nobody else has assigned it. `snapshot` is without what the undo takes from policies.
 */
export function undoAuthenticator(options: {
  plan: Plan;
  done: Done;
  app: IosApp | undefined;
  snapshot: Snapshot;
}): { steps: UndoStep[]; findings: Finding[] } {
  const { plan, done, app, snapshot } = options;
  if (!done.createdApp && !done.assignedApp) return { steps: [], findings: [] };
  if (!app) return { steps: [], findings: [gone] };

  const assign = plan.steps.find((step) => step.step === 'assign-authenticator');
  const standing = sortOut(app.assignments, {
    added: done.assignedApp ? addedBy(assign) : [],
    before: assign?.before ?? [],
  });
  const foreign = [...standing.altered, ...standing.others];
  const needed = neededRequirements(standing.ours, app, snapshot);
  const policiesFor = ({ target }: WireAssignment): string[] => {
    const known = fromWireTarget(target);
    return (known && needed.get(targetKey(known))) ?? [];
  };
  const leanedOn = standing.ours.filter((one) => policiesFor(one).length > 0);
  const { going, kept } = keepExclusions(missingFrom(standing.ours, leanedOn), [...foreign, ...leanedOn]);

  const findings = checkStaying({
    name: 'Microsoft Authenticator',
    altered: standing.altered,
    keptExclusions: kept,
    snapshot,
  });
  for (const one of leanedOn) {
    const whom = names([one], snapshot);
    findings.push(
      finding(
        'undo-authenticator-needed',
        `Microsoft Authenticator stays required for ${whom}: ${policiesFor(one)
          .map((name) => `"${name}"`)
          .join(', ')} also reaches ${whom} and needs it.`,
        'Remove the requirement in Intune when that policy is gone.',
      ),
    );
  }
  const steps: UndoStep[] = [];
  const direct = directAssignments(app.assignments).map(asAppAssignment);
  const restores = replacedBy(assign, going).map(asAppAssignment);
  const after = [...missingFrom(direct, going), ...restores].map(asAppAssignment);
  if (going.length > 0) {
    steps.push({
      ...{ step: 'unassign-authenticator', app: { id: app.id }, before: direct, after },
      ...(restores.length > 0 ? { restores } : {}),
    });
    findings.push(
      ...restores.map((one) => restored(one, names([one], snapshot))),
      ...(restores.length < going.length ? [notUninstalled] : []),
      ...reachGaps(
        going.flatMap(({ target }) => fromWireTarget(target) ?? []),
        snapshot,
      ),
    );
  }
  const created = plan.steps.find((step) => step.step === 'create-authenticator')?.body;
  if (!done.createdApp || !created) return { steps, findings };
  if (foreign.length > 0) {
    findings.push(
      finding(
        'undo-app-shared',
        `Others have assigned the Authenticator app to ${names(foreign, snapshot)}, so the app itself stays.`,
        'Nothing to do; what others assigned is theirs.',
      ),
    );
  } else if (!sameContent(app, created)) {
    findings.push(
      finding(
        'undo-app-changed',
        `The app "${app.displayName}" does not hold what I wrote any more, so the app itself stays.`,
        'Delete it in Intune if nobody needs it.',
      ),
    );
  } else if (after.length === 0) {
    const before = { content: contentOf(app), assignments: [] };
    steps.push({ step: 'delete-authenticator', app: { id: app.id }, before });
    findings.push(referencesNotChecked);
  }
  return { steps, findings };
}

const restored = ({ intent }: WireAssignment, whom: string): Finding =>
  finding(
    'undo-intent-restored',
    `Microsoft Authenticator goes back to ${intentName(intent)} for ${whom}, as it was before.`,
    intent === 'uninstall'
      ? 'Mind that Intune then uninstalls it there.'
      : 'Nothing to do; where it is installed, it stays.',
  );
const gone = finding(
  'undo-app-gone',
  'The Authenticator app of that change is deleted, or not visible to the account that looked, so I take nothing of it back.',
  'Nothing to do if it was deleted; else let somebody undo who can see it, or take whom it is required for back in Intune.',
);
const notUninstalled = finding(
  'undo-app-not-uninstalled',
  'Taking the requirement back does not uninstall Microsoft Authenticator where it is.',
  'Nothing to do; set it to uninstall in Intune if it shall go.',
);
const referencesNotChecked = finding(
  'undo-app-references-not-checked',
  'I did not check whether an app configuration policy or another app names this Authenticator app.',
  'Look at the app in the Intune admin center before you approve; what names it loses it.',
);
