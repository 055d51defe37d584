import { describe, expect, test } from 'vitest';
import { checkJit } from '../../src/jit/check-jit.ts';
import { coverage } from '../../src/jit/coverage.ts';
import { everyoneVerdict } from '../../src/jit/everyone-verdict.ts';
import { groupVerdict } from '../../src/jit/group-verdict.ts';
import { personVerdict } from '../../src/jit/person-verdict.ts';
import { readiness } from '../../src/jit/readiness.ts';
import type { IosApp, Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import { accountDriven, adeToken, enrollment, now, read, vppToken, type Parts } from './enrollment-parts.ts';
import { group, ids, policy, required, snapshot, storeApp, vppApp, wire } from './tenant-parts.ts';

const { sales, interns, devices } = ids;
const toSales = wire.group(sales);
const toIPads = wire.group(devices);
const tokens = read([vppToken()]);
const own = (...to: WireAssignment[]): Parts => ({
  typeProfiles: read([accountDriven({ assignments: to })]),
  vppTokens: tokens,
});
const supervised: Parts = { adeTokens: read([adeToken()]), vppTokens: tokens };
const store = (...to: WireAssignment[]): IosApp => storeApp({ assignments: to.map((one) => required(one)) });
const vpp = (licence: 'user' | 'device', ...to: WireAssignment[]): IosApp =>
  vppApp({
    vppTokenId: 'vpp-1',
    vppTokenDisplayName: 'Contoso',
    assignments: to.map((one) => ({
      ...required(one),
      settings: { useDeviceLicensing: licence === 'device' },
    })),
  });
const seen = (to: WireAssignment, apps: IosApp[], how: Parts, more: Partial<Snapshot> = {}) => ({
  ...snapshot({ policies: [policy({ assignments: [to] })], apps, ...more }),
  enrollment: enrollment(how),
});

describe('one rule for every answer', () => {
  type Case = [string, WireAssignment, IosApp[], Parts, 'incomplete' | 'check' | 'works', string | undefined];
  test.each<Case>([
    ['store app, account-driven', toSales, [store(toSales), vpp('user')], own(toSales), 'incomplete', 'bad'],
    ['through all users', toSales, [store(wire.allUsers()), vpp('user')], own(toSales), 'incomplete', 'bad'],
    ['device licences, account-driven', toSales, [vpp('device', toSales)], own(toSales), 'incomplete', 'bad'],
    ['user licences, account-driven', toSales, [vpp('user', toSales)], own(toSales), 'works', 'good'],
    [
      'store app, account-driven for others',
      toSales,
      [store(toSales)],
      own(wire.group(interns)),
      'works',
      'good',
    ],
    ['store app, web', toSales, [store(toSales)], {}, 'works', 'good'],
    ['store app, supervised', toIPads, [store(toIPads), vpp('device')], supervised, 'check', 'attention'],
    ['device licences, supervised', toIPads, [vpp('device', toIPads)], supervised, 'works', 'good'],
  ])('%s', (_, to, apps, how, standing, state) => {
    const given = seen(to, apps, how);
    const id = to.target.groupId ?? '';
    const [row] = coverage(given).rows;
    const verdict = groupVerdict(given, id);
    expect([row?.standing, verdict.standing]).toEqual([standing, standing]);
    const line = verdict.lines.find(({ code }) => code === 'authenticator-licence');
    const isFault = standing !== 'works';
    expect(line !== undefined).toBe(isFault);
    expect(row?.faults.map(({ sentence }) => sentence)).toEqual(isFault ? [line?.sentence] : []);
    const found = checkJit(given).authenticator.filter(({ code }) => /licence|apple-account/.test(code));
    expect(found.map(({ severity, sentence }) => [severity, sentence])).toEqual(
      isFault ? [[standing === 'incomplete' ? 'warning' : 'info', line?.sentence]] : [],
    );
    const items = readiness({ snapshot: given, enrollment: enrollment(how), now, adminCenter: 'https://x' });
    expect(items.find(({ topic }) => topic === 'authenticator')).toMatchObject({
      state,
      ...(isFault ? { reason: line?.sentence, remedy: line?.remedy } : {}),
    });
    if (to === toSales) {
      const person = { id: 'megan', displayName: 'Megan Bowen' };
      const asked = personVerdict({ snapshot: given, person, memberOf: [sales] });
      expect(asked.standing).toBe(standing);
      expect(asked.lines.some(({ code }) => code === 'authenticator-licence')).toBe(isFault);
    }
  });

  test('the verdict says what is wrong, and how it ends well', () => {
    const { lines } = groupVerdict(seen(toSales, [store(wire.allUsers()), vpp('user')], own(toSales)), sales);
    expect(lines[0]).toEqual({
      code: 'verdict',
      sentence:
        'Sales has a policy for just-in-time registration, but can have account-driven User Enrollment, which does not install Microsoft Authenticator as it is required.',
      remedy:
        'Require Microsoft Authenticator for Sales: the app of the VPP token "Contoso" with user licences; "Own phones" brings account-driven User Enrollment, which installs it in no other way. Exclude Sales from the store app "Microsoft Authenticator".',
    });
  });

  test('of everyone the groups are named that it is about, and the others keep what they have', () => {
    const given = seen(wire.allUsers(), [store(wire.allUsers()), vpp('user')], own(toSales));
    const verdict = everyoneVerdict(given, 'all-users');
    expect(verdict.standing).toBe('incomplete');
    expect(verdict.lines[0]?.sentence).toBe(
      'All users have a policy for just-in-time registration, but Sales, which is among All users, can have account-driven User Enrollment, which does not install Microsoft Authenticator as it is required.',
    );
    expect(verdict.remedy).toMatch(
      /^Require Microsoft Authenticator for Sales: .* Exclude Sales from the store app "Microsoft Authenticator"\.$/,
    );
    const mended = [store(wire.allUsers(), wire.exclude(sales)), vpp('user', toSales)];
    expect(everyoneVerdict(seen(wire.allUsers(), mended, own(toSales)), 'all-users').standing).toBe('works');
  });

  test('what groups around it may put right is something to look at', () => {
    const parents = { [sales]: { read: false as const, why: 'Refused.' } };
    const given = seen(toSales, [store(toSales)], own(toSales), { parents });
    expect(groupVerdict(given, sales).standing).toBe('check');
    expect(checkJit(given).authenticator).toEqual([]);
  });
});

describe('an app that cannot be installed', () => {
  const expired = (more: Parts = {}): Parts => ({
    vppTokens: read([vppToken({ state: 'expired' })]),
    ...more,
  });
  const unlicensed = (used: number, total: number, ...to: WireAssignment[]): IosApp => ({
    ...vpp('user', ...to),
    usedLicenseCount: used,
    totalLicenseCount: total,
  });
  const bought = vpp('user', toSales);
  const answersOf = (apps: IosApp[], how: Parts, more: Partial<Snapshot> = {}) => {
    const to = apps[0]?.assignments[0]?.target.groupId === sales ? toSales : wire.allUsers();
    const given = seen(to, apps, how, more);
    const asked = to === toSales ? groupVerdict(given, sales) : everyoneVerdict(given, 'all-users');
    const megan = { id: 'megan', displayName: 'Megan Bowen' };
    const items = readiness({ snapshot: given, enrollment: enrollment(how), now, adminCenter: 'https://x' });
    return {
      row: coverage(given).rows[0]!,
      asked,
      person: personVerdict({ snapshot: given, person: megan, memberOf: [sales] }),
      found: checkJit(given).authenticator,
      ready: items.find(({ topic }) => topic === 'authenticator')!,
    };
  };
  const tokenSaid =
    'The Apple VPP token "Contoso" has expired, so Microsoft Authenticator cannot be installed with its licences.';
  const renew = 'Renew it with the Apple Account that it was made with.';
  const noneSaid =
    'There are no licences of Microsoft Authenticator from the VPP token "Contoso", so nobody gets it.';
  const more = 'Get more licences in Apple Business Manager; they cost nothing.';
  const allUsed =
    'All 5 licences of Microsoft Authenticator from the VPP token "Contoso" are in use, so further people or devices do not get it.';

  type Case = [string, IosApp[], Parts, 'incomplete' | 'check', string, string];
  test.each<Case>([
    ['expired token', [bought], expired(), 'incomplete', tokenSaid, renew],
    ['expired token, everyone', [vpp('user', wire.allUsers())], expired(), 'incomplete', tokenSaid, renew],
    ['no licences', [unlicensed(0, 0, toSales)], { vppTokens: tokens }, 'incomplete', noneSaid, more],
    ['tokens not read, no licences', [unlicensed(0, 0, toSales)], {}, 'incomplete', noneSaid, more],
    ['all licences in use', [unlicensed(5, 5, toSales)], { vppTokens: tokens }, 'check', allUsed, more],
    [
      'the store app does not help account-driven enrollment',
      [bought, store(toSales)],
      expired({ typeProfiles: read([accountDriven()]) }),
      ...(['incomplete', tokenSaid, renew] as const),
    ],
    [
      'a filter decides about the one that can be',
      [bought, storeApp({ assignments: [required(wire.filtered(sales))] })],
      expired(),
      ...(['check', tokenSaid, renew] as const),
    ],
  ])('%s: every answer says so', (_, apps, how, standing, sentence, remedy) => {
    const { row, asked, person, found, ready } = answersOf(apps, how);
    expect([row.standing, asked.standing, person.standing]).toEqual([standing, standing, standing]);
    expect(row.remedy).toBe(remedy);
    for (const { lines } of [asked, person]) {
      expect(lines[0]).toMatchObject({ code: 'verdict', remedy });
      expect(lines[0]?.sentence).toContain(
        standing === 'incomplete'
          ? 'but Microsoft Authenticator, which it needs, cannot be installed.'
          : 'whether Microsoft Authenticator, which it needs, comes too is not sure.',
      );
      expect(lines).toContainEqual({ code: 'authenticator-not-installable', sentence, remedy });
    }
    expect(found.filter((one) => one.sentence === sentence)).toHaveLength(1);
    expect(ready).toMatchObject({
      state: standing === 'incomplete' ? 'bad' : 'attention',
      ...{ reason: sentence, remedy },
    });
  });

  test.each<[string, IosApp[], Parts]>([
    ['the store app comes besides', [bought, store(toSales)], expired()],
    ['licences are short, and the store app comes besides', [unlicensed(5, 5, toSales), store(toSales)], {}],
    ['some licences are left', [unlicensed(4, 5, toSales)], { vppTokens: tokens }],
    ['tokens could not be read', [bought], { vppTokens: { read: false, why: 'Refused.' } }],
    ['the token is not among those that were read', [bought], { vppTokens: read([]) }],
  ])('%s: nothing is said against it', (_, apps, how) => {
    const { row, asked, person, ready } = answersOf(apps, how);
    expect([row.standing, asked.standing, person.standing]).toEqual(['works', 'works', 'works']);
    expect(asked.lines[0]?.sentence).toBe('Sales has just-in-time registration.');
    expect(ready.state).toBe('good');
  });

  test('where another object may come through groups that could not be read, it is something to look at', () => {
    const parents = { [sales]: { read: false as const, why: 'Refused.' } };
    const { row, asked } = answersOf([bought], expired(), { parents });
    expect(row.standing).toBe('check');
    expect(asked.lines[0]?.sentence).toContain('comes too is not sure.');
  });

  test('of a group that has it for a part only in that way, the part is named', () => {
    const how = expired({ typeProfiles: read([accountDriven({ assignments: [wire.group(interns)] })]) });
    const inside = { parents: { [interns]: read([sales]) }, children: { [sales]: read([interns]) } };
    const { row, asked, ready } = answersOf([store(toSales), vpp('user', wire.group(interns))], how, inside);
    expect(row).toMatchObject({ standing: 'incomplete', remedy: renew });
    expect(asked.lines[0]?.sentence).toBe(
      'Sales has a policy for just-in-time registration, but Microsoft Authenticator, which it needs, cannot be installed for Interns, which is inside Sales.',
    );
    expect(ready).toMatchObject({ state: 'bad', reason: tokenSaid });
  });

  test('tokens that could not be read are named where Authenticator comes from one only', () => {
    const how: Parts = { vppTokens: { read: false, why: 'Refused.' } };
    const named = (apps: IosApp[]) => answersOf(apps, how).asked.notRead.map(({ what }) => what);
    expect(named([bought])).toEqual(['Apple VPP tokens']);
    expect(named([bought, store(toSales)])).toEqual([]);
  });
});

describe('the remedy', () => {
  const remedyFor = (...given: Parameters<typeof seen>) =>
    coverage(seen(...given)).rows[0]?.faults[0]?.remedy;

  test.each<[string, Parameters<typeof seen>, RegExp]>([
    [
      'own assignment',
      [toSales, [store(toSales), vpp('user')], own(toSales)],
      /Take the assignment of the store app "Microsoft Authenticator" off there\.$/,
    ],
    [
      'same object',
      [toSales, [vpp('device', toSales)], own(toSales)],
      /change the licence type of that assignment\.$/,
    ],
    [
      'same object for all',
      [toSales, [vpp('device', wire.allUsers())], own(toSales)],
      /let only one of the two reach them\.$/,
    ],
    [
      'all devices',
      [toSales, [store(wire.allDevices()), vpp('user')], own(toSales)],
      /to others only; an exclusion would not take it away there\.$/,
    ],
    [
      'everyone',
      [wire.allUsers(), [store(wire.allUsers()), vpp('user')], own(wire.allUsers())],
      /^Require Microsoft Authenticator for all users: .* off there\.$/,
    ],
    [
      'supervised, no VPP app: not what is there already',
      [toIPads, [store(toIPads)], supervised],
      /: a VPP app with device licences; .* Get it in Apple Business Manager/,
    ],
  ])('%s', (_, given, remedy) => {
    expect(remedyFor(...given)).toMatch(remedy);
  });

  test.each<[string, Parts, string]>([
    [
      'account-driven',
      own(toSales),
      'Keep Microsoft Authenticator, VPP app with user licences, and take the other away there, or tell the devices apart with filters.',
    ],
    [
      'web',
      { vppTokens: tokens },
      'Keep Microsoft Authenticator, store app, and take the other away there, or tell the devices apart with filters.',
    ],
    [
      'not known',
      { typeProfiles: { read: false, why: 'Refused.' } },
      'Require one of them there, or tell the devices apart with filters.',
    ],
  ])('of two objects names the one to keep: %s', (_, how, remedy) => {
    const given = seen(toSales, [store(toSales), vpp('user', toSales)], how);
    expect(checkJit(given).authenticator).toMatchObject([{ code: 'authenticator-twice', remedy }]);
  });

  test('a licence that is not told is no second way', () => {
    const untold = { ...required(wire.allUsers()), settings: {} };
    const app = vpp('user', toSales);
    const given = seen(toSales, [{ ...app, assignments: [...app.assignments, untold] }], own(toSales));
    expect(checkJit(given).authenticator).toEqual([]);
  });
});

test('a personal phone is not taken to be supervised', () => {
  const membershipRule = '(device.deviceOwnership -eq "Personal")';
  const groups = { [devices]: group(devices, 'Personal phones', { membershipRule }) };
  const given = seen(toIPads, [store(toIPads), vpp('device')], supervised, { groups });
  expect(groupVerdict(given, devices).standing).toBe('works');
});

test('where a group inside could not be told to be one, how it enrolls is open', () => {
  const how = own(wire.group(interns));
  const hidden = { read: false as const, why: 'Refused.' };
  const closed = { parents: { [interns]: hidden }, children: { [sales]: hidden } };
  const advice = (more: Partial<Snapshot>) =>
    coverage(seen(toSales, [store(), vpp('user')], how, more)).rows[0]?.advice;
  expect(advice(closed)).toMatchObject({ isKnown: false, gap: { why: 'Refused.' } });
  expect(advice({ parents: { [interns]: read([]) } })).toMatchObject({ isKnown: true });
  expect(advice({ parents: { [interns]: read([sales]) } })?.text).toContain(
    'For Interns it is to be the app of',
  );
});
