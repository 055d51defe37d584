import { describe, expect, test } from 'vitest';
import type { AdeProfile, VppToken } from '../../src/jit/enrollment-snapshot.ts';
import {
  lasting,
  readinessTopics,
  subject,
  type ReadinessState,
  type ReadinessTopic,
} from '../../src/jit/readiness-item.ts';
import { readiness } from '../../src/jit/readiness.ts';
import type { Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import {
  accessPolicy,
  accountDriven,
  adePolicy,
  adeProfile,
  adeToken,
  catalogOf,
  enrollment,
  inDays,
  now,
  read,
  typeProfile,
  unread,
  vppToken,
  type Parts,
} from './enrollment-parts.ts';
import { ids, policy, required, snapshot, storeApp, vppApp, wire } from './tenant-parts.ts';

const teamsApp = (...assignments: WireAssignment[]) =>
  storeApp({
    id: 'teams',
    displayName: 'Microsoft Teams',
    bundleId: 'com.microsoft.skype.teams',
    appStoreUrl: null,
    assignments,
  });
const available = (assignment: WireAssignment) => ({ ...assignment, intent: 'available' });
/** Sales has a policy, Authenticator and Teams. */
const salesReady: Partial<Snapshot> = {
  policies: [policy({ assignments: [wire.group(ids.sales)] })],
  apps: [storeApp({ assignments: [required(wire.group(ids.sales))] }), teamsApp(available(wire.allUsers()))],
};
const adminCenter = 'https://intune.microsoft.com';
const items = (parts: Parts = {}, seen: Partial<Snapshot> = salesReady) =>
  readiness({
    snapshot: snapshot({ ...catalogOf(parts), ...seen }),
    enrollment: enrollment(parts),
    now,
    adminCenter,
  });
const item = (topic: ReadinessTopic, ...args: Parameters<typeof items>) => {
  const found = items(...args).find((one) => one.topic === topic);
  if (!found) throw new Error(`no item ${topic}`);
  return found;
};

test.each([
  [['A'], '"A" is'],
  [['A', 'B', 'C'], '"A", "B", "C" are'],
  [['A', 'B', 'C', 'D', 'E'], '"A", "B", "C" and 2 more are'],
])('names %j as a subject', (names, expected) => {
  expect(subject(names, 'is', 'are')).toBe(expected);
});

describe('all together', () => {
  test('a tenant that is ready says so, topic by topic, in a fixed order', () => {
    const found = items({ conditionalAccess: read([accessPolicy()]) });
    expect(found.map(({ topic }) => topic)).toEqual([...readinessTopics]);
    expect(found.map(({ state }) => state)).toEqual(found.map(() => 'good'));
  });

  test('Conditional Access is left out where it was not asked for', () => {
    expect(items().map(({ topic }) => topic)).toEqual(readinessTopics.slice(0, -1));
  });

  test('every item leads to the admin center that was given', () => {
    const found = readiness({
      snapshot: snapshot(),
      enrollment: enrollment({ conditionalAccess: read([]) }),
      now,
      adminCenter: 'https://intune.microsoft.us',
    });
    for (const { link } of found)
      expect(link.url).toMatch(/^https:\/\/intune\.microsoft\.us\/#view\/Microsoft_/);
    expect(found[0]?.link.url).toBe(
      'https://intune.microsoft.us/#view/Microsoft_Intune_DeviceSettings/DevicesIosMenu/~/iosEnrollment',
    );
  });

  test('every reason and remedy is one sentence', () => {
    const nothing = enrollment({
      apns: read(null),
      typeProfiles: read([]),
      adeTokens: read([adeToken({ lastSyncErrorCode: 7 })]),
      vppTokens: read([vppToken({ state: 'expired' })]),
      compliance: read([]),
      conditionalAccess: read([]),
    });
    for (const { reason, remedy } of readiness({
      snapshot: snapshot({ apps: [] }),
      enrollment: nothing,
      now,
      adminCenter,
    })) {
      expect(reason).toMatch(/^\S.*[^.]\.$/);
      expect(reason.match(/\.(?=\s|$)/g)).toHaveLength(1);
      expect(remedy).toMatch(/\.$/);
    }
  });
});

describe('what could not be read is never called missing', () => {
  const scope = 'DeviceManagementServiceConfig.Read.All';
  const parts: [ReadinessTopic, keyof Parts][] = [
    ['apns-certificate', 'apns'],
    ['enrollment-type', 'typeProfiles'],
    ['ade-token', 'adeTokens'],
    ['ade-profile', 'adeTokens'],
    ['ade-profile', 'adePolicies'],
    ['authenticator', 'typeProfiles'],
    ['vpp-token', 'typeProfiles'],
    ['vpp-token', 'vppTokens'],
    ['compliance', 'compliance'],
    ['conditional-access', 'conditionalAccess'],
  ];
  test.each(parts)('%s without %s', (topic, part) => {
    for (const [kind, words] of [
      ['scope', `the app has no consent for ${scope}.`],
      ['role', 'your role does not let you read it.'],
      ['scope-or-role', `the app has no consent for ${scope}, or your role`],
    ] as const) {
      const found = item(topic, { [part]: unread({ kind, scope }) });
      expect(found).toMatchObject({ state: 'could-not-check', missing: { kind, scope } });
      expect(found.reason).toContain(words);
      expect(found.reason).toMatch(/^I could not check /);
      expect(found.reason + found.remedy).not.toMatch(/\bmissing\b|There is no/);
    }
    const broken = item(topic, { [part]: unread() });
    expect(broken).toMatchObject({ state: 'could-not-check', remedy: 'Try again in a minute.' });
    expect(broken.missing).toBeUndefined();
    expect(broken.reason).toContain('503');
  });
});

test.each<[string, string | null, ReadinessState, string]>([
  ['a second ago', inDays(-1 / 86_400), 'bad', 'expired on 2026-01-05'],
  ['now', inDays(0), 'bad', 'expired on 2026-01-05'],
  ['today', inDays(0.5), 'attention', 'expires in less than a day (2026-01-05)'],
  ['tomorrow', inDays(1.5), 'attention', 'expires in 1 day (2026-01-06)'],
  ['in a month', inDays(30.9), 'attention', 'expires in 30 days (2026-02-05)'],
  ['later', inDays(31), 'good', 'expires in 31 days (2026-02-05)'],
  ['never told', null, 'attention', 'has no end date that I can read'],
  ['unreadable', 'soon', 'attention', 'has no end date that I can read'],
])('what ends %s', (_, end, state, text) => {
  expect(lasting(end, now)).toEqual({ state, text });
});

type Case = [string, Parts, ReadinessState, RegExp];

describe('Settings Catalog policies that could not be read', () => {
  const refused = { read: false as const, why: 'Refused.' };

  test.each(['teams', 'authenticator'] as const)('leave open whether %s is for everybody', (topic) => {
    expect(item(topic).state).toBe('good');
    const found = item(topic, {}, { ...salesReady, catalogPolicies: refused });
    expect(found).toMatchObject({ state: 'could-not-check', remedy: 'Try again in a minute.' });
    expect(found.reason).toBe('I could not check whom Settings Catalog policies are for: Refused.');
  });

  test('do not hide what is wrong, and are named beside it', () => {
    const found = item('authenticator', {}, { ...salesReady, apps: [storeApp()], catalogPolicies: refused });
    expect(found.state).toBe('bad');
    expect(found.details).toContain('I could not check whom Settings Catalog policies are for: Refused.');
  });
});

describe('groups with a policy that Graph refused to show', () => {
  const missing = { kind: 'scope' as const, scope: 'GroupMember.Read.All' };
  const refused = { read: false as const, why: 'Refused.', missing };
  const { sales, field, interns } = ids;
  const seen = (...hidden: string[]): Partial<Snapshot> => ({
    policies: [policy({ assignments: [sales, field, interns].map((id) => wire.group(id)) })],
    apps: [storeApp({ assignments: [required(wire.group(sales))] }), teamsApp(available(wire.group(sales)))],
    groups: Object.fromEntries(hidden.map((id) => [id, refused])),
  });
  const reason = `I could not check 2 groups that have a policy (${field} and 1 more), because the app has no consent for GroupMember.Read.All.`;

  test.each(['teams', 'authenticator'] as const)('%s: nobody else goes without', (topic) => {
    const found = item(topic, {}, seen(field, interns));
    expect(found).toMatchObject({ state: 'could-not-check', reason, missing });
  });

  test.each(['teams', 'authenticator'] as const)('%s: who goes without is told first', (topic) => {
    const found = item(topic, {}, seen(interns));
    expect(found.reason).toContain('"Field Ops"');
    expect(found.reason).not.toContain(interns);
    expect(found.details[0]).toContain(`the group ${interns}, which has a policy`);
  });
});

describe('Apple MDM push certificate', () => {
  test.each<Case>([
    ['none', { apns: read(null) }, 'bad', /^There is no Apple MDM push certificate/],
    ['valid', {}, 'good', /expires in 200 days \(2026-07-24\)/],
    [
      'ending',
      { apns: read({ appleIdentifier: '', expirationDateTime: inDays(3) }) },
      'attention',
      /in 3 days/,
    ],
    [
      'expired',
      { apns: read({ appleIdentifier: 'a', expirationDateTime: inDays(-3) }) },
      'bad',
      /expired on 2026-01-02/,
    ],
    [
      'endless',
      { apns: read({ appleIdentifier: 'a', expirationDateTime: null }) },
      'attention',
      /no end date/,
    ],
  ])('%s', (_, parts, state, reason) => {
    const found = item('apns-certificate', parts);
    expect(found).toMatchObject({ state, reason: expect.stringMatching(reason) as string });
  });

  test('is renewed with the same account', () => {
    const found = item('apns-certificate', {
      apns: read({ appleIdentifier: 'mdm@contoso.com', expirationDateTime: null }),
    });
    expect(found.remedy).toContain('same Apple Account');
    expect(found.details).toEqual(['Apple Account: mdm@contoso.com']);
  });
});

describe('enrollment type', () => {
  const companyPortal = typeProfile({ id: 'cp', displayName: 'Portal', defaultEnrollmentType: 'device' });
  const chosen = (...types: string[]) =>
    typeProfile({
      displayName: 'Choice',
      defaultEnrollmentType: 'unknown',
      availableEnrollmentTypeOptions: types.map((enrollmentType) => ({ enrollmentType })),
    });
  const toSales = (more = {}) => ({ assignments: [wire.group(ids.sales)], ...more });
  test.each<Case>([
    ['none', { typeProfiles: read([]) }, 'attention', /^No enrollment type profile for iOS is assigned/],
    [
      'for nobody',
      { typeProfiles: read([typeProfile({ assignments: [] })]) },
      'attention',
      /assigned to anybody/,
    ],
    [
      'for nobody but an exclusion',
      { typeProfiles: read([typeProfile({ assignments: [wire.exclude(ids.sales)] })]) },
      'attention',
      /assigned to anybody/,
    ],
    ['web', {}, 'good', /^"Web" \(web-based device enrollment\) applies to all users\.$/],
    [
      'account-driven',
      { typeProfiles: read([accountDriven()]) },
      'good',
      /^"Own phones" \(account-driven User/,
    ],
    [
      'Company Portal',
      { typeProfiles: read([companyPortal]) },
      'attention',
      /"Portal" .* applies to all users, and no profile brings/,
    ],
    [
      'a choice with web',
      { typeProfiles: read([chosen('device', 'webDeviceEnrollment')]) },
      'good',
      /Company Portal or web-based/,
    ],
    ['a choice without', { typeProfiles: read([chosen('device')]) }, 'attention', /no profile brings/],
    [
      'of a new kind',
      { typeProfiles: read([typeProfile({ defaultEnrollmentType: 'x' })]) },
      'attention',
      /do not know \(x\)/,
    ],
    [
      'of the old kind',
      { typeProfiles: read([chosen('user', 'webDeviceEnrollment')]) },
      'attention',
      /profile-based User Enrollment, which/,
    ],
    [
      'the lowest number first, whatever the order',
      { typeProfiles: read([typeProfile({ priority: 2 }), accountDriven(toSales({ priority: 1 }))]) },
      'good',
      /^"Own phones" .* applies first, to one group; then "Web" .*, to all users\.$/,
    ],
    [
      'without a priority last',
      { typeProfiles: read([accountDriven({ priority: null }), typeProfile(toSales({ priority: 9 }))]) },
      'good',
      /^"Web" .* applies first, to one group; then "Own phones" .*, to all users\.$/,
    ],
    [
      'without a priority last, listed the other way round',
      { typeProfiles: read([typeProfile(toSales({ priority: 9 })), accountDriven({ priority: null })]) },
      'good',
      /^"Web" .* applies first, to one group; then "Own phones" .*, to all users\.$/,
    ],
    [
      'behind one for all users',
      { typeProfiles: read([companyPortal, typeProfile(toSales({ priority: 1 }))]) },
      'attention',
      /^"Web" never applies, because "Portal" has a higher priority/,
    ],
    [
      'behind one for the same group',
      { typeProfiles: read([accountDriven(toSales()), typeProfile(toSales({ priority: 1 }))]) },
      'attention',
      /^"Web" never applies/,
    ],
    [
      'behind one with a filter',
      {
        typeProfiles: read([
          accountDriven({ assignments: [wire.filtered(ids.sales)] }),
          typeProfile(toSales({ priority: 1 })),
        ]),
      },
      'good',
      /applies first/,
    ],
    [
      'behind one that excludes the group',
      {
        typeProfiles: read([
          { ...companyPortal, assignments: [wire.allUsers(), wire.exclude(ids.sales)] },
          typeProfile(toSales({ priority: 1 })),
        ]),
      },
      'good',
      /^"Portal" .* applies first/,
    ],
  ])('%s', (_, parts, state, reason) => {
    expect(item('enrollment-type', parts)).toMatchObject({
      state,
      reason: expect.stringMatching(reason) as string,
    });
  });

  test('tells what web-based and account-driven enrollment need', () => {
    const { details } = item('enrollment-type', {
      typeProfiles: read([typeProfile(), accountDriven({ priority: 1, assignments: [wire.allDevices()] })]),
    });
    expect(details.join('\n')).toMatch(/0: "Web"/);
    expect(item('enrollment-type').details.join('\n')).toContain(
      'https://portal.manage.microsoft.com/enrollment/webenrollment/ios',
    );
    expect(item('enrollment-type', { typeProfiles: read([accountDriven()]) }).details.join('\n')).toContain(
      '/.well-known/',
    );
  });
});

describe('enrollment program tokens', () => {
  const tokens = (...several: Parameters<typeof adeToken>[0][]) => ({
    adeTokens: read(several.map((one) => adeToken(one))),
  });
  test.each<Case>([
    ['none', {}, 'good', /not in use/],
    ['valid', tokens({}), 'good', /^The enrollment program token "Contoso ADE" expires in 200 days/],
    ['two valid ones', tokens({}, { id: 'b' }), 'good', /^Every enrollment program token/],
    ['ending', tokens({ tokenExpirationDateTime: inDays(10) }), 'attention', /expires in 10 days/],
    ['expired', tokens({ tokenExpirationDateTime: inDays(-10), lastSyncErrorCode: 7 }), 'bad', /expired on/],
    [
      'one of two expired',
      tokens({}, { tokenName: 'B', tokenExpirationDateTime: inDays(-10) }),
      'attention',
      /"B" expired on/,
    ],
    [
      'both expired',
      tokens(
        { tokenExpirationDateTime: inDays(-10) },
        { tokenName: 'B', tokenExpirationDateTime: inDays(-20) },
      ),
      'bad',
      /"Contoso ADE" expired on/,
    ],
    ['with a sync error', tokens({ lastSyncErrorCode: 7 }), 'attention', /did not sync \(error 7\)/],
    ['never synced', tokens({ lastSuccessfulSyncDateTime: null }), 'attention', /never synced/],
  ])('%s', (_, parts, state, reason) => {
    expect(item('ade-token', parts)).toMatchObject({
      state,
      reason: expect.stringMatching(reason) as string,
    });
  });
});

test('each of several tokens has a line, one alone is said already', () => {
  const one = adeToken();
  expect(item('ade-token', { adeTokens: read([one]) }).details).toEqual([]);
  expect(item('ade-token', { adeTokens: read([one, { ...one, id: 'b' }]) }).details).toHaveLength(2);
});

describe('sign-in in Setup Assistant', () => {
  const classic = (...profiles: Partial<AdeProfile>[]): Parts => ({
    adeTokens: read([adeToken({ profiles: read(profiles.map((one) => adeProfile(one))) })]),
  });
  const companyPortal = { displayName: 'Old', enableAuthenticationViaCompanyPortal: true };
  const legacy = { displayName: 'Oldest', requireCompanyPortalOnSetupAssistantEnrolledDevices: false };
  const policies = (...several: ReturnType<typeof adePolicy>[]): Parts => ({
    adeTokens: read([adeToken({ profiles: read([]) })]),
    adePolicies: read(several),
  });
  test.each<Case>([
    ['not in use', {}, 'good', /not in use/],
    ['modern', classic({}), 'good', /^"Corporate iPhones" uses Setup Assistant with modern/],
    ['a token without profiles', classic(), 'attention', /no enrollment profile for iOS/],
    ['legacy', classic(legacy), 'attention', /^"Oldest" uses Setup Assistant \(legacy\) instead/],
    ['Company Portal', classic({}, companyPortal), 'attention', /^"Old" uses Company Portal instead/],
    ['without a user', classic({ requiresUserAuthentication: false }), 'attention', /belongs to a person/],
    [
      'for shared devices',
      classic({ userlessSharedAadModeEnabled: true }),
      'attention',
      /belongs to a person/,
    ],
    ['for Shared iPad', classic({ enableSharedIPad: true }), 'attention', /belongs to a person/],
    ['modern in a policy', policies(adePolicy(2)), 'good', /^"New iPhones" uses/],
    ['Company Portal in a policy', policies(adePolicy(1)), 'attention', /Company Portal instead/],
    ['legacy in a policy', policies(adePolicy(0)), 'attention', /legacy/],
    ['without a user in a policy', policies(adePolicy()), 'attention', /belongs to a person/],
    [
      'a method I do not know',
      policies(adePolicy(9)),
      'could-not-check',
      /I could not tell how .*"New iPhones"/,
    ],
    [
      'modern, and another one with a method I do not know',
      { ...classic({}), adePolicies: read([adePolicy(9)]) },
      'could-not-check',
      /^I could not tell how .*"New iPhones"/,
    ],
    [
      'Company Portal and an account-driven profile for all users',
      { ...classic(companyPortal), typeProfiles: read([accountDriven()]) },
      'bad',
      /^"Old" enrolls with Company Portal, which is blocked for people .*"Own phones"/,
    ],
    [
      'Company Portal and an account-driven profile for a group',
      {
        ...classic(companyPortal),
        typeProfiles: read([accountDriven({ assignments: [wire.group(ids.sales)] })]),
      },
      'attention',
      /which is blocked for people/,
    ],
    [
      'modern and account-driven',
      { ...classic({}), typeProfiles: read([accountDriven()]) },
      'good',
      /modern/,
    ],
    [
      'modern, with profiles of another token unread',
      { adeTokens: read([adeToken(), adeToken({ id: 'b', profiles: unread() })]) },
      'could-not-check',
      /^I could not check all enrollment profiles/,
    ],
  ])('%s', (_, parts, state, reason) => {
    expect(item('ade-profile', parts)).toMatchObject({
      state,
      reason: expect.stringMatching(reason) as string,
    });
  });

  test('says when an account-driven profile could not be looked for', () => {
    const { details } = item('ade-profile', { ...classic(companyPortal), typeProfiles: unread() });
    expect(details[0]).toMatch(/^I could not check whether/);
  });

  test.each([
    ['are in the way', { typeProfiles: read([accountDriven()]) }],
    ['are old', {}],
  ])('names unread profiles beside those that %s', (_, parts) => {
    const { state, details } = item('ade-profile', {
      ...{ ...classic(companyPortal), adePolicies: unread() },
      ...parts,
    });
    expect(state).not.toBe('could-not-check');
    expect(details[0]).toMatch(/^I could not check all enrollment profiles/);
  });
});

describe('Apple VPP tokens', () => {
  const tokens = (...several: Partial<VppToken>[]) => ({
    vppTokens: read(several.map((one) => vppToken(one))),
  });
  const own = { typeProfiles: read([accountDriven()]) };
  const expired = { state: 'expired' };
  test.each<Case>([
    ['none, none needed', {}, 'good', /nothing here needs one/],
    [
      'none, and how people enroll could not be read',
      { typeProfiles: unread() },
      'could-not-check',
      /^I could not check whether anything here needs an Apple VPP token/,
    ],
    [
      'none, and the profiles of supervised devices could not be read',
      { adeTokens: unread() },
      'could-not-check',
      /^I could not check whether anything here needs an Apple VPP token/,
    ],
    [
      'none, account-driven',
      { typeProfiles: read([accountDriven()]) },
      'attention',
      /^There is no Apple VPP token/,
    ],
    ['none, supervised', { adePolicies: read([adePolicy(2)]) }, 'attention', /^There is no Apple VPP token/],
    ['valid', tokens({}), 'good', /"Contoso" expires in 200 days/],
    ['two', tokens({}, { id: 'b' }), 'good', /^Every/],
    ['expired by state', { ...own, ...tokens(expired) }, 'bad', /has expired/],
    ['expired by date', { ...own, ...tokens({ expirationDateTime: inDays(-1) }) }, 'bad', /expired on/],
    ['invalid', tokens({ state: 'invalid' }), 'attention', /not valid any more/],
    ['used elsewhere', tokens({ state: 'assignedToExternalMDM' }), 'attention', /another device management/],
    ['double', tokens({ state: 'duplicateLocationId' }), 'attention', /a location that another token has/],
    [
      'one of two expired',
      tokens({}, { displayName: 'B', state: 'expired' }),
      'attention',
      /"B" has expired/,
    ],
    [
      'expired, supervised devices',
      { ...tokens(expired), adePolicies: read([adePolicy(2)]) },
      'bad',
      /has expired/,
    ],
    ['expired, and nothing needs it', tokens(expired), 'attention', /has expired/],
    [
      'expired, and how people enroll could not be read',
      { ...tokens(expired), typeProfiles: unread() },
      'attention',
      /has expired/,
    ],
    [
      'one of two expired, account-driven',
      { ...own, ...tokens({}, { displayName: 'B', state: 'expired' }) },
      'attention',
      /"B" has expired/,
    ],
    ['ending', tokens({ expirationDateTime: inDays(20) }), 'attention', /in 20 days/],
    ['not synced', tokens({ lastSyncStatus: 'failed' }), 'attention', /did not sync/],
    ['of a new state', tokens({ state: 'resting' }), 'attention', /do not know \(resting\)/],
    ['named by organization', tokens({ displayName: '', state: 'invalid' }), 'attention', /"Contoso"/],
    [
      'named by Apple Account',
      tokens({ displayName: '', organizationName: '', state: 'invalid' }),
      'attention',
      /"vpp@contoso.com"/,
    ],
  ])('%s', (_, parts, state, reason) => {
    expect(item('vpp-token', parts)).toMatchObject({
      state,
      reason: expect.stringMatching(reason) as string,
    });
  });

  test.each<[string, string, 'required' | 'available', ReadinessState]>([
    ['required Authenticator', 'vpp-1', 'required', 'bad'],
    ['Authenticator that is only available', 'vpp-1', 'available', 'attention'],
    ['Authenticator of the other token', 'vpp-2', 'required', 'attention'],
  ])('one of two expired, with %s', (_, vppTokenId, intent, state) => {
    const app = vppApp({ vppTokenId, assignments: [{ ...required(wire.group(ids.sales)), intent }] });
    const found = item('vpp-token', tokens(expired, { id: 'vpp-2', displayName: 'B' }), {
      ...salesReady,
      apps: [app],
    });
    expect(found).toMatchObject({ state, reason: 'The Apple VPP token "Contoso" has expired.' });
  });
});

describe('compliance', () => {
  const of = (...assignments: WireAssignment[]) => ({
    compliance: read([{ id: 'c', displayName: 'iOS baseline', assignments }]),
  });
  test.each<Case>([
    ['assigned', {}, 'good', /^"iOS baseline" is assigned/],
    ['none', { compliance: read([]) }, 'attention', /^There is no compliance policy for iOS/],
    ['for nobody', of(), 'attention', /assigned to anybody/],
    ['for nobody but an exclusion', of(wire.exclude(ids.sales)), 'attention', /assigned to anybody/],
  ])('%s', (_, parts, state, reason) => {
    expect(item('compliance', parts)).toMatchObject({
      state,
      reason: expect.stringMatching(reason) as string,
    });
  });
});

describe('Conditional Access', () => {
  const of = (...policies: Parameters<typeof accessPolicy>[0][]) => ({
    conditionalAccess: read(policies.map((one) => accessPolicy(one))),
  });
  const strength = { id: '00000000-0000-0000-0000-000000000004', displayName: 'x' };
  const off = { state: 'disabled' };
  test.each<Case>([
    ['on', of({}), 'good', /^"Compliant phones" asks for a compliant device/],
    ['for every platform', of({ includePlatforms: [] }), 'good', /asks for/],
    ['for all platforms', of({ includePlatforms: ['all'] }), 'good', /asks for/],
    [
      'but not iOS',
      of({ includePlatforms: ['all'], excludePlatforms: ['iOS'] }),
      'attention',
      /^No Conditional Access/,
    ],
    ['for Android', of({ includePlatforms: ['android'] }), 'attention', /^No Conditional Access/],
    ['with another control', of({ builtInControls: ['mfa'] }), 'attention', /^No Conditional Access/],
    ['none', of(), 'attention', /^No Conditional Access/],
    ['report-only', of({ state: 'enabledForReportingButNotEnforced' }), 'attention', /but it is not on/],
    ['off', of(off), 'attention', /but it is not on/],
    [
      'phishing-resistant',
      of({}, { displayName: 'Strong', authenticationStrength: strength }),
      'attention',
      /^"Strong" asks for phishing/,
    ],
    [
      'phishing-resistant by name',
      of({ authenticationStrength: { id: 'own', displayName: 'Phishing-resistant, ours' } }),
      'attention',
      /phishing/,
    ],
    [
      'phishing-resistant, off',
      of({}, { ...off, authenticationStrength: strength }),
      'good',
      /asks for a compliant/,
    ],
    [
      'another strength',
      of({ authenticationStrength: { id: 'own', displayName: 'MFA' } }),
      'good',
      /compliant/,
    ],
  ])('%s', (_, parts, state, reason) => {
    expect(item('conditional-access', parts)).toMatchObject({
      state,
      reason: expect.stringMatching(reason) as string,
    });
  });
});

describe('Microsoft Teams', () => {
  const withTeams = (...assignments: WireAssignment[]): Partial<Snapshot> => ({
    ...salesReady,
    apps: [teamsApp(...assignments)],
  });
  const inEverybody = { parents: { [ids.sales]: { read: true as const, value: [ids.everybody] } } };
  test.each<[string, Partial<Snapshot>, ReadinessState, RegExp]>([
    ['not there', { ...salesReady, apps: [] }, 'attention', /not among the iOS apps visible/],
    [
      'there, no policy yet',
      { policies: [], apps: [teamsApp(available(wire.allUsers()))] },
      'good',
      /there and assigned/,
    ],
    ['for nobody, no policy yet', { policies: [], apps: [teamsApp()] }, 'attention', /assigned to nobody/],
    ['for all users', salesReady, 'good', /assigned to everybody/],
    ['for the same group', withTeams(required(wire.group(ids.sales))), 'good', /assigned to everybody/],
    [
      'for the group around',
      { ...withTeams(available(wire.group(ids.everybody))), ...inEverybody },
      'good',
      /everybody/,
    ],
    ['for another group', withTeams(required(wire.group(ids.field))), 'attention', /not assigned to "Sales"/],
    [
      'as uninstall',
      withTeams({ ...wire.allUsers(), intent: 'uninstall' }),
      'attention',
      /not assigned to "Sales"/,
    ],
    [
      'excluded',
      withTeams(required(wire.allUsers()), required(wire.exclude(ids.sales))),
      'attention',
      /not assigned to "Sales"/,
    ],
    [
      'excluded around',
      { ...withTeams(required(wire.allUsers()), required(wire.exclude(ids.everybody))), ...inEverybody },
      'attention',
      /not assigned/,
    ],
    [
      'only in the app-protection catalogue',
      {
        ...salesReady,
        apps: [
          { ...teamsApp(required(wire.allUsers())), '@odata.type': '#microsoft.graph.managedIOSStoreApp' },
        ],
      },
      'attention',
      /not among/,
    ],
    [
      'by its App Store link',
      {
        ...salesReady,
        apps: [
          {
            ...teamsApp(required(wire.allUsers())),
            bundleId: null,
            appStoreUrl: 'https://apps.apple.com/us/app/microsoft-teams/id1113153706',
          },
        ],
      },
      'good',
      /everybody/,
    ],
  ])('%s', (_, seen, state, reason) => {
    expect(item('teams', {}, seen)).toMatchObject({ state, reason: expect.stringMatching(reason) as string });
  });
});

test('Authenticator for a part of one group and with a filter for another: both are said', () => {
  const found = item(
    'authenticator',
    {},
    {
      policies: [policy({ assignments: [wire.group(ids.everybody), wire.group(ids.field)] })],
      apps: [
        storeApp({ assignments: [required(wire.group(ids.sales)), required(wire.filtered(ids.field))] }),
      ],
      parents: { [ids.sales]: read([ids.everybody]) },
    },
  );
  expect(found).toMatchObject({
    state: 'attention',
    reason: expect.stringContaining('only for a part of "Everybody"') as string,
    remedy: 'Require Microsoft Authenticator for all of them, if all should have just-in-time registration.',
  });
  expect(found.details[0]).toContain('for "Field Ops" with a filter only');
});

describe('Microsoft Authenticator', () => {
  const policies = salesReady.policies ?? [];
  const vppSettings = (useDeviceLicensing?: boolean) => ({
    '@odata.type': '#microsoft.graph.iosVppAppAssignmentSettings',
    ...(useDeviceLicensing === undefined ? {} : { useDeviceLicensing }),
  });
  const vpp = (useDeviceLicensing?: boolean, target = wire.group(ids.sales)): Partial<Snapshot> => ({
    policies: [policy({ assignments: [target] })],
    apps: [vppApp({ assignments: [{ ...required(target), settings: vppSettings(useDeviceLicensing) }] })],
  });
  const store = (...assignments: WireAssignment[]): Partial<Snapshot> => ({
    policies,
    apps: [storeApp({ assignments })],
  });
  const own = { typeProfiles: read([accountDriven()]) };
  const supervised = { adeTokens: read([adeToken()]) };
  const iPads = wire.group(ids.devices);
  const storeOnIPads = {
    policies: [policy({ assignments: [iPads] })],
    apps: [storeApp({ assignments: [required(iPads)] })],
  };
  test.each<[string, Partial<Snapshot>, Parts, ReadinessState, RegExp]>([
    ['not there', { policies, apps: [] }, {}, 'bad', /not among the iOS apps visible/],
    ['not there, no policy yet', { policies: [], apps: [] }, {}, 'attention', /not among/],
    ['there, no policy yet', { policies: [], apps: [storeApp()] }, {}, 'good', /setting up/],
    ['required', store(required(wire.group(ids.sales))), {}, 'good', /required for everybody/],
    ['required for all users', store(required(wire.allUsers())), {}, 'good', /required for everybody/],
    ['for nobody', store(), {}, 'bad', /^"Sales" has a policy .* not required there/],
    ['available', store(available(wire.group(ids.sales))), {}, 'bad', /not required there/],
    [
      'excluded',
      store(required(wire.allUsers()), required(wire.exclude(ids.sales))),
      {},
      'bad',
      /not required there/,
    ],
    ['with a filter', store(required(wire.filtered(ids.sales))), {}, 'attention', /with a filter only/],
    [
      'for a part',
      {
        policies: [policy({ assignments: [wire.group(ids.everybody)] })],
        apps: [storeApp({ assignments: [required(wire.group(ids.sales))] })],
        parents: { [ids.sales]: read([ids.everybody]) },
      },
      {},
      'attention',
      /^Microsoft Authenticator is required only for a part of "Everybody", or an exclusion may take it away\.$/,
    ],
    [
      'store app for account-driven',
      store(required(wire.group(ids.sales))),
      own,
      'bad',
      /^Sales can have account-driven/,
    ],
    [
      'device licences for account-driven',
      vpp(true),
      own,
      'bad',
      /only as a VPP app with user licences; it is required as Microsoft Authenticator, VPP app with device licences/,
    ],
    ['user licences for account-driven', vpp(false), own, 'good', /required for everybody/],
    ['a licence that is not told', vpp(), own, 'good', /required for everybody/],
    ['device licences for web', vpp(true), {}, 'good', /required for everybody/],
    [
      'store app on supervised devices',
      storeOnIPads,
      supervised,
      'attention',
      /^iPads may hold supervised devices/,
    ],
    [
      'user licences on supervised devices',
      vpp(false, iPads),
      supervised,
      'attention',
      /asks for an Apple Account unless .* VPP app with user licences\.$/,
    ],
    ['device licences on supervised devices', vpp(true, iPads), supervised, 'good', /everybody/],
    ['store app on devices nobody supervises', storeOnIPads, {}, 'good', /everybody/],
    [
      'how people enroll could not be read',
      store(required(wire.group(ids.sales))),
      { typeProfiles: unread() },
      'could-not-check',
      /^I could not check whether Microsoft Authenticator comes to "Sales" as their enrollment takes it/,
    ],
    [
      'how people enroll could not be read, but it comes with user licences',
      vpp(false),
      { typeProfiles: unread(), adeTokens: unread() },
      'good',
      /everybody/,
    ],
    [
      'how devices are supervised could not be read',
      storeOnIPads,
      { adeTokens: unread() },
      'could-not-check',
      /^I could not check .*"iPads"/,
    ],
    [
      'account-driven for a part of all users, who get user licences there',
      {
        policies: [policy({ assignments: [wire.allUsers()] })],
        apps: [
          storeApp({ assignments: [required(wire.allUsers())] }),
          vppApp({ assignments: [{ ...required(wire.group(ids.sales)), settings: vppSettings(false) }] }),
        ],
      },
      { typeProfiles: read([accountDriven({ assignments: [wire.group(ids.sales)] })]) },
      'good',
      /everybody/,
    ],
    [
      'account-driven for a part of all users, who get the store app there',
      {
        policies: [policy({ assignments: [wire.allUsers()] })],
        apps: [storeApp({ assignments: [required(wire.allUsers())] })],
      },
      { typeProfiles: read([accountDriven({ assignments: [wire.group(ids.sales)] })]) },
      'bad',
      /^Sales, which is among All users, can have account-driven/,
    ],
    [
      'the profiles of supervised devices could not be read',
      storeOnIPads,
      { adePolicies: unread() },
      'could-not-check',
      /^I could not check whether Microsoft Authenticator comes to "iPads" as their enrollment takes it/,
    ],
  ])('%s', (_, seen, parts, state, reason) => {
    expect(item('authenticator', parts, seen)).toMatchObject({
      state,
      reason: expect.stringMatching(reason) as string,
    });
  });

  test('policies that are removed, excluded or no JIT name nobody', () => {
    const none = [
      policy({ assignments: [wire.group(ids.sales, { intent: 'remove' }), wire.exclude(ids.field)] }),
      policy({ iosSingleSignOnExtension: null, assignments: [wire.allUsers()] }),
    ];
    expect(item('authenticator', {}, { policies: none, apps: [storeApp()] })).toMatchObject({
      state: 'good',
    });
  });
});
