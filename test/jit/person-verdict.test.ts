import { describe, expect, test } from 'vitest';
import { everyoneVerdict } from '../../src/jit/everyone-verdict.ts';
import { groupVerdict } from '../../src/jit/group-verdict.ts';
import { personVerdict } from '../../src/jit/person-verdict.ts';
import type { EnrollmentTypeProfile } from '../../src/jit/enrollment-snapshot.ts';
import type { MaybeRead, Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import { enrollment, typeProfile, type Parts } from './enrollment-parts.ts';
import {
  entraExtension,
  group,
  ids,
  policy,
  required,
  snapshot,
  storeApp,
  stringPair,
  vppApp,
  wire,
} from './tenant-parts.ts';

const { sales, field, everybody, interns, devices } = ids;
const megan = { id: '33333333-0000-4000-8000-000000000001', displayName: 'Megan Bowen' };
const read = <T>(...value: T[]) => ({ read: true as const, value });
const filteredUsers = {
  ...{ intent: 'required', settings: null },
  target: {
    '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget',
    deviceAndAppManagementAssignmentFilterId: 'f1',
    deviceAndAppManagementAssignmentFilterType: 'include',
  },
};
const jit = (...assignments: WireAssignment[]) => policy({ displayName: 'Corporate JIT', assignments });
const other = (...assignments: WireAssignment[]) =>
  policy({
    id: 'other',
    displayName: 'Old SSO',
    iosSingleSignOnExtension: entraExtension({ configurations: [] }),
    assignments,
  });
const profile = (more: Partial<EnrollmentTypeProfile>): EnrollmentTypeProfile =>
  typeProfile({ id: 'e1', displayName: 'Web enrollment', priority: 1, ...more });

function ask(
  parts: Partial<Snapshot>,
  memberOf: string[] = [sales],
  typeProfiles: MaybeRead<EnrollmentTypeProfile[]> = read(profile({})),
  more: Parts = {},
) {
  const apps = [storeApp({ assignments: [required(wire.allUsers())] })];
  return personVerdict({
    snapshot: { ...snapshot({ apps, ...parts }), enrollment: enrollment({ typeProfiles, ...more }) },
    ...{ person: megan, memberOf },
  });
}
const codes = (verdict: ReturnType<typeof ask>) => verdict.lines.map(({ code }) => code);
const line = (verdict: { lines: ReturnType<typeof ask>['lines'] }, code: string) =>
  verdict.lines.find((one) => one.code === code);

describe('a broken policy', () => {
  const brokenOne = (name: string, ...assignments: WireAssignment[]) =>
    policy({
      ...{ id: name, displayName: name, assignments },
      iosSingleSignOnExtension: entraExtension({
        configurations: [stringPair('device_registration ', '{{DEVICEREGISTRATION}}')],
      }),
    });

  test.each([
    ['is assigned to others', [wire.group(interns)]],
    ['excludes a group of the person', [wire.allUsers(), wire.exclude(sales)]],
    ['is for a group of devices', [wire.group(devices)]],
  ])('that %s is not the one to mend', (_, assignments) => {
    const verdict = ask({
      policies: [brokenOne('For others', ...assignments), brokenOne('For Sales', wire.filtered(sales))],
    });
    expect(verdict).toMatchObject({ jit: 'broken' });
    expect(verdict.lines[0]?.remedy).toMatch(/^In "For Sales", have the key device_registration once/);
  });
});

describe('Authenticator for groups of devices', () => {
  const kiosks = { ...group(devices, 'Kiosks'), membershipRule: 'device.enrollmentProfileName -eq "Kiosk"' };
  const forDevices = required(wire.group(devices));

  test('is no requirement for the person: which devices the person has was not looked at', () => {
    const verdict = ask({
      policies: [jit(wire.group(sales))],
      groups: { ...snapshot({}).groups, [devices]: kiosks },
      apps: [storeApp({ assignments: [forDevices] })],
    });
    expect(verdict.standing).toBe('check');
    expect(line(verdict, 'authenticator-may-be-required')).toEqual({
      code: 'authenticator-may-be-required',
      sentence:
        'Microsoft Authenticator is required for Kiosks, a group of devices; whether a device of Megan Bowen is in it I did not look at (Microsoft Authenticator, store app).',
      remedy:
        'Assign Microsoft Authenticator as a required app to a group that Megan Bowen is in: the store app "Microsoft Authenticator".',
    });
  });

  test.each([
    ['uninstall', wire.group(sales), ' For Megan Bowen otherwise it is set to uninstall.'],
    ['available', wire.group(sales), ' For Megan Bowen otherwise it is set to available.'],
    ['required', wire.exclude(sales), undefined],
  ])('tells what the person has beside that: %s', (intent, target, sentence) => {
    const verdict = ask({
      policies: [jit(wire.group(sales))],
      groups: { ...snapshot({}).groups, [devices]: kiosks },
      apps: [storeApp({ assignments: [forDevices, { ...target, intent }] })],
    });
    expect(line(verdict, 'verdict')?.sentence).toBe(
      'Megan Bowen has a policy for just-in-time registration; whether Microsoft Authenticator, which it needs, comes too is not sure.',
    );
    const said = line(verdict, 'authenticator-may-be-required')?.sentence;
    expect(said).toContain('whether a device of Megan Bowen is in it I did not look at');
    if (sentence) expect(said?.endsWith(sentence)).toBe(true);
    else expect(said).not.toContain('otherwise');
  });

  test('says nothing where the person gets it otherwise too', () => {
    const apps = [storeApp({ assignments: [forDevices, required(wire.group(sales))] })];
    const verdict = ask({ policies: [jit(wire.group(sales))], apps });
    expect(verdict.standing).toBe('works');
    expect(codes(verdict)).toContain('authenticator-required');
  });
});

describe('why a person has JIT, or has not', () => {
  test.each<[string, Partial<Snapshot>, string[], string, string]>([
    ['a member of the group', { policies: [jit(wire.group(sales))] }, [sales], 'yes works', 'policy-reaches'],
    [
      'a member through nesting',
      { policies: [jit(wire.group(everybody))] },
      [sales, everybody],
      'yes works',
      'policy-reaches',
    ],
    [
      'an id in capitals',
      { policies: [jit(wire.group(sales))] },
      [sales.toUpperCase()],
      'yes works',
      'policy-reaches',
    ],
    ['all users', { policies: [jit(wire.allUsers())] }, [], 'yes works', 'policy-reaches'],
    ['all devices', { policies: [jit(wire.allDevices())] }, [], 'yes works', 'policy-reaches'],
    ['not a member', { policies: [jit(wire.group(field))] }, [sales], 'no no', 'policy-not-assigned'],
    ['no policy at all', {}, [sales], 'no no', 'verdict'],
    [
      'excluded through a group',
      { policies: [jit(wire.allUsers(), wire.exclude(interns))] },
      [sales, interns],
      'excluded excluded',
      'policy-excluded',
    ],
    [
      'another group is excluded',
      { policies: [jit(wire.allUsers(), wire.exclude(interns))] },
      [sales],
      'yes works',
      'policy-reaches',
    ],
    [
      'a group of the person excluded from all devices',
      { policies: [jit(wire.allDevices(), wire.exclude(sales))] },
      [sales],
      'yes works',
      'policy-reaches',
    ],
    [
      'a device group excluded from all devices',
      { policies: [jit(wire.allDevices(), wire.exclude(devices))] },
      [sales],
      'may check',
      'policy-may-reach',
    ],
    [
      'a device group excluded from all users',
      { policies: [jit(wire.allUsers(), wire.exclude(devices))] },
      [sales],
      'yes works',
      'policy-reaches',
    ],
    ['a filter decides', { policies: [jit(wire.filtered(sales))] }, [sales], 'may check', 'policy-may-reach'],
    [
      'a device group only',
      { policies: [jit(wire.group(devices))] },
      [sales],
      'may check',
      'policy-may-reach',
    ],
    [
      'two policies',
      { policies: [jit(wire.group(sales)), other(wire.allUsers())] },
      [sales],
      'conflicting conflicting',
      'policies-conflict',
    ],
    [
      'a second policy with a filter',
      { policies: [jit(wire.group(sales)), other(wire.filtered(sales))] },
      [sales],
      'may check',
      'policies-may-conflict',
    ],
    [
      'a broken policy',
      {
        policies: [
          policy({
            iosSingleSignOnExtension: entraExtension({
              configurations: [stringPair('device_registration', '')],
            }),
            assignments: [wire.group(sales)],
          }),
        ],
      },
      [sales],
      'broken broken',
      'policy-reaches',
    ],
    [
      'no Authenticator',
      { policies: [jit(wire.group(sales))], apps: [] },
      [sales],
      'yes incomplete',
      'authenticator-not-assigned',
    ],
    [
      'Authenticator for another group',
      {
        policies: [jit(wire.group(sales))],
        apps: [storeApp({ assignments: [required(wire.group(field))] })],
      },
      [sales],
      'yes incomplete',
      'authenticator-not-assigned',
    ],
    [
      'Authenticator only available',
      {
        policies: [jit(wire.group(sales))],
        apps: [storeApp({ assignments: [wire.group(sales, { intent: 'available' })] })],
      },
      [sales],
      'yes incomplete',
      'authenticator-other-intent',
    ],
    [
      'excluded from Authenticator',
      {
        policies: [jit(wire.group(sales))],
        apps: [storeApp({ assignments: [required(wire.allUsers()), required(wire.exclude(interns))] })],
      },
      [sales, interns],
      'yes incomplete',
      'authenticator-excluded',
    ],
    [
      'Authenticator with a filter',
      {
        policies: [jit(wire.group(sales))],
        apps: [storeApp({ assignments: [required(wire.filtered(sales))] })],
      },
      [sales],
      'yes check',
      'authenticator-may-be-required',
    ],
    [
      "a kiosk's policy beside",
      { policies: [jit(wire.group(sales)), other(wire.group(devices))] },
      [sales],
      'yes works',
      'policy-for-devices',
    ],
    [
      'a broken policy for a device group',
      {
        policies: [
          policy({
            iosSingleSignOnExtension: entraExtension({
              configurations: [stringPair('device_registration', '')],
            }),
            assignments: [wire.group(devices)],
          }),
        ],
      },
      [sales],
      'no no',
      'policy-for-devices',
    ],
    [
      'a broken policy with a filter',
      {
        policies: [
          policy({
            iosSingleSignOnExtension: entraExtension({
              configurations: [stringPair('device_registration', '')],
            }),
            assignments: [wire.filtered(sales)],
          }),
        ],
      },
      [sales],
      'broken broken',
      'policy-may-reach',
    ],
    [
      'nothing found, Settings Catalog not read',
      { catalogPolicies: { read: false, why: 'Refused.' } },
      [sales],
      'unknown check',
      'verdict',
    ],
  ])('%s', (_, parts, memberOf, expected, code) => {
    const verdict = ask(parts, memberOf);
    expect(`${verdict.jit} ${verdict.standing}`).toBe(expected);
    expect(codes(verdict)[0]).toBe('verdict');
    expect(codes(verdict)).toContain(code);
    if (!['works', 'excluded'].includes(verdict.standing)) expect(verdict.lines[0]?.remedy).toBeTruthy();
  });

  test('what comes is said first, and every policy that misses the person last, with its reason', () => {
    const verdict = ask(
      {
        policies: [
          policy({
            id: 'a',
            displayName: 'For Field Ops',
            assignments: [wire.group(field), wire.group(everybody)],
          }),
          policy({
            id: 'b',
            displayName: 'But interns',
            assignments: [wire.allUsers(), wire.exclude(interns)],
          }),
          policy({ id: 'c', displayName: 'Corporate iPads', assignments: [wire.filtered(sales)] }),
          policy({ id: 'd', displayName: 'Nobody' }),
        ],
      },
      [sales, interns],
    );
    expect(verdict.lines).toEqual([
      {
        code: 'verdict',
        sentence: 'Megan Bowen may have just-in-time registration, but that cannot be told for sure.',
        remedy: 'Make sure that the filter Corporate iOS devices lets the devices of Megan Bowen through.',
      },
      {
        code: 'policy-may-reach',
        sentence:
          '"Corporate iPads" brings just-in-time registration: assigned to Sales, which Megan Bowen is in, only devices that match the filter Corporate iOS devices (include mode).',
      },
      {
        code: 'policy-excluded',
        sentence:
          '"But interns" brings just-in-time registration: assigned to All users, but Interns, which Megan Bowen is in, is excluded.',
        remedy: 'Take the exclusion of Interns off "But interns", if Megan Bowen should have it.',
      },
      {
        code: 'authenticator-required',
        sentence:
          'Microsoft Authenticator is required through All users (Microsoft Authenticator, store app).',
      },
      {
        code: 'enrollment-profile',
        sentence:
          'The enrollment type profile "Web enrollment" applies (priority 1): web-based device enrollment.',
      },
      {
        code: 'policy-not-assigned',
        sentence:
          '"For Field Ops" brings just-in-time registration; it is assigned to Field Ops, Everybody, not to Megan Bowen.',
      },
      {
        code: 'policy-not-assigned',
        sentence: '"Nobody" brings just-in-time registration; it is assigned to nobody.',
      },
    ]);
  });
});

test('policies that miss are offered once, as one of several, and only where nothing collides with them', () => {
  const remedies = (parts: Partial<Snapshot>) =>
    ask(parts).lines.flatMap(({ code, remedy }) => (code === 'policy-not-assigned' ? (remedy ?? []) : []));
  const missing = (parts: Partial<Snapshot>) => remedies(parts)[0];
  expect(missing({ policies: [jit(wire.group(field))] })).toBe(
    'Add a group that Megan Bowen is in to "Corporate JIT"; a second policy would collide with it.',
  );
  expect(missing({ policies: [jit(wire.group(field)), jit(wire.group(sales))] })).toBeUndefined();
  expect(missing({ policies: [jit(wire.group(field)), other(wire.group(sales))] })).toBeUndefined();
  const second = { ...jit(wire.group(field)), id: 'second', displayName: 'Field JIT' };
  expect(remedies({ policies: [jit(wire.group(field)), second, other(wire.group(field))] })).toEqual([
    'Add a group that Megan Bowen is in to one of these, and only one: "Corporate JIT", "Field JIT"; a second policy would collide with it.',
  ]);
});

describe('groups that Graph refused to show', () => {
  const refused = { read: false as const, why: 'Refused.' };
  const hidden = (groupId: string): Partial<Snapshot> => ({ groups: { [groupId]: refused } });

  test('may hold a device of the person, so that nothing found proves nothing', () => {
    const verdict = ask({ policies: [jit(wire.group(field))], ...hidden(field) });
    expect(verdict).toMatchObject({ jit: 'unknown', standing: 'check' });
    expect(verdict.notRead.map(({ what }) => what)).toEqual([`the group ${field}`]);
    expect(verdict.lines.map(({ sentence, remedy }) => `${sentence} ${remedy ?? ''}`).join(' ')).not.toMatch(
      /does not have|deleted|Add a group/,
    );
    expect(ask({ policies: [jit(wire.group(field))] })).toMatchObject({ jit: 'no' });
  });

  test('bring Authenticator perhaps', () => {
    const parts = {
      policies: [jit(wire.group(sales))],
      apps: [storeApp({ assignments: [required(wire.group(field))] })],
    };
    const verdict = ask({ ...parts, ...hidden(field) }, [sales]);
    expect(verdict).toMatchObject({ standing: 'check', authenticator: { gap: 'assigned-groups' } });
    expect(line(verdict, 'authenticator-not-read')?.sentence).toBe(
      'I could not read all groups that Microsoft Authenticator is assigned to, so I do not know whether Microsoft Authenticator is required for Megan Bowen.',
    );
    expect(ask(parts, [sales])).toMatchObject({ standing: 'incomplete' });
  });

  test('count where the person is in them, and leave open what they are excluded from on devices', () => {
    expect(ask({ policies: [jit(wire.group(field))], ...hidden(field) }, [field])).toMatchObject({
      jit: 'yes',
    });
    const excluded = { policies: [jit(wire.allDevices(), wire.exclude(field))] };
    expect(ask({ ...excluded, ...hidden(field) })).toMatchObject({ jit: 'may' });
    expect(ask(excluded)).toMatchObject({ jit: 'yes' });
  });

  test('take out a part of everyone only perhaps', () => {
    const excluding = snapshot({ policies: [jit(wire.allUsers(), wire.exclude(field))], ...hidden(field) });
    const { lines, notRead } = everyoneVerdict(excluding, 'all-users');
    expect(lines.map(({ sentence }) => sentence)).toContain(
      `"Corporate JIT" excludes a group that I could not read (${field}), so perhaps not all get it.`,
    );
    expect(notRead.map(({ what }) => what)).toEqual([`the group ${field}`]);
  });
});

test.each([
  ['only with a filter', { apps: [storeApp({ assignments: [filteredUsers] })] }, 'comes too is not sure.'],
  ['not read', { appsNotRead: { read: false as const, why: 'Refused.' } }, 'comes too I could not check.'],
])('of everyone too, a policy alone is no registration where Authenticator is %s', (_, parts, end) => {
  const { lines } = everyoneVerdict(snapshot({ policies: [jit(wire.allUsers())], ...parts }), 'all-users');
  expect(lines[0]?.sentence).toBe(
    `All users have a policy for just-in-time registration; whether Microsoft Authenticator, which it needs, ${end}`,
  );
});

describe('the enrollment type profile', () => {
  const second = profile({ id: 'e2', displayName: 'Second', priority: 2 });
  const said = (verdict: ReturnType<typeof ask>) =>
    verdict.lines.flatMap(({ code, sentence }) => (code.startsWith('enrollment-profile') ? [sentence] : []));
  test.each<[string, EnrollmentTypeProfile[], string | undefined, string[]]>([
    ['the lowest number wins', [second, profile({})], 'e1', ['Second']],
    ['zero is the highest', [profile({}), profile({ id: 'e0', priority: 0 })], 'e0', ['Web enrollment']],
    ['others do not count', [profile({ assignments: [wire.group(field)] }), second], 'e2', []],
    ['a group of the person', [profile({ assignments: [wire.group(sales)] }), second], 'e1', ['Second']],
    ['excluded', [profile({ assignments: [wire.allUsers(), wire.exclude(sales)] }), second], 'e2', []],
    ['devices of somebody', [profile({ assignments: [wire.group(devices)] }), second], 'e2', []],
    ['an unknown priority comes last', [profile({ priority: null }), second], 'e2', ['Web enrollment']],
    ['none', [], undefined, []],
  ])('%s', (_, profiles, id, before) => {
    const verdict = ask({ policies: [jit(wire.group(sales))] }, [sales], read(...profiles));
    const name = profiles.find((one) => one.id === id)?.displayName;
    const [sentence, ...more] = said(verdict);
    expect(more).toEqual([]);
    if (!name) return expect(sentence).toBe('No enrollment type profile reaches Megan Bowen.');
    expect(sentence).toMatch(new RegExp(`^The enrollment type profile "${name}" applies \\(priority`));
    const behind = before.map((one) => `; it comes before "${one}".`).join();
    expect(sentence?.endsWith(behind || 'enrollment.')).toBe(true);
  });

  test('with a filter it only may apply, and what stands behind it may as well', () => {
    const filtered = profile({ assignments: [wire.filtered(sales)] });
    const own = profile({
      ...{ id: 'e3', displayName: 'Own phones', priority: 3 },
      defaultEnrollmentType: 'accountDrivenUserEnrollment',
    });
    const may =
      'The enrollment type profile "Web enrollment" may apply (priority 1): web-based device enrollment; its filter decides on the device: only devices that match the filter Corporate iOS devices (include mode).';
    expect(said(ask({}, [sales], read(second, filtered, own)))).toEqual([
      may,
      'Otherwise the enrollment type profile "Second" applies (priority 2): web-based device enrollment; it comes before "Own phones".',
    ]);
    expect(said(ask({}, [sales], read(filtered)))).toEqual([
      may,
      'Otherwise no enrollment type profile reaches Megan Bowen.',
    ]);
    expect(said(ask({ filters: { read: false, why: 'x' } }, [sales], read(filtered)))[0]).toContain(
      'its name I could not read',
    );
  });

  test('one behind that applies to everybody decides nothing, though it has a filter', () => {
    const filtered = profile({ id: 'f', priority: 5, assignments: [wire.filtered(sales)] });
    expect(said(ask({}, [sales], read(second, filtered)))).toEqual([
      'The enrollment type profile "Second" applies (priority 2): web-based device enrollment; it comes before "Web enrollment".',
    ]);
  });

  test('where the person chooses, the options are named', () => {
    const options = ['webDeviceEnrollment', 'accountDrivenUserEnrollment'];
    const open = profile({
      defaultEnrollmentType: 'unknown',
      availableEnrollmentTypeOptions: options.map((enrollmentType) => ({ enrollmentType })),
    });
    expect(said(ask({}, [sales], read(open)))[0]).toContain(
      'web-based device enrollment or account-driven User Enrollment.',
    );
  });

  test('not read is not none', () => {
    const verdict = ask({}, [sales], { read: false, why: 'Refused.' });
    expect(line(verdict, 'enrollment-profile-not-read')?.sentence).toContain('Refused.');
    expect(codes(verdict)).not.toContain('enrollment-profile-none');
    expect(verdict.notRead).toEqual([
      { what: 'enrollment type profiles', why: 'Refused.', remedy: 'Try again in a minute.' },
    ]);
  });

  const accountDriven = read(profile({ defaultEnrollmentType: 'accountDrivenUserEnrollment' }));
  const vpp = (useDeviceLicensing: boolean) =>
    vppApp({
      assignments: [{ ...required(wire.group(sales)), settings: { useDeviceLicensing } }],
    });
  test.each<[string, Snapshot['apps'], typeof accountDriven, boolean]>([
    ['a store app', [storeApp({ assignments: [required(wire.allUsers())] })], accountDriven, true],
    ['a VPP app with device licences', [vpp(true)], accountDriven, true],
    ['a VPP app with user licences', [vpp(false)], accountDriven, false],
    [
      'store and user licences',
      [storeApp({ assignments: [required(wire.allUsers())] }), vpp(false)],
      accountDriven,
      false,
    ],
    ['web-based enrollment', [vpp(true)], read(profile({})), false],
    ['no app at all', [], accountDriven, false],
  ])('licences: %s', (_, apps, profiles, wrong) => {
    const verdict = ask({ policies: [jit(wire.group(sales))], apps }, [sales], profiles);
    expect(codes(verdict).includes('authenticator-licence')).toBe(wrong);
  });

  test('user enrollment with Company Portal is told to be deprecated', () => {
    const verdict = ask({}, [sales], read(profile({ defaultEnrollmentType: 'user' })));
    expect(line(verdict, 'enrollment-profile')?.remedy).toContain('deprecated');
  });
});

describe('does a group have JIT', () => {
  const given = (parts: Partial<Snapshot>) =>
    snapshot({ apps: [storeApp({ assignments: [required(wire.allUsers())] })], ...parts });

  test('inherits from the groups around it and from All users, each way explained', () => {
    const verdict = groupVerdict(
      given({
        policies: [jit(wire.group(everybody)), other(wire.allUsers())],
        parents: { [sales]: read(everybody) },
      }),
      sales,
    );
    expect(verdict.jit).toBe('conflicting');
    expect(verdict.lines.map(({ sentence }) => sentence)).toEqual([
      'Sales has more than one SSO extension policy, so none can be relied on.',
      'Sales gets 2 SSO extension policies ("Corporate JIT", "Old SSO"), and a device takes only one.',
      '"Corporate JIT" brings just-in-time registration: assigned to Everybody, which Sales is in.',
      '"Old SSO" brings single sign-on only: assigned to All users.',
      'Microsoft Authenticator is required through All users (Microsoft Authenticator, store app).',
    ]);
  });

  test('a policy for a group inside is for a part', () => {
    const verdict = groupVerdict(
      given({ policies: [jit(wire.group(interns))], children: { [sales]: read(interns) } }),
      sales,
    );
    expect(verdict.jit).toBe('may');
    expect(line(verdict, 'policy-may-reach')?.sentence).toContain('Interns, which is inside Sales');
  });

  test('a group inside that is excluded is said', () => {
    const verdict = groupVerdict(
      given({
        policies: [jit(wire.group(sales), wire.exclude(interns))],
        children: { [sales]: read(interns) },
      }),
      sales,
    );
    expect(verdict.jit).toBe('yes');
    expect(line(verdict, 'policy-excludes-part')?.sentence).toContain(
      'excludes Interns, which is inside Sales',
    );
  });

  test('an exclusion without effect is said', () => {
    const verdict = groupVerdict(
      given({
        policies: [jit(wire.allDevices(), wire.exclude(sales))],
        groups: { [sales]: group(sales, 'Sales', { groupTypes: ['Unified'] }) },
      }),
      sales,
    );
    expect(verdict.jit).toBe('yes');
    expect(line(verdict, 'exclusion-without-effect')?.sentence).toContain(
      'excludes Sales, but that does not keep it',
    );
  });

  test('nothing found is not known where the groups around it were not read', () => {
    const refused = given({ parents: { [sales]: { read: false, why: 'Refused.' } } });
    expect(groupVerdict(refused, sales)).toMatchObject({
      jit: 'unknown',
      notRead: [{ what: 'the groups around Sales', why: 'Refused.', remedy: 'Try again in a minute.' }],
    });
    const unasked = given({});
    delete unasked.parents[sales];
    expect(groupVerdict(unasked, sales).jit).toBe('unknown');
    expect(groupVerdict(given({}), sales)).toMatchObject({ jit: 'no', notRead: [] });
  });

  test('a deleted group is called so', () => {
    const verdict = groupVerdict(given({ policies: [jit(wire.group(ids.gone))] }), ids.gone);
    expect(verdict).toMatchObject({ jit: 'may', deleted: true });
    expect(line(verdict, 'group-deleted')).toBeDefined();
  });

  test('whatever the letter case of the id', () => {
    const verdict = groupVerdict(
      given({ policies: [jit(wire.group(everybody))], parents: { [sales]: read(everybody) } }),
      sales.toUpperCase(),
    );
    expect(verdict).toMatchObject({ name: 'Sales', jit: 'yes', notRead: [] });
  });
});
