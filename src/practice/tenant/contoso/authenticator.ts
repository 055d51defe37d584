import type { TenantFile } from '../tenant-file.ts';
import { filterIds } from './filters.ts';
import { groupIds } from './groups.ts';
import { bought } from './vpp-tokens.ts';

type App = NonNullable<TenantFile['mobileApps']>[number];
type Assignment = NonNullable<App['assignments']>[number];

const appStoreUrl = 'https://apps.apple.com/us/app/microsoft-authenticator/id983156458';
const bundleId = 'com.microsoft.azureauthenticator';
const common = {
  displayName: 'Microsoft Authenticator',
  description: 'Microsoft Authenticator',
  publisher: 'Microsoft Corporation',
  appStoreUrl,
  applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
};

export const authenticatorIds = {
  store: 'd81e5f42-90ab-4c6d-b3f7-000000000380',
  vpp: 'd81e5f42-90ab-4c6d-b3f7-000000000381',
  catalogue: 'd81e5f42-90ab-4c6d-b3f7-000000000382',
};

const toGroup = (groupId: string, filterId?: string): Assignment['target'] => ({
  '@odata.type': '#microsoft.graph.groupAssignmentTarget',
  groupId,
  deviceAndAppManagementAssignmentFilterId: filterId ?? null,
  deviceAndAppManagementAssignmentFilterType: filterId ? 'include' : 'none',
});

const settings = {
  '@odata.type': '#microsoft.graph.iosStoreAppAssignmentSettings',
  uninstallOnDeviceRemoval: false,
  isRemovable: true,
};

/** Authenticator as it is found in tenants: a store app without bundle id, a bought one, and the catalogue entry. */
export const authenticatorApps: App[] = [
  {
    ...common,
    id: authenticatorIds.store,
    '@odata.type': '#microsoft.graph.iosStoreApp',
    bundleId: null,
    minimumSupportedOperatingSystem: { v14_0: true },
    assignments: [
      { intent: 'required', target: toGroup(groupIds.finance), settings },
      { intent: 'required', target: toGroup(groupIds.skunkworks, filterIds.corporate), settings },
      {
        intent: 'required',
        target: {
          '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget',
          groupId: groupIds.contractors,
        },
      },
      { intent: 'available', target: toGroup(groupIds.engineering), settings: null },
      {
        intent: 'required',
        target: toGroup(groupIds.legal),
        source: 'policySets',
        sourceId: '2c9a71d5-0e43-4f6b-a8d9-000000000501',
      },
    ],
  },
  {
    ...common,
    id: authenticatorIds.vpp,
    '@odata.type': '#microsoft.graph.iosVppApp',
    bundleId,
    ...bought('munich', { total: 100, used: 12 }),
    assignments: [
      {
        intent: 'required',
        target: toGroup(groupIds.kioskIpads),
        settings: { '@odata.type': '#microsoft.graph.iosVppAppAssignmentSettings', useDeviceLicensing: true },
      },
    ],
  },
  {
    ...common,
    id: authenticatorIds.catalogue,
    '@odata.type': '#microsoft.graph.managedIOSStoreApp',
    bundleId,
    appAvailability: 'global',
    minimumSupportedOperatingSystem: { v15_0: true },
  },
];
