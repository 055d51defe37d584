import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import { nestingGap } from './groups.ts';
import type { Target } from './plan.ts';
import { findReach, type Reach } from './reach.ts';
import { recognisePolicies } from './recognise-policies.ts';
import { placeName, type PolicyClass, type SsoPolicy } from './recognised.ts';
import type { Snapshot } from './snapshot.ts';
import { readStamp } from './sso-policy.ts';
import { fromWireTarget, groupName, targetName } from './targets.ts';

/** Findings on SSO extension policies that are there already; what could not be read is said, never taken for absent. */
export function checkReach(targets: readonly Target[], snapshot: Snapshot, changeId: string): Finding[] {
  const isOurs = (policy: SsoPolicy): boolean => readStamp(policy.description) === changeId;
  const reaches = findReach(targets, snapshot, isOurs);
  return [
    ...reaches.map((reach) => describeReach(reach, snapshot)),
    ...reachGaps(targets, snapshot),
    ...sharedMembers(targets, snapshot, reaches, isOurs),
  ];
}

const kinds: Record<PolicyClass, string> = {
  jit: 'just-in-time registration',
  broken: 'just-in-time registration, broken',
  'sso-only': 'single sign-on only',
  'shared-device-mode': 'shared device mode',
  'check-by-hand': 'to be checked by hand',
  'other-extension': 'another extension for the same sign-in pages',
};

function describeReach(reach: Reach, snapshot: Snapshot): Finding {
  const { policy, filter, mayBeExcludedBy } = reach;
  const target = targetName(snapshot, reach.target);
  const what = reach.extent === 'part' ? `part of ${target}` : target;
  const where = `"${policy.name}" (${placeName(policy.where)}, ${kinds[policy.class]})`;
  const because = whyItReaches(reach, target, snapshot);
  if (
    filter ||
    mayBeExcludedBy !== undefined ||
    reach.way === 'unknown-target' ||
    policy.class === 'check-by-hand'
  ) {
    const mode = filter ? `, with a filter (${filter.mode} mode)` : '';
    const but =
      mayBeExcludedBy === undefined
        ? ''
        : `, and whether its exclusion of ${groupName(snapshot, mayBeExcludedBy)} counts I cannot tell`;
    return finding(
      'target-may-be-reached',
      `The policy ${where} may reach ${what}: ${because}${mode}${but}.`,
      'Make sure that no device gets both: two SSO extension profiles on one device conflict.',
    );
  }
  return finding(
    'target-already-reached',
    `The policy ${where} already reaches ${what}: ${because}.`,
    `Two SSO extension profiles on one device conflict. Leave ${target} out, exclude who has it already, or change that policy instead.`,
  );
}

function whyItReaches(reach: Reach, target: string, snapshot: Snapshot): string {
  const through = reach.groupId ? groupName(snapshot, reach.groupId) : '';
  switch (reach.way) {
    case 'direct':
      return `it is assigned to ${reach.groupId === undefined ? target : 'the same group'}`;
    case 'all-users':
      return 'it is assigned to All users';
    case 'all-devices':
      return 'it is assigned to All devices';
    case 'child-group':
      return `it is assigned to ${through}, which is in it`;
    case 'unknown-target':
      return 'it has an assignment of a kind that I do not know';
    case 'parent-group':
    case 'member':
    case 'device-group':
      return `it is assigned to ${through}, which ${target} is in`;
  }
}

/** Findings on what could not be read, so that a policy may reach the targets unseen. */
export function reachGaps(targets: readonly Target[], snapshot: Snapshot): Finding[] {
  const nesting = targets.flatMap((target) => {
    const why = target.kind === 'group' ? nestingGap(snapshot, target.groupId) : undefined;
    return why === undefined
      ? []
      : [
          finding(
            'nesting-not-checked',
            `I could not check the groups around and inside ${targetName(snapshot, target)} (${why}), so a policy may reach it through them.`,
            'Look at its memberships in the Entra admin center before you approve.',
          ),
        ];
  });
  const gaps = [...nesting];
  if (!snapshot.catalogPolicies.read) {
    gaps.push(
      finding(
        'settings-catalog-not-checked',
        `I could not check the Settings Catalog (${snapshot.catalogPolicies.why}), so a policy there may reach the same people.`,
        'Look for iOS policies with an extensible single sign-on setting in the Intune admin center before you approve.',
      ),
    );
  }
  if (!snapshot.customProfiles.read) {
    gaps.push(
      finding(
        'custom-profiles-not-checked',
        `I could not check custom profiles (${snapshot.customProfiles.why}), so an uploaded one may reach the same people.`,
        'Look for custom iOS profiles with a single sign-on extension in the Intune admin center before you approve.',
      ),
    );
  }
  return gaps;
}

/** Whether a person is in two groups is not read: said once, with the policies it may concern. */
function sharedMembers(
  targets: readonly Target[],
  snapshot: Snapshot,
  reaches: readonly Reach[],
  isOurs: (policy: SsoPolicy) => boolean,
): Finding[] {
  if (!targets.some(({ kind }) => kind === 'group')) return [];
  const said = new Set(reaches.map(({ policy }) => policy.id));
  const others = recognisePolicies(snapshot).filter(
    (policy) =>
      !said.has(policy.id) &&
      !isOurs(policy) &&
      policy.assignments.some(({ target }) => fromWireTarget(target)?.kind === 'group'),
  );
  if (others.length === 0) return [];
  return [
    finding(
      'shared-members-not-checked',
      `Other groups have ${others.map(({ name }) => `"${name}"`).join(', ')}; I did not check whether anybody is in both.`,
      'A person in both groups would get two SSO extension profiles; exclude one group from the other policy if so.',
    ),
  ];
}
