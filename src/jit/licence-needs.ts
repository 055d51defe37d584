import { adeProfiles } from './ade-profiles.ts';
import { decidingProfiles, isAccountDriven, type Deciding } from './enrollment-types.ts';
import type { HowEnrolled } from './enrollment-snapshot.ts';
import { membersOf, parentsGap } from './groups.ts';
import type { Target } from './plan.ts';
import type { Snapshot, Unread } from './snapshot.ts';
import { findGroup, targetKey } from './targets.ts';
import { viewOf, type View } from './view.ts';
import { subjectOf, type Subject } from './ways.ts';

/** Whose licence an app bought in volume takes: the person's, with a Managed Apple Account, or the device's. */
export type Licence = 'user' | 'device';

export interface LicenceNeed {
  licence: Licence;
  /** the enrollment type profile or enrollment profile that says so */
  because: string;
  /** the groups that it is about, where it is not about the whole subject */
  groupIds: string[];
  /** devices that want the other licence are among them too */
  isMixed: boolean;
}

/** What enrollment wants of Authenticator, and why that could not be told, or not for sure. */
export interface Wanted {
  need?: LicenceNeed;
  gap?: Unread;
}

/**
 * Whether somebody wants Authenticator with a licence, because of how people or devices enroll (reference graph.md 4.6):
 * account-driven User Enrollment installs only apps with a user licence; on supervised devices only a device licence installs
 * without asking for an Apple Account. What could not be read needs nothing, and says so in `gap`.
 */
export function licenceWanted(subject: Subject, view: View, enrollment: HowEnrolled): Wanted {
  const { typeProfiles } = enrollment;
  const { accountDriven, isOpen } = firstAccountDriven(
    decidingProfiles(subject, view.typeProfiles, view).deciding,
  );
  const ade = isOfDevices(subject, view.snapshot) ? adeProfiles(enrollment, view.snapshot) : undefined;
  const supervised = ade?.profiles.find((profile) => profile.supervised);
  if (accountDriven) {
    const isOfGroups = accountDriven.ways.every(({ how }) => how === 'child-group');
    const groupIds = isOfGroups ? accountDriven.ways.flatMap(({ groupId }) => groupId ?? []) : [];
    const because = accountDriven.profile.displayName;
    return { need: { licence: 'user', because, groupIds, isMixed: supervised !== undefined } };
  }
  const around = 'groupId' in subject.target ? parentsGap(subject.target, view.snapshot) : undefined;
  const unread = typeProfiles.read ? undefined : typeProfiles;
  const gap = unread ?? (isOpen ? around : undefined) ?? (supervised ? undefined : ade?.unread[0]);
  return {
    ...(supervised
      ? { need: { licence: 'device', because: supervised.name, groupIds: [], isMixed: false } }
      : {}),
    ...(gap ? { gap } : {}),
  };
}

/** `isOpen`: one may apply through groups that could not be read, or stay behind one that does. */
function firstAccountDriven(deciding: readonly Deciding[]): { accountDriven?: Deciding; isOpen: boolean } {
  let isOpen = false;
  let isHidden = false;
  for (const one of deciding) {
    const isOwn = isAccountDriven(one.profile);
    if (isOwn && one.extent !== 'open' && !isHidden) return { accountDriven: one, isOpen };
    if (isOwn) isOpen = true;
    else if (one.extent === 'open') isHidden = true;
  }
  return { isOpen };
}

const isOfDevices = ({ target }: Subject, snapshot: Snapshot): boolean =>
  target.kind === 'all-devices' ||
  ('groupId' in target && membersOf(findGroup(snapshot, target.groupId)) === 'devices');

/** The same for each included target, by `targetKey`; `open` are those for which it could not be told, with the reason. */
export function licenceNeeds(
  targets: readonly Target[],
  snapshot: Snapshot,
  enrollment: HowEnrolled,
): { needs: Map<string, LicenceNeed & { target: Target }>; open: { target: Target; gap: Unread }[] } {
  const view = viewOf({ ...snapshot, enrollment });
  const needs = new Map<string, LicenceNeed & { target: Target }>();
  const open: { target: Target; gap: Unread }[] = [];
  for (const target of targets) {
    if (target.kind === 'exclude-group') continue;
    const { need, gap } = licenceWanted(subjectOf(target, view, { holdsGroups: true }), view, enrollment);
    if (need) needs.set(targetKey(target), { target, ...need });
    if (gap) open.push({ target, gap });
  }
  return { needs, open };
}
