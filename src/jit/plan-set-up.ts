import { checkBundleIds } from './check-bundle-ids.ts';
import { checkReach } from './check-reach.ts';
import { checkTargets } from './check-targets.ts';
import { digestOf } from './digest.ts';
import { finding } from './finding-codes.ts';
import { bySeverity, type Finding } from './finding.ts';
import { foldName, longestName } from './names.ts';
import type { Plan, SetUpRequest, Step } from './plan.ts';
import { planAuthenticator } from './plan-authenticator.ts';
import type { EnrolledSnapshot } from './enrollment-snapshot.ts';
import { pickAuthenticator, type PickedAuthenticator } from './pick-authenticator.ts';
import type { Snapshot } from './snapshot.ts';
import { buildPolicyBody, stampLine } from './sso-policy.ts';
import { targetKey, toWireTarget } from './targets.ts';
import { trimBlanks } from './blanks.ts';

/** Our own limit; Intune documents none. */
const mostBundleIds = 100;

/**
 * The plan for a new SSO extension policy: create it unassigned, create Authenticator if it is missing, require Authenticator,
 * assign the policy. Stopping after any step leaves nobody with a policy that lacks its app. Pure: equal request, snapshot and
 * change id give an equal plan, in whatever order Graph listed things. What the enrollment decided about Authenticator is settled
 * in the plan's request: planned again from that, the steps are the same, though whoever approves may not read the enrollment.
 */
export function planSetUp(options: {
  request: SetUpRequest;
  snapshot: EnrolledSnapshot;
  changeId: string;
}): Plan {
  const { request, snapshot, changeId } = options;
  const targets = [...new Map(request.targets.map((target) => [targetKey(target), target])).values()];
  const picked = pickAuthenticator(targets, snapshot, request);
  const app = planAuthenticator(targets, snapshot, picked, request);
  const bundleIds = checkBundleIds(request.bundleIds);
  const steps: Step[] = [
    {
      step: 'create-policy',
      body: buildPolicyBody({
        displayName: request.displayName,
        description: request.description,
        bundleIds: bundleIds.accepted,
        stamp: stampLine(changeId),
      }),
    },
    ...app.steps,
    {
      step: 'assign-policy',
      policy: { createdBy: 'create-policy' },
      before: [],
      after: targets.map((target) => ({ target: toWireTarget(target) })),
    },
  ];
  return {
    changeId,
    request: settle(request, picked),
    steps,
    findings: bySeverity([
      ...checkTargets(targets, snapshot),
      ...checkReach(targets, snapshot, changeId),
      ...app.findings,
      ...picked.findings,
      ...checkName(request.displayName, snapshot),
      ...checkList(bundleIds),
    ]),
    ...(app.authenticator ? { authenticator: app.authenticator } : {}),
    digest: digestOf(changeId, steps),
  };
}

function settle(request: SetUpRequest, { choice, licences }: PickedAuthenticator): SetUpRequest {
  if (choice.choice !== 'use' || choice.kind !== 'vpp' || Object.keys(licences).length === 0) return request;
  return { ...request, authenticatorAppId: choice.app.id, authenticatorLicences: { ...licences } };
}

function checkName(displayName: string, snapshot: Snapshot): Finding[] {
  const name = trimBlanks(displayName);
  if (name === '') return [finding('name-missing', 'The policy has no name.', 'Give it one.')];
  if ([...name].length > longestName) {
    return [
      finding('name-too-long', `The name has more than ${longestName} characters.`, 'Give it a shorter one.'),
    ];
  }
  const names = [
    ...snapshot.policies.map((policy) => policy.displayName),
    ...(snapshot.catalogPolicies.read ? snapshot.catalogPolicies.value.map((policy) => policy.name) : []),
  ];
  if (!names.some((taken) => foldName(taken) === foldName(name))) return [];
  return [
    finding(
      'name-already-used',
      `There is a policy named "${name}" already.`,
      'Give this one another name, so that people can tell them apart.',
    ),
  ];
}

function checkList({ accepted, refused, notes }: ReturnType<typeof checkBundleIds>): Finding[] {
  const findings = refused.map(({ sentence, remedy }) => finding('bundle-id-refused', sentence, remedy));
  if (accepted.length > mostBundleIds) {
    findings.push(
      finding(
        'too-many-bundle-ids',
        `${accepted.length} bundle IDs are more than I put into one policy (${mostBundleIds}).`,
        'Keep those that people sign in to.',
      ),
    );
  }
  if (accepted.length === 0) {
    findings.push(
      finding(
        'no-bundle-ids',
        'No bundle ID is listed, so single sign-on works for Microsoft apps only.',
        'Nothing to do if that is what you want.',
      ),
    );
  }
  return [...findings, ...notes];
}
