import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describePlan } from '../../src/jit/describe-plan.ts';
import { findingCodes } from '../../src/jit/finding-codes.ts';
import { licenceNeeds } from '../../src/jit/licence-needs.ts';
import { pickAuthenticator } from '../../src/jit/pick-authenticator.ts';
import type { SetUpRequest, Target } from '../../src/jit/plan.ts';
import { planSetUp } from '../../src/jit/plan-set-up.ts';
import type { IosApp, Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import { viewOf } from '../../src/jit/view.ts';
import {
  accountDriven,
  adePolicy,
  adeProfile,
  adeToken,
  catalogOf,
  enrollment,
  inDays,
  read,
  typeProfile,
  unread,
  vppToken,
  type Parts,
} from './enrollment-parts.ts';
import { group as groupPart, ids, required, snapshot, storeApp, vppApp, wire } from './tenant-parts.ts';

const group = (groupId: string): Target => ({ kind: 'group', groupId });
const sales = group(ids.sales);
const iPads = group(ids.devices);
const users: Target = { kind: 'all-users' };
const devices: Target = { kind: 'all-devices' };

const contoso = (more: Partial<IosApp> = {}): IosApp =>
  vppApp({
    vppTokenId: 'vpp-1',
    vppTokenDisplayName: 'Contoso',
    licensingType: { supportsUserLicensing: true, supportsDeviceLicensing: true },
    usedLicenseCount: 3,
    totalLicenseCount: 100,
    ...more,
  });
const retail = (more: Partial<IosApp> = {}): IosApp =>
  contoso({ id: 'v2', vppTokenId: 'vpp-2', vppTokenDisplayName: 'Retail', ...more });
const licensed = (assignment: WireAssignment, useDeviceLicensing?: boolean): WireAssignment => ({
  ...assignment,
  intent: 'required',
  settings: { '@odata.type': '#microsoft.graph.iosVppAppAssignmentSettings', useDeviceLicensing },
});

const tokens = read([vppToken(), vppToken({ id: 'vpp-2', displayName: 'Retail' })]);
const own = (more: Parts = {}): Parts => ({
  typeProfiles: read([accountDriven({ assignments: [wire.group(ids.sales)] })]),
  vppTokens: tokens,
  ...more,
});
const supervised = (more: Parts = {}): Parts => ({
  adeTokens: read([adeToken()]),
  vppTokens: tokens,
  ...more,
});
const seen = (apps: IosApp[], parts: Parts, more: Partial<Snapshot> = {}) => ({
  ...snapshot({ apps, ...catalogOf(parts), ...more }),
  enrollment: enrollment(parts),
});

interface Expected {
  /** the id that is used, or what happens instead */
  takes: string;
  licences?: Record<string, 'user' | 'device'>;
  codes: string[];
}
type Case = [string, Target[], IosApp[], Parts, Expected, string?];

const key = `group:${ids.sales}`;
const iPadKey = `group:${ids.devices}`;
const storeId = storeApp().id;
const vppId = vppApp().id;
const byUser = { [key]: 'user' as const };
const byDevice = { [iPadKey]: 'device' as const };
const dead = (state: string) => read([vppToken({ state })]);

const needsOf = (targets: Target[], parts: Parts, more: Partial<Snapshot> = {}) => {
  const how = enrollment(parts);
  return licenceNeeds(targets, viewOf({ ...snapshot(more), enrollment: how }), how);
};

describe('which object, with whose licence, and why', () => {
  test.each<Case>([
    // nothing about the enrollment speaks for a licence
    ['web: the store app', [sales], [storeApp(), contoso()], {}, { takes: storeId, codes: [] }],
    ['web: the only VPP app', [sales], [contoso()], {}, { takes: vppId, codes: [] }],
    ['web: several VPP tokens', [sales], [contoso(), retail()], {}, { takes: 'ask', codes: [] }],
    ['web: nothing there', [sales], [], {}, { takes: 'missing', codes: [] }],
    [
      'account-driven for others',
      [group(ids.field)],
      [storeApp(), contoso()],
      own(),
      { takes: storeId, codes: [] },
    ],
    [
      'supervised, but people are meant',
      [sales],
      [storeApp(), contoso()],
      supervised(),
      { takes: storeId, codes: [] },
    ],
    [
      'devices nobody supervises',
      [iPads],
      [storeApp(), contoso()],
      { vppTokens: tokens },
      { takes: storeId, codes: [] },
    ],
    [
      'devices of a profile without supervision',
      [iPads],
      [storeApp(), contoso()],
      supervised({
        adeTokens: read([adeToken({ profiles: read([adeProfile({ supervisedModeEnabled: false })]) })]),
      }),
      { takes: storeId, codes: [] },
    ],
    // account-driven User Enrollment
    [
      'account-driven: VPP, user licences',
      [sales],
      [storeApp(), contoso()],
      own(),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence'] },
    ],
    [
      'account-driven for all users',
      [sales],
      [storeApp(), contoso()],
      own({ typeProfiles: read([accountDriven()]) }),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence'] },
    ],
    [
      'account-driven for a part of all users',
      [users],
      [storeApp(), contoso()],
      own(),
      { takes: storeId, codes: ['authenticator-user-licence-for-some'] },
    ],
    [
      'account-driven behind a profile that reaches everybody',
      [sales],
      [storeApp(), contoso()],
      own({ typeProfiles: read([typeProfile(), accountDriven({ priority: 1 })]) }),
      { takes: storeId, codes: [] },
    ],
    [
      'account-driven as one of two options',
      [sales],
      [storeApp(), contoso()],
      own({
        typeProfiles: read([
          typeProfile({
            defaultEnrollmentType: 'unknown',
            availableEnrollmentTypeOptions: [
              { enrollmentType: 'webDeviceEnrollment' },
              { enrollmentType: 'accountDrivenUserEnrollment' },
            ],
          }),
        ]),
      }),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence'] },
    ],
    [
      'account-driven, target excluded from the profile',
      [sales],
      [storeApp(), contoso()],
      own({
        typeProfiles: read([accountDriven({ assignments: [wire.allUsers(), wire.exclude(ids.sales)] })]),
      }),
      { takes: storeId, codes: [] },
    ],
    [
      'account-driven, several tokens',
      [sales],
      [storeApp(), contoso(), retail()],
      own(),
      { takes: 'ask', codes: [] },
    ],
    [
      'account-driven, the person chose',
      [sales],
      [storeApp(), contoso(), retail()],
      own(),
      { takes: 'v2', licences: byUser, codes: ['authenticator-user-licence'] },
      'v2',
    ],
    ['account-driven, the choice is gone', [sales], [contoso()], own(), { takes: 'gone', codes: [] }, 'v9'],
    [
      'account-driven, the person chose the store',
      [sales],
      [storeApp(), contoso()],
      own(),
      { takes: storeId, codes: ['authenticator-needs-user-licence'] },
      storeId,
    ],
    [
      'account-driven, no VPP app',
      [sales],
      [storeApp()],
      own(),
      { takes: storeId, codes: ['authenticator-needs-user-licence'] },
    ],
    [
      'account-driven, nothing at all',
      [sales],
      [],
      own(),
      { takes: 'missing', codes: ['authenticator-needs-user-licence'] },
    ],
    [
      'account-driven, one app without user licences',
      [sales],
      [contoso({ licensingType: { supportUserLicensing: false, supportDeviceLicensing: true } }), retail()],
      own(),
      { takes: 'v2', licences: byUser, codes: ['authenticator-user-licence'] },
    ],
    [
      'account-driven, the chosen app without user licences',
      [sales],
      [contoso({ licensingType: { supportsUserLicensing: false } })],
      own(),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence', 'vpp-licence-not-supported'] },
      vppId,
    ],
    [
      'account-driven, one of two tokens expired',
      [sales],
      [contoso(), retail()],
      own({ vppTokens: read([vppToken({ state: 'expired' }), vppToken({ id: 'vpp-2' })]) }),
      { takes: 'v2', licences: byUser, codes: ['authenticator-user-licence'] },
    ],
    [
      'account-driven, the only token expired by date',
      [sales],
      [storeApp(), contoso()],
      own({ vppTokens: read([vppToken({ expirationDateTime: inDays(-1) })]) }),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence', 'vpp-token-not-valid'] },
    ],
    ...['expired', 'invalid', 'assignedToExternalMDM', 'duplicateLocationId'].map((state): Case => [
      `account-driven, the only token ${state}`,
      [sales],
      [storeApp(), contoso()],
      own({ vppTokens: dead(state) }),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence', 'vpp-token-not-valid'] },
    ]),
    [
      'account-driven, both tokens dead',
      [sales],
      [contoso(), retail()],
      own({ vppTokens: read([vppToken({ state: 'expired' }), vppToken({ id: 'vpp-2', state: 'invalid' })]) }),
      { takes: 'ask', codes: [] },
    ],
    [
      'account-driven, token ends soon',
      [sales],
      [contoso()],
      own({ vppTokens: read([vppToken({ expirationDateTime: inDays(5) })]) }),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence', 'vpp-token-ends-soon'] },
    ],
    [
      'account-driven, tokens unread',
      [sales],
      [storeApp(), contoso()],
      own({ vppTokens: unread() }),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence', 'vpp-token-not-checked'] },
    ],
    [
      'account-driven, token not among those visible',
      [sales],
      [contoso()],
      own({ vppTokens: read([]) }),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence'] },
    ],
    [
      'account-driven, no licence left',
      [sales],
      [contoso({ usedLicenseCount: 100 })],
      own(),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence', 'vpp-licences-short'] },
    ],
    [
      'account-driven, licences oversubscribed',
      [sales],
      [contoso({ usedLicenseCount: 7, totalLicenseCount: 5 })],
      own(),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence', 'vpp-licences-short'] },
    ],
    [
      'account-driven, licences not counted',
      [sales],
      [contoso({ usedLicenseCount: null })],
      own(),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence'] },
    ],
    [
      'account-driven, required with device licences already',
      [sales],
      [contoso({ assignments: [licensed(wire.group(ids.sales), true)] })],
      own(),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence', 'vpp-licence-other'] },
    ],
    [
      'account-driven, required with user licences already',
      [sales],
      [contoso({ assignments: [licensed(wire.group(ids.sales), false)] })],
      own(),
      { takes: vppId, licences: byUser, codes: ['authenticator-user-licence'] },
    ],
    // supervised devices
    [
      'supervised: VPP, device licences',
      [iPads],
      [storeApp(), contoso()],
      supervised(),
      { takes: vppId, licences: byDevice, codes: ['authenticator-device-licence'] },
    ],
    [
      'supervised by a policy',
      [devices],
      [storeApp(), contoso()],
      { adePolicies: read([adePolicy(2)]), vppTokens: tokens },
      { takes: vppId, licences: { 'all-devices': 'device' }, codes: ['authenticator-device-licence'] },
    ],
    [
      'supervised, the store app is required already',
      [iPads],
      [storeApp({ assignments: [required(wire.allDevices())] }), contoso()],
      supervised(),
      { takes: storeId, codes: ['authenticator-asks-apple-account'] },
    ],
    [
      'supervised, the store app comes only where its users sign in',
      [iPads],
      [storeApp({ assignments: [required(wire.allUsers())] }), contoso()],
      supervised(),
      { takes: vppId, licences: byDevice, codes: ['authenticator-device-licence'] },
    ],
    [
      'supervised, no VPP app',
      [iPads],
      [storeApp()],
      supervised(),
      { takes: storeId, codes: ['authenticator-asks-apple-account'] },
    ],
    ['supervised, several tokens', [iPads], [contoso(), retail()], supervised(), { takes: 'ask', codes: [] }],
    [
      'supervised, token expired: rather the store',
      [iPads],
      [storeApp(), contoso()],
      supervised({ vppTokens: dead('expired') }),
      { takes: storeId, codes: ['authenticator-asks-apple-account'] },
    ],
    [
      'supervised, token expired and no store app',
      [iPads],
      [contoso()],
      supervised({ vppTokens: dead('expired') }),
      { takes: vppId, licences: byDevice, codes: ['authenticator-device-licence', 'vpp-token-not-valid'] },
    ],
    [
      'people account-driven and devices supervised, side by side',
      [sales, iPads],
      [storeApp(), contoso()],
      own({ adeTokens: read([adeToken()]) }),
      {
        takes: vppId,
        licences: { ...byUser, ...byDevice },
        codes: ['authenticator-user-licence', 'authenticator-device-licence'],
      },
    ],
    [
      'all devices of both kinds',
      [devices],
      [storeApp(), contoso()],
      own({ typeProfiles: read([accountDriven()]), adeTokens: read([adeToken()]) }),
      {
        takes: vppId,
        licences: { 'all-devices': 'user' },
        codes: ['authenticator-user-licence', 'mixed-enrollment'],
      },
    ],
    [
      'all devices, of which some are account-driven and the others may be supervised',
      [devices],
      [storeApp(), contoso()],
      own({ adeTokens: read([adeToken()]) }),
      {
        takes: vppId,
        licences: { 'all-devices': 'device' },
        codes: ['authenticator-device-licence', 'authenticator-user-licence-for-some'],
      },
    ],
    [
      'account-driven for a part that is left out',
      [users, { kind: 'exclude-group', groupId: ids.sales }],
      [storeApp(), contoso()],
      own(),
      { takes: storeId, codes: [] },
    ],
    [
      'account-driven for a part that has user licences already',
      [users],
      [storeApp(), contoso({ assignments: [licensed(wire.group(ids.sales), false)] })],
      own(),
      { takes: storeId, codes: [] },
    ],
    // not known
    [
      'enrollment types unread',
      [sales],
      [storeApp(), contoso()],
      { typeProfiles: unread() },
      { takes: storeId, codes: ['enrollment-not-checked'] },
    ],
    [
      'enrollment types unread, supervised devices',
      [iPads],
      [storeApp(), contoso()],
      supervised({ typeProfiles: unread() }),
      { takes: vppId, licences: byDevice, codes: ['enrollment-not-checked', 'authenticator-device-licence'] },
    ],
  ])('%s', (_, targets, apps, parts, expected, authenticatorAppId) => {
    const request = authenticatorAppId === undefined ? {} : { authenticatorAppId };
    const { choice, licences, findings } = pickAuthenticator(targets, seen(apps, parts), request);
    expect(choice.choice === 'use' ? choice.app.id : choice.choice).toBe(expected.takes);
    const isVpp = choice.choice === 'use' && choice.kind === 'vpp';
    if (isVpp) expect(licences).toEqual(expected.licences ?? {});
    expect(findings.map(({ code }) => code)).toEqual(expected.codes);
    for (const { code, severity } of findings)
      expect(severity).toBe(findingCodes[code as keyof typeof findingCodes].severity);
  });

  test('the explanation names who, why and from where', () => {
    const { findings } = pickAuthenticator([sales], seen([storeApp(), contoso()], own()), {});
    expect(findings[0]?.sentence).toBe(
      'Sales can have account-driven User Enrollment ("Own phones"), which takes no app from the App Store, so Microsoft Authenticator comes from the VPP token "Contoso" with user licences.',
    );
  });

  test('groups that want another object than the rest are named, with what to do', () => {
    const { findings } = pickAuthenticator([users], seen([storeApp(), contoso()], own()), {});
    expect(findings).toMatchObject([
      {
        sentence:
          'Sales, which is among All users, can have account-driven User Enrollment ("Own phones"), which installs Microsoft Authenticator only as a VPP app with user licences; this set-up takes one object with one licence for everybody there.',
        remedy:
          'Exclude Sales here, and set Sales up separately with Microsoft Authenticator: the app of the VPP token "Contoso" with user licences; "Own phones" brings account-driven User Enrollment, which installs it in no other way.',
      },
    ]);
  });

  test('groups inside one that is left out are left out', () => {
    const around = { parents: { [ids.sales]: read([ids.field]) } };
    const codes = (...targets: Target[]) =>
      pickAuthenticator(targets, seen([storeApp(), contoso()], own(), around), {}).findings.map(
        ({ code }) => code,
      );
    expect(codes(users, { kind: 'exclude-group', groupId: ids.field })).toEqual([]);
    expect(codes(users, { kind: 'exclude-group', groupId: ids.interns })).toEqual([
      'authenticator-user-licence-for-some',
    ]);
  });

  test('users are not said to be excluded from devices', () => {
    const [one] = pickAuthenticator([devices], seen([storeApp(), contoso()], own()), {}).findings;
    expect(one?.remedy).toMatch(
      /^Name groups of users instead of All devices, and give Sales Microsoft Authenticator separately: the app/,
    );
  });

  test('groups around and inside a target count', () => {
    const around = { parents: { [ids.sales]: read([ids.everybody]) } };
    const inside = { children: { [ids.sales]: read([ids.interns]) } };
    const found = (of: string, more: Partial<Snapshot>) =>
      needsOf([sales], { typeProfiles: read([accountDriven({ assignments: [wire.group(of)] })]) }, more);
    expect(found(ids.everybody, around).needs.size).toBe(1);
    expect(found(ids.everybody, {}).needs.size).toBe(0);
    expect(found(ids.interns, inside)).toMatchObject({
      needs: new Map(),
      ofSome: [{ because: 'Own phones', groupIds: [ids.interns] }],
    });
  });

  test('groups of several profiles count, and one that reaches all of them decides for all', () => {
    const forSome = [
      accountDriven({ assignments: [wire.group(ids.sales)] }),
      accountDriven({ id: 'two', priority: 1, assignments: [wire.group(ids.field)] }),
    ];
    const forAll = accountDriven({ id: 'all', priority: 2 });
    expect(needsOf([users], { typeProfiles: read(forSome) }).ofSome).toMatchObject([
      { groupIds: [ids.sales, ids.field] },
    ]);
    expect(needsOf([users], { typeProfiles: read([...forSome, forAll]) })).toMatchObject({
      needs: new Map([['all-users', { licence: 'user', because: 'Own phones' }]]),
      ofSome: [],
    });
  });

  test.each<[string, string | null, boolean | undefined]>([
    ['nothing about enrollment: perhaps', '(device.deviceModel -eq "iPhone")', false],
    ['the profile by name: surely', '(device.enrollmentProfileName -eq "Corporate iPhones")', true],
    ['in other letters', 'device.enrollmentProfileName -eq "corporate iphones"', true],
    ['another profile: not at all', 'device.enrollmentProfileName -eq "Kiosks"', undefined],
    [
      'the profile or something else: perhaps',
      '(device.enrollmentProfileName -eq "Corporate iPhones") or (device.deviceModel -eq "iPad")',
      false,
    ],
    ['not the profile: perhaps', 'not (device.enrollmentProfileName -eq "Corporate iPhones")', false],
    ['personal devices: not at all', '(device.deviceOwnership -eq "Personal")', undefined],
    ['company devices: perhaps', '(device.deviceOwnership -eq "Company")', false],
    [
      'a name with or in it: surely',
      '(device.enrollmentProfileName -eq "Corporate iPhones") and (device.displayName -contains "or")',
      true,
    ],
  ])('supervised devices by the rule of the group, which names %s', (_, membershipRule, isSure) => {
    const groups = { [ids.devices]: groupPart(ids.devices, 'iPads', { membershipRule }) };
    expect(needsOf([iPads], supervised(), { groups }).needs.get(iPadKey)?.isSure).toBe(isSure);
  });

  test('devices that came with an enrollment profile are not enrolled by their user', () => {
    const membershipRule = 'device.enrollmentProfileName -eq "Corporate iPhones"';
    const groups = { [ids.devices]: groupPart(ids.devices, 'iPads', { membershipRule }) };
    const both = supervised({ typeProfiles: read([accountDriven()]) });
    expect(needsOf([iPads], both, { groups }).needs.get(iPadKey)).toMatchObject({
      ...{ licence: 'device', isMixed: false },
    });
    expect(needsOf([iPads], both).needs.get(iPadKey)).toMatchObject({ licence: 'user', isMixed: true });
  });

  test('a profile with a filter, or with a hole, does not hide the next one', () => {
    const needs = (first: WireAssignment[], more: Partial<Snapshot> = {}) =>
      needsOf(
        [sales],
        { typeProfiles: read([typeProfile({ assignments: first }), accountDriven({ priority: 1 })]) },
        more,
      ).needs.size;
    expect(needs([wire.group(ids.sales)])).toBe(0);
    expect(needs([wire.filtered(ids.sales)])).toBe(1);
    const inside = { children: { [ids.sales]: read([ids.interns]) } };
    expect(needs([wire.group(ids.sales), wire.exclude(ids.interns)], inside)).toBe(1);
    expect(needs([wire.group(ids.sales), wire.exclude(ids.field)], inside)).toBe(0);
  });

  test('exclusions need nothing', () => {
    const target: Target = { kind: 'exclude-group', groupId: ids.sales };
    expect(needsOf([target], own()).needs.size).toBe(0);
  });
});

describe('planSetUp', () => {
  const request = (more: Partial<SetUpRequest> = {}): SetUpRequest => ({
    bundleIds: ['com.salesforce.chatter'],
    targets: [sales],
    displayName: 'iOS - JIT registration - Sales',
    description: 'For Sales.',
    ...more,
  });
  const plan = (asked: Partial<SetUpRequest>, apps: IosApp[], parts?: Parts) =>
    planSetUp({
      request: request(asked),
      snapshot: parts ? seen(apps, parts) : snapshot({ apps }),
      changeId: 'c1',
    });
  const added = (made: ReturnType<typeof plan>) => {
    const step = made.steps.find((one) => one.step === 'assign-authenticator');
    return step?.step === 'assign-authenticator' ? step.after.slice(step.before.length) : [];
  };

  test('takes the VPP app with user licences, and assumes nothing', () => {
    const made = plan({}, [storeApp(), contoso()], own());
    expect(made.authenticator).toMatchObject({ id: vppId, kind: 'vpp' });
    expect(added(made)).toMatchObject([{ intent: 'required', settings: { useDeviceLicensing: false } }]);
    expect(made.findings.map(({ code }) => code)).toEqual(['authenticator-user-licence']);
  });

  test('gives each target its own licence, and the others what the app has', () => {
    const apps = [contoso({ assignments: [licensed(wire.group(ids.interns), true)] })];
    const made = plan(
      { targets: [sales, iPads, group(ids.field)] },
      apps,
      own({ adeTokens: read([adeToken()]) }),
    );
    const licences = added(made).map(({ target, settings }) => [
      target.groupId,
      settings?.['useDeviceLicensing'],
    ]);
    expect(Object.fromEntries(licences)).toEqual({
      [ids.sales]: false,
      [ids.devices]: true,
      [ids.field]: true,
    });
    expect(made.findings.map(({ code }) => code)).not.toContain('vpp-licence-assumed');
  });

  test('shows whose licence it takes in the review', () => {
    const taken = seen([storeApp(), contoso()], own({ adeTokens: read([adeToken()]) }));
    const made = planSetUp({
      request: request({ targets: [sales, iPads] }),
      snapshot: taken,
      changeId: 'c1',
    });
    expect(describePlan(made, taken)[1]).toEqual({
      title: 'Microsoft Authenticator (VPP app), assigned to',
      before: ['nobody'],
      after: ['required for Sales (user licence), iPads (device licence)'],
    });
  });

  test('tells tokens of one organization apart when it asks', () => {
    const [asked] = plan({}, [contoso(), retail()], own()).findings;
    expect(asked?.sentence).toBe('Microsoft Authenticator comes from 2 VPP tokens: Contoso, Retail.');
  });

  test('still says that a licence is assumed for a target that nothing is known of', () => {
    const made = plan({ targets: [sales, group(ids.field)] }, [contoso()], own());
    expect(made.findings.map(({ code }) => code)).toContain('vpp-licence-assumed');
  });

  test('never writes over what a target has, and says so', () => {
    const there = licensed(wire.group(ids.sales), true);
    const made = plan({}, [contoso({ assignments: [there] })], own());
    expect(made.steps.map(({ step }) => step)).toEqual(['create-policy', 'assign-policy']);
    expect(made.findings.map(({ code }) => code)).toContain('vpp-licence-other');
  });

  test.each(['available', 'uninstall', 'availableWithoutEnrollment'])(
    'asks about a target that has it as %s',
    (intent) => {
      const apps = [storeApp(), contoso({ assignments: [{ ...wire.group(ids.sales), intent }] })];
      const blocking = plan({}, apps, own()).findings.filter(({ severity }) => severity === 'blocks');
      expect(blocking.map(({ code }) => code)).toEqual(['authenticator-other-intent']);
    },
  );

  test('asks which token, and writes nothing about the app until told', () => {
    const made = plan({}, [storeApp(), contoso(), retail()], own());
    expect(made.findings.map(({ code }) => code)).toEqual(['authenticator-choice-needed']);
    expect(added(made)).toEqual([]);
    expect(made.request).toEqual(request());
  });

  test('says that the store app stays with the same people', () => {
    const made = plan({}, [storeApp({ assignments: [required(wire.group(ids.sales))] }), contoso()], own());
    expect(made.findings.map(({ code }) => code)).toContain('authenticator-other-object');
  });

  test('settles what the enrollment decided, and only that', () => {
    expect(plan({}, [storeApp(), contoso()], own()).request).toEqual(
      request({ authenticatorAppId: vppId, authenticatorLicences: byUser }),
    );
    expect(plan({}, [storeApp()], own()).request).toEqual(request());
    expect(plan({}, [contoso()], {}).request).toEqual(request());
  });

  const anyApps = fc.subarray([
    storeApp(),
    contoso(),
    retail(),
    contoso({ id: 'v3', usedLicenseCount: 100 }),
  ]);
  const anyTargets = fc.subarray([sales, iPads, users, devices, group(ids.field)], { minLength: 1 });
  const anyEnrollment = fc.record(
    {
      typeProfiles: fc.constantFrom(
        read([typeProfile()]),
        read([accountDriven()]),
        own().typeProfiles!,
        unread(),
      ),
      adeTokens: fc.constantFrom(read([]), read([adeToken()]), unread()),
      adePolicies: fc.constantFrom(read([adePolicy(2)]), unread()),
      vppTokens: fc.constantFrom(tokens, dead('expired'), read([]), unread()),
    },
    { requiredKeys: [] },
  );

  test('planned again from its own request, the steps are the same, whoever may read the enrollment', () => {
    fc.assert(
      fc.property(
        anyTargets,
        anyApps,
        anyEnrollment,
        anyEnrollment,
        (targets, apps, shown, seenByApprover) => {
          const first = plan({ targets }, apps, shown);
          if (first.findings.some(({ severity }) => severity === 'blocks')) return;
          const { request: settled, digest, steps } = first;
          if (settled.authenticatorLicences) {
            const again = planSetUp({
              request: settled,
              snapshot: seen(apps, seenByApprover),
              changeId: 'c1',
            });
            expect(again.digest).toBe(digest);
          }
          const blind = planSetUp({ request: settled, snapshot: snapshot({ apps }), changeId: 'c1' });
          expect(blind.steps).toEqual(steps);
          expect(blind.digest).toBe(digest);
        },
      ),
    );
  });

  test('without the enrollment nothing is concluded from it', () => {
    fc.assert(
      fc.property(anyTargets, anyApps, (targets, apps) => {
        const codes = plan({ targets }, apps).findings.map(({ code }) => code);
        expect(codes.filter((code) => /enrollment|-licence$|vpp-token|licences/.test(code))).toEqual([]);
        expect(plan({ targets }, apps).request).toEqual(request({ targets }));
      }),
    );
  });
});
