import { describe, expect, test } from 'vitest';
import { checkReach } from '../../src/jit/check-reach.ts';
import type { Target } from '../../src/jit/plan.ts';
import { findReach } from '../../src/jit/reach.ts';
import type { Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import {
  catalogPolicy,
  customProfile,
  entraExtension,
  group,
  ids,
  policy,
  snapshot,
  wire,
} from './tenant-parts.ts';

const sales: Target = { kind: 'group', groupId: ids.sales };
const users: Target = { kind: 'all-users' };
const devices: Target = { kind: 'all-devices' };
const not = (groupId: string): Target => ({ kind: 'exclude-group', groupId });
const read = (...value: string[]) => ({ read: true as const, value });
/** Sales is in Everybody, Interns is in Sales */
const nested = {
  parents: { [ids.sales]: read(ids.everybody) },
  children: { [ids.sales]: read(ids.interns) },
};
const having = (assignments: WireAssignment[], parts: Partial<Snapshot> = {}): Snapshot =>
  snapshot({ policies: [policy({ assignments })], ...parts });

describe('findReach', () => {
  test.each<[string, Target[], Snapshot, string | undefined]>([
    ['no assignments', [sales], having([]), undefined],
    ['same group', [sales], having([wire.group(ids.sales)]), 'direct whole'],
    ['same group in capitals', [sales], having([wire.group(ids.sales.toUpperCase())]), 'direct whole'],
    ['same group, removed', [sales], having([wire.group(ids.sales, { intent: 'remove' })]), undefined],
    [
      'same group from a policy set',
      [sales],
      having([wire.group(ids.sales, { source: 'policySets' })]),
      'direct whole',
    ],
    ['other group', [sales], having([wire.group(ids.field)]), undefined],
    ['all users', [sales], having([wire.allUsers()]), 'all-users whole'],
    ['all devices', [sales], having([wire.allDevices()]), 'all-devices whole'],
    ['all users but this group', [sales], having([wire.allUsers(), wire.exclude(ids.sales)]), undefined],
    ['all users but another', [sales], having([wire.allUsers(), wire.exclude(ids.field)]), 'all-users whole'],
    [
      'all users but its parent',
      [sales],
      having([wire.allUsers(), wire.exclude(ids.everybody)], nested),
      undefined,
    ],
    [
      'all users but its child',
      [sales],
      having([wire.allUsers(), wire.exclude(ids.interns)], nested),
      'all-users whole',
    ],
    ['parent group', [sales], having([wire.group(ids.everybody)], nested), 'parent-group whole'],
    [
      'parent group, known from its side',
      [sales],
      having([wire.group(ids.everybody)], { children: { [ids.everybody]: read(ids.sales) } }),
      'parent-group whole',
    ],
    [
      'parent group but this one',
      [sales],
      having([wire.group(ids.everybody), wire.exclude(ids.sales)], nested),
      undefined,
    ],
    ['child group', [sales], having([wire.group(ids.interns)], nested), 'child-group part'],
    [
      'child group that the request excludes',
      [sales, not(ids.interns)],
      having([wire.group(ids.interns)], nested),
      undefined,
    ],
    [
      'child group that the policy excludes too',
      [sales],
      having([wire.group(ids.interns), wire.exclude(ids.interns)], nested),
      undefined,
    ],
    ['with a filter', [sales], having([wire.filtered(ids.sales)]), 'direct whole include'],
    [
      'with and without a filter',
      [sales],
      having([wire.filtered(ids.sales), wire.allUsers()]),
      'all-users whole',
    ],
    ['everyone meets everyone', [users], having([wire.allUsers()]), 'direct whole'],
    ['all users and all devices', [users], having([wire.allDevices()]), 'all-devices part'],
    ['everyone meets a group', [users], having([wire.group(ids.sales)]), 'child-group part'],
    ['everyone but that group', [users, not(ids.sales)], having([wire.group(ids.sales)]), undefined],
    [
      'everyone but one of two',
      [users, not(ids.sales)],
      having([wire.group(ids.sales), wire.group(ids.field)]),
      'child-group part',
    ],
    [
      'everyone but its parent',
      [users, not(ids.everybody)],
      having([wire.group(ids.sales)], nested),
      undefined,
    ],
    [
      'excluding a device group from users does not help',
      [users, not(ids.devices)],
      having([wire.group(ids.devices)]),
      'child-group part',
    ],
    [
      'excluding it from devices does',
      [devices, not(ids.devices)],
      having([wire.group(ids.devices)]),
      undefined,
    ],
    [
      "the policy's exclusion of users from all devices does not help",
      [sales],
      having([wire.allDevices(), wire.exclude(ids.sales)], {
        groups: { [ids.sales]: group(ids.sales, 'Sales', { groupTypes: ['Unified'] }) },
      }),
      'all-devices whole',
    ],
    [
      'a group of no known kind excluded from all devices',
      [sales],
      having([wire.allDevices(), wire.exclude(ids.sales)]),
      'all-devices whole unsure',
    ],
    [
      'all users sign in on some of the devices of a group',
      [{ kind: 'group', groupId: ids.devices }],
      having([wire.allUsers()]),
      'all-users part',
    ],
    [
      'a kind of target we do not know',
      [sales],
      having([{ target: { '@odata.type': '#microsoft.graph.newAssignmentTarget' } }]),
      'unknown-target part',
    ],
    [
      'a policy that is not read wrongly as ours',
      [not(ids.sales)],
      having([wire.group(ids.sales)]),
      undefined,
    ],
  ])('%s', (_, targets, tenant, expected) => {
    const found = findReach(targets, tenant).map(({ way, extent, filter, mayBeExcludedBy }) =>
      [way, extent, ...(filter ? [filter.mode] : []), ...(mayBeExcludedBy ? ['unsure'] : [])].join(' '),
    );
    expect(found).toEqual(expected === undefined ? [] : [expected]);
  });

  test('an exclusion that may not count is told, and does not keep the review from going on', () => {
    const [found] = checkReach([sales], having([wire.allDevices(), wire.exclude(ids.sales)]), 'c1');
    expect(found).toMatchObject({
      code: 'target-may-be-reached',
      sentence:
        'The policy "Corporate JIT" (Device features, just-in-time registration) may reach Sales: it is assigned to All devices, and whether its exclusion of Sales counts I cannot tell.',
    });
  });

  const assignments = [wire.group(ids.sales)];
  test.each<[string, Partial<Snapshot>, number]>([
    [
      'single sign-on only',
      {
        policies: [policy({ assignments, iosSingleSignOnExtension: entraExtension({ configurations: [] }) })],
      },
      1,
    ],
    [
      'shared device mode',
      {
        policies: [
          policy({ assignments, iosSingleSignOnExtension: entraExtension({ enableSharedDeviceMode: true }) }),
        ],
      },
      1,
    ],
    ['no extension', { policies: [policy({ assignments, iosSingleSignOnExtension: null })] }, 0],
    [
      'Kerberos',
      {
        policies: [
          policy({
            assignments,
            iosSingleSignOnExtension: { '@odata.type': '#microsoft.graph.iosKerberosSingleSignOnExtension' },
          }),
        ],
      },
      0,
    ],
    [
      "another extension on Microsoft's sign-in pages",
      {
        policies: [
          policy({
            assignments,
            iosSingleSignOnExtension: {
              '@odata.type': '#microsoft.graph.iosRedirectSingleSignOnExtension',
              extensionIdentifier: 'com.contoso.sso',
              urlPrefixes: ['https://login.microsoftonline.com/'],
            },
          }),
        ],
      },
      1,
    ],
    ['Settings Catalog', { catalogPolicies: { read: true, value: [catalogPolicy({}, { assignments })] } }, 1],
    [
      'macOS in the Settings Catalog',
      { catalogPolicies: { read: true, value: [catalogPolicy({}, { assignments, platforms: 'macOS' })] } },
      0,
    ],
    [
      "another maker's extension for the sign-in pages in the Settings Catalog",
      {
        catalogPolicies: {
          read: true,
          value: [catalogPolicy({ extension: 'com.contoso.sso' }, { assignments })],
        },
      },
      1,
    ],
    [
      'a custom profile',
      { customProfiles: { read: true, value: [customProfile(undefined, { assignments })] } },
      1,
    ],
    [
      'a custom profile for something else',
      { customProfiles: { read: true, value: [customProfile('<plist/>', { assignments })] } },
      0,
    ],
    [
      'both places',
      {
        policies: [policy({ assignments })],
        catalogPolicies: { read: true, value: [catalogPolicy({}, { assignments })] },
      },
      2,
    ],
  ])('%s', (_, parts, count) => {
    expect(findReach([sales], snapshot(parts))).toHaveLength(count);
  });
});

describe('checkReach', () => {
  const codes = (targets: Target[], tenant: Snapshot, changeId = 'c') =>
    checkReach(targets, tenant, changeId).map(({ code, severity }) => `${code} ${severity}`);

  test('names the policy, where it lives, and why', () => {
    const tenant = snapshot({
      ...nested,
      catalogPolicies: {
        read: true,
        value: [catalogPolicy({}, { assignments: [wire.group(ids.everybody)] })],
      },
    });
    expect(checkReach([sales], tenant, 'c')[0]?.sentence).toBe(
      'The policy "Catalog SSO" (Settings Catalog, just-in-time registration) already reaches Sales: it is assigned to Everybody, which Sales is in.',
    );
  });

  test.each<[string, Target[], Snapshot, string[]]>([
    ['nothing there', [sales], snapshot(), []],
    ['reached', [sales], having([wire.group(ids.sales)]), ['target-already-reached blocks']],
    [
      'a filter decides',
      [users],
      having([{ ...wire.filtered(ids.sales) }]),
      ['target-may-be-reached warning'],
    ],
    ['another group has one', [sales], having([wire.group(ids.field)]), ['shared-members-not-checked info']],
    [
      'each target for itself',
      [sales, { kind: 'group', groupId: ids.field }],
      having([wire.allUsers()]),
      ['target-already-reached blocks', 'target-already-reached blocks'],
    ],
    [
      'parents not read',
      [sales],
      snapshot({ parents: { [ids.sales]: { read: false, why: 'no right' } } }),
      ['nesting-not-checked warning'],
    ],
    [
      'children not read',
      [sales],
      snapshot({ children: { [ids.sales]: { read: false, why: 'no right' } } }),
      ['nesting-not-checked warning'],
    ],
    [
      'catalog not read',
      [users],
      snapshot({ catalogPolicies: { read: false, why: 'no right' } }),
      ['settings-catalog-not-checked warning'],
    ],
    [
      'custom profiles not read',
      [users],
      snapshot({ customProfiles: { read: false, why: 'no right' } }),
      ['custom-profiles-not-checked warning'],
    ],
    [
      'a custom profile, which only a person can judge',
      [sales],
      snapshot({
        customProfiles: {
          read: true,
          value: [customProfile(undefined, { assignments: [wire.group(ids.sales)] })],
        },
      }),
      ['target-may-be-reached warning'],
    ],
  ])('%s', (_, targets, tenant, expected) => {
    expect(codes(targets, tenant)).toEqual(expected);
  });

  test('a group that was never asked for is not taken for one without relatives', () => {
    const tenant = snapshot();
    delete tenant.parents[ids.sales];
    expect(codes([sales], tenant)).toEqual(['nesting-not-checked warning']);
  });

  test('the policy of this very change does not stand in its own way', () => {
    const own = policy({ assignments: [wire.group(ids.sales)], description: 'For Sales.\n[jit-bot c]' });
    expect(codes([sales], snapshot({ policies: [own] }), 'c')).toEqual([]);
    expect(codes([sales], snapshot({ policies: [own] }), 'd')).toEqual(['target-already-reached blocks']);
  });
});
