import type { TenantFile } from '../tenant-file.ts';
import { filterIds } from './filters.ts';
import { groupIds } from './groups.ts';
import { ssoMobileConfig } from './mobile-config.ts';

type Policy = NonNullable<TenantFile['deviceConfigurations']>[number];
type Target = NonNullable<Policy['assignments']>[number]['target'];

const policyId = (n: number): string => `e95a3b16-47cd-4d02-91fe-0000000006${String(n).padStart(2, '0')}`;
const toGroup = (groupId: string, filter: Record<string, unknown> = {}): { target: Target } => ({
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId, ...filter },
});
const text = (key: string, value: string): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.keyStringValuePair',
  key,
  value,
});
const number = (key: string, value: number): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.keyIntegerValuePair',
  key,
  value,
});

export const policyIds = {
  healthy: policyId(1),
  trailingBlank: policyId(2),
  sharedDevices: policyId(3),
  kerberos: policyId(4),
  homeScreen: policyId(5),
  custom: policyId(6),
  customSso: policyId(7),
};

function entraExtension(of: {
  configurations: Record<string, unknown>[];
  bundleIds?: string[];
  shared?: boolean;
}): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.iosAzureAdSingleSignOnExtension',
    enableSharedDeviceMode: of.shared ?? false,
    bundleIdAccessControlList: of.bundleIds ?? [],
    configurations: of.configurations,
  };
}

const feature = { '@odata.type': '#microsoft.graph.iosDeviceFeaturesConfiguration' } as const;
const registration = text('device_registration', '{{DEVICEREGISTRATION}}');
const browser = number('browser_sso_interaction_enabled', 1);

/** Policies of others; none reaches Sales, Field Ops, all users or all devices (test/practice/tenant holds that). */
export const deviceConfigurations: Policy[] = [
  {
    ...feature,
    id: policyIds.healthy,
    displayName: 'iOS - Enterprise SSO (Finance)',
    description: 'JIT registration for Finance',
    iosSingleSignOnExtension: entraExtension({
      configurations: [registration, browser],
      bundleIds: ['com.workday.workdayapp'],
    }),
    assignments: [toGroup(groupIds.finance)],
  },
  {
    ...feature,
    id: policyIds.trailingBlank,
    displayName: 'iOS SSO for interns',
    iosSingleSignOnExtension: entraExtension({
      configurations: [text('device_registration ', '{{DEVICEREGISTRATION}}'), browser],
    }),
    assignments: [toGroup(groupIds.interns)],
  },
  {
    ...feature,
    id: policyIds.sharedDevices,
    displayName: 'Kiosk iPads - shared device mode',
    iosSingleSignOnExtension: entraExtension({ configurations: [registration], shared: true }),
    assignments: [
      toGroup(groupIds.kioskIpads, {
        deviceAndAppManagementAssignmentFilterId: filterIds.kiosk,
        deviceAndAppManagementAssignmentFilterType: 'include',
      }),
    ],
  },
  {
    ...feature,
    id: policyIds.kerberos,
    displayName: 'Legal - Kerberos single sign-on',
    iosSingleSignOnExtension: {
      '@odata.type': '#microsoft.graph.iosKerberosSingleSignOnExtension',
      realm: 'CONTOSO.COM',
      domains: ['contoso.com'],
    },
    assignments: [toGroup(groupIds.legal)],
  },
  {
    ...feature,
    id: policyIds.homeScreen,
    displayName: 'Kiosk iPads - home screen',
    lockScreenFootnote: 'Property of Contoso',
    homeScreenPages: [
      {
        displayName: 'Page 1',
        icons: [
          {
            '@odata.type': '#microsoft.graph.iosHomeScreenApp',
            displayName: 'Teams',
            bundleID: 'com.microsoft.skype.teams',
          },
        ],
      },
    ],
    assignments: [toGroup(groupIds.kioskIpads)],
  },
  {
    id: policyIds.custom,
    '@odata.type': '#microsoft.graph.iosCustomConfiguration',
    displayName: 'iOS - web content filter',
    payloadName: 'Web content filter',
    payloadFileName: 'filter.mobileconfig',
    payload: Buffer.from('<plist version="1.0"><dict/></plist>').toString('base64'),
    assignments: [toGroup(groupIds.engineering)],
  },
  {
    id: policyIds.customSso,
    '@odata.type': '#microsoft.graph.iosCustomConfiguration',
    displayName: 'iOS - SSO extension (custom profile)',
    description: 'Uploaded by hand before Intune had a template',
    payloadName: 'Microsoft Enterprise SSO',
    payloadFileName: 'sso-extension.mobileconfig',
    payload: Buffer.from(ssoMobileConfig).toString('base64'),
    assignments: [toGroup(groupIds.engineering)],
  },
];
