import { describe, expect, test } from 'vitest';
import { checkJit } from '../../src/jit/check-jit.ts';
import { coverage } from '../../src/jit/coverage.ts';
import { everyoneVerdict } from '../../src/jit/everyone-verdict.ts';
import { groupVerdict } from '../../src/jit/group-verdict.ts';
import { personVerdict } from '../../src/jit/person-verdict.ts';
import { readiness } from '../../src/jit/readiness.ts';
import type { IosApp, Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import { accountDriven, enrollment, now, read, vppToken } from './enrollment-parts.ts';
import {
  entraExtension,
  group,
  ids,
  policy,
  required,
  snapshot,
  storeApp,
  vppApp,
  wire,
} from './tenant-parts.ts';

const { everybody, interns, sales, field, devices, gone } = ids;
const app = (...assignments: WireAssignment[]): IosApp =>
  storeApp({ assignments: assignments.map(required) });
const to = (...assignments: WireAssignment[]) => policy({ assignments });
const nested: Partial<Snapshot> = { parents: { [interns]: read([everybody]) } };
const seen = (policies: Snapshot['policies'], apps: IosApp[], more: Partial<Snapshot> = {}) => ({
  ...snapshot({ policies, apps, ...more }),
  enrollment: enrollment(),
});
type Seen = ReturnType<typeof seen>;
const rowsOf = (given: Seen) => coverage(given).rows.map(({ name, standing }) => `${name} ${standing}`);
const readyOf = (given: Seen) =>
  readiness({ snapshot: given, enrollment: given.enrollment, now, adminCenter: 'https://x' }).find(
    ({ topic }) => topic === 'authenticator',
  )!;
const off = 'Take the exclusion off the store app "Microsoft Authenticator".';
const tookOff = `${off} Or exclude Interns from the policy too.`;

describe('a group that a policy reaches, and that only Authenticator excludes', () => {
  const allUsers = seen([to(wire.allUsers())], [app(wire.allUsers(), wire.exclude(interns))]);
  const inEverybody = seen(
    [to(wire.group(everybody))],
    [app(wire.group(everybody), wire.exclude(interns))],
    nested,
  );

  test.each([
    ['All users', allUsers],
    ['Everybody', inEverybody],
  ])('has a row of its own beside %s, and check and readiness name it', (whole, given) => {
    const { rows, counts } = coverage(given);
    expect(rowsOf(given)).toEqual(['Interns incomplete', `${whole} check`]);
    expect(rows[0]).toMatchObject({
      authenticator: { state: 'excluded' },
      remedy: off,
    });
    expect(rows[1]?.remedy).toBe(tookOff);
    expect(counts).toMatchObject({ incomplete: 1, check: 1, works: 0 });
    expect(checkJit(given).authenticator).toMatchObject([
      {
        code: 'authenticator-mismatch',
        sentence:
          'Interns has an SSO extension policy: Microsoft Authenticator excludes Interns (Microsoft Authenticator, store app).',
        remedy: off,
      },
    ]);
    expect(readyOf(given)).toMatchObject({
      state: 'bad',
      reason:
        '"Interns" has a policy for just-in-time registration, but Microsoft Authenticator is not required there.',
      remedy: 'Take them out of what Microsoft Authenticator excludes, or exclude them from the policy too.',
    });
    expect(groupVerdict(given, interns).standing).toBe('incomplete');
  });

  test('is named in the verdict on all users', () => {
    const { standing, lines } = everyoneVerdict(allUsers, 'all-users');
    expect(standing).toBe('check');
    expect(lines[0]).toEqual({
      code: 'verdict',
      sentence:
        'All users have a policy for just-in-time registration, but Interns, which is among All users, does not get Microsoft Authenticator, which it needs.',
      remedy: tookOff,
    });
    expect(lines.at(-1)).toEqual({
      code: 'authenticator-excludes-part',
      sentence: '"Microsoft Authenticator" (store app) excludes Interns, so not all get it.',
      remedy: tookOff,
    });
  });

  test('is named in the verdict on the group around it', () => {
    const { standing, lines } = groupVerdict(inEverybody, everybody);
    expect(standing).toBe('check');
    expect(lines[0]?.sentence).toBe(
      'Everybody has a policy for just-in-time registration, but Interns, which is inside Everybody, does not get Microsoft Authenticator, which it needs.',
    );
    expect(lines.at(-1)).toMatchObject({
      code: 'authenticator-excludes-part',
      sentence:
        '"Microsoft Authenticator" (store app) excludes Interns, which is inside Everybody, so that part does not get it.',
    });
  });

  test('counts too where the policy is broken, or one to check by hand', () => {
    const broken = policy({
      assignments: [wire.allUsers()],
      iosSingleSignOnExtension: entraExtension({
        configurations: [
          {
            '@odata.type': '#microsoft.graph.keyStringValuePair',
            ...{ key: 'device_registration ', value: '{{DEVICEREGISTRATION}}' },
          },
        ],
      }),
    });
    const given = seen([broken], [app(wire.allUsers(), wire.exclude(interns))]);
    expect(rowsOf(given)).toEqual(['All users broken', 'Interns broken']);
    expect(checkJit(given).authenticator).toMatchObject([{ code: 'authenticator-mismatch' }]);
  });

  test('several are named together', () => {
    const given = seen(
      [to(wire.allUsers())],
      [app(wire.allUsers(), wire.exclude(interns), wire.exclude(sales))],
    );
    expect(everyoneVerdict(given, 'all-users').lines[0]).toMatchObject({
      sentence: expect.stringContaining(
        'Interns, Sales, which are among All users, do not get Microsoft Authenticator',
      ) as string,
      remedy: `${off} Or exclude Interns, Sales from the policy too.`,
    });
  });

  test('that could not be read stands as not readable', () => {
    const hidden = { read: false as const, why: 'Refused.' };
    const given = { ...allUsers, groups: { ...allUsers.groups, [interns]: hidden } };
    expect(rowsOf(given)).toContain(`a group that I could not read (${interns}) not-readable`);
  });

  test('may have it through groups around it that could not be read: something to look at', () => {
    const given = {
      ...allUsers,
      apps: [...allUsers.apps, vppApp({ assignments: [required(wire.group(sales))] })],
      parents: { ...allUsers.parents, [interns]: { read: false as const, why: 'Refused.' } },
    };
    expect(rowsOf(given)).toEqual(['All users check', 'Interns check']);
    expect(everyoneVerdict(given, 'all-users').lines.at(-1)?.sentence).toBe(
      '"Microsoft Authenticator" (store app) excludes Interns, so perhaps not all get it.',
    );
  });

  test('is told by which of several objects of one name', () => {
    const [all, out] = [required(wire.allUsers()), required(wire.exclude(interns))];
    const bought = (id: string, token: string) =>
      vppApp({ id, vppTokenDisplayName: token, assignments: [all, out] });
    const said = (...apps: IosApp[]) =>
      everyoneVerdict(seen([to(wire.allUsers())], apps), 'all-users').lines.at(-1)?.sentence;
    expect(said(storeApp(), bought('b1', 'Contoso'))).toBe(
      '"Microsoft Authenticator" (VPP app) excludes Interns, so not all get it.',
    );
    expect(said(bought('b1', 'Contoso'), bought('b2', 'Fabrikam'), storeApp())).toBe(
      '"Microsoft Authenticator" (VPP app, token Contoso) and "Microsoft Authenticator" (VPP app, token Fabrikam) exclude Interns, so not all get it.',
    );
  });

  const elsewhere = (...assignments: WireAssignment[]) => ({
    ...allUsers,
    apps: [...allUsers.apps, vppApp({ assignments: assignments.map(required) })],
  });
  const refused = { read: false as const, why: 'Refused.' };

  test.each<[string, Seen, string]>([
    [
      'a filter decides',
      elsewhere(wire.filtered(interns)),
      'Make sure that the filter Corporate iOS devices of Authenticator lets all those devices through.',
    ],
    [
      'only a part of it has it',
      {
        ...elsewhere(wire.group(field)),
        parents: { ...allUsers.parents, [field]: read([interns]) },
      },
      off,
    ],
    [
      'groups around it could not be read',
      { ...elsewhere(wire.group(sales)), parents: { ...allUsers.parents, [interns]: refused } },
      'Ask somebody who may read groups whether Microsoft Authenticator is required for Interns.',
    ],
  ])('that may have it all the same is put right as its own answer says: %s', (_, given, remedy) => {
    expect(groupVerdict(given, interns).remedy).toBe(remedy);
    const { lines } = everyoneVerdict(given, 'all-users');
    expect(lines[0]).toMatchObject({
      sentence:
        'All users have a policy for just-in-time registration, but Interns, which is among All users, perhaps does not get Microsoft Authenticator, which it needs.',
      remedy,
    });
    expect(lines.at(-1)?.remedy).toBe(remedy);
  });

  test('that could not be read leaves open what its exclusion takes away', () => {
    const given = { ...allUsers, groups: { ...allUsers.groups, [interns]: refused } };
    const name = `a group that I could not read (${interns})`;
    expect(everyoneVerdict(given, 'all-users').lines.at(-1)).toMatchObject({
      sentence: `"Microsoft Authenticator" (store app) excludes ${name}, so perhaps not all get it.`,
      remedy: 'Try again in a minute.',
    });
  });
});

test('a part that another object suits is told to get that one in every answer', () => {
  const own = accountDriven({ assignments: [wire.group(interns)] });
  const bought = vppApp({ vppTokenId: 'vpp-1', vppTokenDisplayName: 'Contoso' });
  const given = {
    ...seen([to(wire.allUsers())], [app(wire.allUsers(), wire.exclude(interns)), bought]),
    enrollment: enrollment({ vppTokens: read([vppToken()]), typeProfiles: read([own]) }),
  };
  const { lines } = everyoneVerdict(given, 'all-users');
  const assign = 'the app of the VPP token "Contoso" with user licences';
  expect(lines.at(-1)).toMatchObject({
    code: 'authenticator-excludes-part',
    remedy: expect.stringContaining(`to Interns: ${assign}`) as string,
  });
  expect(groupVerdict(given, interns).remedy).toContain(assign);
  expect(readyOf(given).remedy).toBe('Require Microsoft Authenticator for the same people.');
});

describe('a group that gets Authenticator only from an object that cannot be installed', () => {
  const expired = enrollment({ vppTokens: read([vppToken({ state: 'expired' })]) });
  const bought = (more: Partial<IosApp>, ...assignments: WireAssignment[]) =>
    vppApp({ displayName: 'Bought', vppTokenId: 'vpp-1', assignments: assignments.map(required), ...more });
  const [all, out] = [wire.allUsers(), wire.exclude(interns)];
  const why =
    'The Apple VPP token "Contoso" has expired, so Microsoft Authenticator cannot be installed with its licences.';
  const renew = 'Renew it with the Apple Account that it was made with.';
  const instead = bought({}, wire.group(interns));
  const of = (
    policies: Snapshot['policies'],
    apps: IosApp[],
    more: Partial<Snapshot> = {},
    how = expired,
  ) => ({
    ...seen(policies, apps, more),
    enrollment: how,
  });
  const ofUsers = of([to(all)], [app(all, out), instead]);
  const ofGroup = of([to(wire.group(everybody))], [app(wire.group(everybody), out), instead], nested);

  test.each([
    ['All users', ofUsers],
    ['Everybody', ofGroup],
  ])('has a row of its own beside %s, and check and readiness name why', (whole, given) => {
    expect(rowsOf(given)).toEqual(['Interns incomplete', `${whole} check`]);
    expect(groupVerdict(given, interns).standing).toBe('incomplete');
    expect(coverage(given).rows.map(({ remedy }) => remedy)).toEqual([renew, renew]);
    expect(readyOf(given)).toMatchObject({ state: 'bad', reason: why, remedy: renew });
    expect(checkJit(given).authenticator).toMatchObject([{ code: 'vpp-token-not-valid' }]);
  });

  test('is named in the verdict on all users, and in the one on the group around it', () => {
    const { standing, lines } = everyoneVerdict(ofUsers, 'all-users');
    expect(standing).toBe('check');
    expect(lines[0]).toEqual({
      code: 'verdict',
      sentence:
        'All users have a policy for just-in-time registration, but Microsoft Authenticator, which it needs, cannot be installed for Interns, which is among All users.',
      remedy: renew,
    });
    expect(lines.at(-1)).toEqual({
      code: 'authenticator-excludes-part',
      sentence: `"Microsoft Authenticator" (store app) excludes Interns, and what is required there instead cannot be installed. ${why}`,
      remedy: renew,
    });
    expect(groupVerdict(ofGroup, everybody).lines.at(-1)?.sentence).toBe(
      `"Microsoft Authenticator" (store app) excludes Interns, which is inside Everybody, and what is required there instead cannot be installed. ${why}`,
    );
  });

  test('is incomplete also where a filter decides, since nothing comes either way', () => {
    const given = of([to(all)], [app(all, out), bought({}, wire.filtered(interns))]);
    expect(rowsOf(given)).toEqual(['Interns incomplete', 'All users check']);
    expect(everyoneVerdict(given, 'all-users').remedy).toBe(renew);
  });

  test('is something to look at where its licences are all in use, and the whole with it', () => {
    const short = bought({ usedLicenseCount: 5, totalLicenseCount: 5 }, wire.group(interns));
    const given = of([to(all)], [app(all, out), short], {}, enrollment({ vppTokens: read([vppToken()]) }));
    expect(rowsOf(given)).toEqual(['All users check', 'Interns check']);
    expect(everyoneVerdict(given, 'all-users').lines[0]?.sentence).toBe(
      'All users have a policy for just-in-time registration, but whether Interns, which is among All users, gets Microsoft Authenticator, which it needs, is not sure.',
    );
    expect(readyOf(given).state).toBe('attention');
  });

  test('is something to look at where groups around it may bring another, and could not be read', () => {
    const hidden = { parents: { [interns]: { read: false as const, why: 'Refused.' } } };
    const given = of([to(all)], [app(all, out), instead], hidden);
    expect(rowsOf(given)).toEqual(['All users check', 'Interns check']);
  });

  test('is named too where an object comes instead that its enrollment does not take', () => {
    const own = accountDriven({ assignments: [wire.group(interns)] });
    const how = enrollment({ vppTokens: read([vppToken()]), typeProfiles: read([own]) });
    const user = (one: WireAssignment) => ({ ...one, settings: { useDeviceLicensing: false } });
    const all = bought({}, wire.allUsers());
    const most = { ...all, assignments: [...all.assignments.map(user), required(out)] };
    const given = of([to(wire.allUsers())], [most, app(wire.group(interns))], {}, how);
    expect(rowsOf(given)).toEqual(['Interns incomplete', 'All users check']);
    expect(everyoneVerdict(given, 'all-users').lines[0]?.sentence).toBe(
      'All users have a policy for just-in-time registration, but Interns, which is among All users, can have account-driven User Enrollment, which does not install Microsoft Authenticator as it is required.',
    );
  });

  test('is not told again where the whole has the same fault', () => {
    const given = of([to(all)], [app(wire.group(everybody), out), bought({}, all)], nested);
    expect(rowsOf(given)).toEqual(['All users incomplete', 'Interns incomplete']);
    expect(coverage(given).rows[0]?.faults.map(({ kind }) => kind)).toEqual(['not-installable']);
  });
});

describe('a group of devices under All users', () => {
  const [out, all] = [wire.exclude(devices), wire.allUsers()];
  const onDevices = app(wire.allDevices(), out);

  test('is not among them; who has the policy and signs in there was not looked at, so no answer is sure', () => {
    const given = seen([to(all, wire.group(sales))], [onDevices]);
    const remedy = 'Assign Microsoft Authenticator as a required app to';
    const object = 'the store app "Microsoft Authenticator".';
    expect(rowsOf(given)).toEqual(['All users check', 'Sales check']);
    const users = everyoneVerdict(given, 'all-users');
    expect(users.lines[0]).toEqual({
      code: 'verdict',
      sentence:
        'All users have a policy for just-in-time registration; whether Microsoft Authenticator, which it needs, comes too is not sure.',
      remedy: `${remedy} all users: ${object}`,
    });
    expect(users.faults).toEqual([]);
    expect(groupVerdict(given, sales).remedy).toBe(`${remedy} Sales: ${object}`);
    const megan = personVerdict({
      ...{ snapshot: given, person: { id: 'megan', displayName: 'Megan Bowen' }, memberOf: [sales] },
    });
    expect(
      [users, groupVerdict(given, sales), megan].map(({ authenticator }) => authenticator),
    ).toMatchObject([
      { state: 'required-in-part' },
      { state: 'required-in-part' },
      { state: 'required-in-part' },
    ]);
    expect(readyOf(given)).toMatchObject({
      state: 'attention',
      reason: expect.stringContaining('only for a part of "All users", "Sales"') as string,
    });
    expect(checkJit(given).authenticator.map(({ code }) => code)).toEqual([
      'authenticator-mismatch',
      'authenticator-mismatch',
    ]);
    const followed = { ...given, apps: [...given.apps, app(all, wire.group(sales))] };
    expect(rowsOf(followed)).toEqual(['All users works', 'Sales works']);
  });

  test('is told of itself where the policy names it beside them, and not as a part of them', () => {
    const given = seen([to(all, wire.group(devices))], [onDevices, app(all)]);
    expect(rowsOf(given)).toEqual(['iPads check', 'All users works']);
    expect(readyOf(given).reason).toContain('only for a part of "iPads"');
  });

  test('is left out of All devices, which it is among', () => {
    const given = seen([to(wire.allDevices())], [onDevices]);
    expect(rowsOf(given)).toEqual(['iPads incomplete', 'All devices check']);
    expect(everyoneVerdict(given, 'all-devices').remedy).toBe(`${off} Or exclude iPads from the policy too.`);
    expect(readyOf(given).remedy).toContain('or exclude them from the policy too');
  });

  test('is not to be excluded from a policy that its users have all the same', () => {
    const given = seen([to(wire.allDevices(), all)], [onDevices]);
    expect(everyoneVerdict(given, 'all-devices').remedy).toBe(off);
    expect(readyOf(given).remedy).not.toContain('exclude them from the policy');
  });

  test('leaves the object that comes to all devices but these unsure beside one that cannot be installed', () => {
    const expired = enrollment({ vppTokens: read([vppToken({ state: 'expired' })]) });
    const bought = vppApp({ vppTokenId: 'vpp-1', assignments: [required(wire.group(sales))] });
    const given = { ...seen([to(all)], [onDevices, bought]), enrollment: expired };
    const megan = personVerdict({
      ...{ snapshot: given, person: { id: 'megan', displayName: 'Megan Bowen' }, memberOf: [sales] },
    });
    expect([megan.standing, groupVerdict(given, sales).standing]).toEqual(['check', 'check']);
  });
});

describe('a group of users under All devices', () => {
  const users = { groups: { [interns]: group(interns, 'Interns', { groupTypes: ['Unified'] }) } };
  const out = [app(wire.allUsers(), wire.exclude(interns))];

  test.each<[string, WireAssignment[]]>([
    ['before', [wire.allDevices()]],
    ['where the policy excludes it, which takes nothing away', [wire.allDevices(), wire.exclude(interns)]],
    ['where the policy is for All users too', [wire.allDevices(), wire.allUsers()]],
  ])('is not to be excluded from the policy: Intune takes no users from devices (%s)', (_, assignments) => {
    const given = seen([to(...assignments)], out, users);
    const { lines, remedy } = everyoneVerdict(given, 'all-devices');
    expect(remedy).toBe(off);
    expect(lines[0]?.sentence).toBe(
      'All devices have a policy for just-in-time registration, but Interns, whose devices are among All devices, does not get Microsoft Authenticator, which it needs.',
    );
    expect(coverage(given).rows.find(({ name }) => name === 'All devices')?.remedy).toBe(remedy);
    expect(readyOf(given)).toMatchObject({
      state: 'bad',
      remedy: 'Take them out of what Microsoft Authenticator excludes.',
    });
  });

  test('is told apart from one whose members are not known, and neither is to be excluded there', () => {
    const given = seen(
      [to(wire.allUsers()), policy({ id: 'p2', assignments: [wire.allDevices()] })],
      [app(wire.allUsers(), wire.exclude(interns), wire.exclude(sales))],
      { groups: { ...users.groups, [sales]: group(sales, 'Sales') } },
    );
    const told = coverage(given).rows.find(({ name }) => name === 'All devices')?.faults;
    expect(told?.map(({ remedy, phrase }) => [remedy, phrase?.split(',')[1]])).toEqual([
      [off, ' whose devices are among All devices'],
      [off, ' which is among All devices'],
    ]);
  });
});

describe('a group whose members are not known, under All devices', () => {
  const out = wire.exclude(interns);
  const excluding = [app(wire.allUsers(), out)];
  const tryIt = [to(wire.allDevices(), out)];

  test.each<[string, WireAssignment[]]>([
    ['a policy for All devices', [wire.allDevices()]],
    ['one for All users too', [wire.allUsers(), wire.allDevices()]],
  ])('is not to be excluded from %s, which would take away only devices in it', (_, assignments) => {
    const given = seen([to(...assignments)], excluding);
    for (const { remedy } of coverage(given).rows) expect(remedy).toBe(off);
    expect(readyOf(given).remedy).toBe('Take them out of what Microsoft Authenticator excludes.');
  });

  test('is told in every answer where the policy excludes it all the same', () => {
    const given = seen(tryIt, excluding);
    expect(rowsOf(given)).toEqual(['Interns incomplete', 'All devices check']);
    const { lines } = everyoneVerdict(given, 'all-devices');
    expect(lines.map(({ sentence }) => sentence)).toEqual([
      'All devices have a policy for just-in-time registration, but Interns, which is among All devices, perhaps does not get Microsoft Authenticator, which it needs.',
      '"Corporate JIT" brings just-in-time registration: assigned to All devices.',
      '"Corporate JIT" excludes Interns, so perhaps not all get it.',
      'Microsoft Authenticator is required through All users (Microsoft Authenticator, store app).',
      '"Microsoft Authenticator" (store app) excludes Interns, so perhaps not all get it.',
    ]);
    expect(lines[0]?.remedy).toBe(off);
    expect(readyOf(given)).toMatchObject({
      state: 'bad',
      reason:
        '"Interns" may have a policy for just-in-time registration, but Microsoft Authenticator is not required there.',
      remedy: 'Take them out of what Microsoft Authenticator excludes.',
    });
    expect(checkJit(given).authenticator).toMatchObject([{ code: 'authenticator-mismatch', remedy: off }]);
  });

  test('is all that is left to look at once it is off what Authenticator excludes', () => {
    expect(rowsOf(seen(tryIt, [app(wire.allUsers())]))).toEqual(['Interns check', 'All devices works']);
  });
});

describe('a policy for All devices that excludes a group of devices', () => {
  const given = seen([to(wire.allDevices(), wire.exclude(devices))], [app(wire.allUsers())]);
  const hidden = { groups: { [interns]: { read: false as const, why: 'Refused.' } } };
  const unread = seen([to(wire.allDevices(), wire.exclude(interns))], given.apps, hidden);
  const megan = (snapshot: Seen) =>
    personVerdict({ snapshot, person: { id: 'megan', displayName: 'Megan Bowen' }, memberOf: [sales] });

  test.each([
    ['that it shows', given],
    ['perhaps, that it does not show', unread],
  ])('is not sure for users, whose devices it may hold (%s)', (_, one) => {
    const answers = [everyoneVerdict(one, 'all-users'), groupVerdict(one, sales), megan(one)];
    expect(answers.map(({ jit, standing }) => `${jit} ${standing}`)).toEqual(Array(3).fill('may check'));
    const [first, ...others] = answers.map(({ lines }) => lines[0]?.remedy);
    expect(others).toEqual([first, first]);
    expect(first).toContain(
      one === given ? 'Look whose devices are in iPads' : 'only then its exclusion counts',
    );
  });

  test('is told with its exclusion, which leaves out users only perhaps', () => {
    expect(everyoneVerdict(given, 'all-users').lines.map(({ sentence }) => sentence)).toEqual([
      'All users may have just-in-time registration, but that cannot be told for sure.',
      '"Corporate JIT" brings just-in-time registration: assigned to All devices; iPads is excluded, which counts only for devices in it.',
      '"Corporate JIT" excludes iPads, so perhaps not all get it.',
      'Microsoft Authenticator is required (Microsoft Authenticator, store app).',
    ]);
    const { standing, lines } = everyoneVerdict(given, 'all-devices');
    expect([standing, lines[2]?.sentence]).toEqual([
      'works',
      '"Corporate JIT" excludes iPads, so not all get it.',
    ]);
    expect(rowsOf(given)).toEqual(['All devices works', 'iPads excluded']);
  });

  test.each([
    [
      'for All users too, takes nothing away',
      [wire.allUsers(), wire.allDevices(), wire.exclude(devices)],
      [],
    ],
    [
      'for All users only, leaves out the users of a group',
      [wire.allUsers(), wire.exclude(interns)],
      [' not all'],
    ],
  ])('or one %s', (_, assignments, expected) => {
    const lines = ['all-users' as const, 'all-devices' as const].flatMap((kind) =>
      everyoneVerdict(seen([to(...assignments)], given.apps), kind).lines.filter(
        ({ code }) => code === 'policy-excludes-part',
      ),
    );
    expect(lines.map(({ sentence }) => /so( perhaps)? not all/.exec(sentence)?.[0])).toEqual(
      expected.flatMap((so) => [`so${so}`, `so${so}`]),
    );
  });

  test('leaves a group that Authenticator excludes as one to look at', () => {
    const lacking = { ...given, apps: [app(wire.allUsers(), wire.exclude(sales))] };
    expect(everyoneVerdict(lacking, 'all-users').standing).toBe('check');
    expect(everyoneVerdict(lacking, 'all-devices').faults).toMatchObject([
      { kind: 'left-out', isOpen: true },
    ]);
    expect(readyOf(lacking)).toMatchObject({
      state: 'bad',
      reason: expect.stringContaining('"Sales" may have a policy') as string,
    });
  });
});

test.each([
  ['itself', wire.exclude(interns)],
  ['a group around it', wire.exclude(everybody)],
])('a group that a policy includes, and whose exclusion of %s wins, needs no Authenticator', (_, out) => {
  const given = seen([to(wire.group(interns), wire.group(sales), out)], [app(wire.group(sales))], nested);
  expect(rowsOf(given).filter((row) => row.startsWith('Interns'))).toEqual(['Interns excluded']);
  expect(readyOf(given)).toMatchObject({
    state: 'good',
    reason: expect.stringContaining('everybody') as string,
  });
});

test('a target of a kind that is not known reaches no group for sure', () => {
  const other = wire.allUsers({ target: { '@odata.type': '#microsoft.graph.somethingElseTarget' } });
  const given = seen([to(other)], [app(wire.allUsers(), wire.exclude(interns))]);
  expect(coverage(given).rows.map(({ name }) => name)).not.toContain('Interns');
});

describe('an exclusion of Authenticator that leaves nobody with a policy out', () => {
  const users = [to(wire.allUsers())];
  const out = wire.exclude(interns);
  test.each<[string, Seen]>([
    ['the policy excludes the group too', seen([to(wire.allUsers(), out)], [app(wire.allUsers(), out)])],
    [
      'another object is required there',
      seen(users, [app(wire.allUsers(), out), vppApp({ assignments: [required(wire.group(interns))] })]),
    ],
    ['Intune does not heed it', seen(users, [app(wire.allUsers(), wire.exclude(devices))])],
    [
      'it is of another intent',
      seen(users, [
        storeApp({
          assignments: [
            required(wire.allUsers()),
            { ...wire.exclude(interns), intent: 'available' },
            { ...wire.group(sales), intent: 'available' },
          ],
        }),
      ]),
    ],
    ['the group is deleted', seen(users, [app(wire.allUsers(), wire.exclude(gone))])],
    ['no policy reaches the group', seen([to(wire.group(sales))], [app(wire.allUsers(), out)])],
  ])('%s', (_, given) => {
    const names = coverage(given).rows.flatMap(({ name, standing }) =>
      standing === 'excluded' ? [] : [`${name} ${standing}`],
    );
    expect(names).toEqual([
      given.policies[0]!.assignments[0]!.target.groupId ? 'Sales works' : 'All users works',
    ]);
    expect(checkJit(given).authenticator.filter(({ code }) => code === 'authenticator-mismatch')).toEqual([]);
    expect(readyOf(given).state).toBe('good');
    const { lines } = everyoneVerdict(given, 'all-users');
    expect(lines.some(({ code }) => code === 'authenticator-excludes-part')).toBe(false);
  });
});
