import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import { exclusionCounts, includedKind, isTargetable, membersOf, parentsOf } from './groups.ts';
import type { Target } from './plan.ts';
import { readingRemedy } from './reading-remedy.ts';
import type { Snapshot } from './snapshot.ts';
import { findGroup, groupName, targetName, unreadGroup } from './targets.ts';

/** Findings on whom the request names, from the request and the groups alone. */
export function checkTargets(targets: readonly Target[], snapshot: Snapshot): Finding[] {
  const included = targets.filter(({ kind }) => kind !== 'exclude-group');
  const excluded = targets.flatMap((target) => (target.kind === 'exclude-group' ? [target] : []));
  const findings: Finding[] = [];
  if (included.length === 0) {
    findings.push(
      finding(
        'no-target',
        excluded.length > 0
          ? 'Only exclusions are named, so nobody would get the policy.'
          : 'Nobody is named who should get the policy.',
        'Name a group, all users or all devices.',
      ),
    );
  }
  for (const target of targets) if ('groupId' in target) findings.push(...checkGroup(target, snapshot));
  for (const exclusion of excluded) findings.push(...checkExclusion(exclusion.groupId, included, snapshot));
  return findings;
}

function checkGroup(target: Target & { groupId: string }, snapshot: Snapshot): Finding[] {
  const group = findGroup(snapshot, target.groupId);
  const unread = unreadGroup(snapshot, target.groupId);
  if (unread) {
    return [
      finding(
        'group-not-visible',
        `I could not read the group ${target.groupId}: ${unread.why}`,
        readingRemedy(unread),
      ),
    ];
  }
  if (!group) {
    return [
      finding(
        'group-not-visible',
        `The group ${target.groupId} is deleted, or not visible to you.`,
        'Choose the group again, or ask somebody who can see it.',
      ),
    ];
  }
  if (!isTargetable(group)) {
    return [
      finding(
        'group-not-targetable',
        `${group.displayName} is a distribution list, which Intune cannot target.`,
        'Choose a security group or a Microsoft 365 group.',
      ),
    ];
  }
  if (target.kind === 'group' && membersOf(group) === 'devices') {
    return [
      finding(
        'dynamic-device-group',
        `${group.displayName} is a dynamic device group: a device joins it only some time after enrollment.`,
        'Choose a group of users, or all devices, so that the policy is there at the first sign-in.',
      ),
    ];
  }
  return [];
}

function checkExclusion(excludedId: string, included: readonly Target[], snapshot: Snapshot): Finding[] {
  const name = groupName(snapshot, excludedId);
  const id = excludedId.toLowerCase();
  const findings = exclusionWithoutEffect(excludedId, included, snapshot);
  for (const target of included) {
    if (target.kind !== 'group') continue;
    if (target.groupId.toLowerCase() === id) {
      findings.push(
        finding(
          'group-included-and-excluded',
          `${name} is both included and excluded.`,
          'Take it off one of the two lists.',
        ),
      );
    } else if (parentsOf(snapshot, target.groupId).has(id)) {
      findings.push(
        finding(
          'target-excluded-by-parent',
          `${groupName(snapshot, target.groupId)} is in ${name}, which is excluded, so nobody of it gets the policy.`,
          'Take one of the two off, unless that is what you want.',
        ),
      );
    }
  }
  return findings;
}

/** Says so where an exclusion takes nothing away from some of the includes, because it holds the other kind. */
export function exclusionWithoutEffect(
  excludedId: string,
  included: readonly Target[],
  snapshot: Snapshot,
): Finding[] {
  const excluded = findGroup(snapshot, excludedId);
  const untouched = included.filter((target) => {
    const kind = includedKind(target, snapshot);
    // A group that is not known to hold devices is taken to hold users, as nearly all do.
    return !exclusionCounts(kind === 'unknown' ? 'users' : kind, excluded);
  });
  if (untouched.length === 0) return [];
  const holds = membersOf(excluded);
  return [
    finding(
      'exclusion-without-effect',
      `${groupName(snapshot, excludedId)} holds ${holds}, and Intune does not take ${holds} out of ${untouched.map((target) => targetName(snapshot, target)).join(', ')}.`,
      `Exclude a group of ${holds === 'devices' ? 'users' : 'devices'} instead, or use a filter in Intune.`,
    ),
  ];
}
