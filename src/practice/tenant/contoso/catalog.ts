import type { TenantFile } from '../tenant-file.ts';
import { enrolmentTokenId } from './enrolment.ts';
import { groupIds } from './groups.ts';

type CatalogPolicy = NonNullable<TenantFile['configurationPolicies']>[number];
type Instance = Record<string, unknown>;

const policyId = (n: number): string => `c07d4e83-6a2b-4b1f-8f35-0000000007${String(n).padStart(2, '0')}`;
export const catalogIds = {
  jit: policyId(1),
  macPlatformSso: policyId(2),
  enrolment: policyId(3),
  broken: policyId(4),
  macPilot: policyId(5),
};

const sso = 'com.apple.extensiblesso';
const id = (name: string): string => `${sso}_${name}`;
const kind = (name: string): string => `#microsoft.graph.deviceManagementConfiguration${name}`;
const instance = (form: string, settingDefinitionId: string, value: Record<string, unknown>): Instance => ({
  '@odata.type': kind(form),
  settingDefinitionId,
  settingInstanceTemplateReference: null,
  ...value,
});
const simple = (definition: string, type: 'String' | 'Integer', value: string | number): Instance =>
  instance('SimpleSettingInstance', definition, {
    simpleSettingValue: { '@odata.type': kind(`${type}SettingValue`), value },
  });
const choice = (definition: string, value: string, children: Instance[] = []): Instance =>
  instance('ChoiceSettingInstance', definition, { choiceSettingValue: { value, children } });
const collection = (definition: string, groups: Instance[][]): Instance =>
  instance('GroupSettingCollectionInstance', definition, {
    groupSettingCollectionValue: groups.map((children) => ({ children })),
  });

/** One key of the extension data: its name, and a type picker with the value below it. */
function extensionKey(key: string, value: string | number): Instance[] {
  const generic = id('extensiondata_generickey');
  const isText = typeof value === 'string';
  const below = simple(`${generic}_${isText ? 'string' : 'integer'}`, isText ? 'String' : 'Integer', value);
  return [
    choice(id('extensiondata_ignored_$typepicker'), id(`extensiondata_ignored_${isText ? 0 : 1}`), [below]),
    simple(`${generic}_keytobereplaced`, 'String', key),
  ];
}

const loginUrls = [
  'https://login.microsoftonline.com',
  'https://login.microsoft.com',
  'https://sts.windows.net',
];

/** The payload of Authenticator's extension with these keys, each as the catalogue keeps it. */
const extensionWith = (keys: [key: string, value: string | number][]): Instance =>
  collection(id(sso), [
    [
      collection(
        id('extensiondata'),
        keys.map(([key, value]) => extensionKey(key, value)),
      ),
      simple(id('extensionidentifier'), 'String', 'com.microsoft.azureauthenticator.ssoextension'),
      choice(id('screenlockedbehavior'), id('screenlockedbehavior_0')),
      choice(id('type'), id('type_1')),
      instance('SimpleSettingCollectionInstance', id('urls'), {
        simpleSettingCollectionValue: loginUrls.map((value) => ({
          '@odata.type': kind('StringSettingValue'),
          value,
        })),
      }),
    ],
  ]);

const macExtension = (...more: Instance[]): Instance =>
  collection(id(sso), [
    [
      ...more,
      simple(id('extensionidentifier'), 'String', 'com.microsoft.CompanyPortalMac.ssoextension'),
      simple(id('registrationtoken'), 'String', '{{DEVICEREGISTRATION}}'),
      choice(id('type'), id('type_1')),
    ],
  ]);

const template = {
  templateId: '',
  templateFamily: 'none',
  templateDisplayName: null,
  templateDisplayVersion: null,
};

/** A Settings Catalog policy for just-in-time registration, in the shape of graph.md 3. */
export const jitCatalogPolicy = (
  of: Pick<CatalogPolicy, 'id' | 'assignments'> & { name: string; registration?: string },
): CatalogPolicy => ({
  id: of.id,
  name: of.name,
  platforms: 'iOS',
  technologies: 'mdm,appleRemoteManagement',
  templateReference: template,
  settings: [
    {
      settingInstance: extensionWith([
        ['Enable_SSO_On_All_ManagedApps', 1],
        ['AppPrefixAllowList', 'com.microsoft.,com.apple.'],
        ['browser_sso_interaction_enabled', 1],
        ['disable_explicit_app_prompt', 1],
        ['device_registration', of.registration ?? '{{DEVICEREGISTRATION}}'],
      ]),
    },
  ],
  ...(of.assignments ? { assignments: of.assignments } : {}),
});

const toGroup = (groupId: string): NonNullable<CatalogPolicy['assignments']>[number] => ({
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId },
});

/** Settings Catalog policies of others: JIT, JIT broken by a blank that nobody has yet, and three that only look like it. */
export const configurationPolicies: CatalogPolicy[] = [
  {
    ...jitCatalogPolicy({ id: catalogIds.jit, name: 'iOS - Enterprise SSO and JIT (catalog)' }),
    description: 'Made by the Marketing IT team',
    assignments: [toGroup(groupIds.marketingTeam)],
  },
  {
    id: catalogIds.macPlatformSso,
    name: 'macOS - Platform SSO',
    platforms: 'macOS',
    technologies: 'mdm,appleRemoteManagement',
    templateReference: template,
    settings: [{ settingInstance: macExtension() }],
    assignments: [toGroup(groupIds.engineering)],
  },
  {
    id: catalogIds.enrolment,
    name: 'iPhone enrolment with modern authentication',
    platforms: 'iOS',
    technologies: 'enrollment',
    creationSource: `DepTokenId_${enrolmentTokenId}`,
    templateReference: {
      ...template,
      templateId: '27d20e9c-50c1-48f8-a44c-f37de4510051_1',
      templateFamily: 'enrollmentConfiguration',
    },
    settings: [
      {
        settingInstance: choice('ade_useraffinity', 'ade_useraffinity_1', [
          choice('ade_authenticationmethod', 'ade_authenticationmethod_2'),
        ]),
      },
    ],
  },
  jitCatalogPolicy({
    id: catalogIds.broken,
    name: 'iOS - SSO for Facilities (catalog)',
    registration: '{{DEVICEREGISTRATION}} ',
  }),
  {
    id: catalogIds.macPilot,
    name: 'macOS - Platform SSO (pilot)',
    platforms: 'macOS',
    technologies: 'mdm,appleRemoteManagement',
    templateReference: template,
    settings: [
      {
        settingInstance: macExtension(
          collection(id('extensiondata'), [extensionKey('device_registration', '{{DEVICEREGISTRATION}}')]),
        ),
      },
    ],
    assignments: [toGroup(groupIds.skunkworks)],
  },
];
