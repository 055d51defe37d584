import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lintPolicy } from '../../src/jit/lint-policy.ts';
import { recogniseCatalogPolicy, recognisePolicy } from '../../src/jit/recognise.ts';
import { catalogPolicy, entraExtension, integerPair, policy, stringPair } from './tenant-parts.ts';

const token = '{{DEVICEREGISTRATION}}';
const browser = integerPair('browser_sso_interaction_enabled', 1);
const withPairs = (...pairs: Record<string, unknown>[]) =>
  policy({ iosSingleSignOnExtension: entraExtension({ configurations: [...pairs, browser] }) });
const redirect = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.iosRedirectSingleSignOnExtension',
  extensionIdentifier: 'com.microsoft.azureauthenticator.ssoextension',
  teamIdentifier: null,
  urlPrefixes: ['https://login.microsoftonline.com', 'https://sts.windows.net/'],
  configurations: [stringPair('device_registration', token), browser],
  ...more,
});

describe('Device features', () => {
  test('a policy as Intune gives it back is JIT, with nothing to say', () => {
    expect(recognisePolicy(policy())).toEqual({ class: 'jit', faults: [], form: 'entra', deprecated: false });
    expect(lintPolicy(policy())).toEqual([]);
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
    expect(recognisePolicy(withPairs(...pairs))).toMatchObject({ class: 'broken-jit', faults });
    expect(lintPolicy(withPairs(...pairs)).filter(({ severity }) => severity === 'warning')).not.toEqual([]);
  });

  test('a broken attempt beside the right pair does no harm, but is said', () => {
    const both = withPairs(
      stringPair('device_registration', token),
      stringPair('device_registration ', token),
    );
    expect(recognisePolicy(both).class).toBe('jit');
    expect(lintPolicy(both).map(({ code }) => code)).toEqual(['pair-has-blanks']);
  });

  test.each<[string, ReturnType<typeof policy>, object]>([
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
    ['no extension', policy({ iosSingleSignOnExtension: null }), { class: 'none', form: null }],
    [
      'the deprecated property',
      policy({
        iosSingleSignOnExtension: null,
        singleSignOnExtension: redirect({ '@odata.type': '#microsoft.graph.redirectSingleSignOnExtension' }),
      }),
      { class: 'jit', deprecated: true, form: 'redirect' },
    ],
    [
      'a Redirect profile',
      policy({ iosSingleSignOnExtension: redirect() }),
      { class: 'jit', form: 'redirect' },
    ],
    [
      'a Redirect profile with a broken pair',
      policy({
        iosSingleSignOnExtension: redirect({ configurations: [stringPair('device_registration ', token)] }),
      }),
      { class: 'broken-jit', faults: ['blank'] },
    ],
    [
      'a Redirect profile with a blank in the identifier',
      policy({
        iosSingleSignOnExtension: redirect({
          extensionIdentifier: 'com.microsoft.azureauthenticator.ssoextension ',
        }),
      }),
      { class: 'broken-jit', faults: ['extension-identifier'] },
    ],
    [
      "a Redirect profile without Microsoft's URLs",
      policy({ iosSingleSignOnExtension: redirect({ urlPrefixes: ['https://login.contoso.com'] }) }),
      { class: 'broken-jit', faults: ['redirect-urls'] },
    ],
    [
      'a look-alike host',
      policy({
        iosSingleSignOnExtension: redirect({
          urlPrefixes: ['https://login.microsoftonline.com.contoso.com'],
        }),
      }),
      { class: 'broken-jit', faults: ['redirect-urls'] },
    ],
    [
      'a Credential profile',
      policy({
        iosSingleSignOnExtension: redirect({
          '@odata.type': '#microsoft.graph.iosCredentialSingleSignOnExtension',
        }),
      }),
      { class: 'broken-jit', faults: ['extension-type'] },
    ],
    [
      'another extension',
      policy({ iosSingleSignOnExtension: redirect({ extensionIdentifier: 'com.contoso.sso' }) }),
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
      { class: 'other-extension' },
    ],
  ])('%s', (_, given, expected) => {
    expect(recognisePolicy(given)).toMatchObject(expected);
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
        expect(recognisePolicy(withPairs(stringPair(key, value))).class).toBe(same ? 'jit' : 'broken-jit');
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
        expect(recognisePolicy(given).class).not.toBe('none');
        expect(() => lintPolicy(given)).not.toThrow();
      }),
    );
  });
});

describe('Settings Catalog', () => {
  test.each<[string, ReturnType<typeof catalogPolicy>, object]>([
    ['the public export', catalogPolicy(), { class: 'jit', faults: [], form: 'settings-catalog' }],
    [
      'a blank in the key',
      catalogPolicy({ pairs: [['device_registration ', token]] }),
      { class: 'broken-jit', faults: ['blank'] },
    ],
    [
      'a wrong value',
      catalogPolicy({ pairs: [['device_registration', 'yes']] }),
      { class: 'broken-jit', faults: ['wrong-value'] },
    ],
    [
      'an integer',
      catalogPolicy({ pairs: [['device_registration', 1]] }),
      { class: 'broken-jit', faults: ['value-type'] },
    ],
    [
      'another key',
      catalogPolicy({ pairs: [['registration', token]] }),
      { class: 'broken-jit', faults: ['near-miss-key'] },
    ],
    [
      'no such key',
      catalogPolicy({ pairs: [['AppPrefixAllowList', 'com.microsoft.,com.apple.']] }),
      { class: 'sso-only' },
    ],
    [
      'a blank in the identifier',
      catalogPolicy({ extension: ' com.microsoft.azureauthenticator.ssoextension' }),
      { class: 'broken-jit', faults: ['extension-identifier'] },
    ],
    ['iOS among platforms', catalogPolicy({}, { platforms: 'macOS,iOS' }), { class: 'jit' }],
    [
      'macOS Platform SSO',
      catalogPolicy({ extension: 'com.microsoft.CompanyPortalMac.ssoextension' }, { platforms: 'macOS' }),
      { class: 'none' },
    ],
    ['the same values for macOS', catalogPolicy({}, { platforms: 'macOS' }), { class: 'none' }],
    ["another maker's extension", catalogPolicy({ extension: 'com.contoso.sso' }), { class: 'none' }],
    [
      'Kerberos',
      catalogPolicy({
        extension: 'com.apple.AppSSOKerberos.KerberosExtension',
        pairs: [['realm', 'CONTOSO.COM']],
      }),
      { class: 'none' },
    ],
    ['an enrolment policy', catalogPolicy({}, { technologies: 'enrollment' }), { class: 'none' }],
    ['no settings', catalogPolicy({}, { settings: [] }), { class: 'none' }],
  ])('%s', (_, given, expected) => {
    expect(recogniseCatalogPolicy(given)).toMatchObject(expected);
  });

  test('whatever the tree holds, it is classified', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (settings) => {
        expect(recogniseCatalogPolicy(catalogPolicy({}, { settings })).class).toBe('none');
      }),
    );
  });
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
      policy({ iosSingleSignOnExtension: null, singleSignOnExtension: redirect() }),
      ['redirect-profile', 'deprecated-property'],
    ],
    ['a Redirect profile', policy({ iosSingleSignOnExtension: redirect() }), ['redirect-profile']],
    [
      'a Redirect profile without URLs',
      policy({ iosSingleSignOnExtension: redirect({ urlPrefixes: null }) }),
      ['extension-wrong', 'redirect-profile'],
    ],
    [
      'another extension',
      policy({ iosSingleSignOnExtension: redirect({ extensionIdentifier: 'com.contoso.sso' }) }),
      [],
    ],
    ['no extension', policy({ iosSingleSignOnExtension: null }), []],
  ])('%s', (_, given, codes) => {
    expect(lintPolicy(given).map(({ code }) => code)).toEqual(codes);
  });
});
