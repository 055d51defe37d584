import type { EnrollmentTypeProfile } from './enrollment-snapshot.ts';
import { insideGap, parentsGap } from './groups.ts';
import type { Assigned } from './take-apart.ts';
import type { TypeProfile } from './type-profiles.ts';
import type { View } from './view.ts';
import { meansAll, subjectOf, waysTo, type Subject, type Way } from './ways.ts';

/** Graph's names for the ways in which people enroll an iPhone or iPad themselves, as an admin says them. */
const typeNames: Readonly<Record<string, string>> = {
  webDeviceEnrollment: 'web-based device enrollment',
  accountDrivenUserEnrollment: 'account-driven User Enrollment',
  device: 'device enrollment with Company Portal',
  user: 'profile-based User Enrollment with Company Portal',
  unknown: 'the person chooses',
};

/** What a profile may lead to: its default type, or where the person chooses, every option. */
export function typesOf(profile: EnrollmentTypeProfile): string[] {
  const options = profile.availableEnrollmentTypeOptions.map(({ enrollmentType }) => enrollmentType);
  const chosen = profile.defaultEnrollmentType === 'unknown' && options.length > 0;
  return chosen ? [...new Set(options)] : [profile.defaultEnrollmentType];
}

/** The same in words. */
export const typesPhrase = (profile: EnrollmentTypeProfile): string =>
  typesOf(profile)
    .map((type) => typeNames[type] ?? `an enrollment type I do not know (${type})`)
    .join(' or ');

export const isAccountDriven = (profile: EnrollmentTypeProfile): boolean =>
  typesOf(profile).includes('accountDrivenUserEnrollment');

/** A profile that decides how somebody enrolls, or may. */
export interface Deciding {
  profile: EnrollmentTypeProfile;
  /**
   * `whole`: it applies to all of the subject; `part`: to some, or a filter decides on the device; `open`: that depends on groups
   * around the subject or inside it, which could not be read
   */
  extent: 'whole' | 'part' | 'open';
  /** how it comes, without what an exclusion surely takes away */
  ways: Way[];
}

/**
 * The profiles that decide how a person, or the people of a target, enroll: by priority, up to the first one that reaches all of
 * them. Nested groups count as far as the snapshot knows them. `rest`: those behind it that reach them too.
 */
export function decidingProfiles(
  subject: Subject,
  profiles: readonly TypeProfile[],
  view: View,
): { deciding: Deciding[]; rest: EnrollmentTypeProfile[] } {
  const found = profiles.flatMap(({ profile, assigned }): Deciding[] => {
    const ways = openWays(subject, assigned, view);
    const extent = extentOf(subject, assigned, ways, view);
    return extent === 'none' ? [] : [{ profile, extent, ways }];
  });
  const whole = found.findIndex(({ extent }) => extent === 'whole');
  const deciding = whole === -1 ? found : found.slice(0, whole + 1);
  return { deciding, rest: found.slice(deciding.length).map(({ profile }) => profile) };
}

/** Profiles that never apply, since one before them reaches everybody they are for. */
export function shadowed(
  profiles: readonly TypeProfile[],
  view: View,
): { profile: EnrollmentTypeProfile; by: EnrollmentTypeProfile }[] {
  return profiles.flatMap(({ profile, assigned: { includes } }, at) => {
    const subjects = includes.map(({ target }) => target && subjectOf(target, view, { holdsGroups: true }));
    const by = profiles.slice(0, at).find(({ assigned }) =>
      subjects.every((subject) => {
        const ways = subject && openWays(subject, assigned, view);
        return ways && extentOf(subject, assigned, ways, view) === 'whole';
      }),
    );
    return by ? [{ profile, by: by.profile }] : [];
  });
}

/** A group of devices says nothing about how a person enrolls devices. */
const openWays = (subject: Subject, assigned: Assigned, view: View): Way[] =>
  waysTo(subject, assigned, view).filter(
    ({ how, exclusion }) => !exclusion?.sure && !(subject.target.kind === 'person' && how === 'device-group'),
  );

function extentOf(
  subject: Subject,
  assigned: Assigned,
  ways: readonly Way[],
  view: View,
): Deciding['extent'] | 'none' {
  const { target, inside, holdsGroups } = subject;
  const others =
    'groupId' in target
      ? [...assigned.toGroup.keys()].filter((id) => id !== target.groupId && !inside.has(id))
      : [];
  const mayBeInside = others.some((id) => view.closed.has(id));
  if (ways.length === 0 && mayBeInside && insideGap(target, view.snapshot, view.closed)) return 'open';
  if ('groupId' in target && parentsGap(target, view.snapshot)) {
    const mayCome = ways.length === 0 && others.length > 0;
    const mayGo = ways.length > 0 && [...assigned.excluded].some((id) => !inside.has(id));
    if (mayCome || mayGo) return 'open';
  }
  if (ways.length === 0) return 'none';
  const isHoled = [...assigned.excluded].some((id) => holdsGroups || inside.has(id));
  const isWhole = ways.some((way) => meansAll(way) && !way.filter && !way.exclusion);
  return isWhole && !isHoled ? 'whole' : 'part';
}
