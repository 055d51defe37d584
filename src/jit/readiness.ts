import { adeProfiles } from './ade-profiles.ts';
import { isAccountDriven } from './enrollment-types.ts';
import type { EnrollmentSnapshot } from './enrollment-snapshot.ts';
import { jitClasses, jitTargets } from './jit-targets.ts';
import { leftOutGroups } from './left-out.ts';
import { checkCompliance, checkConditionalAccess } from './readiness-access.ts';
import { checkAdeTokens, checkApns, checkVppTokens } from './readiness-apple.ts';
import { checkAuthenticatorApp, checkTeams } from './readiness-apps.ts';
import { checkAdeProfiles, checkEnrollmentTypes } from './readiness-enrollment.ts';
import {
  couldNotCheck,
  readinessTopics,
  type ReadinessItem,
  type ReadinessTopic,
  type Said,
} from './readiness-item.ts';
import type { Target } from './plan.ts';
import type { Snapshot, Unread } from './snapshot.ts';
import { targetKey, unreadGroup } from './targets.ts';
import { viewOf, type View } from './view.ts';

/**
 * Whether the tenant is ready for just-in-time registration: one item a topic, always in the order of `readinessTopics`. None of
 * it is needed to set up a policy. Conditional Access is left out where it was not asked for. `adminCenter` is the origin of the
 * Intune admin center. The groups of policies and apps have to be in the snapshot for what is nested to count.
 */
export function readiness(options: {
  snapshot: Snapshot;
  enrollment: EnrollmentSnapshot;
  now: Date;
  adminCenter: string;
}): ReadinessItem[] {
  const { snapshot, enrollment, now, adminCenter } = options;
  const view = viewOf({ ...snapshot, enrollment });
  const every = jitTargets(view);
  const targets = every.filter((target) => !unreadTarget(target, snapshot));
  const leftOut = leftOutGroups(view, jitClasses).map(({ groupId }) => ({ kind: 'group' as const, groupId }));
  const needing = [...new Map([...every, ...leftOut].map((one) => [targetKey(one), one])).values()];
  const access = enrollment.conditionalAccess;
  const said: Record<ReadinessTopic, Said | undefined> = {
    'apns-certificate': checkApns(enrollment, now),
    'enrollment-type': checkEnrollmentTypes(enrollment, view),
    'ade-token': checkAdeTokens(enrollment, now),
    'ade-profile': checkAdeProfiles(enrollment, snapshot),
    'vpp-token': checkVppTokens(enrollment, now, {
      isNeeded: needsVpp(enrollment, view),
      requiring: requiringTokens(view),
    }),
    compliance: checkCompliance(enrollment),
    teams: asFarAsRead(checkTeams(view, targets), every, snapshot),
    authenticator: asFarAsRead(
      checkAuthenticatorApp(
        view,
        needing.filter((target) => !unreadTarget(target, snapshot)),
        enrollment,
      ),
      needing,
      snapshot,
    ),
    'conditional-access': access && checkConditionalAccess(access),
  };
  return readinessTopics.flatMap((topic) => {
    const item = said[topic];
    if (!item) return [];
    const { title, place, path } = pages[topic];
    const link = { title: place, url: `${adminCenter}/#view/${path}` };
    return [{ topic, title, details: [], ...item, link }];
  });
}

/** What is compared with the people who have a policy is never all right where some of them could not be looked at. */
function asFarAsRead(said: Said, targets: readonly Target[], snapshot: Snapshot): Said {
  const { catalogPolicies } = snapshot;
  const unknown = [
    ...(catalogPolicies.read
      ? []
      : [couldNotCheck('whom Settings Catalog policies are for', catalogPolicies)]),
    ...unreadGroups(targets, snapshot),
  ];
  const [first, ...others] = unknown;
  if (!first) return said;
  const reasons = (some: readonly Said[]): string[] => some.map(({ reason }) => reason);
  const details = said.details ?? [];
  if (said.state === 'good') return { ...first, details: [...reasons(others), ...details] };
  return { ...said, details: [...reasons(unknown), ...details] };
}

/** The groups with a policy that Graph refused to show, by the reason. */
function unreadGroups(targets: readonly Target[], snapshot: Snapshot): Said[] {
  const reasons = new Map<string, { unread: Unread; ids: string[] }>();
  for (const target of targets) {
    const unread = unreadTarget(target, snapshot);
    if (!unread || !('groupId' in target)) continue;
    const { ids } = reasons.get(unread.why) ?? { ids: [] };
    reasons.set(unread.why, { unread, ids: [...ids, target.groupId] });
  }
  return [...reasons.values()].map(({ unread, ids: [first = '', ...more] }) => {
    const others = more.length;
    const groups =
      others === 0
        ? `the group ${first}, which has a policy`
        : `${others + 1} groups that have a policy (${first} and ${others} more)`;
    return couldNotCheck(groups, unread);
  });
}

const unreadTarget = (target: Target, snapshot: Snapshot): Unread | undefined =>
  'groupId' in target ? unreadGroup(snapshot, target.groupId) : undefined;

/**
 * Whether somebody's way of enrolling wants apps bought in volume: account-driven User Enrollment cannot do without, supervised
 * devices had better not. Not finding it proves nothing where something was not read.
 */
function needsVpp(enrollment: EnrollmentSnapshot, { typeProfiles, snapshot }: View): boolean | Unread {
  const { profiles, unread } = adeProfiles(enrollment, snapshot);
  const accountDriven = typeProfiles.some(({ profile }) => isAccountDriven(profile));
  if (accountDriven || profiles.some(({ supervised }) => supervised)) return true;
  return (enrollment.typeProfiles.read ? unread[0] : enrollment.typeProfiles) ?? false;
}

/** The tokens that an Authenticator object comes from which is required for somebody. */
const requiringTokens = ({ authenticators }: View): Set<string> =>
  new Set(
    authenticators.flatMap(({ app, assigned }) =>
      assigned.includes.some(({ assignment }) => assignment.intent === 'required')
        ? (app.vppTokenId ?? [])
        : [],
    ),
  );

const devices = 'Microsoft_Intune_DeviceSettings/DevicesIosMenu/~';
const enrollmentPage = { place: 'Enrollment in Intune', path: `${devices}/iosEnrollment` };
const appsPage = {
  place: 'iOS apps in Intune',
  path: 'Microsoft_Intune_DeviceSettings/AppsIosMenu/~/iosApps',
};
const pages: Record<ReadinessTopic, { title: string; place: string; path: string }> = {
  'apns-certificate': { title: 'Apple MDM push certificate', ...enrollmentPage },
  'enrollment-type': { title: 'Enrollment type', ...enrollmentPage },
  'ade-token': { title: 'Automated device enrollment', ...enrollmentPage },
  'ade-profile': { title: 'Sign-in in Setup Assistant', ...enrollmentPage },
  'vpp-token': {
    title: 'Apple VPP tokens',
    place: 'Apple VPP tokens in Intune',
    path: 'Microsoft_Intune_DeviceSettings/TenantAdminConnectorsMenu/~/appleVpp',
  },
  compliance: {
    title: 'Compliance policy',
    place: 'Compliance policies in Intune',
    path: `${devices}/compliancePolicies`,
  },
  teams: { title: 'Microsoft Teams', ...appsPage },
  authenticator: { title: 'Microsoft Authenticator', ...appsPage },
  'conditional-access': {
    title: 'Conditional Access',
    place: 'Conditional Access policies',
    path: 'Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies',
  },
};
