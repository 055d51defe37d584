import type { EnrollmentTypeProfile } from './enrollment-snapshot.ts';
import { takeApart, type Assigned } from './take-apart.ts';

export interface TypeProfile {
  profile: EnrollmentTypeProfile;
  assigned: Assigned;
}

/** The enrollment type profiles that somebody has, in the order in which they apply: 0 is the highest priority. */
export const assignedTypeProfiles = (profiles: readonly EnrollmentTypeProfile[]): TypeProfile[] =>
  profiles
    .map((profile) => ({ profile, assigned: takeApart(profile.assignments) }))
    .filter(({ assigned }) => assigned.includes.length > 0)
    .sort(
      ({ profile: a }, { profile: b }) =>
        (a.priority ?? Infinity) - (b.priority ?? Infinity) || (a.id < b.id ? -1 : 1),
    );
