import { asAppAssignment, chooseLicensing, requireApp, type AppKind } from './app-assignments.ts';
import { directAssignments, isFromPolicySet, mergeAssignments } from './assignments.ts';
import { authenticatorApps, buildAuthenticatorBody, vppTokenOf } from './authenticator.ts';
import { checkAuthenticator, checkOtherObjects } from './check-authenticator.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import {
  answerFor,
  assignmentsFor,
  intentName,
  otherIntents,
  withoutEntries,
  type IntentAnswers,
} from './other-intent.ts';
import type { PickedAuthenticator } from './pick-authenticator.ts';
import type { Plan, Step, Target } from './plan.ts';
import type { IosApp, Snapshot, WireAssignment } from './snapshot.ts';
import { fromWireTarget, groupName, targetKey } from './targets.ts';

export interface AuthenticatorPlan {
  steps: Step[];
  findings: Finding[];
  authenticator?: NonNullable<Plan['authenticator']>;
}

/**
 * The steps that make Authenticator a required app for the targets: created if there is none, assigned if anything is to be
 * added. Each included target is added by itself, also where all users have it already.
 */
export function planAuthenticator(
  targets: readonly Target[],
  snapshot: Snapshot,
  { choice: chosen, licences }: Pick<PickedAuthenticator, 'choice' | 'licences'>,
  answers: IntentAnswers,
): AuthenticatorPlan {
  switch (chosen.choice) {
    case 'use':
      return planExisting(chosen, licences, targets, snapshot, answers);
    case 'missing':
      return planNew(targets);
    case 'gone':
      return blocked(
        'authenticator-choice-gone',
        'The Authenticator app you chose is not there any more, or not visible to you.',
        'Choose again.',
      );
    case 'ask':
      return blocked(
        'authenticator-choice-needed',
        `Microsoft Authenticator comes from ${chosen.apps.length} VPP tokens: ${chosen.apps.map((app) => vppTokenOf(app) ?? app.displayName).join(', ')}.`,
        'Choose which one to assign.',
      );
  }
}

const blocked = (...said: Parameters<typeof finding>): AuthenticatorPlan => ({
  steps: [],
  findings: [finding(...said)],
});

function planNew(targets: readonly Target[]): AuthenticatorPlan {
  const after = mergeAssignments(
    [],
    targets.map((target) => requireApp(target, 'store', false)),
  ).after.map(asAppAssignment);
  return {
    steps: [
      { step: 'create-authenticator', body: buildAuthenticatorBody() },
      { step: 'assign-authenticator', app: { createdBy: 'create-authenticator' }, before: [], after },
    ],
    findings: [
      finding(
        'authenticator-missing',
        'Microsoft Authenticator is not among the apps visible to you, so I add it from the App Store.',
        'If it is there with a scope tag that you cannot see, let somebody approve who can.',
      ),
    ],
  };
}

function planExisting(
  { app, kind, findings: chosenFindings }: { app: IosApp; kind: AppKind; findings: Finding[] },
  licences: PickedAuthenticator['licences'],
  targets: readonly Target[],
  snapshot: Snapshot,
  answers: IntentAnswers,
): AuthenticatorPlan {
  const licensing = chooseLicensing(app.assignments);
  const { wanted, findings } = withoutHarmfulExclusions(app, targets, snapshot);
  const require = (target: Target): WireAssignment => {
    const licence = licences[targetKey(target)];
    return requireApp(target, kind, licence ? licence === 'device' : licensing.useDeviceLicensing);
  };
  const changing = otherIntents(app, targets).filter((other) => answerFor(other, answers) === 'required');
  const changed = changing.map(({ target, assignment }) =>
    becomeRequired(assignment, require(target), licences[targetKey(target)] !== undefined),
  );
  const staying = withoutEntries(
    app.assignments,
    changing.map(({ assignment }) => assignment),
  );
  const { after, added } = mergeAssignments(staying, [...changed, ...wanted.map(require)]);
  const isAssumed = added.some(({ target }) => {
    const known = fromWireTarget(target);
    return known && known.kind !== 'exclude-group' && !licences[targetKey(known)];
  });
  const others = authenticatorApps(snapshot.apps).filter((other) => other.id !== app.id);
  const steps: Step[] = [
    {
      step: 'assign-authenticator',
      app: { id: app.id },
      before: directAssignments(app.assignments).map(asAppAssignment),
      after: after.map(asAppAssignment),
    },
  ];
  return {
    steps: added.length > 0 ? steps : [],
    findings: [
      ...chosenFindings,
      ...checkAuthenticator(app, targets, snapshot, answers),
      ...checkOtherObjects(app, others, targets, snapshot, answers),
      ...findings,
      ...(kind === 'vpp' && isAssumed ? licensing.findings : []),
    ],
    authenticator: { id: app.id, displayName: app.displayName, kind },
  };
}

/** The entry that was there with intent required: filter and settings stay, but for a licence that enrollment decides. */
function becomeRequired(
  there: WireAssignment,
  required: WireAssignment,
  isLicenceDecided: boolean,
): WireAssignment {
  const useDeviceLicensing = isLicenceDecided ? required.settings?.['useDeviceLicensing'] : undefined;
  const settings = {
    ...required.settings,
    ...there.settings,
    ...(useDeviceLicensing === undefined ? {} : { useDeviceLicensing }),
  };
  return { ...there, intent: 'required', settings };
}

/**
 * Targets to add. What a policy set requires already is left to it. An exclusion wins over every include, those of
 * others too, so it is added only to an app that nobody has yet, and that does not exclude the group from another intent:
 * whether Graph takes two exclusions of one group is not known. Else a finding says who gets Authenticator besides.
 */
function withoutHarmfulExclusions(
  app: IosApp,
  targets: readonly Target[],
  snapshot: Snapshot,
): { wanted: Target[]; findings: Finding[] } {
  const hasIncludes = app.assignments.some(({ target }) => fromWireTarget(target)?.kind !== 'exclude-group');
  const findings: Finding[] = [];
  const wanted = targets.filter((target) => {
    const there = assignmentsFor(app, target);
    if (target.kind !== 'exclude-group') return !there.some(isFromPolicySet);
    if (there.some(({ intent }) => intent === 'required')) return false;
    const [other] = there;
    if (!hasIncludes && !other) return true;
    findings.push(exclusionNotAdded(groupName(snapshot, target.groupId), other));
    return false;
  });
  return { wanted, findings };
}

const exclusionNotAdded = (name: string, other: WireAssignment | undefined): Finding =>
  finding(
    'authenticator-exclusion-not-added',
    `${name} stays out of the policy but not out of Microsoft Authenticator: ${
      other
        ? `it is excluded there from the intent ${intentName(other.intent)} only, and whether Intune takes a second exclusion of one group I do not know.`
        : 'excluding it there could take the app from people who get it today.'
    }`,
    `Nothing, if ${name} may have Authenticator; else exclude it from ${other ? 'the intent required of ' : ''}the app in Intune yourself.`,
  );
