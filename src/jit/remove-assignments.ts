import {
  AssignmentsLost,
  assignmentKey,
  directAssignments,
  isFromPolicySet,
  missingFrom,
  whom,
} from './assignments.ts';
import type { Step } from './plan.ts';
import type { WireAssignment } from './snapshot.ts';
import { fromWireTarget } from './targets.ts';

/** What a step assigned that was not there before it: only that may ever be taken back. */
export const addedBy = (step: Extract<Step, { after: WireAssignment[] }> | undefined): WireAssignment[] =>
  step ? missingFrom(step.after, step.before) : [];

/** What a step had replaced where it wrote `going`: an entry for the same target, with another intent. */
export const replacedBy = (
  step: Extract<Step, { after: WireAssignment[] }> | undefined,
  going: readonly WireAssignment[],
): WireAssignment[] => {
  const places = new Set(going.map(whom));
  return step ? missingFrom(step.before, step.after).filter((one) => places.has(whom(one))) : [];
};

/** The assignments of an object, seen from a change that is to be undone. */
export interface SortedOut {
  /** they still mean exactly what we wrote */
  ours: WireAssignment[];
  /** our target, but others gave it another intent, filter or settings */
  altered: WireAssignment[];
  /** all others that were not there before our change, those of policy sets too */
  others: WireAssignment[];
}

/** Sorts what stands by whose it is: `added` is what our change added, `before` what stood then. */
export function sortOut(
  standing: readonly WireAssignment[],
  { added, before }: { added: readonly WireAssignment[]; before: readonly WireAssignment[] },
): SortedOut {
  const keys = new Set(added.map(assignmentKey));
  const old = new Set(before.map(assignmentKey));
  const targets = new Set(added.map(whom));
  const direct = directAssignments(standing);
  const rest = direct.filter((one) => !keys.has(assignmentKey(one)) && !old.has(assignmentKey(one)));
  return {
    ours: direct.filter((one) => keys.has(assignmentKey(one))),
    altered: rest.filter((one) => targets.has(whom(one))),
    others: [...rest.filter((one) => !targets.has(whom(one))), ...standing.filter(isFromPolicySet)],
  };
}

export const isExclusion = ({ target }: WireAssignment): boolean =>
  fromWireTarget(target)?.kind === 'exclude-group';

/**
 * Which of `removable` may go. An exclusion of ours stays while something that came since is included: without it, people
 * would get what nobody meant for them. `staying` is what came since and is not removed.
 */
export function keepExclusions(
  removable: readonly WireAssignment[],
  staying: readonly WireAssignment[],
): { going: WireAssignment[]; kept: WireAssignment[] } {
  if (staying.every(isExclusion)) return { going: [...removable], kept: [] };
  return { going: removable.filter((one) => !isExclusion(one)), kept: removable.filter(isExclusion) };
}

/** A write that was to remove only would add or alter assignments. */
export class AssignmentsAdded extends Error {
  constructor(readonly added: readonly WireAssignment[]) {
    super(`the write would add ${added.length} assignment(s)`);
    this.name = 'AssignmentsAdded';
  }
}

/**
 * The last check before each write that removes. Throws AssignmentsLost unless `after` (what is about to be posted) holds
 * everything direct in `before` (what was just read) but what means the same as one of `ours`; throws AssignmentsAdded if
 * `after` holds anything that is neither in `before` nor one of `restored`, each in place of one of `ours`.
 */
export function assertOnlyRemoved(
  before: readonly WireAssignment[],
  after: readonly WireAssignment[],
  ours: readonly WireAssignment[],
  restored: readonly WireAssignment[] = [],
): void {
  const lost = missingFrom(missingFrom(before, after), ours);
  if (lost.length > 0) throw new AssignmentsLost(lost);
  const places = new Set(ours.map(whom));
  const back = restored.filter((one) => places.has(whom(one)));
  const added = missingFrom(after, [...directAssignments(before), ...back]);
  const fromSets = after.filter(isFromPolicySet);
  if (added.length + fromSets.length > 0) throw new AssignmentsAdded([...added, ...fromSets]);
}
