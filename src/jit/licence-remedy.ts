import { objectFor } from './authenticator-advice.ts';
import type { HowEnrolled } from './enrollment-snapshot.ts';
import { membersOf } from './groups.ts';
import type { LicenceNeed, NeedOfSome } from './licence-needs.ts';
import { groupNames } from './licence-phrases.ts';
import type { RequiredApp } from './required-apps.ts';
import { afterThat, objectName, takeOffFirst } from './take-off.ts';
import { findGroup } from './targets.ts';
import type { View } from './view.ts';
import { subjectOf, type Subject } from './ways.ts';

/** Who gets Authenticator otherwise than enrollment takes it. */
export interface Unsuited {
  subject: Subject;
  /** the group to assign it to, where it is about the whole subject */
  whom: string;
  /** of the whole subject, or of groups inside it */
  need: LicenceNeed | NeedOfSome;
  /** as it is required now */
  apps: readonly RequiredApp[];
}

/** How it is put right, to the end: the object to require, and what becomes of the one that is required now. */
export function licenceRemedy(unsuited: Unsuited, view: View, enrollment: HowEnrolled): string {
  const { need, apps } = unsuited;
  const isOfSome = 'groupIds' in need;
  const whom = isOfSome ? groupNames(need.groupIds, view.snapshot) : unsuited.whom;
  const wanted: LicenceNeed = isOfSome ? { ...need, licence: 'user', isSure: false, isMixed: false } : need;
  const { text, appId } = objectFor(wanted, view, enrollment);
  const { target } = unsuited.subject;
  const isOfDevices =
    !isOfSome && 'groupId' in target && membersOf(findGroup(view.snapshot, target.groupId)) === 'devices';
  const isEveryone = !isOfSome && (target.kind === 'all-users' || target.kind === 'all-devices');
  // Intune takes only users from users and devices from devices.
  const canExclude = ({ how }: RequiredApp): boolean =>
    !isEveryone && how !== (isOfDevices ? 'all-users' : 'all-devices');
  const steps = apps.flatMap((app): string[] => {
    const isOwn = app.how === 'direct' || app.how === 'member';
    if (app.id === appId) {
      return isOwn
        ? ['It is required there already, so change the licence type of that assignment.']
        : [
            'It comes with another licence now, from an assignment that is for others too; let only one of the two reach them.',
          ];
    }
    if (appId === undefined && app.kind === 'vpp') return [];
    if (target.kind === 'person') return [`Have the same group no longer get ${objectName(app)}.`];
    if (isOwn) return [`Take the assignment of ${objectName(app)} off there.`];
    return canExclude(app)
      ? [`Exclude ${whom} from ${objectName(app)}.`]
      : [`Assign ${objectName(app)} to others only; an exclusion would not take it away there.`];
  });
  const required = isOfSome
    ? need.groupIds.map((groupId) => subjectOf({ kind: 'group', groupId }, view))
    : [unsuited.subject];
  const require = afterThat(
    takeOffFirst(appId, required, view),
    `Require Microsoft Authenticator for ${whom}${text}`,
  );
  return [require, ...new Set(steps)].join(' ');
}
