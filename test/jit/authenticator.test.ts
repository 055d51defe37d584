import type { IosStoreApp } from '@microsoft/microsoft-graph-types-beta';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  buildAuthenticatorBody,
  chooseAuthenticator,
  isAuthenticator,
  type AuthenticatorBody,
} from '../../src/jit/authenticator.ts';
import type { IosApp } from '../../src/jit/snapshot.ts';
import { ids, required, storeApp, vppApp, wire } from './tenant-parts.ts';

const salesforce = storeApp({
  id: 's',
  bundleId: 'com.salesforce.chatter',
  appStoreUrl: 'https://apps.apple.com/app/id404249815',
  displayName: 'Salesforce',
});
const catalogue = storeApp({ id: 'm', '@odata.type': '#microsoft.graph.managedIOSStoreApp' });
const uploaded = storeApp({ id: 'l', '@odata.type': '#microsoft.graph.iosLobApp' });

test.each<[string, Partial<IosApp>, boolean]>([
  ['bundle ID', { appStoreUrl: null }, true],
  ['bundle ID in another case', { bundleId: 'com.Microsoft.AzureAuthenticator', appStoreUrl: null }, true],
  ['link only', { bundleId: null }, true],
  [
    'old link',
    {
      bundleId: null,
      appStoreUrl: 'https://itunes.apple.com/us/app/microsoft-authenticator/id983156458?mt=8',
    },
    true,
  ],
  ['a longer number', { bundleId: null, appStoreUrl: 'https://apps.apple.com/app/id9831564580' }, false],
  ['the name only', { bundleId: null, appStoreUrl: null }, false],
  [
    'another app',
    { bundleId: 'com.contoso.authenticator', appStoreUrl: 'https://apps.apple.com/app/id1' },
    false,
  ],
])('found by %s', (_, more, expected) => {
  expect(isAuthenticator(storeApp(more))).toBe(expected);
});

describe('chooseAuthenticator', () => {
  const codesOf = (choice: ReturnType<typeof chooseAuthenticator>) =>
    choice.choice === 'use' ? choice.findings.map(({ code }) => code) : [];

  test('nothing that can be installed means missing', () => {
    expect(chooseAuthenticator([])).toEqual({ choice: 'missing' });
    expect(chooseAuthenticator([salesforce, catalogue, uploaded])).toEqual({ choice: 'missing' });
  });

  test('the store app wins over VPP apps', () => {
    const store = storeApp();
    expect(chooseAuthenticator([vppApp(), vppApp({ id: 'v2' }), catalogue, store])).toEqual({
      choice: 'use',
      app: store,
      kind: 'store',
      findings: [],
    });
  });

  test('a single VPP app is used, several are for the person to choose from', () => {
    const [one, two] = [vppApp(), vppApp({ id: 'v2', vppTokenOrganizationName: 'Contoso Retail' })];
    expect(chooseAuthenticator([salesforce, one])).toEqual({
      choice: 'use',
      app: one,
      kind: 'vpp',
      findings: [],
    });
    expect(chooseAuthenticator([two, one])).toEqual({ choice: 'ask', apps: [one, two] });
    expect(chooseAuthenticator([two, one], 'V2')).toMatchObject({ choice: 'use', app: two, kind: 'vpp' });
  });

  test('a choice that is no Authenticator (any more) is gone', () => {
    for (const id of ['nowhere', 's', 'm', 'l'])
      expect(chooseAuthenticator([storeApp(), salesforce, catalogue, uploaded], id)).toEqual({
        choice: 'gone',
      });
  });

  test('of several store apps the one with most assignments, then the oldest, and it is said', () => {
    const used = storeApp({
      id: 'used',
      createdDateTime: '2025-01-01T00:00:00Z',
      assignments: [required(wire.group(ids.sales))],
    });
    const old = storeApp({ id: 'old', createdDateTime: '2020-01-01T00:00:00Z' });
    const undated = storeApp({ id: 'a', createdDateTime: null });
    for (const apps of [
      [used, old, undated],
      [undated, old, used],
    ]) {
      const choice = chooseAuthenticator(apps);
      expect(choice).toMatchObject({ choice: 'use', app: used });
      expect(codesOf(choice)).toEqual(['authenticator-duplicates']);
    }
    expect(chooseAuthenticator([undated, storeApp(), old])).toMatchObject({ app: old });
  });
});

test("the new app's body is right to the byte and has Microsoft's own shape", () => {
  type Unknown = Exclude<keyof AuthenticatorBody, keyof IosStoreApp | '@odata.type'>;
  expectTypeOf<AuthenticatorBody>().toExtend<IosStoreApp>();
  expectTypeOf<Unknown>().toEqualTypeOf<never>();
  expect(JSON.stringify(buildAuthenticatorBody())).toBe(
    '{"@odata.type":"#microsoft.graph.iosStoreApp","displayName":"Microsoft Authenticator","description":"Microsoft Authenticator",' +
      '"publisher":"Microsoft Corporation","isFeatured":false,' +
      '"appStoreUrl":"https://apps.apple.com/app/microsoft-authenticator/id983156458","bundleId":"com.microsoft.azureauthenticator",' +
      '"applicableDeviceType":{"iPad":true,"iPhoneAndIPod":true},"minimumSupportedOperatingSystem":{"v15_0":true},"roleScopeTagIds":["0"]}',
  );
  expect(isAuthenticator(storeApp(buildAuthenticatorBody()))).toBe(true);
});
