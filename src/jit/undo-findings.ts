import { assignmentName, listed } from './describe-lines.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import type { Snapshot, WireAssignment } from './snapshot.ts';

/** Findings on assignments that stay although our change made them, of the policy as of the app. */
export function checkStaying(options: {
  /** the object, as an admin says it */
  name: string;
  altered: readonly WireAssignment[];
  keptExclusions: readonly WireAssignment[];
  snapshot: Snapshot;
}): Finding[] {
  const { name, altered, keptExclusions, snapshot } = options;
  const findings: Finding[] = [];
  if (altered.length > 0) {
    findings.push(
      finding(
        'undo-assignment-changed',
        `Others changed intent, filter or settings of ${name} for ${names(altered, snapshot)}, so that stays as it is.`,
        'Remove it in Intune if nobody needs it.',
      ),
    );
  }
  if (keptExclusions.length > 0) {
    findings.push(
      finding(
        'undo-exclusion-kept',
        `${names(keptExclusions, snapshot)} stays excluded from ${name}, since it also holds for assignments that stay.`,
        'Remove the exclusion in Intune if these people shall have it.',
      ),
    );
  }
  return findings;
}

export const names = (assignments: readonly WireAssignment[], snapshot: Snapshot): string =>
  listed(assignments.map((assignment) => assignmentName(assignment, snapshot)));
