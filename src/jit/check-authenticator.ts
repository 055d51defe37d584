import { isFromPolicySet } from './assignments.ts';
import { objectPhrase } from './authenticator.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import { childrenOf, exclusionCounts, includedKind, parentsOf } from './groups.ts';
import {
  answerFor,
  assignmentsFor,
  intentName,
  intentsElsewhere,
  isBeside,
  otherIntents,
  type IntentAnswers,
  type IntentElsewhere,
  type OtherIntent,
} from './other-intent.ts';
import type { Target } from './plan.ts';
import type { IosApp, Snapshot, WireAssignment } from './snapshot.ts';
import { filterOf, findGroup, fromWireTarget, groupName, targetKey, targetName } from './targets.ts';

/** Findings on the Authenticator object that is going to be assigned. */
export function checkAuthenticator(
  app: IosApp,
  targets: readonly Target[],
  snapshot: Snapshot,
  answers: IntentAnswers,
): Finding[] {
  const included = targets.filter(({ kind }) => kind !== 'exclude-group');
  const findings = included.flatMap((target) => [
    ...checkExisting(app, target, snapshot, answers),
    ...checkExclusions(app, target, targets, snapshot),
  ]);
  if (app.publishingState && app.publishingState !== 'published') {
    findings.push(
      finding(
        'authenticator-not-published',
        `The app "${app.displayName}" is not published yet (${app.publishingState}), and Intune assigns only published apps.`,
        'Wait a few minutes, or delete it in Intune if it stays so.',
      ),
    );
  }
  const uninstalls = app.assignments
    .filter(({ intent }) => intent === 'uninstall')
    .flatMap(({ target }) => fromWireTarget(target) ?? []);
  const overruled = uninstalls.filter(
    (one) => one.kind === 'group' && included.some(({ kind }) => kind !== 'group'),
  );
  if (overruled.length > 0) {
    findings.push(
      finding(
        'authenticator-uninstall-overruled',
        `Microsoft Authenticator is set to uninstall for ${overruled.map((one) => targetName(snapshot, one)).join(', ')}; requiring it for everyone wins over that.`,
        'Name groups instead of everyone if it shall stay uninstalled there.',
      ),
    );
  }
  return findings;
}

function checkExisting(app: IosApp, target: Target, snapshot: Snapshot, answers: IntentAnswers): Finding[] {
  const name = targetName(snapshot, target);
  const others = otherIntents(app, [target]);
  const staying = others.filter((other) => answerFor(other, answers) !== 'required');
  if (staying.length > 0) return staying.map((other) => checkStaying(other, name, answers));
  return assignmentsFor(app, target).flatMap((assignment) => {
    const found = others.map(({ intent }) =>
      finding(
        'authenticator-intent-changed',
        `Microsoft Authenticator is ${intentPhrase(intent)} for ${name} now and becomes required there, so it is installed without asking.`,
        'Nothing to do if that is what you want; undoing this puts it back.',
      ),
    );
    const filter = filterOf(assignment.target);
    if (filter) {
      found.push(
        finding(
          'authenticator-has-filter',
          `Microsoft Authenticator is required for ${name} already, but with a filter (${filter.mode} mode), which I keep.`,
          'Make sure that the filter lets through all devices that use just-in-time registration.',
        ),
      );
    }
    if (isFromPolicySet(assignment)) {
      found.push(
        finding(
          'authenticator-from-policy-set',
          `A policy set requires Microsoft Authenticator for ${name} already.`,
          'Nothing to do as long as the policy set stays.',
        ),
      );
    }
    return found;
  });
}

function checkStaying(other: OtherIntent, name: string, answers: IntentAnswers): Finding {
  const { intent, canChange } = other;
  if (answerFor(other, answers) === 'keep') {
    const where = intent === 'uninstall' ? 'there' : 'on devices without it';
    return finding(
      'authenticator-intent-kept',
      `Microsoft Authenticator stays ${intentPhrase(intent)} for ${name}, so just-in-time registration does not work ${where}.`,
      intent === 'uninstall'
        ? 'Edit this to make it required or to leave them out, unless that is what you want.'
        : 'Tell these people to install it first, or edit this and make it required.',
    );
  }
  return finding(
    'authenticator-other-intent',
    `Microsoft Authenticator is assigned to ${name} as ${intent}${canChange ? '' : ' by a policy set'}, and a target can have one intent only.`,
    canChange
      ? 'Edit this to say what shall become of it, or leave the target out.'
      : 'Change it in the policy set, or leave the target out.',
  );
}

/**
 * What the app excludes from required wins over what we add; an exclusion from another intent takes nothing of it away. Groups that
 * the request excludes itself are meant to be out.
 */
function checkExclusions(
  app: IosApp,
  target: Target,
  targets: readonly Target[],
  snapshot: Snapshot,
): Finding[] {
  const name = targetName(snapshot, target);
  const asked = new Set(targets.filter(({ kind }) => kind === 'exclude-group').map(targetKey));
  return app.assignments.flatMap((assignment) => {
    const exclusion = fromWireTarget(assignment.target);
    if (assignment.intent !== 'required' || exclusion?.kind !== 'exclude-group') return [];
    if (asked.has(targetKey(exclusion))) return [];
    if (!exclusionCounts(includedKind(target, snapshot), findGroup(snapshot, exclusion.groupId))) return [];
    const excluded = groupName(snapshot, exclusion.groupId);
    if (target.kind === 'group' && target.groupId.toLowerCase() === exclusion.groupId) {
      return [
        finding(
          'authenticator-excluded',
          `${name} is excluded from Microsoft Authenticator, so it would not be installed there.`,
          'Remove that exclusion in Intune, or leave the target out.',
        ),
      ];
    }
    const touches =
      target.kind !== 'group' ||
      parentsOf(snapshot, target.groupId).has(exclusion.groupId) ||
      childrenOf(snapshot, target.groupId).has(exclusion.groupId);
    if (!touches) return [];
    return [
      finding(
        'authenticator-partly-excluded',
        `${excluded} is excluded from Microsoft Authenticator, so those of ${name} who are in it get the policy without the app.`,
        `Exclude ${excluded} from the policy too, or remove the exclusion in Intune.`,
      ),
    ];
  });
}

/** Findings on further Authenticator objects: one group with two of them sees it twice, or loses it again. */
export function checkOtherObjects(
  app: IosApp,
  others: readonly IosApp[],
  targets: readonly Target[],
  snapshot: Snapshot,
  answers: IntentAnswers,
): Finding[] {
  const inTheWay = intentsElsewhere({ app, others, targets, answers }).filter(
    (other) => !isBeside(other, answers),
  );
  const isInTheWay = (assignment: WireAssignment): boolean =>
    inTheWay.some((other) => other.assignment === assignment);
  const alongside = targets
    .filter(({ kind }) => kind !== 'exclude-group')
    .flatMap((target) =>
      others.flatMap((other) =>
        assignmentsFor(other, target)
          .filter((assignment) => !isInTheWay(assignment))
          .map((assignment) =>
            finding(
              'authenticator-other-object',
              `${targetName(snapshot, target)} has another Authenticator object as ${intentName(assignment.intent)}: ${objectPhrase(other)}.`,
              'Keep one of the two for this target.',
            ),
          ),
      ),
    );
  return [
    ...inTheWay.map((other) => checkElsewhere(other, app, targetName(snapshot, other.target))),
    ...alongside,
  ];
}

function checkElsewhere({ app: other, intent }: IntentElsewhere, app: IosApp, name: string): Finding {
  return intent === 'uninstall'
    ? finding(
        'authenticator-other-intent',
        `${name} has another Authenticator object set to uninstall: ${objectPhrase(other)}; beside it, ${objectPhrase(app)} would be installed and taken away again.`,
        `Take that assignment off in Intune, or leave ${name} out.`,
      )
    : finding(
        'authenticator-other-intent',
        `${name} has another Authenticator object as ${intent}: ${objectPhrase(other)}.`,
        `Edit this to say whether ${objectPhrase(app)} shall be required besides, or leave ${name} out.`,
      );
}

const intentPhrase = (intent: string): string => (intent === 'uninstall' ? 'set to uninstall' : intent);
