import { adeProfiles } from './ade-profiles.ts';
import { assignedTypeProfiles, profilesFor, typesOf } from './enrollment-types.ts';
import type { EnrollmentSnapshot } from './enrollment-snapshot.ts';
import { membersOf } from './groups.ts';
import type { Target } from './plan.ts';
import type { Snapshot } from './snapshot.ts';
import { findGroup, targetKey } from './targets.ts';

/** Whose licence an app bought in volume takes: the person's, with a Managed Apple Account, or the device's. */
export type Licence = 'user' | 'device';

export interface LicenceNeed {
  target: Target;
  licence: Licence;
  /** the enrollment type profile or enrollment profile that says so */
  because: string;
  /** devices that want the other licence are among them too */
  isMixed: boolean;
}

/**
 * Which included targets want Authenticator with a licence, because of how their people or devices enroll (reference graph.md
 * 4.6): account-driven User Enrollment installs only apps with a user licence; on supervised devices only a device licence
 * installs without asking for an Apple Account. What could not be read needs nothing. By `targetKey`.
 */
export function licenceNeeds(
  targets: readonly Target[],
  snapshot: Snapshot,
  enrollment: EnrollmentSnapshot,
): Map<string, LicenceNeed> {
  const typeProfiles = assignedTypeProfiles(
    enrollment.typeProfiles.read ? enrollment.typeProfiles.value : [],
  );
  const supervised = adeProfiles(enrollment).profiles.find((profile) => profile.supervised);
  const needs = new Map<string, LicenceNeed>();
  for (const target of targets) {
    if (target.kind === 'exclude-group') continue;
    const ofDevices = isOfDevices(target, snapshot) ? supervised : undefined;
    const accountDriven = profilesFor(target, typeProfiles, snapshot).find((profile) =>
      typesOf(profile).includes('accountDrivenUserEnrollment'),
    );
    const decided: Pick<LicenceNeed, 'licence' | 'because'> | undefined = accountDriven
      ? { licence: 'user', because: accountDriven.displayName }
      : ofDevices && { licence: 'device', because: ofDevices.name };
    const isMixed = accountDriven !== undefined && ofDevices !== undefined;
    if (decided) needs.set(targetKey(target), { target, ...decided, isMixed });
  }
  return needs;
}

/** Whether a target is known to hold devices. */
export const isOfDevices = (target: Target, snapshot: Snapshot): boolean =>
  target.kind === 'all-devices' ||
  ('groupId' in target && membersOf(findGroup(snapshot, target.groupId)) === 'devices');
