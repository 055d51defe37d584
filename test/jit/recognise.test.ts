import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lintPolicy } from '../../src/jit/lint-policy.ts';
import { recogniseCatalogPolicy } from '../../src/jit/recognise-catalog-policy.ts';
import { recogniseCustomProfile } from '../../src/jit/recognise-custom-profile.ts';
import { recognisePolicy } from '../../src/jit/recognise-policy.ts';
import type { DeviceFeaturesPolicy } from '../../src/jit/snapshot.ts';
import {
  catalogPolicy,
  customProfile,
  entraExtension,
  integerPair,
  kerberosCatalogPolicy,
  mobileconfig,
  policy,
  redirectExtension,
  ssoPayload,
  stringPair,
} from './tenant-parts.ts';

const token = '{{DEVICEREGISTRATION}}';
const browser = integerPair('browser_sso_interaction_enabled', 1);
const withPairs = (...pairs: Record<string, unknown>[]) =>
  policy({ iosSingleSignOnExtension: entraExtension({ configurations: [...pairs, browser] }) });
const lint = (given: DeviceFeaturesPolicy) => {
  const found = recognisePolicy(given);
  return found ? lintPolicy(found) : [];
};

describe('Device features', () => {
  test('a policy as Intune gives it back is JIT, with nothing to say', () => {
    expect(recognisePolicy(policy())).toEqual({
      id: 'cccccccc-0000-4000-8000-000000000001',
      name: 'Corporate JIT',
      description: null,
      where: 'device-features',
      class: 'jit',
      faults: [],
      pairs: [
        { key: 'device_registration', value: token, type: 'string' },
        { key: 'browser_sso_interaction_enabled', value: 1, type: 'integer' },
      ],
      bundleIds: ['com.salesforce.chatter'],
      lists: { allowed: [], cookieAllowed: [], blocked: [], prefixes: [], allManagedApps: false },
      assignments: [],
    });
    expect(lint(policy())).toEqual([]);
  });

  test.each<[string, Record<string, unknown>[], string[]]>([
    ['a blank behind the key', [stringPair('device_registration ', token)], ['blank']],
    ['a no-break space before the value', [stringPair('device_registration', `\u00A0${token}`)], ['blank']],
    [
      'a zero-width space in the value',
      [stringPair('device_registration', `{{DEVICE\u200BREGISTRATION}}`)],
      ['blank'],
    ],
    ['blanks in the braces', [stringPair('device_registration', '{{ DEVICEREGISTRATION }}')], ['blank']],
    ['a key in capitals', [stringPair('Device_Registration', token)], ['letter-case']],
    [
      'a value in small letters',
      [stringPair('device_registration', '{{deviceregistration}}')],
      ['letter-case'],
    ],
    ['a key without its sign', [stringPair('deviceregistration', token)], ['near-miss-key']],
    ['a misspelt key', [stringPair('device_registraton', token)], ['near-miss-key']],
    ['the token under another key', [stringPair('registration', token)], ['near-miss-key']],
    ['single braces', [stringPair('device_registration', '{DEVICEREGISTRATION}')], ['wrong-value']],
    ['an empty value', [stringPair('device_registration', '')], ['wrong-value']],
    ['an integer', [integerPair('device_registration', 1)], ['value-type']],
    ['the token as integer', [integerPair('device_registration', token)], ['value-type']],
    [
      'a Boolean',
      [{ '@odata.type': '#microsoft.graph.keyBooleanValuePair', key: 'device_registration', value: true }],
      ['value-type'],
    ],
    ['two faults', [stringPair(' Device_registration', token)], ['blank', 'letter-case']],
    [
      'the key twice, once wrong',
      [stringPair('device_registration', token), stringPair('device_registration', 'x')],
      ['key-twice'],
    ],
  ])('%s breaks it', (_, pairs, faults) => {
    expect(recognisePolicy(withPairs(...pairs))).toMatchObject({ class: 'broken', faults });
    expect(lint(withPairs(...pairs)).filter(({ severity }) => severity === 'warning')).not.toEqual([]);
  });

  test('a broken attempt beside the right pair does no harm, but is said', () => {
    const both = withPairs(
      stringPair('device_registration', token),
      stringPair('device_registration ', token),
    );
    expect(recognisePolicy(both)?.class).toBe('jit');
    expect(lint(both).map(({ code }) => code)).toEqual(['pair-has-blanks']);
  });

  test.each<[string, ReturnType<typeof policy>, object | undefined]>([
    ['no such key', withPairs(), { class: 'sso-only' }],
    [
      'no pairs at all',
      policy({ iosSingleSignOnExtension: entraExtension({ configurations: null }) }),
      { class: 'sso-only' },
    ],
    [
      'shared device mode',
      policy({ iosSingleSignOnExtension: entraExtension({ enableSharedDeviceMode: true }) }),
      { class: 'shared-device-mode' },
    ],
    ['no extension', policy({ iosSingleSignOnExtension: null }), undefined],
    [
      'the deprecated property',
      policy({
        iosSingleSignOnExtension: null,
        singleSignOnExtension: redirectExtension({
          '@odata.type': '#microsoft.graph.redirectSingleSignOnExtension',
        }),
      }),
      { class: 'jit', where: 'deprecated' },
    ],
    [
      'a Redirect profile',
      policy({ iosSingleSignOnExtension: redirectExtension() }),
      { class: 'jit', where: 'redirect' },
    ],
    [
      'a Redirect profile with a broken pair',
      policy({
        iosSingleSignOnExtension: redirectExtension({
          configurations: [stringPair('device_registration ', token)],
        }),
      }),
      { class: 'broken', faults: ['blank'] },
    ],
    [
      'a Redirect profile with a blank in the identifier',
      policy({
        iosSingleSignOnExtension: redirectExtension({
          extensionIdentifier: 'com.microsoft.azureauthenticator.ssoextension ',
        }),
      }),
      { class: 'broken', faults: ['extension-identifier'] },
    ],
    [
      "a Redirect profile without Microsoft's URLs",
      policy({ iosSingleSignOnExtension: redirectExtension({ urlPrefixes: ['https://login.contoso.com'] }) }),
      { class: 'broken', faults: ['redirect-urls'] },
    ],
    [
      'a look-alike host',
      policy({
        iosSingleSignOnExtension: redirectExtension({
          urlPrefixes: ['https://login.microsoftonline.com.contoso.com'],
        }),
      }),
      { class: 'broken', faults: ['redirect-urls'] },
    ],
    [
      'a Credential profile',
      policy({
        iosSingleSignOnExtension: redirectExtension({
          '@odata.type': '#microsoft.graph.iosCredentialSingleSignOnExtension',
        }),
      }),
      { class: 'broken', faults: ['extension-type'] },
    ],
    [
      'another extension',
      policy({ iosSingleSignOnExtension: redirectExtension({ extensionIdentifier: 'com.contoso.sso' }) }),
      { class: 'other-extension' },
    ],
    [
      'Kerberos',
      policy({
        iosSingleSignOnExtension: {
          '@odata.type': '#microsoft.graph.iosKerberosSingleSignOnExtension',
          realm: 'CONTOSO.COM',
        },
      }),
      undefined,
    ],
  ])('%s', (_, given, expected) => {
    if (expected) expect(recognisePolicy(given)).toMatchObject(expected);
    else expect(recognisePolicy(given)).toBeUndefined();
  });

  test('changing any character of key or value never leaves it JIT', () => {
    const change = fc.record({
      inKey: fc.boolean(),
      at: fc.nat(21),
      to: fc.string({ unit: 'binary', maxLength: 2 }),
      cut: fc.nat(1),
    });
    fc.assert(
      fc.property(change, ({ inKey, at, to, cut }) => {
        const [key, value] = [inKey, !inKey].map((hit, index) => {
          const text = index === 0 ? 'device_registration' : token;
          return hit ? text.slice(0, at) + to + text.slice(at + cut) : text;
        }) as [string, string];
        const same = key === 'device_registration' && value === token;
        expect(recognisePolicy(withPairs(stringPair(key, value)))?.class).toBe(same ? 'jit' : 'broken');
      }),
    );
  });

  test('whatever an extension holds, it is classified', () => {
    const anything = fc.dictionary(
      fc.constantFrom(
        'configurations',
        'extensionIdentifier',
        'urlPrefixes',
        'bundleIdAccessControlList',
        '@odata.type',
      ),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(anything, (extension) => {
        const given = policy({ iosSingleSignOnExtension: entraExtension(extension) });
        expect(() => recognisePolicy(given)).not.toThrow();
        expect(() => lint(given)).not.toThrow();
      }),
    );
  });
});

describe('Settings Catalog', () => {
  test.each<[string, ReturnType<typeof catalogPolicy>, object | undefined]>([
    ['the public export', catalogPolicy(), { class: 'jit', faults: [], where: 'settings-catalog' }],
    [
      'a blank in the key',
      catalogPolicy({ pairs: [['device_registration ', token]] }),
      { class: 'broken', faults: ['blank'] },
    ],
    [
      'a wrong value',
      catalogPolicy({ pairs: [['device_registration', 'yes']] }),
      { class: 'broken', faults: ['wrong-value'] },
    ],
    [
      'an integer',
      catalogPolicy({ pairs: [['device_registration', 1]] }),
      { class: 'broken', faults: ['value-type'] },
    ],
    [
      'another key',
      catalogPolicy({ pairs: [['registration', token]] }),
      { class: 'broken', faults: ['near-miss-key'] },
    ],
    [
      'no such key',
      catalogPolicy({ pairs: [['AppPrefixAllowList', 'com.microsoft.,com.apple.']] }),
      { class: 'sso-only' },
    ],
    [
      'a blank in the identifier',
      catalogPolicy({ extension: ' com.microsoft.azureauthenticator.ssoextension' }),
      { class: 'broken', faults: ['extension-identifier'] },
    ],
    ['iOS among platforms', catalogPolicy({}, { platforms: 'macOS,iOS' }), { class: 'jit' }],
    [
      'macOS Platform SSO',
      catalogPolicy({ extension: 'com.microsoft.CompanyPortalMac.ssoextension' }, { platforms: 'macOS' }),
      undefined,
    ],
    ['the same values for macOS', catalogPolicy({}, { platforms: 'macOS' }), undefined],
    [
      "another maker's extension for Microsoft's sign-in pages",
      catalogPolicy({ extension: 'com.contoso.sso' }),
      { class: 'other-extension', pairs: [] },
    ],
    ['Kerberos', kerberosCatalogPolicy(), undefined],
    ['an enrolment policy', catalogPolicy({}, { technologies: 'enrollment' }), undefined],
    ['no settings', catalogPolicy({}, { settings: [] }), undefined],
  ])('%s', (_, given, expected) => {
    if (expected) expect(recogniseCatalogPolicy(given)).toMatchObject(expected);
    else expect(recogniseCatalogPolicy(given)).toBeUndefined();
  });

  test('the keys of another extension in the same policy are not taken for ours', () => {
    const ours = catalogPolicy({ pairs: [['AppPrefixAllowList', 'com.apple.']] });
    const others = catalogPolicy({ extension: 'com.contoso.sso' });
    const both = catalogPolicy({}, { settings: [...others.settings, ...ours.settings] });
    expect(recogniseCatalogPolicy(both)).toMatchObject({
      class: 'sso-only',
      pairs: [{ key: 'AppPrefixAllowList' }],
    });
  });

  test('whatever the tree holds, it is classified', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (settings) => {
        expect(recogniseCatalogPolicy(catalogPolicy({}, { settings }))).toBeUndefined();
      }),
    );
  });
});

describe('custom profiles', () => {
  const text = mobileconfig(ssoPayload);
  const utf16 = Buffer.from(text, 'utf16le').toString('base64');
  const signed = Buffer.concat([Buffer.from([0x30, 0x82, 0x0a, 0xff]), Buffer.from(text)]).toString('base64');
  test.each<[string, ReturnType<typeof customProfile>, boolean]>([
    ['an exported profile', customProfile(), true],
    ['the same in UTF-16', customProfile('', { payload: utf16 }), true],
    ['the same, signed', customProfile('', { payload: signed }), true],
    ['capitals', customProfile(text.replace('com.microsoft', 'com.Microsoft')), true],
    ['the extension in a comment', customProfile(mobileconfig(`<!-- ${ssoPayload} -->`)), false],
    ['a comment that does not end', customProfile(`<!-- ${text}`), false],
    [
      'Kerberos',
      customProfile(
        text.replace(/com\.microsoft\S+ssoextension/, 'com.apple.AppSSOKerberos.KerberosExtension'),
      ),
      false,
    ],
    [
      'a per-app VPN that names the extension',
      customProfile(text.replace('com.apple.extensiblesso', 'com.apple.vpn.managed.applayer')),
      false,
    ],
    [
      'notification settings of Authenticator',
      customProfile(
        mobileconfig(
          '<key>PayloadType</key><string>com.apple.notificationsettings</string><string>com.microsoft.azureauthenticator</string>',
        ),
      ),
      false,
    ],
    ['no payload shown', customProfile('', { payload: null }), false],
    ['no base64 at all', customProfile('', { payload: '%%%' }), false],
  ])('%s', (_, given, found) => {
    expect(recogniseCustomProfile(given)?.class).toBe(found ? 'check-by-hand' : undefined);
  });
});

describe('app lists', () => {
  test('come apart at the commas, and only by their exact keys', () => {
    const found = recogniseCatalogPolicy(
      catalogPolicy({
        pairs: [
          ['device_registration', token],
          ['AppAllowList', 'com.box.BoxNet, com.salesforce.chatter,'],
          ['AppBlockList', 'com.contoso.game'],
          ['AppPrefixAllowList', 'com.microsoft.,com.apple.'],
          ['Enable_SSO_On_All_ManagedApps', 1],
          ['appcookiessoallowlist', 'com.contoso.web'],
        ],
      }),
    );
    expect(found?.lists).toEqual({
      allowed: ['com.box.BoxNet', 'com.salesforce.chatter'],
      cookieAllowed: [],
      blocked: ['com.contoso.game'],
      prefixes: ['com.microsoft.', 'com.apple.'],
      allManagedApps: true,
    });
  });
});

test('all managed apps take part only with the Integer 1', () => {
  const withSwitch = (type: string, value: unknown) =>
    recognisePolicy(
      withPairs({ '@odata.type': `#microsoft.graph.${type}`, key: 'Enable_SSO_On_All_ManagedApps', value }),
    )?.lists.allManagedApps;
  expect(withSwitch('keyIntegerValuePair', 1)).toBe(true);
  expect(withSwitch('keyIntegerValuePair', 0)).toBe(false);
  expect(withSwitch('keyRealValuePair', 1)).toBe(false);
  expect(withSwitch('keyStringValuePair', '1')).toBe(false);
});

describe('lintPolicy', () => {
  const jitPair = stringPair('device_registration', token);
  test.each<[string, ReturnType<typeof policy>, string[]]>([
    [
      'a blank around any value',
      withPairs(jitPair, stringPair('AppPrefixAllowList', 'com.apple. ')),
      ['pair-has-blanks'],
    ],
    ['blanks inside a list are fine', withPairs(jitPair, stringPair('AppAllowList', 'com.a.b, com.c.d')), []],
    [
      'a near-miss key of a public baseline',
      withPairs(jitPair, integerPair('Enable_SSO_On_All_ManagedApp', 1)),
      ['pair-near-miss-key'],
    ],
    [
      'a key in the wrong case',
      withPairs(jitPair, integerPair('enable_sso_on_all_managedapps', 1)),
      ['pair-letter-case'],
    ],
    [
      'a String for an Integer',
      withPairs(jitPair, stringPair('disable_explicit_app_prompt', '1')),
      ['pair-wrong-type'],
    ],
    ['a key nobody knows', withPairs(jitPair, stringPair('contoso_setting', 'x')), []],
    ['a key twice', withPairs(jitPair, integerPair('browser_sso_interaction_enabled', 1)), ['pair-twice']],
    [
      'no recommended key',
      policy({ iosSingleSignOnExtension: entraExtension({ configurations: [jitPair] }) }),
      ['recommended-key-missing'],
    ],
    [
      'the recommended key off',
      policy({
        iosSingleSignOnExtension: entraExtension({
          configurations: [jitPair, integerPair('browser_sso_interaction_enabled', 0)],
        }),
      }),
      ['recommended-key-missing'],
    ],
    [
      'a Microsoft app',
      policy({
        iosSingleSignOnExtension: entraExtension({
          bundleIdAccessControlList: ['com.microsoft.office.word', 'wefwef'],
        }),
      }),
      ['microsoft-app-listed', 'microsoft-app-listed'],
    ],
    [
      'Authenticator',
      policy({
        iosSingleSignOnExtension: entraExtension({
          bundleIdAccessControlList: ['com.microsoft.azureauthenticator'],
        }),
      }),
      ['authenticator-listed'],
    ],
    [
      'a bundle ID with a blank',
      policy({
        iosSingleSignOnExtension: entraExtension({ bundleIdAccessControlList: ['com.box.BoxNet '] }),
      }),
      ['bundle-id-wrong'],
    ],
    [
      'an Android name',
      policy({ iosSingleSignOnExtension: entraExtension({ bundleIdAccessControlList: ['com.box_net'] }) }),
      ['bundle-id-wrong'],
    ],
    [
      'shared device mode',
      policy({ iosSingleSignOnExtension: entraExtension({ enableSharedDeviceMode: true }) }),
      ['shared-device-mode'],
    ],
    ['another value', withPairs(stringPair('device_registration', 'yes')), ['pair-wrong-value']],
    [
      'the deprecated property',
      policy({ iosSingleSignOnExtension: null, singleSignOnExtension: redirectExtension() }),
      ['deprecated-property'],
    ],
    ['a Redirect profile', policy({ iosSingleSignOnExtension: redirectExtension() }), ['redirect-profile']],
    [
      'a Redirect profile without URLs',
      policy({ iosSingleSignOnExtension: redirectExtension({ urlPrefixes: null }) }),
      ['extension-wrong', 'redirect-profile'],
    ],
    [
      'another extension',
      policy({ iosSingleSignOnExtension: redirectExtension({ extensionIdentifier: 'com.contoso.sso' }) }),
      [],
    ],
    ['no extension', policy({ iosSingleSignOnExtension: null }), []],
  ])('%s', (_, given, codes) => {
    expect(lint(given).map(({ code }) => code)).toEqual(codes);
  });
});
