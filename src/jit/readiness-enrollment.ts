import { adeProfiles, type AdeAuthentication, type AdeSignIn } from './ade-profiles.ts';
import { isAccountDriven, shadowed, typesOf, typesPhrase } from './enrollment-types.ts';
import type { EnrollmentSnapshot, EnrollmentTypeProfile } from './enrollment-snapshot.ts';
import { couldNotCheck, good, subject, type Said } from './readiness-item.ts';
import type { Snapshot } from './snapshot.ts';
import { fromWireTarget, isInclude, targetKey } from './targets.ts';
import { assignedTypeProfiles } from './type-profiles.ts';
import type { View } from './view.ts';

const modern = ['webDeviceEnrollment', 'accountDrivenUserEnrollment'];
const webPage = 'https://portal.manage.microsoft.com/enrollment/webenrollment/ios';

/** How people enroll their devices themselves, and which profile comes first. */
export function checkEnrollmentTypes({ typeProfiles }: EnrollmentSnapshot, view: View): Said {
  if (!typeProfiles.read) return couldNotCheck('the enrollment type profiles', typeProfiles);
  const profiles = view.typeProfiles.map(({ profile }) => profile);
  const [first, ...later] = profiles;
  if (!first) {
    return {
      state: 'attention',
      reason:
        'No enrollment type profile for iOS is assigned to anybody, so people enroll their devices with Company Portal.',
      remedy: 'Create a profile for web-based device enrollment or account-driven User Enrollment.',
    };
  }
  const types = new Set(profiles.flatMap(typesOf));
  const details = [
    ...profiles.map((profile) => `${profile.priority ?? 'No priority'}: ${describe(profile)}`),
    ...advice(types),
  ];
  const hidden = shadowed(view.typeProfiles, view)[0];
  if (hidden) {
    return {
      state: 'attention',
      reason: `"${hidden.profile.displayName}" never applies, because "${hidden.by.displayName}" has a higher priority and reaches the same people.`,
      remedy: 'Change the priorities, or whom the two are assigned to.',
      details,
    };
  }
  const old = profiles.filter((profile) => typesOf(profile).includes('user'));
  if (old.length > 0) {
    return {
      state: 'attention',
      reason: `${subject(
        old.map(({ displayName }) => displayName),
        'lets',
        'let',
      )} people use profile-based User Enrollment, which just-in-time registration does not cover.`,
      remedy: 'Move these people to account-driven User Enrollment.',
      details,
    };
  }
  const [next] = later;
  const reason = next
    ? `${describe(first)} applies first, to ${toWhom(first)}; then ${describe(next)}, to ${toWhom(next)}.`
    : `${describe(first)} applies to ${toWhom(first)}.`;
  if (modern.some((type) => types.has(type))) return good(reason, details);
  return {
    state: 'attention',
    reason: `${reason.slice(0, -1)}, and no profile brings web-based or account-driven enrollment.`,
    remedy:
      'Just-in-time registration works so too, but people install Company Portal first; web-based enrollment spares them that.',
    details,
  };
}

const describe = (profile: EnrollmentTypeProfile): string =>
  `"${profile.displayName}" (${typesPhrase(profile)})`;

/** Groups by their number only, since nobody asked for their names. */
function toWhom({ assignments }: EnrollmentTypeProfile): string {
  const targets = assignments.filter(isInclude).map(({ target }) => fromWireTarget(target));
  const everyone = targets.find((target) => target?.kind === 'all-users' || target?.kind === 'all-devices');
  if (everyone) return everyone.kind === 'all-users' ? 'all users' : 'all devices';
  const groups = new Set(targets.map((target) => target && targetKey(target))).size;
  return groups === 1 ? 'one group' : `${groups} groups`;
}

function advice(types: ReadonlySet<string>): string[] {
  return [
    ...(types.has('webDeviceEnrollment') ? [`Web-based enrollment begins in Safari: ${webPage}`] : []),
    ...(types.has('accountDrivenUserEnrollment')
      ? ['Account-driven enrollment needs /.well-known/com.apple.remotemanagement on your web server.']
      : []),
    ...(modern.some((type) => types.has(type)) ? ['Devices before iOS 15 use Company Portal instead.'] : []),
  ];
}

const authenticationNames: Readonly<Record<AdeAuthentication, string>> = {
  modern: 'Setup Assistant with modern authentication',
  legacy: 'Setup Assistant (legacy)',
  'company-portal': 'Company Portal',
  'no-user': 'no user affinity',
  'shared-device-mode': 'Microsoft Entra shared device mode',
  'shared-ipad': 'Shared iPad',
  unknown: 'an authentication that I cannot tell',
};

/** How people sign in on devices of automated device enrollment. Both homes of such profiles count. */
export function checkAdeProfiles(enrollment: EnrollmentSnapshot, snapshot: Snapshot): Said {
  const { profiles, unread } = adeProfiles(enrollment, snapshot);
  const what = 'all enrollment profiles for automated device enrollment';
  const [gap] = unread;
  const details = profiles.map(
    ({ name, authentication }) => `"${name}": ${authenticationNames[authentication]}`,
  );
  const of = (...kinds: AdeAuthentication[]): AdeSignIn[] =>
    profiles.filter(({ authentication }) => kinds.includes(authentication));
  const portal = of('company-portal');
  const unknown = gap && couldNotCheck(what, gap);
  const found = [...(unknown ? [unknown.reason] : []), ...details];
  const blocked = portal.length > 0 ? accountDriven(enrollment) : undefined;
  if (blocked) {
    return {
      state: blocked.everybody ? 'bad' : 'attention',
      reason: `${subject(names(portal), 'enrolls', 'enroll')} with Company Portal, which is blocked for people who also have the account-driven profile "${blocked.name}".`,
      remedy: 'Use Setup Assistant with modern authentication there.',
      details: found,
    };
  }
  const old = of('legacy', 'company-portal');
  if (old.length > 0) {
    const open = portal.length > 0 && !enrollment.typeProfiles.read ? [notCrossed] : [];
    return {
      state: 'attention',
      reason: `${subject(names(old), 'uses', 'use')} ${[...new Set(old.map(({ authentication }) => authenticationNames[authentication]))].join(' or ')} instead of Setup Assistant with modern authentication.`,
      remedy:
        'Create an enrollment profile with Setup Assistant with modern authentication and assign it to the devices.',
      details: [...open, ...found],
    };
  }
  if (unknown) return { ...unknown, details };
  const [unclear] = of('unknown');
  if (unclear) {
    return {
      state: 'could-not-check',
      reason: `I could not tell how people sign in with the enrollment profile "${unclear.name}".`,
      remedy: 'Look at it in the admin center.',
      details,
    };
  }
  if (of('modern').length > 0) {
    return good(
      `${subject(names(of('modern')), 'uses', 'use')} Setup Assistant with modern authentication.`,
      [
        ...details,
        'Two sign-ins are expected: one in Setup Assistant, one in the first work app.',
        'No app configuration for Company Portal may go to these devices.',
      ],
    );
  }
  if (enrollment.adeTokens.read && enrollment.adeTokens.value.length === 0 && profiles.length === 0)
    return good('Automated device enrollment is not in use, so it needs no enrollment profile.');
  return {
    state: 'attention',
    reason:
      profiles.length === 0
        ? 'There is an enrollment program token, but no enrollment profile for iOS.'
        : 'No enrollment profile for automated device enrollment belongs to a person who signs in.',
    remedy: 'Create an enrollment profile with Setup Assistant with modern authentication.',
    details,
  };
}

const notCrossed =
  'I could not check whether people with Company Portal enrollment also have an account-driven profile, which blocks it.';
const names = (profiles: readonly AdeSignIn[]): string[] => profiles.map(({ name }) => name);

function accountDriven({
  typeProfiles,
}: EnrollmentSnapshot): { name: string; everybody: boolean } | undefined {
  const found = assignedTypeProfiles(typeProfiles.read ? typeProfiles.value : []).find(({ profile }) =>
    isAccountDriven(profile),
  );
  if (!found) return undefined;
  const everybody = found.assigned.includes.some(({ target }) => target?.kind === 'all-users');
  return { name: found.profile.displayName, everybody };
}
