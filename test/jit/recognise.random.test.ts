import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverage } from '../../src/jit/coverage.ts';
import { groupVerdict } from '../../src/jit/group-verdict.ts';
import { personVerdict } from '../../src/jit/person-verdict.ts';
import { recognisePolicies } from '../../src/jit/recognise-policies.ts';
import type { DeviceFeaturesPolicy, Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import {
  catalogPolicy,
  customProfile,
  entraExtension,
  group,
  ids,
  integerPair,
  kerberosCatalogPolicy,
  mobileconfig,
  policy,
  redirectExtension,
  required,
  snapshot,
  ssoPayload,
  storeApp,
  stringPair,
  vppApp,
  wire,
} from './tenant-parts.ts';

const token = '{{DEVICEREGISTRATION}}';
const zero = '00000000-0000-0000-0000-000000000000';

/** A tenant with every shape there is, as Graph shows it. */
const tenant = (): Snapshot =>
  snapshot({
    policies: [
      policy({ id: 'p1', assignments: [wire.group(ids.sales), wire.exclude(ids.interns)] }),
      policy({
        id: 'p2',
        displayName: 'Broken',
        iosSingleSignOnExtension: entraExtension({
          configurations: [stringPair('device_registration ', token)],
        }),
        assignments: [wire.filtered(ids.field), wire.group(ids.gone)],
      }),
      policy({
        id: 'p3',
        displayName: 'Redirect',
        iosSingleSignOnExtension: redirectExtension(),
        assignments: [wire.group(ids.everybody), wire.allDevices()],
      }),
      policy({
        id: 'p4',
        displayName: 'Shared',
        iosSingleSignOnExtension: entraExtension({ enableSharedDeviceMode: true }),
        assignments: [wire.group(ids.devices)],
      }),
      policy({
        id: 'p5',
        displayName: 'Kerberos',
        iosSingleSignOnExtension: {
          '@odata.type': '#microsoft.graph.iosKerberosSingleSignOnExtension',
          realm: 'C',
        },
        assignments: [wire.allUsers()],
      }),
      policy({
        id: 'p6',
        displayName: 'SSO',
        iosSingleSignOnExtension: entraExtension({
          configurations: [integerPair('browser_sso_interaction_enabled', 1)],
        }),
        assignments: [wire.group(ids.interns, { source: 'policySets' })],
      }),
    ],
    catalogPolicies: {
      read: true,
      value: [
        catalogPolicy({}, { assignments: [wire.group(ids.field)] }),
        kerberosCatalogPolicy({ id: 'k', assignments: [wire.allUsers()] }),
        catalogPolicy({}, { id: 'm', platforms: 'macOS', assignments: [wire.allUsers()] }),
      ],
    },
    customProfiles: {
      read: true,
      value: [customProfile(mobileconfig(ssoPayload), { assignments: [wire.group(ids.interns)] })],
    },
    apps: [
      storeApp({ assignments: [required(wire.allUsers()), wire.group(ids.field, { intent: 'available' })] }),
      vppApp({ assignments: [required(wire.group(ids.devices)), required(wire.exclude(ids.interns))] }),
    ],
  });

/** What is said, without the order of policies, and with ids in one letter case. */
const gist = (given: Snapshot) => ({
  classes: Object.fromEntries(
    recognisePolicies(given).map((one) => [one.id, [one.where, one.class, one.faults]]),
  ),
  rows: coverage(given).rows.map(({ name, jit, standing, authenticator, policies }) => ({
    name,
    jit,
    standing,
    authenticator: authenticator?.state,
    policies: policies.map(({ policy: { id }, reach }) => `${id} ${reach}`).sort(),
  })),
});

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Rewrites a JSON value from the inside out. */
function rewrite(
  value: unknown,
  change: (node: Node) => Node,
  inList: (list: unknown[]) => unknown[],
): unknown {
  if (Array.isArray(value)) return inList(value.map((inner: unknown) => rewrite(inner, change, inList)));
  if (!isNode(value)) return value;
  return change(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rewrite(inner, change, inList)])),
  );
}

/** Each policy and app object by itself; ids of groups and the tables of the snapshot stay. */
const everyObject = (given: Snapshot, change: (object: Node) => Node): Snapshot => {
  const all = <T>(list: T[]): T[] => list.map((one) => change(one as Node) as T);
  return {
    ...given,
    policies: all(given.policies),
    apps: all(given.apps),
    catalogPolicies: given.catalogPolicies.read
      ? { read: true, value: all(given.catalogPolicies.value) }
      : given.catalogPolicies,
    customProfiles: given.customProfiles.read
      ? { read: true, value: all(given.customProfiles.value) }
      : given.customProfiles,
  };
};
const rewritten = (
  given: Snapshot,
  change: (node: Node) => Node,
  inList = (list: unknown[]) => list,
): Snapshot => everyObject(given, (object) => rewrite(object, change, inList) as Node);

const inTargets =
  (change: (target: Node) => Node) =>
  (node: Node): Node =>
    isNode(node['target']) ? { ...node, target: change(node['target']) } : node;

describe('what means nothing changes nothing', () => {
  const same = (changed: (given: Snapshot) => Snapshot) =>
    expect(gist(changed(tenant()))).toEqual(gist(tenant()));

  test('the tenant holds every kind of verdict', () => {
    const { rows, classes } = gist(tenant());
    expect(rows.length).toBeGreaterThan(4);
    expect(new Set(Object.values(classes).map(([where]) => where)).size).toBe(4);
    expect(new Set(Object.values(classes).map(([, kind]) => kind)).size).toBe(5);
  });

  test('properties that Graph may add', () => {
    const added = fc.dictionary(
      fc.string({ minLength: 1 }).map((name) => `new_${name}`),
      fc.jsonValue(),
      { maxKeys: 3 },
    );
    fc.assert(
      fc.property(added, added, (first, last) => {
        // Plain values of a Settings Catalog tree stand under `value`, and nothing is added under that name.
        same((given) =>
          rewritten(given, (node) => ({ ...withoutTrees(first), ...node, ...withoutTrees(last) })),
        );
      }),
    );
  });

  test('annotations', () => {
    same((given) =>
      rewritten(given, (node) => ({
        ...node,
        '@odata.context': 'https://graph.microsoft.com',
        'x@odata.count': 3,
      })),
    );
  });

  test('the order of properties, pairs, assignments and policies', () => {
    const reversed = (node: Node): Node => Object.fromEntries(Object.entries(node).reverse());
    same((given) => rewritten(given, reversed));
    same((given) =>
      rewritten(
        given,
        (node) => node,
        (list) => [...list].reverse(),
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }), (weights) => {
        let next = 0;
        const shuffled = (list: unknown[]): unknown[] =>
          list
            .map((value) => ({ value, weight: weights[next++ % weights.length] ?? 0 }))
            .sort((a, b) => a.weight - b.weight)
            .map(({ value }) => value);
        same((given) => rewritten(given, (node) => node, shuffled));
      }),
    );
  });

  test.each<[string, Node]>([
    [
      'null',
      { deviceAndAppManagementAssignmentFilterId: null, deviceAndAppManagementAssignmentFilterType: 'none' },
    ],
    [
      'the zero GUID',
      {
        deviceAndAppManagementAssignmentFilterId: zero,
        deviceAndAppManagementAssignmentFilterType: 'include',
      },
    ],
    [
      'the zero GUID with none',
      { deviceAndAppManagementAssignmentFilterId: zero, deviceAndAppManagementAssignmentFilterType: 'none' },
    ],
    [
      'both null',
      { deviceAndAppManagementAssignmentFilterId: null, deviceAndAppManagementAssignmentFilterType: null },
    ],
    [
      'an empty text',
      { deviceAndAppManagementAssignmentFilterId: '', deviceAndAppManagementAssignmentFilterType: 'include' },
    ],
  ])('"no filter" as %s', (_, none) => {
    const unfiltered = inTargets((target) =>
      target['deviceAndAppManagementAssignmentFilterType'] === 'none' ? { ...target, ...none } : target,
    );
    same((given) => rewritten(given, unfiltered));
  });

  test('"no filter" as nothing at all', () => {
    const unfiltered = inTargets((target) => {
      if (target['deviceAndAppManagementAssignmentFilterType'] !== 'none') return target;
      return Object.fromEntries(Object.entries(target).filter(([name]) => !name.startsWith('deviceAndApp')));
    });
    same((given) => rewritten(given, unfiltered));
  });

  test('the letter case of group and filter ids', () => {
    const capitals = inTargets((target) =>
      Object.fromEntries(
        Object.entries(target).map(([name, value]) => [
          name,
          typeof value === 'string' && /(groupId|FilterId)$/.test(name) ? value.toUpperCase() : value,
        ]),
      ),
    );
    same((given) => rewritten(given, capitals));
  });

  test('whether an assignment is direct or of a policy set', () => {
    fc.assert(
      fc.property(fc.constantFrom('direct', 'policySets', null, undefined), (source) => {
        same((given) => rewritten(given, (node) => (isNode(node['target']) ? { ...node, source } : node)));
      }),
    );
  });

  test('the same assignment twice', () => {
    same((given) =>
      everyObject(given, (object) => ({
        ...object,
        assignments: [...(object['assignments'] as unknown[]), ...(object['assignments'] as unknown[])],
      })),
    );
  });

  test('the names of settings in the Settings Catalog, as long as they are of the extension', () => {
    const suffix = fc.stringMatching(/^[a-z_]{0,12}$/);
    fc.assert(
      fc.property(suffix, (more) => {
        const renamed = (node: Node): Node => {
          const name = node['settingDefinitionId'];
          return typeof name === 'string' ? { ...node, settingDefinitionId: `${name}${more}` } : node;
        };
        same((given) => rewritten(given, renamed));
      }),
    );
  });

  test('key-value pairs of others beside the registration pair', () => {
    const word = fc.stringMatching(/^contoso_[a-z]{1,10}$/);
    const pair = fc.oneof(
      fc.tuple(word, fc.string()).map(([key, value]) => stringPair(key, value)),
      fc.tuple(word, fc.integer()).map(([key, value]) => integerPair(key, value)),
    );
    // A value that looks like the token is an attempt of its own, and said so.
    const harmless = pair.filter(({ value }) => !String(value).toLowerCase().includes('registration'));
    fc.assert(
      fc.property(fc.array(harmless, { maxLength: 6 }), (pairs) => {
        const extended = (node: Node): Node =>
          Array.isArray(node['configurations'])
            ? { ...node, configurations: [...pairs, ...(node['configurations'] as unknown[])] }
            : node;
        same((given) => rewritten(given, extended));
      }),
    );
  });
});

/** Values that are no trees of settings; those may bring values of their own. */
const withoutTrees = (added: Node): Node =>
  Object.fromEntries(Object.entries(added).filter(([, value]) => typeof value !== 'object'));

describe('what breaks the pair is never taken for JIT', () => {
  const blank = fc.constantFrom(' ', '\t', '\n', '\u00a0', '\u200b', '\ufeff', '\u2007', '\u3000');
  const flip = (text: string, at: number): string => {
    const letter = text[at] ?? '';
    const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    return text.slice(0, at) + other + text.slice(at + 1);
  };
  const spoil = fc
    .record({
      inKey: fc.boolean(),
      at: fc.nat(22),
      blank,
      how: fc.constantFrom('blank', 'case', 'drop', 'double'),
    })
    .map(({ inKey, at, blank: space, how }) => {
      const changed = (text: string): string => {
        const place = at % text.length;
        if (how === 'blank') return text.slice(0, at) + space + text.slice(at);
        if (how === 'case') return flip(text, place);
        return (
          text.slice(0, place) +
          (how === 'double' ? (text[place] ?? '').repeat(2) : '') +
          text.slice(place + 1)
        );
      };
      return inKey
        ? { key: changed('device_registration'), value: token }
        : { key: 'device_registration', value: changed(token) };
    })
    .filter(({ key, value }) => key !== 'device_registration' || value !== token);

  const classOf = (given: Partial<Snapshot>) => recognisePolicies(snapshot(given)).map((one) => one.class);
  test.each<[string, (pair: { key: string; value: string }) => Partial<Snapshot>]>([
    [
      'Device features',
      ({ key, value }) => ({
        policies: [
          policy({ iosSingleSignOnExtension: entraExtension({ configurations: [stringPair(key, value)] }) }),
        ],
      }),
    ],
    [
      'Redirect',
      ({ key, value }) => ({
        policies: [
          policy({
            iosSingleSignOnExtension: redirectExtension({ configurations: [stringPair(key, value)] }),
          }),
        ],
      }),
    ],
    [
      'Settings Catalog',
      ({ key, value }) => ({
        catalogPolicies: {
          read: true,
          value: [
            catalogPolicy({
              pairs: [
                ['browser_sso_interaction_enabled', 1],
                [key, value],
              ],
            }),
          ],
        },
      }),
    ],
  ])('%s', (_, given) => {
    fc.assert(
      fc.property(spoil, (pair) => {
        expect(classOf(given(pair))).toEqual(['broken']);
      }),
    );
  });
});

describe('random assignments', () => {
  const groupIds = [ids.sales, ids.field, ids.everybody, ids.interns];
  const users = Object.fromEntries(
    groupIds.map((id) => [id, group(id, id.slice(-1), { groupTypes: ['Unified'] })]),
  );
  const entry = fc.oneof(
    fc.constantFrom(...groupIds).map((id) => wire.group(id)),
    fc.constantFrom(...groupIds).map((id) => wire.exclude(id)),
    fc.constantFrom(...groupIds).map((id) => wire.filtered(id)),
    fc.constant(wire.allUsers()),
    fc.constant(wire.allDevices()),
  );
  const assignments = fc.array(entry, { maxLength: 5 });
  const classes = {
    jit: entraExtension(),
    'sso-only': entraExtension({ configurations: [] }),
    'shared-device-mode': entraExtension({ enableSharedDeviceMode: true }),
    broken: entraExtension({ configurations: [stringPair('Device_registration', token)] }),
  };
  const policies = fc.array(
    fc
      .tuple(fc.constantFrom('jit', 'jit', 'sso-only', 'shared-device-mode', 'broken'), assignments)
      .map(([kind, list]): DeviceFeaturesPolicy =>
        policy({ displayName: kind, iosSingleSignOnExtension: classes[kind as 'jit'], assignments: list }),
      ),
    { maxLength: 4 },
  );
  const memberships = fc.subarray(groupIds);

  /** Intune's own rules once more, written down the long way: users only, no relation between users and devices. */
  function reach(
    list: readonly WireAssignment[],
    memberOf: readonly string[],
  ): 'yes' | 'may' | 'excluded' | 'no' {
    const kind = (one: WireAssignment) => one.target['@odata.type'].replace('#microsoft.graph.', '');
    const isIn = (one: WireAssignment) => memberOf.includes(one.target.groupId ?? '');
    const isOut = list.some((one) => kind(one) === 'exclusionGroupAssignmentTarget' && isIn(one));
    const filtered = (one: WireAssignment) =>
      one.target.deviceAndAppManagementAssignmentFilterId === ids.filter;
    const byUser = list.filter(
      (one) =>
        kind(one) === 'allLicensedUsersAssignmentTarget' ||
        (kind(one) === 'groupAssignmentTarget' && isIn(one)),
    );
    const byDevice = list.some((one) => kind(one) === 'allDevicesAssignmentTarget');
    if (byDevice || (!isOut && byUser.some((one) => !filtered(one)))) return 'yes';
    if (!isOut && byUser.length > 0) return 'may';
    return byUser.length > 0 ? 'excluded' : 'no';
  }

  test('a person gets what the rules say, and never the same device two policies unnoticed', () => {
    fc.assert(
      fc.property(policies, memberships, (list, memberOf) => {
        const numbered = list.map((one, index) => ({ ...one, id: `p${index}` }));
        const found = personVerdict({
          snapshot: snapshot({ policies: numbered, groups: users }),
          person: { id: 'megan', displayName: 'Megan Bowen' },
          memberOf,
        });
        const expected = numbered.map(({ id, assignments: own }) => `${id} ${reach(own, memberOf)}`);
        expect(found.policies.map((one) => `${one.policy.id} ${one.reach}`).sort()).toEqual(expected.sort());
        const sure = expected.filter((one) => one.endsWith(' yes'));
        expect(found.jit === 'conflicting').toBe(sure.length > 1);
        if (found.jit === 'yes') {
          expect(sure).toHaveLength(1);
          expect(numbered.find(({ id }) => sure[0] === `${id} yes`)?.displayName).toBe('jit');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a group has what somebody has who is in it and in the groups around it', () => {
    fc.assert(
      fc.property(policies, memberships, (list, around) => {
        const given = snapshot({
          policies: list.map((one, index) => ({ ...one, id: `p${index}` })),
          groups: users,
          parents: { [ids.devices]: { read: true, value: around } },
        });
        given.groups[ids.devices] = group(ids.devices, 'Team', { groupTypes: ['Unified'] });
        const person = personVerdict({
          snapshot: given,
          person: { id: 'megan', displayName: 'Megan Bowen' },
          memberOf: [ids.devices, ...around],
        });
        const team = groupVerdict(given, ids.devices);
        expect([team.jit, team.standing, team.authenticator?.state]).toEqual([
          person.jit,
          person.standing,
          person.authenticator.state,
        ]);
      }),
      { numRuns: 300 },
    );
  });
});
