import { describe, expect, test } from 'vitest';
import { checkJit, isFine } from '../../src/jit/check-jit.ts';
import { checkTable } from '../../src/jit/check-table.ts';
import { findingCodes } from '../../src/jit/finding-codes.ts';
import type { EnrolledSnapshot, EnrollmentTypeProfile } from '../../src/jit/enrollment-snapshot.ts';
import type { IosApp, Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import {
  accountDriven as accountDrivenProfile,
  adeToken,
  enrollment,
  inDays,
  read,
  vppToken,
  type Parts,
} from './enrollment-parts.ts';
import {
  catalogPolicy,
  customProfile,
  entraExtension,
  group,
  ids,
  integerPair,
  policy,
  redirectExtension,
  required,
  snapshot,
  storeApp,
  stringPair,
  vppApp,
  wire,
} from './tenant-parts.ts';

const { sales, interns, devices, gone } = ids;
const token = '{{DEVICEREGISTRATION}}';
const browser = integerPair('browser_sso_interaction_enabled', 1);
const with_ = (extension: Record<string, unknown>, ...assignments: WireAssignment[]) =>
  policy({
    iosSingleSignOnExtension: entraExtension(extension),
    assignments: assignments.length > 0 ? assignments : [wire.group(sales)],
  });
const jit = (...assignments: WireAssignment[]) => with_({}, ...assignments);
const other = (...assignments: WireAssignment[]) =>
  policy({
    id: 'other',
    displayName: 'Old',
    iosSingleSignOnExtension: entraExtension({ configurations: [browser] }),
    assignments,
  });
const app = storeApp({ assignments: [required(wire.allUsers())] });
const licensed = (useDeviceLicensing: boolean): WireAssignment => ({
  ...required(wire.group(sales)),
  settings: { useDeviceLicensing },
});
const filtered = (one: WireAssignment): WireAssignment => ({
  ...one,
  target: { ...wire.filtered(sales).target, ...one.target, ...filterOnly },
});
const filterOnly = {
  deviceAndAppManagementAssignmentFilterId: ids.filter,
  deviceAndAppManagementAssignmentFilterType: 'include',
};
const accountDriven = accountDrivenProfile({ displayName: 'BYOD', assignments: [wire.group(sales)] });
const enrolled = (parts: Partial<Snapshot>, how: Parts = {}): EnrolledSnapshot => ({
  ...snapshot({ apps: [app], ...parts }),
  enrollment: enrollment({ typeProfiles: read([]), ...how }),
});

const codesOf = (parts: Partial<Snapshot>, profiles: EnrollmentTypeProfile[] = []) => {
  const found = checkJit(enrolled(parts, { typeProfiles: read(profiles) }));
  const all = [
    ...found.policies.flatMap(({ findings }) => findings),
    ...found.conflicts,
    ...found.authenticator,
  ];
  for (const one of all) expect(Object.keys(findingCodes)).toContain(one.code);
  expect(all.filter(({ sentence, remedy }) => !sentence || !remedy)).toEqual([]);
  expect(found.counts.warnings + found.counts.notes).toBe(all.length);
  return all.map(({ code }) => code);
};

describe('check JIT', () => {
  test('a tenant in order has nothing', () => {
    const found = checkJit(enrolled({ policies: [jit()] }));
    expect(found).toEqual({
      policies: [
        {
          policy: {
            id: policy().id,
            name: 'Corporate JIT',
            where: 'device-features',
            class: 'jit',
            faults: [],
          },
          findings: [],
          conflicts: false,
        },
      ],
      conflicts: [],
      authenticator: [],
      counts: { warnings: 0, notes: 0 },
      notRead: [],
    });
  });

  test.each<[string, Partial<Snapshot>, string[], EnrollmentTypeProfile[]?]>([
    [
      'a blank',
      { policies: [with_({ configurations: [stringPair('device_registration ', token), browser] })] },
      ['pair-has-blanks'],
    ],
    [
      'a wrong type',
      { policies: [with_({ configurations: [integerPair('device_registration', 1), browser] })] },
      ['pair-wrong-type'],
    ],
    [
      'a near-miss key',
      {
        policies: [
          with_({
            configurations: [
              stringPair('device_registration', token),
              browser,
              integerPair('Enable_SSO_On_All_ManagedApp', 1),
            ],
          }),
        ],
      },
      ['pair-near-miss-key'],
    ],
    [
      'the recommended key is missing',
      { policies: [with_({ configurations: [stringPair('device_registration', token)] })] },
      ['recommended-key-missing'],
    ],
    [
      'Microsoft apps',
      { policies: [with_({ bundleIdAccessControlList: ['com.microsoft.office.word'] })] },
      ['microsoft-app-listed'],
    ],
    [
      'Authenticator listed',
      { policies: [with_({ bundleIdAccessControlList: ['com.microsoft.azureauthenticator'] })] },
      ['authenticator-listed'],
    ],
    [
      'the same in the Settings Catalog',
      {
        catalogPolicies: {
          read: true,
          value: [
            catalogPolicy(
              {
                pairs: [
                  ['device_registration ', token],
                  ['AppAllowList', 'com.microsoft.office.word,com.microsoft.azureauthenticator'],
                  ['Enable_SSO_On_All_ManagedApp', 1],
                  ['disable_explicit_app_prompt', '1'],
                ],
              },
              { assignments: [wire.group(sales)] },
            ),
          ],
        },
      },
      [
        'pair-has-blanks',
        'pair-near-miss-key',
        'pair-wrong-type',
        'microsoft-app-listed',
        'authenticator-listed',
        'recommended-key-missing',
      ],
    ],
    [
      'a prefix of Microsoft is fine',
      {
        policies: [
          with_({
            configurations: [
              stringPair('device_registration', token),
              browser,
              stringPair('AppPrefixAllowList', 'com.microsoft.,com.apple.'),
            ],
          }),
        ],
      },
      [],
    ],
    ['shared device mode', { policies: [with_({ enableSharedDeviceMode: true })] }, ['shared-device-mode']],
    [
      'a Redirect profile',
      {
        policies: [
          policy({ iosSingleSignOnExtension: redirectExtension(), assignments: [wire.group(sales)] }),
        ],
      },
      ['redirect-profile'],
    ],
    [
      'a custom profile',
      {
        customProfiles: {
          read: true,
          value: [customProfile(undefined, { assignments: [wire.group(sales)] })],
        },
      },
      ['custom-profile'],
    ],
    ['nobody', { policies: [policy()] }, ['policy-unassigned']],
    ['exclusions only', { policies: [jit(wire.exclude(interns))] }, ['policy-unassigned']],
    [
      'devices excluded from users',
      { policies: [jit(wire.allUsers(), wire.exclude(devices))] },
      ['exclusion-without-effect'],
    ],
    [
      'users excluded from devices',
      {
        policies: [jit(wire.allDevices(), wire.exclude(sales))],
        apps: [storeApp({ assignments: [required(wire.allDevices())] })],
        groups: { [sales]: group(sales, 'Sales', { groupTypes: ['Unified'] }) },
      },
      ['exclusion-without-effect'],
    ],
    ['an exclusion that counts', { policies: [jit(wire.allUsers(), wire.exclude(interns))] }, []],
    [
      'a filter on an exclusion',
      { policies: [jit(wire.allUsers(), filtered(wire.exclude(interns)))] },
      ['filter-on-exclusion'],
    ],
    [
      'a group that is gone',
      { policies: [jit(wire.group(sales), wire.group(gone))] },
      ['assigned-group-gone'],
    ],
    [
      'a group that is gone is excluded',
      { policies: [jit(wire.group(sales), wire.exclude(gone))] },
      ['assigned-group-gone'],
    ],
    ['two policies for one group', { policies: [jit(), other(wire.group(sales))] }, ['policies-conflict']],
    [
      'a second one with a filter',
      { policies: [jit(), other(wire.filtered(sales))] },
      ['policies-may-conflict'],
    ],
    ['Authenticator is not assigned', { policies: [jit()], apps: [storeApp()] }, ['authenticator-mismatch']],
    [
      'Authenticator is available',
      { policies: [jit()], apps: [storeApp({ assignments: [wire.allUsers({ intent: 'available' })] })] },
      ['authenticator-mismatch'],
    ],
    [
      'Authenticator has a filter',
      { policies: [jit()], apps: [storeApp({ assignments: [required(wire.filtered(sales))] })] },
      ['authenticator-mismatch'],
    ],
    ['single sign-on only needs no app', { policies: [other(wire.group(sales))], apps: [] }, []],
    [
      'store and VPP app for one group',
      { policies: [jit()], apps: [app, vppApp({ assignments: [licensed(true)] })] },
      ['authenticator-twice'],
    ],
    [
      'store and VPP app, told apart by filters',
      { policies: [jit()], apps: [app, vppApp({ assignments: [filtered(licensed(true))] })] },
      [],
    ],
    [
      'device and user licences for one group',
      {
        policies: [jit()],
        apps: [
          vppApp({
            assignments: [
              licensed(true),
              { ...required(wire.allUsers()), settings: { useDeviceLicensing: false } },
            ],
          }),
        ],
      },
      ['authenticator-twice'],
    ],
    ['account-driven, store app', { policies: [jit()] }, ['authenticator-wrong-licence'], [accountDriven]],
    [
      'account-driven, device licences',
      { policies: [jit()], apps: [vppApp({ assignments: [licensed(true)] })] },
      ['authenticator-wrong-licence'],
      [accountDriven],
    ],
    [
      'account-driven, user licences',
      { policies: [jit()], apps: [vppApp({ assignments: [licensed(false)] })] },
      [],
      [accountDriven],
    ],
    [
      'account-driven for others',
      { policies: [jit()] },
      [],
      [{ ...accountDriven, assignments: [wire.group(interns)] }],
    ],
    [
      'web-based',
      { policies: [jit()] },
      [],
      [{ ...accountDriven, defaultEnrollmentType: 'webDeviceEnrollment' }],
    ],
    [
      'the app is not published',
      { policies: [jit()], apps: [{ ...app, publishingState: 'processing' }] },
      ['authenticator-not-published'],
    ],
    [
      'the app excludes devices from users',
      {
        policies: [jit()],
        apps: [storeApp({ assignments: [required(wire.allUsers()), required(wire.exclude(devices))] })],
      },
      ['exclusion-without-effect'],
    ],
    [
      'the app excludes devices from what is available to devices',
      {
        policies: [jit()],
        apps: [
          storeApp({
            assignments: [
              required(wire.allUsers()),
              wire.allDevices({ intent: 'available' }),
              wire.exclude(devices, { intent: 'available' }),
            ],
          }),
        ],
      },
      [],
    ],
    [
      'a filter on an exclusion of the app',
      {
        policies: [jit()],
        apps: [
          storeApp({ assignments: [required(wire.allUsers()), filtered(required(wire.exclude(interns)))] }),
        ],
      },
      ['filter-on-exclusion'],
    ],
  ])('%s', (_, parts, codes, profiles = []) => {
    expect(codesOf(parts, profiles)).toEqual(codes);
  });

  test('the policy with most warnings comes first', () => {
    const found = checkJit(
      enrolled({
        policies: [
          policy({ id: 'fine', assignments: [wire.group(ids.field)] }),
          policy({ id: 'note', assignments: [] }),
          policy({
            id: 'bad',
            iosSingleSignOnExtension: entraExtension({
              configurations: [stringPair('device_registration ', token), browser],
            }),
            assignments: [wire.group(sales)],
          }),
        ],
      }),
    );
    expect(found.policies.map(({ policy: { id } }) => id)).toEqual(['bad', 'note', 'fine']);
    expect(found.counts).toEqual({ warnings: 1, notes: 1 });
  });

  test.each([
    ['meets', wire.group(sales)],
    ['may meet', wire.filtered(sales)],
  ])('a policy that %s another one is not called fine', (_, assignment) => {
    const found = checkJit(
      enrolled({
        policies: [
          jit(wire.group(sales)),
          policy({ id: 'second', displayName: 'Sales JIT', assignments: [assignment] }),
          policy({ id: 'alone', displayName: 'Interns JIT', assignments: [wire.group(interns)] }),
        ],
      }),
    );
    expect(found.policies.map(({ findings }) => findings)).toEqual([[], [], []]);
    expect(found.conflicts).toHaveLength(1);
    expect(found.policies.filter(isFine).map(({ policy: { name } }) => name)).toEqual(['Interns JIT']);
    const { rows } = checkTable(found);
    expect(rows.map(({ name = 'conflict', severity }) => [name, severity])).toEqual([
      ['Corporate JIT', 'info'],
      ['Sales JIT', 'info'],
      ['Interns JIT', 'ok'],
      ['conflict', found.conflicts[0]?.severity],
    ]);
    expect(rows[1]?.finding).toBe(
      'Nothing wrong by itself, but it meets other policies: see the conflicts below.',
    );
  });

  test('says what was not looked at', () => {
    expect(checkJit(snapshot()).notRead).toEqual([
      { what: 'enrollment type profiles', why: 'This answer did not look at them.' },
    ]);
    const refused = { read: false as const, why: 'Refused.' };
    const gaps = (parts: Partial<Snapshot>, how: Parts = {}) =>
      checkJit(enrolled(parts, { typeProfiles: refused, adeTokens: refused, vppTokens: refused, ...how }))
        .notRead;
    expect(gaps({ catalogPolicies: refused })).toEqual([
      { what: 'Settings Catalog policies', why: 'Refused.', remedy: 'Try again in a minute.' },
      { what: 'enrollment type profiles', why: 'Refused.', remedy: 'Try again in a minute.' },
    ]);
    // Tokens are named where somebody or something depends on them.
    expect(gaps({ policies: [jit(wire.group(devices))], apps: [vppApp()] })).toEqual([
      {
        what: 'enrollment type profiles, enrollment program tokens, Apple VPP tokens',
        why: 'Refused.',
        remedy: 'Try again in a minute.',
      },
    ]);
    const hidden = read([adeToken({ profiles: refused })]);
    expect(
      gaps({ policies: [jit(wire.group(devices))] }, { typeProfiles: read([]), adeTokens: hidden }),
    ).toEqual([
      { what: 'enrollment profiles of "Contoso ADE"', why: 'Refused.', remedy: 'Try again in a minute.' },
    ]);
  });
});

describe('VPP apps of Authenticator', () => {
  const bought = (more: Partial<IosApp> = {}, useDeviceLicensing = true): IosApp =>
    vppApp({
      vppTokenId: 'vpp-1',
      vppTokenDisplayName: 'Contoso',
      assignments: [licensed(useDeviceLicensing)],
      usedLicenseCount: 3,
      totalLicenseCount: 100,
      ...more,
    });
  const found = (bundle: IosApp[], how: Parts = {}) =>
    checkJit(enrolled({ policies: [jit()], apps: bundle }, { vppTokens: read([vppToken()]), ...how }))
      .authenticator;
  const token = (more: Parameters<typeof vppToken>[0]): Parts => ({ vppTokens: read([vppToken(more)]) });

  test.each<[string, IosApp, Parts, string[]]>([
    ['licences left, token valid', bought(), {}, []],
    ['no licence left', bought({ usedLicenseCount: 100 }), {}, ['vpp-licences-short']],
    ['more in use than there are', bought({ usedLicenseCount: 101 }), {}, ['vpp-licences-short']],
    ['not counted', bought({ usedLicenseCount: null }), {}, []],
    ['no licences at all', bought({ usedLicenseCount: 0, totalLicenseCount: 0 }), {}, ['vpp-licences-short']],
    ['token expired', bought(), token({ state: 'expired' }), ['vpp-token-not-valid']],
    ['token expired by date', bought(), token({ expirationDateTime: inDays(-1) }), ['vpp-token-not-valid']],
    ['token invalid', bought(), token({ state: 'invalid' }), ['vpp-token-not-valid']],
    ['token ends soon', bought(), token({ expirationDateTime: inDays(5) }), ['vpp-token-ends-soon']],
    ['another token expired', bought({ vppTokenId: 'other' }), token({ state: 'expired' }), []],
    ['tokens not read', bought(), { vppTokens: { read: false, why: 'Refused.' } }, []],
  ])('%s', (_, one, how, codes) => {
    expect(found([one], how).map(({ code }) => code)).toEqual(codes);
  });

  test.each([
    ['nobody', []],
    ['uninstall only', [wire.group(interns, { intent: 'uninstall' })]],
    ['only an exclusion', [wire.exclude(interns)]],
  ])('of which %s gets anything are passed over', (_, assignments) => {
    const idle = bought({ id: 'idle', usedLicenseCount: 100, assignments });
    expect(found([app, idle], token({ state: 'expired' }))).toEqual([]);
  });

  test('the sentences name the token, the numbers and what to do', () => {
    const [short, dead] = found([bought({ usedLicenseCount: 101 })], token({ state: 'expired' })).toSorted(
      (a, b) => (a.code < b.code ? -1 : 1),
    );
    expect(short).toMatchObject({
      sentence:
        '101 licences of Microsoft Authenticator from the VPP token "Contoso" are in use, more than the 100 that there are, so some people or devices do not get it.',
      remedy: 'Get more licences in Apple Business Manager; they cost nothing.',
    });
    expect(dead).toMatchObject({
      sentence:
        'The Apple VPP token "Contoso" has expired, so Microsoft Authenticator cannot be installed with its licences.',
      remedy: 'Renew it with the Apple Account that it was made with.',
    });
  });

  test('of which there are no licences at all are not said to be in use', () => {
    const [none] = found([bought({ usedLicenseCount: 0, totalLicenseCount: 0 })]);
    expect(none?.sentence).toBe(
      'There are no licences of Microsoft Authenticator from the VPP token "Contoso", so nobody gets it.',
    );
  });

  test('supervised devices that get the store app ask for an Apple Account; the right app is named', () => {
    const onIPads = enrolled(
      {
        policies: [jit(wire.group(devices))],
        apps: [storeApp({ assignments: [required(wire.group(devices))] }), bought({ assignments: [] })],
      },
      { adeTokens: read([adeToken()]), vppTokens: read([vppToken()]) },
    );
    expect(checkJit(onIPads).authenticator).toMatchObject([
      {
        code: 'authenticator-asks-apple-account',
        sentence:
          'iPads may hold supervised devices, since "Corporate iPhones" enrolls such; on those Microsoft Authenticator asks for an Apple Account unless it is a VPP app with device licences; it is required as Microsoft Authenticator, store app.',
        severity: 'info',
        remedy:
          'Require Microsoft Authenticator for iPads: the app of the VPP token "Contoso" with device licences; "Corporate iPhones" enrolls supervised devices, where it then installs silently. Take the assignment of the store app "Microsoft Authenticator" off there.',
      },
    ]);
  });

  test('account-driven enrollment of a part is told of that part, and is content with a licence there', () => {
    const byod = { typeProfiles: read([accountDriven]) };
    const forAll = storeApp({ assignments: [required(wire.allUsers())] });
    const of = (...bundle: IosApp[]) =>
      checkJit(enrolled({ policies: [jit(wire.allUsers())], apps: bundle }, byod)).authenticator;
    expect(of(forAll)).toMatchObject([
      {
        code: 'authenticator-wrong-licence',
        sentence: expect.stringMatching(/^Sales, which is among All users, can have/) as string,
      },
    ]);
    expect(of(forAll, bought({}, false)).map(({ code }) => code)).toEqual([]);
  });
});
