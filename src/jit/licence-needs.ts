import { adeProfiles } from './ade-profiles.ts';
import { readDeviceRule } from './device-rule.ts';
import { decidingProfiles, isAccountDriven, type Deciding } from './enrollment-types.ts';
import type { HowEnrolled } from './enrollment-snapshot.ts';
import { insideGap, membersOf, parentsGap } from './groups.ts';
import type { Target } from './plan.ts';
import type { Snapshot, Unread } from './snapshot.ts';
import { findGroup, targetKey } from './targets.ts';
import type { View } from './view.ts';
import { subjectOf, type Subject } from './ways.ts';

/** Whose licence an app bought in volume takes: the person's, with a Managed Apple Account, or the device's. */
export type Licence = 'user' | 'device';

export interface LicenceNeed {
  licence: Licence;
  /** the enrollment type profile or enrollment profile that says so */
  because: string;
  /** whether the rule of the group names that enrollment profile; else its devices may be of that kind, or not */
  isSure: boolean;
  /** devices that want the other licence may be among them too */
  isMixed: boolean;
}

/** The groups inside a subject that want user licences, where the others want none. */
export interface NeedOfSome {
  because: string;
  groupIds: string[];
}

/** What enrollment wants of Authenticator, and why that could not be told, or not for sure. */
export interface Wanted {
  need?: LicenceNeed;
  ofSome?: NeedOfSome;
  gap?: Unread;
}

/**
 * Whether somebody wants Authenticator with a licence, because of how people or devices enroll (reference graph.md 4.6):
 * account-driven User Enrollment installs only apps with a user licence; on supervised devices only a device licence installs
 * without asking for an Apple Account. What could not be read needs nothing, and says so in `gap`.
 */
export function licenceWanted(subject: Subject, view: View, enrollment: HowEnrolled): Wanted {
  const { typeProfiles } = enrollment;
  const { snapshot } = view;
  const { accountDriven, isOpen } = findAccountDriven(subject, view);
  const ofAll = accountDriven.find(({ ways }) => ways.some(({ how }) => how !== 'child-group'));
  const { supervised, isSure, unread } = findSupervised(subject, snapshot, enrollment);
  if (ofAll) {
    const because = ofAll.profile.displayName;
    return { need: { licence: 'user', because, isSure: false, isMixed: supervised !== undefined } };
  }
  const [first] = accountDriven;
  const around =
    'groupId' in subject.target
      ? (parentsGap(subject.target, snapshot) ?? insideGap(subject.target, snapshot, view.closed))
      : undefined;
  const notRead = typeProfiles.read ? undefined : typeProfiles;
  const gap = notRead ?? (isOpen ? around : undefined) ?? (supervised ? undefined : unread);
  return {
    ...(supervised ? { need: { licence: 'device', because: supervised, isSure, isMixed: false } } : {}),
    ...(first ? { ofSome: { because: first.profile.displayName, groupIds: groupsOf(accountDriven) } } : {}),
    ...(gap ? { gap } : {}),
  };
}

const groupsOf = (accountDriven: readonly Deciding[]): string[] => [
  ...new Set(accountDriven.flatMap(({ ways }) => ways.flatMap(({ groupId }) => groupId ?? []))),
];

/**
 * The account-driven profiles that apply, or may. `isOpen`: one more may apply through groups that could not be read, or stay behind
 * one that does. What comes with an enrollment profile is not enrolled by its user.
 */
function findAccountDriven(subject: Subject, view: View): { accountDriven: Deciding[]; isOpen: boolean } {
  const accountDriven: Deciding[] = [];
  if (ruleOf(subject, view.snapshot).enrollmentProfile !== undefined) return { accountDriven, isOpen: false };
  let isOpen = false;
  let isHidden = false;
  for (const one of decidingProfiles(subject, view.typeProfiles, view).deciding) {
    if (!isAccountDriven(one.profile)) isHidden ||= one.extent === 'open';
    else if (one.extent === 'open' || isHidden) isOpen = true;
    else accountDriven.push(one);
  }
  return { accountDriven, isOpen };
}

/** The enrollment profile that makes devices of the subject supervised, for sure or perhaps, and what could not be read of them. */
function findSupervised(
  subject: Subject,
  snapshot: Snapshot,
  enrollment: HowEnrolled,
): { supervised?: string; isSure: boolean; unread?: Unread } {
  const { enrollmentProfile, isPersonal } = ruleOf(subject, snapshot);
  if (!isOfDevices(subject, snapshot) || isPersonal) return { isSure: false };
  const { profiles, unread } = adeProfiles(enrollment, snapshot);
  const isNamed = enrollmentProfile !== undefined;
  const own = isNamed
    ? profiles.filter(({ name }) => name.toLowerCase() === enrollmentProfile.toLowerCase())
    : profiles;
  const supervised = own.find((profile) => profile.supervised)?.name;
  if (supervised !== undefined) return { supervised, isSure: isNamed };
  const gap = isNamed && own.length > 0 ? undefined : unread[0];
  return { isSure: false, ...(gap ? { unread: gap } : {}) };
}

const ruleOf = ({ target }: Subject, snapshot: Snapshot) =>
  readDeviceRule('groupId' in target ? findGroup(snapshot, target.groupId) : null);

const isOfDevices = ({ target }: Subject, snapshot: Snapshot): boolean =>
  target.kind === 'all-devices' ||
  ('groupId' in target && membersOf(findGroup(snapshot, target.groupId)) === 'devices');

/** What is wanted for the included targets. */
export interface LicenceNeeds {
  /** by `targetKey` */
  needs: Map<string, LicenceNeed & { target: Target }>;
  ofSome: (NeedOfSome & { target: Target })[];
  /** those for which it could not be told, with the reason */
  open: { target: Target; gap: Unread }[];
}

/** The same for each included target. */
export function licenceNeeds(targets: readonly Target[], view: View, enrollment: HowEnrolled): LicenceNeeds {
  const found: LicenceNeeds = { needs: new Map(), ofSome: [], open: [] };
  for (const target of targets) {
    if (target.kind === 'exclude-group') continue;
    const subject = subjectOf(target, view, { holdsGroups: true });
    const { need, ofSome, gap } = licenceWanted(subject, view, enrollment);
    if (need) found.needs.set(targetKey(target), { target, ...need });
    if (ofSome) found.ofSome.push({ target, ...ofSome });
    if (gap) found.open.push({ target, gap });
  }
  return found;
}
