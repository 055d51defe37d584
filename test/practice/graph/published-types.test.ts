import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { propertiesOf } from '../../../src/practice/graph/types/model.ts';

const published = readFileSync(
  fileURLToPath(import.meta.resolve('@microsoft/microsoft-graph-types-beta/microsoft-graph.d.ts')),
  'utf8',
);

/** Relations (never in a body or a plain GET), and what was seen live before it was published. */
const relations = ['assignments', 'categories', 'relationships', 'contentVersions', 'assignedLicenses'];
const ofPolicies = [
  ...['deviceSettingStateSummaries', 'deviceStatuses', 'deviceStatusOverview', 'groupAssignments'],
  ...['userStatuses', 'userStatusOverview'],
  ...['identityCertificateForClientAuthentication', 'singleSignOnExtensionPkinitCertificate'],
];
const ofEnrolment = [
  ...['defaultIosEnrollmentProfile', 'defaultMacOsEnrollmentProfile', 'defaultTvOSEnrollmentProfile'],
  ...['defaultVisionOSEnrollmentProfile', 'enrollmentProfiles', 'importedAppleDeviceIdentities'],
];
const leftOut = new Set([
  ...[...relations, ...ofPolicies, ...ofEnrolment],
  ...['disableEntraGroupPolicyAssignment', 'scheduledActionsForRule'],
]);
/** a relation here, a property of app assignments */
const leftOutOf: Record<string, string> = { deviceManagementConfigurationPolicy: 'settings' };
const seenLive = new Set(['v26_0']);

/** Property names of an interface of Microsoft's types and of those it extends. */
function publishedProperties(name: string): string[] {
  const found = new RegExp(`export interface ${name}(?: extends (\\w+))? \\{([\\s\\S]*?)\\n?\\}`).exec(
    published,
  );
  if (!found) throw new Error(`no interface ${name}`);
  const own = [...(found[2] ?? '').matchAll(/^ {4}(\w+)\??:/gm)].map(([, property]) => property ?? '');
  return found[1] ? [...publishedProperties(found[1]), ...own] : own;
}

it.each([
  'iosDeviceFeaturesConfiguration',
  'iosCustomConfiguration',
  'iosAzureAdSingleSignOnExtension',
  'iosRedirectSingleSignOnExtension',
  'iosCredentialSingleSignOnExtension',
  'iosKerberosSingleSignOnExtension',
  'keyStringValuePair',
  'keyIntegerValuePair',
  'keyBooleanValuePair',
  'keyRealValuePair',
  'deviceManagementConfigurationPolicy',
  'deviceAndAppManagementAssignmentFilter',
  'iosStoreApp',
  'iosVppApp',
  'iosLobApp',
  'managedIOSStoreApp',
  'iosDeviceType',
  'iosMinimumOperatingSystem',
  'iosStoreAppAssignmentSettings',
  'iosVppAppAssignmentSettings',
  'iosLobAppAssignmentSettings',
  'deviceConfigurationAssignment',
  'mobileAppAssignment',
  'allLicensedUsersAssignmentTarget',
  'allDevicesAssignmentTarget',
  'groupAssignmentTarget',
  'exclusionGroupAssignmentTarget',
  'applePushNotificationCertificate',
  'appleUserInitiatedEnrollmentProfile',
  'appleOwnerTypeEnrollmentType',
  'appleEnrollmentProfileAssignment',
  'depOnboardingSetting',
  'depIOSEnrollmentProfile',
  'depMacOSEnrollmentProfile',
  'vppToken',
  'vppLicensingType',
  'iosCompliancePolicy',
  'macOSCompliancePolicy',
  'deviceCompliancePolicyAssignment',
  'conditionalAccessPolicy',
  'conditionalAccessConditionSet',
  'conditionalAccessPlatforms',
  'conditionalAccessApplications',
  'conditionalAccessUsers',
  'conditionalAccessGrantControls',
])("%s has the properties of Microsoft's published type", (name) => {
  const interfaceName = name.charAt(0).toUpperCase() + name.slice(1);
  const theirs = publishedProperties(interfaceName).filter(
    (property) => !leftOut.has(property) && leftOutOf[name] !== property,
  );
  const ours = Object.keys(propertiesOf(name, 'beta')).filter((property) => !seenLive.has(property));
  expect(ours.sort()).toEqual(theirs.sort());
});
