import { adeProfiles } from './ade-profiles.ts';
import { isAccountDriven } from './enrollment-types.ts';
import type { EnrollmentSnapshot } from './enrollment-snapshot.ts';
import { jitTargets } from './jit-targets.ts';
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
import type { Snapshot, Unread } from './snapshot.ts';
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
  const targets = jitTargets(snapshot);
  const access = enrollment.conditionalAccess;
  const said: Record<ReadinessTopic, Said | undefined> = {
    'apns-certificate': checkApns(enrollment, now),
    'enrollment-type': checkEnrollmentTypes(enrollment, view),
    'ade-token': checkAdeTokens(enrollment, now),
    'ade-profile': checkAdeProfiles(enrollment, snapshot),
    'vpp-token': checkVppTokens(enrollment, now, needsVpp(enrollment, view)),
    compliance: checkCompliance(enrollment),
    teams: asFarAsRead(checkTeams(view, targets), snapshot),
    authenticator: asFarAsRead(checkAuthenticatorApp(view, targets, enrollment), snapshot),
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

/** What is compared with the people who have a policy is never all right where a policy may be there unseen. */
function asFarAsRead(said: Said, { catalogPolicies }: Snapshot): Said {
  if (catalogPolicies.read) return said;
  const unknown = couldNotCheck('whom Settings Catalog policies are for', catalogPolicies);
  if (said.state === 'good') return { ...unknown, details: said.details ?? [] };
  return { ...said, details: [...(said.details ?? []), unknown.reason] };
}

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
