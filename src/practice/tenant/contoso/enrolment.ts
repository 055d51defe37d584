import type { TenantFile } from '../tenant-file.ts';
import { groupIds } from './groups.ts';

type TypeProfile = NonNullable<TenantFile['appleUserInitiatedEnrollmentProfiles']>[number];
type EnrolmentToken = NonNullable<TenantFile['depOnboardingSettings']>[number];
type EnrolmentProfile = NonNullable<EnrolmentToken['enrollmentProfiles']>[number];

const id = (n: number): string => `7be1c0d4-3f58-4a90-b6e2-0000000008${String(n).padStart(2, '0')}`;
export const enrolmentTokenId = id(1);
export const enrolmentIds = {
  accountDriven: id(11),
  webBased: id(12),
  companyPortal: id(13),
  modernAuth: id(21),
  portalProfile: id(22),
  kiosk: id(23),
  mac: id(24),
};

/** Apple's certificate of a year, soon to be renewed. */
export const applePushNotificationCertificate: TenantFile['applePushNotificationCertificate'] = {
  id: id(2),
  appleIdentifier: 'mdm@contoso.com',
  topicIdentifier: 'com.apple.mgmt.External.1f0c5d2e-94b7-4c3a-8e61-000000000802',
  certificateSerialNumber: '2C5D0B7A91E4F368',
  expirationDateTime: 'in 24 days',
  lastModifiedDateTime: '341 days ago',
};

const target = (type: string, more: Record<string, string> = {}): { '@odata.type': string } => ({
  '@odata.type': `#microsoft.graph.${type}AssignmentTarget`,
  ...more,
});

/** How people enrol their own devices; 0 is the first to count. */
export const appleUserInitiatedEnrollmentProfiles: TypeProfile[] = [
  {
    id: enrolmentIds.accountDriven,
    displayName: 'iOS - account-driven (Engineering)',
    platform: 'iOS',
    priority: 0,
    defaultEnrollmentType: 'accountDrivenUserEnrollment',
    assignments: [{ target: target('group', { groupId: groupIds.engineering }) }],
  },
  {
    id: enrolmentIds.webBased,
    displayName: 'iOS - web based',
    description: 'Private and company iPhones without Company Portal',
    platform: 'iOS',
    priority: 1,
    defaultEnrollmentType: 'webDeviceEnrollment',
    assignments: [{ target: target('allLicensedUsers') }],
  },
  {
    id: enrolmentIds.companyPortal,
    displayName: 'iOS - Company Portal (old)',
    platform: 'iOS',
    priority: 2,
    defaultEnrollmentType: 'device',
    availableEnrollmentTypeOptions: [
      { ownerType: 'company', enrollmentType: 'device' },
      { ownerType: 'personal', enrollmentType: 'user' },
    ],
  },
];

/** The three flags that tell how a user signs in during set-up (graph.md 5.3). */
const signsIn = (user: boolean, portal: boolean, portalLater: boolean): Record<string, boolean> => ({
  requiresUserAuthentication: user,
  enableAuthenticationViaCompanyPortal: portal,
  requireCompanyPortalOnSetupAssistantEnrolledDevices: portalLater,
});
const ios = (profileId: string, displayName: string, more: Record<string, unknown>): EnrolmentProfile => ({
  id: profileId,
  '@odata.type': '#microsoft.graph.depIOSEnrollmentProfile',
  displayName,
  supervisedModeEnabled: true,
  isMandatory: true,
  profileRemovalDisabled: true,
  supportDepartment: 'Contoso IT',
  ...more,
});

/** Automated device enrolment: a token, classic profiles for iPhones and iPads, and one for Macs. */
export const depOnboardingSettings: EnrolmentToken[] = [
  {
    id: enrolmentTokenId,
    tokenName: 'Contoso Apple Business Manager',
    tokenType: 'dep',
    appleIdentifier: 'mdm@contoso.com',
    tokenExpirationDateTime: 'in 212 days',
    lastModifiedDateTime: '153 days ago',
    lastSuccessfulSyncDateTime: '1 day ago',
    lastSyncTriggeredDateTime: '1 day ago',
    syncedDeviceCount: 148,
    dataSharingConsentGranted: true,
    enrollmentProfiles: [
      ios(enrolmentIds.modernAuth, 'iPhone - Setup Assistant with modern authentication', {
        ...signsIn(true, false, true),
        isDefault: true,
        awaitDeviceConfiguredConfirmation: true,
      }),
      ios(enrolmentIds.portalProfile, 'iPhone - Company Portal (old)', signsIn(true, true, false)),
      ios(enrolmentIds.kiosk, 'Kiosk', {
        ...signsIn(false, false, false),
        userlessSharedAadModeEnabled: true,
      }),
      {
        id: enrolmentIds.mac,
        '@odata.type': '#microsoft.graph.depMacOSEnrollmentProfile',
        displayName: 'Mac - Setup Assistant with modern authentication',
        ...signsIn(true, false, true),
      },
    ],
  },
];
