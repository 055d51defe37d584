import { jitCatalogPolicy } from '../../src/practice/tenant/contoso/catalog.ts';
import { ssoMobileConfig } from '../../src/practice/tenant/contoso/mobile-config.ts';
import type { TenantFile } from '../../src/practice/tenant/tenant-file.ts';
import type { Assignment, Spread } from './big-tenant.ts';

type Configuration = NonNullable<TenantFile['deviceConfigurations']>[number];
type Catalog = NonNullable<TenantFile['configurationPolicies']>[number];
/** A policy of one of the two kinds. */
export type BigPolicy =
  { configuration: Configuration; catalog?: never } | { configuration?: never; catalog: Catalog };

const token = '{{DEVICEREGISTRATION}}';
const text = (key: string, value: string): object => ({
  '@odata.type': '#microsoft.graph.keyStringValuePair',
  key,
  value,
});
const whole = (key: string, value: number): object => ({
  '@odata.type': '#microsoft.graph.keyIntegerValuePair',
  key,
  value,
});
const browser = whole('browser_sso_interaction_enabled', 1);
const registration = text('device_registration', token);

const entra = (configurations: object[], more: object = {}): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.iosAzureAdSingleSignOnExtension',
  enableSharedDeviceMode: false,
  configurations,
  ...more,
});
const redirect = (extensionIdentifier: string, urlPrefixes: string[]): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.iosRedirectSingleSignOnExtension',
  extensionIdentifier,
  urlPrefixes,
  configurations: [registration, browser],
});
const authenticator = 'com.microsoft.azureauthenticator.ssoextension';
const logins = [
  'https://login.microsoftonline.com',
  'https://login.microsoft.com',
  'https://sts.windows.net',
];

/** One SSO extension for each class, in the order in which policies get them. */
const extensions: [name: string, extension: Record<string, unknown> | null][] = [
  ['JIT', entra([registration, browser], { bundleIdAccessControlList: ['com.box.BoxNet'] })],
  ['broken by a blank', entra([text('device_registration ', token), browser])],
  ['broken by letter case', entra([text('Device_Registration', token), browser])],
  ['broken by a wrong type', entra([whole('device_registration', 1), browser])],
  ['SSO only', entra([browser])],
  ['shared devices', entra([registration], { enableSharedDeviceMode: true })],
  ['redirect JIT', redirect(authenticator, logins)],
  ['redirect without URLs', redirect(authenticator, [])],
  ['another extension', redirect('com.example.sso.extension', ['https://login.microsoftonline.com'])],
  [
    'Kerberos',
    {
      '@odata.type': '#microsoft.graph.iosKerberosSingleSignOnExtension',
      realm: 'CONTOSO.COM',
      domains: ['contoso.com'],
    },
  ],
  ['home screen', null],
];

/** The n-th generated policy: of 20 in a row, 11 are Device features, 3 custom profiles, 6 of the Settings Catalog. */
export function makeBigPolicy(id: string, n: number, spread: Spread): BigPolicy {
  const kind = n % 20;
  const row = extensions[kind];
  const assignments = spread.assignments(kind === 0 ? 1 : 0, 5);
  if (row) return { configuration: deviceFeatures(id, `${row[0]} ${n}`, row[1], assignments) };
  if (kind < 14) return { configuration: custom(id, n, kind === 11, assignments) };
  return { catalog: catalogPolicy(id, n, kind, assignments) };
}

const deviceFeatures = (
  id: string,
  name: string,
  extension: Record<string, unknown> | null,
  assignments: Assignment[],
): Configuration => ({
  id,
  '@odata.type': '#microsoft.graph.iosDeviceFeaturesConfiguration',
  displayName: `iOS - ${name}`,
  iosSingleSignOnExtension: extension,
  assignments,
});

const custom = (id: string, n: number, sso: boolean, assignments: Assignment[]): Configuration => ({
  id,
  '@odata.type': '#microsoft.graph.iosCustomConfiguration',
  displayName: `iOS - custom ${n}`,
  payloadName: `Profile ${n}`,
  payloadFileName: `profile-${n}.mobileconfig`,
  payload: Buffer.from(sso ? ssoMobileConfig : '<plist version="1.0"><dict/></plist>').toString('base64'),
  assignments,
});

function catalogPolicy(id: string, n: number, kind: number, assignments: Assignment[]): Catalog {
  const jit = jitCatalogPolicy({ id, name: `iOS - catalog JIT ${n}`, assignments });
  if (kind === 14) return jit;
  if (kind === 15)
    return jitCatalogPolicy({
      id,
      name: `iOS - catalog broken ${n}`,
      registration: `${token} `,
      assignments,
    });
  if (kind === 16) return { ...jit, name: `macOS - Platform SSO ${n}`, platforms: 'macOS' };
  return {
    ...jit,
    name: `iOS - restrictions ${n}`,
    settings: Array.from({ length: 12 }, (_, i) => ({
      settingInstance: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
        settingDefinitionId: `com.apple.applicationaccess_setting${i}`,
        settingInstanceTemplateReference: null,
        choiceSettingValue: { value: `com.apple.applicationaccess_setting${i}_false`, children: [] },
      },
    })),
  };
}
