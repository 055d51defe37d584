import type { EnrollmentProfile } from './snapshot.ts';
import { takeApart, type View } from './view.ts';
import { reachOf, waysTo, type Subject } from './ways.ts';

/** The enrollment type profile that applies to a person's own devices, and those it comes before. */
export interface Enrollment {
  profile: Pick<EnrollmentProfile, 'id' | 'displayName' | 'priority' | 'defaultEnrollmentType'>;
  /** names of profiles that reach the person too, but have a lower priority */
  before: string[];
}

/** Of the profiles that reach the person, the one with the lowest priority number; undefined where none does. */
export function enrollmentFor(
  subject: Subject,
  profiles: readonly EnrollmentProfile[],
  view: View,
): Enrollment | undefined {
  const [first, ...others] = profiles
    .filter(({ assignments }) => {
      const ways = waysTo(subject, takeApart(assignments), view);
      return ['yes', 'may'].includes(reachOf(ways.filter(({ how }) => how !== 'device-group')));
    })
    .sort((a, b) => (a.priority ?? Infinity) - (b.priority ?? Infinity));
  if (!first) return undefined;
  const { id, displayName, priority, defaultEnrollmentType } = first;
  return {
    profile: { id, displayName, priority, defaultEnrollmentType },
    before: others.map((other) => other.displayName),
  };
}

/** How an enrollment type is called in Intune (beta, appleUserInitiatedEnrollmentType). */
export const enrollmentTypeNames: Readonly<Record<string, string>> = {
  device: 'device enrollment with Company Portal',
  user: 'user enrollment with Company Portal',
  accountDrivenUserEnrollment: 'account-driven user enrollment',
  webDeviceEnrollment: 'web-based device enrollment',
  unknown: 'the user chooses',
};
