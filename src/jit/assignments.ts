import { canonicalJson } from './canonical.ts';
import { filterOf, fromWireTarget, isRealId, targetKey } from './targets.ts';
import type { WireAssignment, WireTarget } from './snapshot.ts';

/**
 * Assignments of policies and apps. `/assign` replaces the whole set, so everything here serves one promise: what others
 * assigned is posted again exactly as it was, with intent, filter, exclusions and settings.
 */

const readOnly = new Set(['id', 'source', 'sourceId', '@odata.type']);
const filterProperties = [
  'deviceAndAppManagementAssignmentFilterId',
  'deviceAndAppManagementAssignmentFilterType',
];

/** An assignment that a policy set brings; Intune keeps it itself, and it must not be posted as a direct one. */
export const isFromPolicySet = (assignment: WireAssignment): boolean =>
  assignment.source?.toLowerCase() === 'policysets';

/**
 * The direct assignments as they can be posted again: without id, source and annotations, "no filter" always left out,
 * in an order that depends on nothing but their content. What is twice the same is there once.
 */
export function directAssignments(assignments: readonly WireAssignment[]): WireAssignment[] {
  const byKey = new Map<string, WireAssignment>();
  for (const assignment of assignments) {
    if (isFromPolicySet(assignment)) continue;
    const key = assignmentKey(assignment);
    if (!byKey.has(key)) byKey.set(key, normaliseAssignment(assignment));
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, assignment]) => assignment);
}

function normaliseAssignment(assignment: WireAssignment): WireAssignment {
  const { target, ...rest } = assignment;
  const kept = Object.entries(rest).filter(
    ([name, value]) => !readOnly.has(name) && !name.includes('@') && value !== null && value !== undefined,
  );
  const bare = {
    ...withoutAnnotations(Object.fromEntries(kept)),
    target: normaliseTarget(target),
  } as WireAssignment;
  // GET may show settings on an exclusion, but Intune refuses to take them there.
  if (fromWireTarget(target)?.kind === 'exclude-group') delete bare.settings;
  return bare;
}

function normaliseTarget(target: WireTarget): WireTarget {
  const bare = withoutAnnotations(target);
  if (!isRealId(bare.deviceAndAppManagementAssignmentFilterId)) {
    for (const name of filterProperties) delete bare[name];
  }
  return bare;
}

/** A copy without OData's annotations at any depth; `@odata.type` stays, because polymorphic parts need it. */
export function withoutAnnotations<T>(value: T): T {
  if (Array.isArray(value)) return (value as unknown[]).map(withoutAnnotations) as T;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !name.includes('@') || name === '@odata.type');
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutAnnotations(inner as unknown)])) as T;
}

/** What Intune takes for a setting that is null or absent (docs of the two assignment settings types). */
const settingDefaults: Readonly<Record<string, unknown>> = {
  uninstallOnDeviceRemoval: true,
  isRemovable: true,
  preventManagedAppBackup: false,
  preventAutoAppUpdate: false,
  useDeviceLicensing: false,
};

/**
 * Equal for assignments that mean the same to Intune, though one is as we post it and the other as GET gives it: null is the
 * default, no intent is `apply`, ids have no letter case, "no filter" has one form.
 */
export function assignmentKey(assignment: WireAssignment): string {
  const { target, settings, intent, ...rest } = normaliseAssignment(assignment);
  const known = fromWireTarget(target);
  const filter = filterOf(target);
  const others = Object.entries(target).filter(
    ([name]) => !['@odata.type', 'groupId', ...filterProperties].includes(name),
  );
  const kept = Object.entries(settings ?? {}).filter(
    ([name, value]) => name !== '@odata.type' && value !== null && value !== settingDefaults[name],
  );
  return canonicalJson([
    known ? targetKey(known) : [target['@odata.type'], target.groupId ?? null],
    filter ?? null,
    intent ?? 'apply',
    Object.fromEntries(kept),
    Object.fromEntries(others.filter(([, value]) => value !== null)),
    rest,
  ]);
}

/** Whom an assignment names, filter aside: one set holds each target once. */
export const whom = ({ target }: WireAssignment): string => {
  const known = fromWireTarget(target);
  return known ? targetKey(known) : canonicalJson(target);
};

/**
 * The complete set to post: all that is there, unaltered, then the additions whose target is not there yet. Where it is,
 * the entry that is there stays, whatever its intent or filter; `left` holds the additions that were not needed.
 */
export function mergeAssignments(
  existing: readonly WireAssignment[],
  additions: readonly WireAssignment[],
): { after: WireAssignment[]; added: WireAssignment[]; left: WireAssignment[] } {
  const kept = directAssignments(existing);
  const taken = new Set(kept.map(whom));
  const added: WireAssignment[] = [];
  const left: WireAssignment[] = [];
  for (const addition of additions) {
    const isNew = !taken.has(whom(addition));
    taken.add(whom(addition));
    (isNew ? added : left).push(normaliseAssignment(addition));
  }
  return { after: [...kept, ...added], added, left };
}

/** Whether two sets mean the same, in whatever order and form; entries of policy sets do not count. */
export const sameAssignments = (left: readonly WireAssignment[], right: readonly WireAssignment[]): boolean =>
  missingFrom(left, right).length === 0 && missingFrom(right, left).length === 0;

/** What of `before` is not in `after` with the same meaning; entries of policy sets do not count. */
export function missingFrom(
  before: readonly WireAssignment[],
  after: readonly WireAssignment[],
): WireAssignment[] {
  const there = new Set(after.map(assignmentKey));
  return directAssignments(before).filter((assignment) => !there.has(assignmentKey(assignment)));
}

/** The superset guard: a write would have dropped or altered assignments of others. */
export class AssignmentsLost extends Error {
  constructor(readonly missing: readonly WireAssignment[]) {
    super(`the write would lose ${missing.length} assignment(s)`);
    this.name = 'AssignmentsLost';
  }
}

/**
 * The last check before each write: throws AssignmentsLost unless `after` (what is about to be posted) holds everything
 * direct in `before` (what was just read). Only the entries of `mayBecomeRequired` (as `whom` has it) may have become required
 * instead, with the same target and filter and the same settings but for the licence.
 */
export function assertSuperset(
  before: readonly WireAssignment[],
  after: readonly WireAssignment[],
  mayBecomeRequired: readonly string[] = [],
): void {
  const required = new Set(after.filter(({ intent }) => intent === 'required').map(keyBesidesIntent));
  const missing = missingFrom(before, after).filter(
    (one) => !mayBecomeRequired.includes(whom(one)) || !required.has(keyBesidesIntent(one)),
  );
  if (missing.length > 0) throw new AssignmentsLost(missing);
}

const keyBesidesIntent = (one: WireAssignment): string => {
  const { useDeviceLicensing: _, ...settings } = one.settings ?? {};
  return assignmentKey({ ...one, intent: 'required', settings });
};
