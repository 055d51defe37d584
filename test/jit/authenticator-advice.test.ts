import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkJit } from '../../src/jit/check-jit.ts';
import { coverage } from '../../src/jit/coverage.ts';
import type { EnrolledSnapshot } from '../../src/jit/enrollment-snapshot.ts';
import { everyoneVerdict } from '../../src/jit/everyone-verdict.ts';
import { groupVerdict } from '../../src/jit/group-verdict.ts';
import { personVerdict } from '../../src/jit/person-verdict.ts';
import { pickAuthenticator } from '../../src/jit/pick-authenticator.ts';
import type { Target } from '../../src/jit/plan.ts';
import type { IosApp, MissingRight, Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import {
  accountDriven,
  adePolicy,
  adeToken,
  catalogOf,
  enrollment,
  read,
  typeProfile,
  unread,
  vppToken,
  type Parts,
} from './enrollment-parts.ts';
import { group, ids, policy, required, snapshot, storeApp, vppApp, wire } from './tenant-parts.ts';

const { sales, field, everybody, interns, devices } = ids;
const tokens = read([vppToken(), vppToken({ id: 'vpp-2', displayName: 'Retail' })]);
const vpp = (more: Partial<IosApp> = {}): IosApp =>
  vppApp({ vppTokenId: 'vpp-1', vppTokenDisplayName: 'Contoso', ...more });
const retail = vpp({ id: 'v2', vppTokenId: 'vpp-2', vppTokenDisplayName: 'Retail' });
const store = (...assignments: WireAssignment[]) => storeApp({ assignments });
const own = (...to: WireAssignment[]): Parts => ({
  typeProfiles: read([accountDriven({ assignments: to })]),
  vppTokens: tokens,
});
const supervised: Parts = { adeTokens: read([adeToken()]), vppTokens: tokens };

const seen = (to: WireAssignment, apps: IosApp[], how?: Parts, parts: Partial<Snapshot> = {}) => ({
  ...snapshot({ policies: [policy({ assignments: [to] })], apps, ...catalogOf(how ?? {}), ...parts }),
  ...(how ? { enrollment: enrollment(how) } : {}),
});
const checkFindings = (given: EnrolledSnapshot) => checkJit(given).authenticator.map(({ remedy }) => remedy);
const remedyFor = (given: EnrolledSnapshot): string | undefined => coverage(given).rows[0]?.remedy;

const assign = 'Assign Microsoft Authenticator as a required app to Sales';
const toSales = wire.group(sales);
const toIPads = wire.group(devices);
const iPads = 'Assign Microsoft Authenticator as a required app to iPads';
const users = '"Own phones" brings account-driven User Enrollment, which installs it in no other way.';
const silent = '"Corporate iPhones" enrolls supervised devices, where it then installs silently.';
const inAbm = ' Get it in Apple Business Manager and sync the VPP token first.';
const again = 'Try again in a minute.';
const noObject = '. Which app object suits, store or VPP, I cannot say, because how the devices enroll';

type Case = [string, EnrolledSnapshot, string];
describe('the remedy names the object that suits the enrollment', () => {
  test.each<Case>([
    // nothing about the enrollment speaks for a licence
    [
      'web: the store app',
      seen(toSales, [store(), vpp()], {}),
      `${assign}: the store app "Microsoft Authenticator".`,
    ],
    ['web: the only VPP app', seen(toSales, [vpp()], {}), `${assign}: the app of the VPP token "Contoso".`],
    [
      'web: several tokens',
      seen(toSales, [vpp(), retail], {}),
      `${assign}: the app of one of these VPP tokens: Contoso, Retail.`,
    ],
    [
      'web: no object',
      seen(toSales, [], {}),
      `${assign}. It has to be added first, from the App Store or a VPP token.`,
    ],
    [
      'account-driven for others',
      seen(toSales, [store(), vpp()], own(wire.group(field))),
      `${assign}: the store app "Microsoft Authenticator".`,
    ],
    // account-driven User Enrollment
    [
      'account-driven: user licences',
      seen(toSales, [store(), vpp()], own(toSales)),
      `${assign}: the app of the VPP token "Contoso" with user licences; ${users}`,
    ],
    [
      'account-driven for the group around',
      seen(toSales, [store(), vpp()], own(wire.group(everybody)), {
        parents: { [sales]: read([everybody]) },
      }),
      `${assign}: the app of the VPP token "Contoso" with user licences; ${users}`,
    ],
    [
      'account-driven, one of two tokens',
      seen(toSales, [store(), vpp(), retail], own(toSales)),
      `${assign}: the app of one of these VPP tokens (Contoso, Retail) with user licences; ${users}`,
    ],
    [
      'account-driven, only the store app',
      seen(toSales, [store()], own(toSales)),
      `${assign}: a VPP app with user licences; ${users}${inAbm}`,
    ],
    [
      'account-driven, no object',
      seen(toSales, [], own(toSales)),
      `${assign}: a VPP app with user licences; ${users}${inAbm}`,
    ],
    [
      'account-driven, the token expired',
      seen(toSales, [store(), vpp()], { ...own(toSales), vppTokens: read([vppToken({ state: 'expired' })]) }),
      `${assign}: the app of the VPP token "Contoso" with user licences; ${users} The Apple VPP token "Contoso" has expired, so Microsoft Authenticator cannot be installed with its licences. Renew it with the Apple Account that it was made with.`,
    ],
    [
      'account-driven, available in the store app',
      seen(toSales, [store(wire.group(sales, { intent: 'available' })), vpp()], own(toSales)),
      `Make Microsoft Authenticator required for Sales instead of available: the app of the VPP token "Contoso" with user licences; ${users}`,
    ],
    [
      'account-driven, excluded from the store app',
      seen(toSales, [store(required(wire.allUsers()), required(wire.exclude(sales))), vpp()], own(toSales)),
      `${assign}: the app of the VPP token "Contoso" with user licences; ${users}`,
    ],
    [
      'account-driven, excluded from the only app, which does not suit',
      seen(toSales, [store(required(wire.allUsers()), required(wire.exclude(sales)))], own(toSales)),
      `${assign}: a VPP app with user licences; ${users}${inAbm}`,
    ],
    [
      'account-driven, excluded from both apps',
      seen(
        toSales,
        [
          store(required(wire.allUsers()), required(wire.exclude(sales))),
          vpp({ assignments: [required(wire.allUsers()), required(wire.exclude(sales))] }),
        ],
        own(toSales),
      ),
      'Take the exclusion off the VPP app "Microsoft Authenticator".',
    ],
    [
      'not looked at, excluded from both apps',
      seen(toSales, [
        store(required(wire.allUsers()), required(wire.exclude(sales))),
        vpp({ assignments: [required(wire.allUsers()), required(wire.exclude(sales))] }),
      ]),
      'Take the exclusion off the store app "Microsoft Authenticator" or the VPP app "Microsoft Authenticator", or require another Authenticator object for Sales.',
    ],
    [
      'not looked at, excluded from the store app',
      seen(toSales, [store(required(wire.allUsers()), required(wire.exclude(sales)))]),
      'Take the exclusion off the store app "Microsoft Authenticator", or require another Authenticator object for Sales.',
    ],
    [
      'web, excluded from the store app',
      seen(toSales, [store(required(wire.allUsers()), required(wire.exclude(sales))), vpp()], {}),
      'Take the exclusion off the store app "Microsoft Authenticator".',
    ],
    // supervised devices
    [
      'supervised: device licences',
      seen(toIPads, [store(), vpp()], supervised),
      `${iPads}: the app of the VPP token "Contoso" with device licences; ${silent}`,
    ],
    [
      'supervised by a policy of the newer home',
      seen(toIPads, [store(), vpp()], { adePolicies: read([adePolicy(2)]), vppTokens: tokens }),
      `${iPads}: the app of the VPP token "Contoso" with device licences; "New iPhones" enrolls supervised devices, where it then installs silently.`,
    ],
    [
      'supervised, the token expired: rather the store',
      seen(toIPads, [store(), vpp()], { ...supervised, vppTokens: read([vppToken({ state: 'expired' })]) }),
      `${iPads}: the store app "Microsoft Authenticator"; on supervised devices ("Corporate iPhones") it asks for an Apple Account, which a VPP app with device licences does not.`,
    ],
    [
      'devices nobody supervises',
      seen(toIPads, [store(), vpp()], { vppTokens: tokens }),
      `${iPads}: the store app "Microsoft Authenticator".`,
    ],
    [
      'supervised and account-driven',
      seen(wire.allDevices(), [store(), vpp()], { ...supervised, ...own(wire.allUsers()) }),
      `Assign Microsoft Authenticator as a required app to all devices: the app of the VPP token "Contoso" with user licences; ${users} Supervised devices among them ask for an Apple Account then.`,
    ],
    // not known
    [
      'enrollment was not looked at',
      seen(toSales, [store(), vpp()]),
      `${assign}${noObject} was not looked at.`,
    ],
    [
      'type profiles unread',
      seen(toSales, [store(), vpp()], { typeProfiles: unread() }),
      `${assign}${noObject} could not be read.`,
    ],
    [
      'tokens of devices unread',
      seen(toIPads, [store(), vpp()], { adeTokens: unread() }),
      `${iPads}${noObject} could not be read.`,
    ],
    [
      'tokens of devices unread, people meant',
      seen(toSales, [store(), vpp()], { adeTokens: unread() }),
      `${assign}: the store app "Microsoft Authenticator".`,
    ],
  ])('%s', (_, given, remedy) => {
    expect(remedyFor(given)).toBe(remedy);
  });

  test('what is only open because groups around could not be read is left open, and named', () => {
    const hidden = { parents: { [sales]: { read: false as const, why: 'Refused.' } } };
    const of = (...to: WireAssignment[]) => coverage(seen(toSales, [store(), vpp()], own(...to), hidden));
    const around = of(wire.group(everybody));
    expect(around.rows[0]?.remedy).toBe(`${assign}${noObject} could not be read.`);
    expect(around.notRead).toEqual([
      { what: 'the groups around Sales', why: 'Refused.', remedy: again },
      {
        what: 'how devices enroll, which decides on the Authenticator app',
        why: 'Refused.',
        remedy: again,
      },
    ]);
    // The group itself, or everybody: nothing around it matters.
    for (const to of [toSales, wire.allUsers()])
      expect(of(to).rows[0]?.remedy).toContain('with user licences');
    // An exclusion around it could take the profile away.
    expect(of(wire.allUsers(), wire.exclude(everybody)).rows[0]?.remedy).toContain('could not be read');
  });

  test('a profile around a group that may come first hides what comes behind it', () => {
    const hidden = { parents: { [sales]: { read: false as const, why: 'Refused.' } } };
    const web = typeProfile({ assignments: [wire.group(everybody)] });
    const how = { typeProfiles: read([web, accountDriven({ priority: 1 })]), vppTokens: tokens };
    expect(remedyFor(seen(toSales, [store(), vpp()], how, hidden))).toContain('could not be read');
    expect(remedyFor(seen(toSales, [store(), vpp()], how))).toContain('with user licences');
  });

  test('the reason is told once, and only where a remedy needed it', () => {
    const missing: MissingRight = { kind: 'scope', scope: 'DeviceManagementServiceConfig.Read.All' };
    const how = { typeProfiles: unread(missing) };
    const gap = 'how devices enroll, which decides on the Authenticator app';
    expect(coverage(seen(toSales, [store()], how)).notRead.map(({ what }) => what)).toEqual([gap]);
    expect(coverage(seen(toSales, [store(required(toSales))], how)).notRead).toEqual([]);
    expect(groupVerdict(seen(wire.group(field), [store()], how), sales).notRead).toEqual([]);
  });
});

describe('in each answer', () => {
  const apps = [store(), vpp()];
  const licences = `the app of the VPP token "Contoso" with user licences; ${users}`;

  test('about a group', () => {
    const { lines } = groupVerdict(seen(toSales, apps, own(toSales)), sales);
    expect(lines.filter(({ remedy }) => remedy === `${assign}: ${licences}`).map(({ code }) => code)).toEqual(
      ['verdict', 'authenticator-not-assigned'],
    );
  });

  test('about supervised devices where the store app comes only as their users sign in', () => {
    const { lines } = groupVerdict(
      seen(toIPads, [store(required(wire.allUsers())), vpp()], supervised),
      ids.devices,
    );
    expect(lines.find(({ code }) => code === 'authenticator-may-be-required')?.remedy).toBe(
      `${iPads}: the app of the VPP token "Contoso" with device licences; ${silent}`,
    );
  });

  test('about everyone, a part of them account-driven', () => {
    const { remedy, lines } = everyoneVerdict(seen(wire.allUsers(), apps, own(toSales)), 'all-users');
    expect(remedy).toBe(
      `Assign Microsoft Authenticator as a required app to all users: the store app "Microsoft Authenticator". For Sales it is to be ${licences} Exclude Sales from the other one.`,
    );
    const nobody = everyoneVerdict(snapshot({ apps: [] }), 'all-users');
    expect(nobody.remedy).toBe('Set up just-in-time registration for all users, if they should have it.');
    expect(lines.at(-1)?.remedy).toBe(remedy);
  });

  test.each<[string, string[], Parts, string]>([
    ['account-driven', [sales], own(toSales), licences],
    ['account-driven with a filter', [sales], own(wire.filtered(sales)), licences],
    [
      'account-driven for others',
      [sales],
      own(wire.group(interns)),
      'the store app "Microsoft Authenticator".',
    ],
    [
      'account-driven behind web-based',
      [sales],
      { typeProfiles: read([typeProfile(), accountDriven({ priority: 1 })]), vppTokens: tokens },
      'the store app "Microsoft Authenticator".',
    ],
  ])('about a person: %s', (_, memberOf, how, object) => {
    const verdict = personVerdict({
      snapshot: seen(toSales, apps, how),
      ...{ person: { id: 'megan', displayName: 'Megan Bowen' }, memberOf },
    });
    expect(verdict.lines[0]?.remedy).toBe(
      `Assign Microsoft Authenticator as a required app to a group that Megan Bowen is in: ${object}`,
    );
  });

  test('about a person whose Authenticator does not suit the enrollment', () => {
    const verdict = personVerdict({
      snapshot: seen(toSales, [store(required(toSales)), vpp()], own(toSales)),
      ...{ person: { id: 'megan', displayName: 'Megan Bowen' }, memberOf: [sales] },
    });
    expect(verdict.lines.find(({ code }) => code === 'authenticator-licence')?.remedy).toBe(
      `Require Microsoft Authenticator for a group that Megan Bowen is in: ${licences} Have the same group no longer get the store app "Microsoft Authenticator".`,
    );
  });

  test('about a group without a policy: set up, in a good sentence', () => {
    expect(groupVerdict(snapshot(), sales).remedy).toBe(
      'Set up just-in-time registration for Sales, if Sales should have it.',
    );
  });
});

describe('where the object that suits excludes whom it is for, the exclusion goes first', () => {
  const excluded = required(wire.exclude(interns));
  const toInterns = wire.group(interns);
  const inEverybody: Partial<Snapshot> = { parents: { [interns]: read([everybody]) } };
  const standingOf = (given: EnrolledSnapshot) => groupVerdict(given, interns).standing;
  const byUser = (one: WireAssignment) => ({ ...required(one), settings: { useDeviceLicensing: false } });

  test('perhaps, and what is for all devices comes then', () => {
    const all = required(wire.allDevices());
    const given = seen(wire.allUsers(), [store(all, excluded)], {});
    expect(groupVerdict(given, interns)).toMatchObject({
      standing: 'check',
      remedy: 'Take the exclusion off the store app "Microsoft Authenticator".',
    });
    expect(standingOf({ ...given, apps: [store(all)] })).toBe('works');
  });

  test('not what it excludes from another intent', () => {
    const available = [
      wire.allDevices({ intent: 'available' }),
      wire.exclude(interns, { intent: 'available' }),
    ];
    const part = vpp({ assignments: [required(wire.group(field))] });
    const given = seen(
      wire.allUsers(),
      [store(...available), part],
      {},
      { parents: { [field]: read([interns]) } },
    );
    expect(groupVerdict(given, interns).remedy).toBe(
      'Assign Microsoft Authenticator as a required app to Interns: the store app "Microsoft Authenticator".',
    );
  });

  test.each([
    ['assigned', []],
    ['available', [wire.group(interns, { intent: 'available' })]],
  ])('of a group around it, before it is required (%s now)', (now, own) => {
    const others = [required(wire.group(sales)), ...own];
    const around = required(wire.exclude(everybody));
    const given = seen(toInterns, [store(...others, around)], {}, inEverybody);
    const object = 'the store app "Microsoft Authenticator"';
    const step =
      now === 'available'
        ? 'make Microsoft Authenticator required for Interns instead of available'
        : 'assign Microsoft Authenticator as a required app to Interns';
    const remedy = `Take the exclusion of Everybody off ${object}, then ${step}: ${object}.`;
    expect(groupVerdict(given, interns)).toMatchObject({ standing: 'incomplete', remedy });
    expect(checkFindings(given)).toContain(remedy);
    const followed = [store(required(wire.group(sales)), required(toInterns))];
    expect(standingOf({ ...given, apps: followed })).toBe('works');
  });

  test('of the group itself, before it gets user licences', () => {
    const how = own(toInterns);
    const bought = (...assignments: WireAssignment[]) =>
      vpp({ displayName: 'Bought', assignments: [required(wire.group(devices)), ...assignments] });
    const onlyStore = [store(required(wire.allUsers())), bought(excluded)];
    const given = seen(wire.allUsers(), onlyStore, how);
    expect(groupVerdict(given, interns).remedy).toBe(
      `Take the exclusion of Interns off the VPP app "Bought", then require Microsoft Authenticator for Interns: the app of the VPP token "Contoso" with user licences; ${users} Exclude Interns from the store app "Microsoft Authenticator".`,
    );
    const followed = [store(required(wire.allUsers()), excluded), bought(byUser(toInterns))];
    expect(standingOf({ ...given, apps: followed })).toBe('works');
  });

  test('of a group inside that is to have another object', () => {
    const bought = vpp({ displayName: 'Bought', assignments: [required(wire.group(devices)), excluded] });
    const given = seen(wire.group(everybody), [store(), bought], own(toInterns), inEverybody);
    expect(groupVerdict(given, everybody).remedy).toBe(
      `Assign Microsoft Authenticator as a required app to Everybody: the store app "Microsoft Authenticator". For Interns it is to be the app of the VPP token "Contoso" with user licences; ${users} For that, take the exclusion of Interns off the VPP app "Bought". Exclude Interns from the other one.`,
    );
  });

  test('also for a person in that group', () => {
    const given = seen(wire.allUsers(), [store(required(wire.group(sales)), excluded)], {});
    const found = personVerdict({
      ...{ snapshot: given, person: { id: 'megan', displayName: 'Megan Bowen' }, memberOf: [interns] },
    });
    expect(found.lines[0]?.remedy).toContain('Take the exclusion of Interns off the store app');
  });
});

describe('taking off an exclusion is not all where the object that comes then does not suit yet', () => {
  const out = required(wire.exclude(interns));
  const licensed = (one: WireAssignment, device: boolean) => ({
    ...required(one),
    settings: { useDeviceLicensing: device },
  });
  const bought = (more: Partial<IosApp>, ...assignments: WireAssignment[]) =>
    vpp({ displayName: 'Bought', assignments, ...more });
  const off = 'Take the exclusion off the VPP app "Bought".';
  const expired = { vppTokens: read([vppToken({ state: 'expired' })]) };
  const of = (apps: IosApp[], how: Parts, to: WireAssignment = wire.allUsers()) =>
    seen(to, apps, { ...own(wire.group(interns)), ...how }, { parents: { [interns]: read([everybody]) } });

  test.each<[string, EnrolledSnapshot, string]>([
    [
      'a token has expired',
      of([bought({}, licensed(wire.allUsers(), false), out)], expired),
      `${off} The Apple VPP token "Contoso" has expired, so Microsoft Authenticator cannot be installed with its licences. Renew it with the Apple Account that it was made with.`,
    ],
    [
      'there are no licences',
      of([bought({ usedLicenseCount: 0, totalLicenseCount: 0 }, licensed(wire.allUsers(), false), out)], {}),
      `${off} There are no licences of Microsoft Authenticator from the VPP token "Contoso", so nobody gets it. Get more licences in Apple Business Manager; they cost nothing.`,
    ],
    [
      'it has device licences',
      of([bought({}, licensed(wire.allUsers(), true), out)], {}),
      `Take the exclusion of Interns off the VPP app "Bought", then assign Microsoft Authenticator as a required app to Interns: the app of the VPP token "Contoso" with user licences; ${users} Let only one of the two licences reach them.`,
    ],
    ['it suits', of([bought({}, licensed(wire.allUsers(), false), out)], {}), off],
  ])('%s', (_, given, remedy) => {
    expect(groupVerdict(given, interns).remedy).toBe(remedy);
    expect(checkFindings(given)).toContain(remedy);
  });

  test('a part of the group wants another object', () => {
    const all = store(required(wire.allUsers()), required(wire.exclude(everybody)));
    const given = of([all, bought({})], {});
    expect(groupVerdict(given, everybody).remedy).toBe(
      `Take the exclusion off the store app "Microsoft Authenticator". For Interns it is to be the app of the VPP token "Contoso" with user licences; ${users} Exclude Interns from the other one.`,
    );
    const followed = [
      store(required(wire.allUsers()), out),
      bought({}, licensed(wire.group(interns), false)),
    ];
    expect(groupVerdict({ ...given, apps: followed }, everybody).standing).toBe('works');
  });

  test('it would come to a part of the group only', () => {
    const partly = store(required(wire.group(interns)), required(wire.exclude(everybody)));
    const given = of([partly], own(), wire.group(everybody));
    expect(groupVerdict(given, everybody).remedy).toBe(
      'Take the exclusion of Everybody off the store app "Microsoft Authenticator", then assign Microsoft Authenticator as a required app to Everybody: the store app "Microsoft Authenticator".',
    );
  });
});

test('whatever the tenant holds, the remedy names the object that a set-up would take', () => {
  const kiosks = group(devices, 'iPads', { membershipRule: 'device.model -eq "iPad"' });
  fc.assert(
    fc.property(
      fc.constantFrom<Target>(
        { kind: 'group', groupId: sales },
        { kind: 'group', groupId: devices },
        { kind: 'all-users' },
        { kind: 'all-devices' },
      ),
      fc.subarray([
        store(),
        vpp(),
        retail,
        vpp({ id: 'v3', licensingType: { supportsUserLicensing: false } }),
      ]),
      fc.record({
        typeProfiles: fc.constantFrom(
          read([typeProfile()]),
          read([accountDriven()]),
          own(toSales).typeProfiles!,
          read([typeProfile(), accountDriven({ priority: 1 })]),
        ),
        adeTokens: fc.constantFrom(read([]), read([adeToken()])),
        vppTokens: fc.constantFrom(tokens, read([vppToken({ state: 'expired' })]), read([])),
      }),
      (target, apps, how) => {
        const to = { group: wire.group, 'exclude-group': wire.exclude };
        const wired =
          'groupId' in target
            ? to[target.kind](target.groupId)
            : target.kind === 'all-users'
              ? wire.allUsers()
              : wire.allDevices();
        const given = seen(wired, apps, how, { groups: { [devices]: kiosks } });
        const { choice, licences, findings } = pickAuthenticator([target], given, {});
        const [row] = coverage(given).rows;
        const [licence] = Object.values(licences);
        // The store app is what a set-up is left with for want of a VPP app; a remedy asks for that app first.
        const isMakeshift = licence === 'user' && choice.choice === 'use' && choice.kind === 'store';
        const takes = choice.choice === 'use' && !isMakeshift ? choice.app.id : undefined;
        expect(row?.advice?.appId).toBe(takes);
        const ofSome = findings.some(({ code }) => code === 'authenticator-user-licence-for-some');
        const licencesNamed = [...(row?.remedy ?? '').matchAll(/with (user|device) licences/g)];
        expect(licencesNamed.map(([, one]) => one)).toEqual([
          ...(licence ? [licence] : []),
          ...(ofSome ? ['user'] : []),
        ]);
      },
    ),
  );
});
