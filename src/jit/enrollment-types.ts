import { covers } from './covers.ts';
import type { EnrollmentTypeProfile } from './enrollment-snapshot.ts';
import { childrenOf, parentsOf } from './groups.ts';
import type { Target } from './plan.ts';
import type { Snapshot } from './snapshot.ts';
import { filterOf, fromWireTarget } from './targets.ts';

/** Graph's names for the ways in which people enroll an iPhone or iPad themselves, as an admin says them. */
const typeNames: Readonly<Record<string, string>> = {
  webDeviceEnrollment: 'web-based device enrollment',
  accountDrivenUserEnrollment: 'account-driven User Enrollment',
  device: 'device enrollment with Company Portal',
  user: 'profile-based User Enrollment with Company Portal',
};
export const typeName = (type: string): string =>
  typeNames[type] ?? `an enrollment type I do not know (${type})`;

/** What a profile may lead to: its default type, or where the person chooses, every option. */
export function typesOf(profile: EnrollmentTypeProfile): string[] {
  const options = profile.availableEnrollmentTypeOptions.map(({ enrollmentType }) => enrollmentType);
  const chosen = profile.defaultEnrollmentType === 'unknown' && options.length > 0;
  return chosen ? [...new Set(options)] : [profile.defaultEnrollmentType];
}

/** The profiles that somebody has, in the order in which they apply: 0 is the highest priority. */
export function assignedTypeProfiles(profiles: readonly EnrollmentTypeProfile[]): EnrollmentTypeProfile[] {
  return profiles
    .filter((profile) => included(profile).length > 0)
    .sort((a, b) => (a.priority ?? Infinity) - (b.priority ?? Infinity) || (a.id < b.id ? -1 : 1));
}

/**
 * The profiles that decide how the people of a target enroll: by priority, up to the first one that reaches all of them.
 * Nested groups count as far as the snapshot knows them. `profiles` come from `assignedTypeProfiles`.
 */
export function profilesFor(
  target: Target,
  profiles: readonly EnrollmentTypeProfile[],
  snapshot: Snapshot,
): EnrollmentTypeProfile[] {
  const deciding: EnrollmentTypeProfile[] = [];
  for (const profile of profiles) {
    const extent = reachOf(profile, target, snapshot);
    if (extent !== 'none') deciding.push(profile);
    if (extent === 'whole') break;
  }
  return deciding;
}

/** Profiles that never apply, since one before them reaches everybody they are for. */
export function shadowed(
  profiles: readonly EnrollmentTypeProfile[],
  snapshot: Snapshot,
): { profile: EnrollmentTypeProfile; by: EnrollmentTypeProfile }[] {
  return profiles.flatMap((profile, at) => {
    const targets = included(profile).map(({ target }) => target);
    const by = profiles
      .slice(0, at)
      .find((earlier) => targets.every((target) => reachOf(earlier, target, snapshot) === 'whole'));
    return by ? [{ profile, by }] : [];
  });
}

type Extent = 'whole' | 'part' | 'none';

function reachOf(profile: EnrollmentTypeProfile, target: Target, snapshot: Snapshot): Extent {
  const excluded = profile.assignments.flatMap((assignment) => {
    const known = fromWireTarget(assignment.target);
    return known?.kind === 'exclude-group' ? [known.groupId] : [];
  });
  if ('groupId' in target) {
    const around = parentsOf(snapshot, target.groupId).add(target.groupId.toLowerCase());
    if (excluded.some((id) => around.has(id))) return 'none';
  }
  const isHoled = (): boolean =>
    excluded.some((id) => !('groupId' in target) || childrenOf(snapshot, target.groupId).has(id));
  const extents = included(profile).map(({ target: include, filtered }): Extent => {
    const extent = meet(include, target, snapshot);
    return extent === 'whole' && (filtered || isHoled()) ? 'part' : extent;
  });
  return extents.includes('whole') ? 'whole' : extents.includes('part') ? 'part' : 'none';
}

function meet(include: Target, target: Target, snapshot: Snapshot): Extent {
  if (covers(include, target, snapshot)) return 'whole';
  if (!('groupId' in target)) return 'part';
  const isInside = 'groupId' in include && childrenOf(snapshot, target.groupId).has(include.groupId);
  return isInside ? 'part' : 'none';
}

const included = (profile: EnrollmentTypeProfile): { target: Target; filtered: boolean }[] =>
  profile.assignments.flatMap((assignment) => {
    const target = fromWireTarget(assignment.target);
    const filtered = filterOf(assignment.target) !== undefined;
    return target && target.kind !== 'exclude-group' ? [{ target, filtered }] : [];
  });
