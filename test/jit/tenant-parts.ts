import type {
  CustomProfile,
  DeviceFeaturesPolicy,
  Group,
  IosApp,
  SettingsCatalogPolicy,
  Snapshot,
  WireAssignment,
} from '../../src/jit/snapshot.ts';

/** Parts of a tenant in the shapes that Graph gives (reference graph.md 1.4, 2.4, 3, 4), for tests of the domain. */
export const ids = {
  sales: '11111111-0000-4000-8000-000000000001',
  field: '11111111-0000-4000-8000-000000000002',
  everybody: '11111111-0000-4000-8000-000000000003',
  interns: '11111111-0000-4000-8000-000000000004',
  devices: '11111111-0000-4000-8000-000000000005',
  list: '11111111-0000-4000-8000-000000000006',
  gone: '11111111-0000-4000-8000-000000000007',
  filter: '22222222-0000-4000-8000-000000000001',
} as const;

export const group = (id: string, displayName: string, more: Partial<Group> = {}): Group => ({
  id,
  displayName,
  mail: null,
  groupTypes: [],
  securityEnabled: true,
  mailEnabled: false,
  membershipRule: null,
  ...more,
});

const groups: Record<string, Group | null> = {
  [ids.sales]: group(ids.sales, 'Sales'),
  [ids.field]: group(ids.field, 'Field Ops'),
  [ids.everybody]: group(ids.everybody, 'Everybody'),
  [ids.interns]: group(ids.interns, 'Interns'),
  [ids.devices]: group(ids.devices, 'iPads', {
    groupTypes: ['DynamicMembership'],
    membershipRule: '(device.deviceOSType -eq "iPad")',
  }),
  [ids.list]: group(ids.list, 'Newsletter', {
    securityEnabled: false,
    mailEnabled: true,
    mail: 'news@contoso.com',
  }),
  [ids.gone]: null,
};

export function snapshot(parts: Partial<Snapshot> = {}): Snapshot {
  const none = Object.fromEntries(Object.values(ids).map((id) => [id, { read: true as const, value: [] }]));
  return {
    readAt: '2026-01-05T08:00:00Z',
    policies: [],
    catalogPolicies: { read: true, value: [] },
    customProfiles: { read: true, value: [] },
    filters: { read: true, value: { [ids.filter]: { displayName: 'Corporate iOS devices' } } },
    apps: [storeApp()],
    ...parts,
    groups: { ...groups, ...parts.groups },
    parents: { ...none, ...parts.parents },
    children: { ...none, ...parts.children },
  };
}

const noFilter = {
  deviceAndAppManagementAssignmentFilterId: null,
  deviceAndAppManagementAssignmentFilterType: 'none',
} as const;
const withFilter = {
  deviceAndAppManagementAssignmentFilterId: ids.filter,
  deviceAndAppManagementAssignmentFilterType: 'include',
} as const;

/** Assignments as GET returns them. */
export const wire = {
  allUsers: (more: Partial<WireAssignment> = {}): WireAssignment =>
    entry({ '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget', ...noFilter }, more),
  allDevices: (more: Partial<WireAssignment> = {}): WireAssignment =>
    entry({ '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget', ...noFilter }, more),
  group: (groupId: string, more: Partial<WireAssignment> = {}): WireAssignment =>
    entry({ '@odata.type': '#microsoft.graph.groupAssignmentTarget', ...noFilter, groupId }, more),
  filtered: (groupId: string, more: Partial<WireAssignment> = {}): WireAssignment =>
    entry({ '@odata.type': '#microsoft.graph.groupAssignmentTarget', ...withFilter, groupId }, more),
  exclude: (groupId: string, more: Partial<WireAssignment> = {}): WireAssignment =>
    entry({ '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', ...noFilter, groupId }, more),
};

function entry(target: WireAssignment['target'], more: Partial<WireAssignment>): WireAssignment {
  return {
    id: `object_${target.groupId ?? 'all'}`,
    source: 'direct',
    sourceId: 'object',
    intent: 'apply',
    target,
    ...more,
  };
}

export const storeSettings = {
  '@odata.type': '#microsoft.graph.iosStoreAppAssignmentSettings',
  vpnConfigurationId: null,
  uninstallOnDeviceRemoval: null,
  isRemovable: null,
  preventManagedAppBackup: null,
};

export const required = (assignment: WireAssignment): WireAssignment => ({
  ...assignment,
  intent: 'required',
  settings: storeSettings,
});

export function storeApp(more: Partial<IosApp> = {}): IosApp {
  return {
    '@odata.type': '#microsoft.graph.iosStoreApp',
    id: 'aaaaaaaa-0000-4000-8000-000000000001',
    displayName: 'Microsoft Authenticator',
    publisher: 'Microsoft Corporation',
    bundleId: 'com.microsoft.azureauthenticator',
    appStoreUrl: 'https://apps.apple.com/us/app/microsoft-authenticator/id983156458?uo=4',
    publishingState: 'published',
    createdDateTime: '2023-03-01T10:00:00Z',
    assignments: [],
    ...more,
  };
}

export const vppApp = (more: Partial<IosApp> = {}): IosApp =>
  storeApp({
    '@odata.type': '#microsoft.graph.iosVppApp',
    id: 'bbbbbbbb-0000-4000-8000-000000000001',
    vppTokenOrganizationName: 'Contoso',
    ...more,
  });

export const stringPair = (key: string, value: unknown): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.keyStringValuePair',
  key,
  value,
});
export const integerPair = (key: string, value: unknown): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.keyIntegerValuePair',
  key,
  value,
});

export const entraExtension = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.iosAzureAdSingleSignOnExtension',
  enableSharedDeviceMode: false,
  bundleIdAccessControlList: ['com.salesforce.chatter'],
  configurations: [
    stringPair('device_registration', '{{DEVICEREGISTRATION}}'),
    integerPair('browser_sso_interaction_enabled', 1),
  ],
  ...more,
});

/** A Redirect profile with Authenticator's extension. */
export const redirectExtension = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.iosRedirectSingleSignOnExtension',
  extensionIdentifier: 'com.microsoft.azureauthenticator.ssoextension',
  teamIdentifier: null,
  urlPrefixes: ['https://login.microsoftonline.com', 'https://sts.windows.net/'],
  configurations: [
    stringPair('device_registration', '{{DEVICEREGISTRATION}}'),
    integerPair('browser_sso_interaction_enabled', 1),
  ],
  ...more,
});

/** With every property and derived key of a real GET. */
export function policy(more: Partial<DeviceFeaturesPolicy> = {}): DeviceFeaturesPolicy {
  return {
    '@odata.type': '#microsoft.graph.iosDeviceFeaturesConfiguration',
    id: 'cccccccc-0000-4000-8000-000000000001',
    displayName: 'Corporate JIT',
    description: null,
    lastModifiedDateTime: '2025-11-20T09:30:00Z',
    roleScopeTagIds: ['0'],
    version: 3,
    supportsScopeTags: true,
    assetTagTemplate: null,
    lockScreenFootnote: null,
    homeScreenDockIcons: [],
    homeScreenPages: [],
    notificationSettings: [],
    singleSignOnSettings: null,
    singleSignOnExtension: null,
    iosSingleSignOnExtension: entraExtension(),
    ssoExtensionKey: 'iosSingleSignOnExtension',
    azureAdExtensibleSSOEntities: ['enableSharedDeviceMode', 'bundleIdAccessControlList'],
    'assignments@odata.context': 'https://graph.microsoft.com/beta/$metadata#assignments',
    assignments: [],
    ...more,
  };
}

const root = 'com.apple.extensiblesso';
const text = (definition: string, value: string): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
  settingDefinitionId: `${root}_${definition}`,
  simpleSettingValue: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationStringSettingValue',
    value,
  },
});

/** A Settings Catalog tree as the public export has it: one group a key. */
export function catalogPolicy(
  options: { extension?: string; pairs?: [string, string | number][] } = {},
  more: Partial<SettingsCatalogPolicy> = {},
): SettingsCatalogPolicy {
  const pairs = options.pairs ?? [
    ['browser_sso_interaction_enabled', 1],
    ['device_registration', '{{DEVICEREGISTRATION}}'],
  ];
  const groupsOfKeys = pairs.map(([key, value]) => ({
    children: [
      text('extensiondata_generickey_keytobereplaced', key),
      {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
        settingDefinitionId: `${root}_extensiondata_ignored_$typepicker`,
        choiceSettingValue: {
          value: `${root}_extensiondata_ignored_${typeof value === 'string' ? 0 : 1}`,
          children: [
            typeof value === 'string'
              ? text('extensiondata_generickey_string', value)
              : {
                  settingDefinitionId: `${root}_extensiondata_generickey_integer`,
                  simpleSettingValue: {
                    '@odata.type': '#microsoft.graph.deviceManagementConfigurationIntegerSettingValue',
                    value,
                  },
                },
          ],
        },
      },
    ],
  }));
  return {
    id: 'dddddddd-0000-4000-8000-000000000001',
    name: 'Catalog SSO',
    description: '',
    platforms: 'iOS',
    technologies: 'mdm,appleRemoteManagement',
    assignments: [],
    settings: [
      {
        id: '0',
        settingInstance: {
          '@odata.type': '#microsoft.graph.deviceManagementConfigurationGroupSettingCollectionInstance',
          settingDefinitionId: `${root}_${root}`,
          groupSettingCollectionValue: [
            {
              children: [
                { settingDefinitionId: `${root}_extensiondata`, groupSettingCollectionValue: groupsOfKeys },
                text(
                  'extensionidentifier',
                  options.extension ?? 'com.microsoft.azureauthenticator.ssoextension',
                ),
                {
                  settingDefinitionId: `${root}_type`,
                  choiceSettingValue: { value: `${root}_type_1`, children: [] },
                },
                {
                  settingDefinitionId: `${root}_urls`,
                  simpleSettingCollectionValue: [
                    { value: 'https://login.microsoftonline.com' },
                    { value: 'https://sts.windows.net' },
                  ],
                },
              ],
            },
          ],
        },
      },
    ],
    ...more,
  };
}

const kerberos = `${root}_com.apple.extensiblesso-kerberos`;

/** Kerberos single sign-on in the Settings Catalog. */
export const kerberosCatalogPolicy = (
  more: Partial<SettingsCatalogPolicy> = {},
  host = 'contoso.com',
): SettingsCatalogPolicy =>
  catalogPolicy(
    {},
    {
      name: 'Kerberos',
      settings: [
        {
          id: '0',
          settingInstance: {
            settingDefinitionId: `${kerberos}_kerberos`,
            groupSettingCollectionValue: [
              {
                children: [
                  {
                    settingDefinitionId: `${kerberos}_extensionidentifier`,
                    simpleSettingValue: { value: 'com.apple.AppSSOKerberos.KerberosExtension' },
                  },
                  {
                    settingDefinitionId: `${kerberos}_hosts`,
                    simpleSettingCollectionValue: [{ value: host }],
                  },
                  {
                    settingDefinitionId: `${kerberos}_realm`,
                    simpleSettingValue: { value: 'CONTOSO.COM' },
                  },
                ],
              },
            ],
          },
        },
      ],
      ...more,
    },
  );

/** A .mobileconfig as an admin exports it from Apple Configurator. */
export const mobileconfig = (payload: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
  <key>PayloadContent</key><array><dict>${payload}</dict></array>
  <key>PayloadType</key><string>Configuration</string>
</dict></plist>`;

export const ssoPayload = `<key>PayloadType</key><string>com.apple.extensiblesso</string>
  <key>ExtensionIdentifier</key><string>com.microsoft.azureauthenticator.ssoextension</string>
  <key>Type</key><string>Redirect</string>
  <key>ExtensionData</key><dict><key>device_registration</key><string>{{DEVICEREGISTRATION}}</string></dict>`;

export const customProfile = (
  text: string = mobileconfig(ssoPayload),
  more: Partial<CustomProfile> = {},
): CustomProfile => ({
  '@odata.type': '#microsoft.graph.iosCustomConfiguration',
  id: 'eeeeeeee-0000-4000-8000-000000000001',
  displayName: 'Uploaded SSO',
  description: null,
  payloadName: 'SSO',
  payloadFileName: 'sso.mobileconfig',
  payload: Buffer.from(text).toString('base64'),
  assignments: [],
  ...more,
});
