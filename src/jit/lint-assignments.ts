import { exclusionWithoutEffect } from './check-targets.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import type { Target } from './plan.ts';
import { goneRemedy } from './remedy.ts';
import { shownFilter } from './shown-filter.ts';
import type { Snapshot, WireAssignment } from './snapshot.ts';
import { intentOf } from './take-apart.ts';
import { filterOf, findGroup, fromWireTarget, groupName, unreadGroup } from './targets.ts';

/** What is wrong with the assignments of a policy or app by themselves: exclusions, filters on them, groups that are gone. */
export function lintAssignments(
  named: string,
  assignments: readonly WireAssignment[],
  snapshot: Snapshot,
): Finding[] {
  const targets = assignments.flatMap((assignment) => {
    const known = assignment.intent === 'remove' ? undefined : fromWireTarget(assignment.target);
    return known ? [{ known, assignment }] : [];
  });
  const includedFor = (intent: WireAssignment['intent']): Target[] =>
    targets.flatMap(({ known, assignment }) =>
      known.kind === 'exclude-group' || intentOf(assignment.intent) !== intentOf(intent) ? [] : [known],
    );
  return targets.flatMap(({ known, assignment }) => {
    if (!('groupId' in known)) return [];
    const gone = goneGroup(named, known.groupId, snapshot);
    if (known.kind === 'group') return gone;
    const filter = filterOf(assignment.target);
    return [
      ...gone,
      ...(gone.length > 0
        ? []
        : exclusionWithoutEffect(known.groupId, includedFor(assignment.intent), snapshot)),
      ...(filter
        ? [
            finding(
              'filter-on-exclusion',
              `${named} excludes ${groupName(snapshot, known.groupId)} with the filter ${shownFilter(filter, snapshot).name}, and filters are for includes only.`,
              'Take the filter off the exclusion, or filter the include instead.',
            ),
          ]
        : []),
    ];
  });
}

function goneGroup(named: string, groupId: string, snapshot: Snapshot): Finding[] {
  // What could not be read is named beside the findings.
  if (findGroup(snapshot, groupId) || unreadGroup(snapshot, groupId)) return [];
  return [
    finding('assigned-group-gone', `${named} is assigned to ${groupName(snapshot, groupId)}.`, goneRemedy),
  ];
}
