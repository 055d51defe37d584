import { describe, expect, test } from 'vitest';
import { coverage } from '../../src/jit/coverage.ts';
import { groupVerdict } from '../../src/jit/group-verdict.ts';
import type { IosApp, SettingsCatalogPolicy, Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
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
const { sales, field, everybody, interns, devices, gone } = ids;
const read = <T>(...value: T[]) => ({ read: true as const, value });
const lacking = (kind: 'scope' | 'role') => ({
  ...{ read: false as const, why: `Refused for ${kind}.` },
  missing: { kind, scope: 'GroupMember.Read.All' },
});
const refused = { read: false as const, why: 'Microsoft Graph refused this for your account.' };

/** Policies, each with its own id so that several can stand side by side. */
let count = 0;
const id = () => `policy-${(count += 1)}`;
type Assigned = WireAssignment[];
const of =
  (extension: Record<string, unknown> | null, name: string) =>
  (...assignments: Assigned) =>
    policy({ id: id(), displayName: name, iosSingleSignOnExtension: extension, assignments });
const jit = of(entraExtension(), 'JIT');
const blank = entraExtension({ configurations: [stringPair('device_registration ', token)] });
const broken = of(blank, 'Broken');
const brokenOne = (name: string, ...assignments: Assigned) => of(blank, name)(...assignments);
const ssoOnly = of(entraExtension({ configurations: [] }), 'SSO');
const shared = of(entraExtension({ enableSharedDeviceMode: true }), 'Shared');
const redirect = of(redirectExtension(), 'Redirect');
const credential = of(
  redirectExtension({ '@odata.type': '#microsoft.graph.iosCredentialSingleSignOnExtension' }),
  'Credential',
);
const foreign = of(redirectExtension({ extensionIdentifier: 'com.contoso.sso' }), 'Foreign');
const deprecated = (...assignments: Assigned) =>
  policy({
    id: id(),
    displayName: 'Deprecated',
    iosSingleSignOnExtension: null,
    singleSignOnExtension: redirectExtension({
      '@odata.type': '#microsoft.graph.redirectSingleSignOnExtension',
    }),
    assignments,
  });
const catalog = (...assignments: Assigned) => catalogPolicy({}, { id: id(), assignments });
const custom = (...assignments: Assigned) =>
  customProfile(mobileconfig(ssoPayload), { id: id(), assignments });

const everyone = (app: IosApp = storeApp()): Partial<Snapshot> => ({
  apps: [{ ...app, assignments: [required(wire.allUsers())] }],
});
const apps = (...assignments: Assigned): Partial<Snapshot> => ({ apps: [storeApp({ assignments })] });
const users = (groupId: string, name: string) => ({
  [groupId]: group(groupId, name, { groupTypes: ['Unified'] }),
});
const excludeFilter = (groupId: string): WireAssignment => {
  const one = wire.filtered(groupId);
  return { ...one, target: { ...one.target, deviceAndAppManagementAssignmentFilterType: 'exclude' } };
};
const onDeviceFilter = (one: WireAssignment, filterId: string | null, type: string): WireAssignment => ({
  ...one,
  target: {
    ...one.target,
    deviceAndAppManagementAssignmentFilterId: filterId,
    deviceAndAppManagementAssignmentFilterType: type,
  },
});
const hidden = (groupId: string): Partial<Snapshot> => ({ groups: { [groupId]: refused } });
const inEverybody = { parents: { [sales]: read(everybody) } };
const withInterns = { children: { [sales]: read(interns) } };

/** `jit authenticator standing` of Sales unless another target is named; Authenticator is required for all users by default. */
type Case = [name: string, parts: Partial<Snapshot>, expected: string, target?: string];
const cases: Case[] = [
  // where JIT is set
  ['Device features', { policies: [jit(wire.group(sales))] }, 'yes required-through-all-users works'],
  [
    'Redirect with Authenticator',
    { policies: [redirect(wire.group(sales))] },
    'yes required-through-all-users works',
  ],
  [
    'the deprecated property',
    { policies: [deprecated(wire.group(sales))] },
    'yes required-through-all-users works',
  ],
  [
    'Settings Catalog',
    { catalogPolicies: read(catalog(wire.group(sales))) },
    'yes required-through-all-users works',
  ],
  [
    'a custom profile',
    { customProfiles: read(custom(wire.group(sales))) },
    'may required-through-all-users check',
  ],
  // what it is
  [
    'a blank in the key',
    { policies: [broken(wire.group(sales))] },
    'broken required-through-all-users broken',
  ],
  [
    'a key in the wrong case',
    {
      policies: [
        of(
          entraExtension({ configurations: [stringPair('Device_Registration', token)] }),
          'x',
        )(wire.group(sales)),
      ],
    },
    'broken required-through-all-users broken',
  ],
  [
    'a value of the wrong type',
    {
      policies: [
        of(
          entraExtension({ configurations: [integerPair('device_registration', 1)] }),
          'x',
        )(wire.group(sales)),
      ],
    },
    'broken required-through-all-users broken',
  ],
  [
    'a near-miss key',
    {
      policies: [
        of(
          entraExtension({ configurations: [stringPair('device_registation', token)] }),
          'x',
        )(wire.group(sales)),
      ],
    },
    'broken required-through-all-users broken',
  ],
  [
    'a blank in the Settings Catalog',
    {
      catalogPolicies: read(
        catalogPolicy(
          { pairs: [['device_registration', ` ${token}`]] },
          { assignments: [wire.group(sales)] },
        ),
      ),
    },
    'broken required-through-all-users broken',
  ],
  [
    'Credential type',
    { policies: [credential(wire.group(sales))] },
    'broken required-through-all-users broken',
  ],
  [
    'Redirect without sign-in URLs',
    { policies: [of(redirectExtension({ urlPrefixes: [] }), 'x')(wire.group(sales))] },
    'broken required-through-all-users broken',
  ],
  ['single sign-on only', { policies: [ssoOnly(wire.group(sales))] }, 'no required-through-all-users no'],
  [
    'single sign-on only in the Settings Catalog',
    {
      catalogPolicies: read(
        catalogPolicy({ pairs: [['AppAllowList', 'com.box.BoxNet']] }, { assignments: [wire.group(sales)] }),
      ),
    },
    'no required-through-all-users no',
  ],
  ['shared device mode has no row', { policies: [shared(wire.group(sales))] }, 'no row'],
  ["another maker's extension has no row", { policies: [foreign(wire.group(sales))] }, 'no row'],
  // ways of assigning
  [
    'a policy set',
    { policies: [jit(wire.group(sales, { source: 'policySets' }))] },
    'yes required-through-all-users works',
  ],
  [
    'an id in capitals',
    { policies: [jit(wire.group(sales.toUpperCase()))] },
    'yes required-through-all-users works',
  ],
  ['intent remove', { policies: [jit(wire.group(sales, { intent: 'remove' }))] }, 'no row'],
  [
    'JIT with intent remove, beside single sign-on only',
    { policies: [jit(wire.group(sales, { intent: 'remove' })), ssoOnly(wire.group(sales))] },
    'no required-through-all-users no',
  ],
  [
    'an exclusion with intent remove',
    { policies: [jit(wire.group(sales), wire.exclude(sales, { intent: 'remove' }))] },
    'yes required-through-all-users works',
  ],
  ['nobody', { policies: [jit()] }, 'no row'],
  [
    'excluded from single sign-on only',
    { policies: [ssoOnly(wire.group(field), wire.exclude(sales))] },
    'no row',
  ],
  ['another group', { policies: [jit(wire.group(field))] }, 'no row'],
  ['All users themselves', { policies: [jit(wire.allUsers())] }, 'yes required works', 'all-users'],
  [
    'All devices themselves, app for users',
    { policies: [jit(wire.allDevices())] },
    'yes required-through-all-users works',
    'all-devices',
  ],
  [
    'All users beside All devices with another policy',
    { policies: [jit(wire.allUsers()), ssoOnly(wire.allDevices())] },
    'conflicting required conflicting',
    'all-users',
  ],
  ['a deleted group', { policies: [jit(wire.group(gone))] }, 'may required-through-all-users check', gone],
  [
    'a broken policy on a deleted group',
    { policies: [broken(wire.group(gone))] },
    'broken required-through-all-users broken',
    gone,
  ],
  [
    'a kind of target we do not know',
    { policies: [jit({ target: { '@odata.type': '#microsoft.graph.newAssignmentTarget' } })] },
    'may - check',
    '#microsoft.graph.newAssignmentTarget',
  ],
  // filters
  ['an include filter', { policies: [jit(wire.filtered(sales))] }, 'may required-through-all-users check'],
  ['an exclude filter', { policies: [jit(excludeFilter(sales))] }, 'may required-through-all-users check'],
  [
    'a filter in a mode we do not know',
    { policies: [jit(onDeviceFilter(wire.group(sales), ids.filter, 'sometimes'))] },
    'may required-through-all-users check',
  ],
  [
    'the zero GUID is no filter',
    {
      policies: [jit(onDeviceFilter(wire.group(sales), '00000000-0000-0000-0000-000000000000', 'include'))],
    },
    'yes required-through-all-users works',
  ],
  [
    'a filter with mode none is none',
    { policies: [jit(onDeviceFilter(wire.group(sales), ids.filter, 'none'))] },
    'yes required-through-all-users works',
  ],
  [
    'a broken policy with a filter',
    { policies: [broken(wire.filtered(sales))] },
    'broken required-through-all-users broken',
  ],
  [
    'single sign-on only with a filter',
    { policies: [ssoOnly(wire.filtered(sales))] },
    'no required-through-all-users no',
  ],
  [
    'one policy twice, once without the filter',
    { policies: [jit(wire.filtered(sales), wire.group(sales, { source: 'policySets' }))] },
    'yes required-through-all-users works',
  ],
  // conflicts
  [
    'two JIT policies',
    { policies: [jit(wire.group(sales)), jit(wire.group(sales))] },
    'conflicting required-through-all-users conflicting',
  ],
  [
    'JIT and single sign-on only',
    { policies: [jit(wire.group(sales)), ssoOnly(wire.group(sales))] },
    'conflicting required-through-all-users conflicting',
  ],
  [
    'JIT and shared device mode',
    { policies: [jit(wire.group(sales)), shared(wire.group(sales))] },
    'conflicting required-through-all-users conflicting',
  ],
  [
    'JIT and a broken one',
    { policies: [jit(wire.group(sales)), broken(wire.group(sales))] },
    'conflicting required-through-all-users conflicting',
  ],
  [
    "JIT and another maker's extension for the same pages",
    { policies: [jit(wire.group(sales)), foreign(wire.group(sales))] },
    'conflicting required-through-all-users conflicting',
  ],
  [
    'JIT and the Settings Catalog',
    { policies: [jit(wire.group(sales))], catalogPolicies: read(catalog(wire.group(sales))) },
    'conflicting required-through-all-users conflicting',
  ],
  [
    'JIT and a custom profile',
    { policies: [jit(wire.group(sales))], customProfiles: read(custom(wire.group(sales))) },
    'conflicting required-through-all-users conflicting',
  ],
  [
    'JIT for the group, another for All users',
    { policies: [jit(wire.group(sales)), ssoOnly(wire.allUsers())] },
    'conflicting required-through-all-users conflicting',
  ],
  [
    'JIT for the group, another for All devices',
    { policies: [jit(wire.group(sales)), shared(wire.allDevices())] },
    'conflicting required-through-all-users conflicting',
  ],
  [
    'JIT for the group, another for its parent',
    { policies: [jit(wire.group(sales)), ssoOnly(wire.group(everybody))], ...inEverybody },
    'conflicting required-through-all-users conflicting',
  ],
  [
    'JIT, and another for all users but this group',
    { policies: [jit(wire.group(sales)), ssoOnly(wire.allUsers(), wire.exclude(sales))] },
    'yes required-through-all-users works',
  ],
  [
    'JIT, and another with a filter',
    { policies: [jit(wire.group(sales)), ssoOnly(wire.filtered(sales))] },
    'may required-through-all-users check',
  ],
  [
    'two JIT policies with filters',
    { policies: [jit(wire.filtered(sales)), jit(excludeFilter(sales))] },
    'may required-through-all-users check',
  ],
  [
    'JIT, and another for a group inside',
    { policies: [jit(wire.group(sales)), ssoOnly(wire.group(interns))], ...withInterns },
    'may required-through-all-users check',
  ],
  [
    'JIT and a Credential profile',
    { policies: [jit(wire.group(sales)), credential(wire.group(sales))] },
    'broken required-through-all-users broken',
  ],
  [
    'JIT and Kerberos',
    {
      policies: [
        jit(wire.group(sales)),
        of(
          { '@odata.type': '#microsoft.graph.iosKerberosSingleSignOnExtension', realm: 'CONTOSO.COM' },
          'K',
        )(wire.group(sales)),
      ],
      catalogPolicies: read<SettingsCatalogPolicy>(
        kerberosCatalogPolicy({ assignments: [wire.group(sales)] }),
      ),
    },
    'yes required-through-all-users works',
  ],
  // exclusions
  [
    'all users but this group',
    { policies: [jit(wire.allUsers(), wire.exclude(sales))] },
    'excluded required-through-all-users excluded',
  ],
  [
    'included and excluded',
    { policies: [jit(wire.group(sales), wire.exclude(sales))] },
    'excluded required-through-all-users excluded',
  ],
  [
    'its parent is excluded',
    { policies: [jit(wire.group(sales), wire.exclude(everybody))], ...inEverybody },
    'excluded required-through-all-users excluded',
  ],
  [
    'a device group excluded from all users stays reached where users sign in',
    { policies: [jit(wire.allUsers(), wire.exclude(devices))] },
    'may required-in-part check',
    devices,
  ],
  [
    'a device group excluded from all devices',
    { policies: [jit(wire.allDevices(), wire.exclude(devices))] },
    'excluded required-in-part excluded',
    devices,
  ],
  [
    'a user group excluded from all devices',
    { policies: [jit(wire.allDevices(), wire.exclude(sales))], groups: users(sales, 'Sales') },
    'yes required-through-all-users works',
  ],
  [
    'a group of unknown kind excluded from all devices',
    { policies: [jit(wire.allDevices(), wire.exclude(sales))] },
    'may required-through-all-users check',
  ],
  [
    'another group is excluded',
    { policies: [jit(wire.group(sales), wire.exclude(field))] },
    'yes required-through-all-users works',
  ],
  [
    'excluded from one, reached by another',
    { policies: [jit(wire.allUsers(), wire.exclude(sales)), jit(wire.group(sales))] },
    'yes required-through-all-users works',
  ],
  [
    'excluded from JIT, reached by single sign-on only',
    { policies: [jit(wire.allUsers(), wire.exclude(sales)), ssoOnly(wire.group(sales))] },
    'excluded required-through-all-users excluded',
  ],
  [
    'only excluded, and nothing around it',
    { policies: [jit(wire.group(field), wire.exclude(sales))] },
    'no required-through-all-users no',
  ],
  // nesting
  [
    'through a parent group',
    { policies: [jit(wire.group(everybody), wire.filtered(sales))], ...inEverybody },
    'yes required-through-all-users works',
  ],
  [
    'nesting known from the other side',
    {
      policies: [jit(wire.group(everybody), wire.filtered(sales))],
      children: { [everybody]: read(sales) },
    },
    'yes required-through-all-users works',
  ],
  [
    'the parent has it with a filter',
    {
      policies: [jit(wire.filtered(everybody)), ssoOnly(wire.group(interns))],
      parents: { [interns]: read(everybody) },
    },
    'may required-through-all-users check',
    interns,
  ],
  // Authenticator
  [
    'required for the group',
    { policies: [jit(wire.group(sales))], ...apps(required(wire.group(sales))) },
    'yes required works',
  ],
  [
    'required through All devices',
    { policies: [jit(wire.group(sales))], ...apps(required(wire.allDevices())) },
    'yes required-through-all-devices works',
  ],
  [
    'required through a parent',
    { policies: [jit(wire.group(sales))], ...apps(required(wire.group(everybody))), ...inEverybody },
    'yes required-through-parent works',
  ],
  [
    'required with a filter',
    { policies: [jit(wire.group(sales))], ...apps(required(wire.filtered(sales))) },
    'yes required-with-filter check',
  ],
  [
    'required for a group inside only',
    { policies: [jit(wire.group(sales))], ...apps(required(wire.group(interns))), ...withInterns },
    'yes required-in-part check',
  ],
  ['not assigned', { policies: [jit(wire.group(sales))], apps: [storeApp()] }, 'yes not-assigned incomplete'],
  ['no such app', { policies: [jit(wire.group(sales))], apps: [] }, 'yes not-assigned incomplete'],
  [
    'available',
    { policies: [jit(wire.group(sales))], ...apps(wire.group(sales, { intent: 'available' })) },
    'yes other-intent incomplete',
  ],
  [
    'available for all',
    { policies: [jit(wire.group(sales))], ...apps(wire.allUsers({ intent: 'available' })) },
    'yes other-intent incomplete',
  ],
  [
    'to be uninstalled',
    { policies: [jit(wire.group(sales))], ...apps(wire.group(sales, { intent: 'uninstall' })) },
    'yes other-intent incomplete',
  ],
  [
    'uninstall for the group, required for all',
    {
      policies: [jit(wire.group(sales))],
      ...apps(wire.group(sales, { intent: 'uninstall' }), required(wire.allUsers())),
    },
    'yes required-through-all-users works',
  ],
  [
    'excluded from the app',
    { policies: [jit(wire.group(sales))], ...apps(required(wire.allUsers()), required(wire.exclude(sales))) },
    'yes excluded incomplete',
  ],
  [
    'excluded from the uninstall of all others only',
    {
      policies: [jit(wire.group(sales))],
      ...apps(
        required(wire.group(sales)),
        wire.allUsers({ intent: 'uninstall' }),
        wire.exclude(sales, { intent: 'uninstall' }),
      ),
    },
    'yes required works',
  ],
  [
    'the app-protection object does not count',
    {
      policies: [jit(wire.group(sales))],
      ...everyone(storeApp({ '@odata.type': '#microsoft.graph.managedIOSStoreApp' })),
    },
    'yes not-assigned incomplete',
  ],
  [
    'a store app without bundle ID',
    { policies: [jit(wire.group(sales))], ...everyone(storeApp({ bundleId: null })) },
    'yes required-through-all-users works',
  ],
  [
    'a VPP app',
    { policies: [jit(wire.group(sales))], ...everyone(vppApp()) },
    'yes required-through-all-users works',
  ],
  [
    'JIT with a filter, and no app',
    { policies: [jit(wire.filtered(sales))], apps: [] },
    'may not-assigned incomplete',
  ],
  [
    'broken comes before a missing app',
    { policies: [broken(wire.group(sales))], apps: [] },
    'broken not-assigned broken',
  ],
  // what could not be read
  [
    'single sign-on only, Settings Catalog not read',
    { policies: [ssoOnly(wire.group(sales))], catalogPolicies: refused },
    'unknown required-through-all-users check',
  ],
  [
    'single sign-on only, custom profiles not read',
    { policies: [ssoOnly(wire.group(sales))], customProfiles: refused },
    'unknown required-through-all-users check',
  ],
  [
    'single sign-on only, groups around it not read',
    { policies: [ssoOnly(wire.group(sales))], parents: { [sales]: refused } },
    'unknown required-through-all-users check',
  ],
  [
    'single sign-on only, what a custom profile holds not shown',
    {
      policies: [ssoOnly(wire.group(sales))],
      customProfiles: read(customProfile('', { payload: null, assignments: [wire.allUsers()] })),
    },
    'unknown required-through-all-users check',
  ],
  [
    'single sign-on only, and a group with JIT that may be inside it',
    {
      policies: [ssoOnly(wire.group(sales)), jit(wire.group(field))],
      parents: { [field]: refused },
      children: { [sales]: refused },
    },
    'unknown required-through-all-users check',
  ],
  [
    'single sign-on only, the groups inside it not read, but those around each other group',
    {
      policies: [ssoOnly(wire.group(sales)), jit(wire.group(field))],
      children: { [sales]: refused },
    },
    'no required-through-all-users no',
  ],
  // a group that Graph refused to show
  [
    'JIT for a refused group',
    { policies: [jit(wire.group(sales))], ...hidden(sales) },
    'may required-through-all-users not-readable',
  ],
  [
    'JIT for a deleted group',
    { policies: [jit(wire.group(gone))] },
    'may required-through-all-users check',
    gone,
  ],
  [
    'single sign-on only for a refused group',
    { policies: [ssoOnly(wire.group(sales))], ...hidden(sales) },
    'unknown required-through-all-users not-readable',
  ],
  [
    'a broken policy for a refused group',
    { policies: [broken(wire.group(sales))], ...hidden(sales) },
    'broken required-through-all-users not-readable',
  ],
  [
    'JIT for a refused group, and no app for it',
    { policies: [jit(wire.group(sales))], ...hidden(sales), apps: [] },
    'may not-assigned not-readable',
  ],
  [
    'two policies for a refused group',
    { policies: [jit(wire.group(sales)), jit(wire.group(sales))], ...hidden(sales) },
    'conflicting required-through-all-users not-readable',
  ],
  [
    'one of two policies comes through All users, which counts only if a refused group holds users',
    { policies: [jit(wire.group(sales)), jit(wire.allUsers())], ...hidden(sales) },
    'may required-through-all-users not-readable',
  ],
  [
    'a refused group excluded from All users, which counts only if it holds users',
    { policies: [jit(wire.allUsers(), wire.exclude(sales))], ...hidden(sales) },
    'may required-through-all-users not-readable',
  ],
  [
    'a refused group both included and excluded',
    { policies: [jit(wire.group(sales), wire.exclude(sales))], ...hidden(sales) },
    'excluded required-through-all-users not-readable',
  ],
  [
    'a refused group around it brings JIT',
    { policies: [jit(wire.group(everybody))], ...hidden(everybody), ...inEverybody },
    'may required-through-all-users not-readable',
    everybody,
  ],
  [
    'JIT is JIT, whatever else was not read',
    {
      policies: [jit(wire.group(sales))],
      catalogPolicies: refused,
      customProfiles: refused,
      parents: { [sales]: refused },
    },
    'yes required-through-all-users works',
  ],
];

const rowOf = (given: Snapshot, target: string) =>
  coverage(given).rows.find(({ target: one }) =>
    'groupId' in one
      ? one.groupId === target
      : one.kind === 'unknown'
        ? one.type === target
        : one.kind === target,
  );

describe('the verdict on a target', () => {
  test('there are enough cases, and no two of the same name', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length);
  });

  test.each(cases)('%s', (_, parts, expected, target = sales) => {
    const given = snapshot({ ...everyone(), ...parts });
    const row = rowOf(given, target);
    const said = row ? `${row.jit} ${row.authenticator?.state ?? '-'} ${row.standing}` : 'no row';
    expect(said).toBe(expected);
    if (!row || !('groupId' in row.target)) return;
    const { lines, notRead, ...verdict } = groupVerdict(given, row.target.groupId);
    expect(verdict).toEqual(row);
    expect(lines[0]).toMatchObject({ code: 'verdict' });
    expect(notRead).toEqual(coverage(given).notRead);
    const isRefused = row.standing === 'not-readable';
    expect(notRead.map(({ what }) => what).includes(`the group ${row.target.groupId}`)).toBe(isRefused);
    if (!isRefused) return;
    expect(lines[0]?.sentence).toBe(
      `I could not read the group ${row.target.groupId}, so whether it has just-in-time registration cannot be told for sure.`,
    );
    expect(lines[1]).toMatchObject({ code: 'group-not-read' });
    expect(JSON.stringify([row, lines])).not.toMatch(
      /deleted or not visible|does not exist|Entra does not show/,
    );
  });

  test.each(['conflicting', 'broken', 'incomplete', 'not-readable', 'check', 'no'])(
    '%s says what to do',
    (standing) => {
      const rows = cases.flatMap(([, parts]) => coverage(snapshot({ ...everyone(), ...parts })).rows);
      const such = rows.filter((row) => row.standing === standing);
      expect(such.length).toBeGreaterThan(0);
      expect(such.filter(({ remedy }) => !remedy)).toEqual([]);
    },
  );
});

/** Things that look like JIT on iOS and are not: no policy, no row, no verdict. */
const macOs: Partial<SettingsCatalogPolicy> = { platforms: 'macOS' };
const decoys: [string, Partial<Snapshot>][] = [
  [
    'Kerberos in Device features',
    {
      policies: [
        of(
          {
            '@odata.type': '#microsoft.graph.iosKerberosSingleSignOnExtension',
            realm: 'CONTOSO.COM',
            domains: ['contoso.com'],
          },
          'K',
        )(wire.group(sales)),
      ],
    },
  ],
  [
    "Credential with another maker's extension",
    {
      policies: [
        of(
          redirectExtension({
            '@odata.type': '#microsoft.graph.iosCredentialSingleSignOnExtension',
            extensionIdentifier: 'com.contoso.sso',
            urlPrefixes: undefined,
          }),
          'C',
        )(wire.group(sales)),
      ],
    },
  ],
  [
    'Redirect for another sign-in',
    {
      policies: [
        of(
          redirectExtension({
            extensionIdentifier: 'com.contoso.sso',
            urlPrefixes: ['https://login.contoso.com'],
          }),
          'R',
        )(wire.group(sales)),
      ],
    },
  ],
  ['a home screen layout', { policies: [of(null, 'Home')(wire.group(sales))] }],
  [
    'Authenticator on a home screen',
    {
      policies: [
        policy({
          iosSingleSignOnExtension: null,
          homeScreenPages: [{ icons: [{ bundleID: 'com.microsoft.azureauthenticator.ssoextension' }] }],
          assignments: [wire.group(sales)],
        }),
      ],
    },
  ],
  [
    'the old Kerberos settings',
    {
      policies: [
        policy({
          iosSingleSignOnExtension: null,
          singleSignOnSettings: {
            kerberosRealm: 'CONTOSO.COM',
            allowedUrls: ['https://login.microsoftonline.com'],
          },
          assignments: [wire.group(sales)],
        }),
      ],
    },
  ],
  [
    'macOS Platform SSO',
    {
      catalogPolicies: read(
        catalogPolicy(
          {
            extension: 'com.microsoft.CompanyPortalMac.ssoextension',
            pairs: [['registrationtoken', token]],
          },
          { ...macOs, assignments: [wire.group(sales)] },
        ),
      ),
    },
  ],
  [
    'JIT values in a macOS policy',
    { catalogPolicies: read(catalogPolicy({}, { ...macOs, assignments: [wire.group(sales)] })) },
  ],
  [
    'JIT values in a tvOS policy',
    { catalogPolicies: read(catalogPolicy({}, { platforms: 'tvOS', assignments: [wire.group(sales)] })) },
  ],
  [
    'Kerberos in the Settings Catalog',
    { catalogPolicies: read(kerberosCatalogPolicy({ assignments: [wire.group(sales)] })) },
  ],
  [
    'Kerberos in the Settings Catalog for the sign-in pages',
    {
      catalogPolicies: read(
        kerberosCatalogPolicy({ assignments: [wire.group(sales)] }, 'https://login.microsoftonline.com'),
      ),
    },
  ],
  [
    'an enrolment policy by its technology',
    {
      catalogPolicies: read(
        catalogPolicy({}, { technologies: 'enrollment', assignments: [wire.group(sales)] }),
      ),
    },
  ],
  [
    'an enrolment policy by its template',
    {
      catalogPolicies: read(
        catalogPolicy(
          {},
          {
            templateReference: { templateFamily: 'enrollmentConfiguration' },
            assignments: [wire.group(sales)],
          },
        ),
      ),
    },
  ],
  [
    'app configuration of managed apps',
    {
      catalogPolicies: read(
        catalogPolicy({}, { technologies: 'mobileApplicationManagement', assignments: [wire.group(sales)] }),
      ),
    },
  ],
  [
    'a list of allowed apps that names the extension',
    {
      catalogPolicies: read(
        catalogPolicy(
          {},
          {
            settings: [
              {
                settingInstance: {
                  settingDefinitionId: 'com.apple.applicationaccess_allowlistedappbundleids',
                  simpleSettingCollectionValue: [
                    { value: 'com.microsoft.azureauthenticator' },
                    { value: 'com.microsoft.azureauthenticator.ssoextension' },
                  ],
                },
              },
            ],
            assignments: [wire.group(sales)],
          },
        ),
      ),
    },
  ],
  [
    'a choice whose definition is named like the extension',
    {
      catalogPolicies: read(
        catalogPolicy(
          {},
          {
            settings: [
              {
                settingInstance: {
                  settingDefinitionId: 'com.apple.extensiblesso_extensionidentifier',
                  choiceSettingValue: {
                    value: 'com.microsoft.azureauthenticator.ssoextension',
                    children: [],
                  },
                },
              },
            ],
            assignments: [wire.group(sales)],
          },
        ),
      ),
    },
  ],
  [
    'a web clip to the sign-in pages',
    {
      catalogPolicies: read(
        catalogPolicy(
          {},
          {
            settings: [
              {
                settingInstance: {
                  settingDefinitionId: 'com.apple.webclip.managed_url',
                  simpleSettingValue: { value: 'https://login.microsoftonline.com' },
                },
              },
            ],
            assignments: [wire.group(sales)],
          },
        ),
      ),
    },
  ],
  [
    'a Settings Catalog policy without settings',
    { catalogPolicies: read(catalogPolicy({}, { settings: [], assignments: [wire.group(sales)] })) },
  ],
  [
    'a custom profile for Kerberos',
    {
      customProfiles: read(
        customProfile(
          mobileconfig(
            ssoPayload.replace(
              'com.microsoft.azureauthenticator.ssoextension',
              'com.apple.AppSSOKerberos.KerberosExtension',
            ),
          ),
          { assignments: [wire.group(sales)] },
        ),
      ),
    },
  ],
  [
    'a custom profile with a per-app VPN for the extension',
    {
      customProfiles: read(
        customProfile(
          mobileconfig(ssoPayload.replace('com.apple.extensiblesso', 'com.apple.vpn.managed.applayer')),
          {
            assignments: [wire.group(sales)],
          },
        ),
      ),
    },
  ],
  [
    'a custom profile that has the extension in a comment',
    {
      customProfiles: read(
        customProfile(mobileconfig(`<!--${ssoPayload}-->`), { assignments: [wire.group(sales)] }),
      ),
    },
  ],
  [
    'an empty custom profile',
    { customProfiles: read(customProfile('', { assignments: [wire.group(sales)] })) },
  ],
  ['Authenticator as a required app alone', apps(required(wire.group(sales)))],
];

describe('decoys', () => {
  test('there are enough of them', () => {
    expect(decoys.length).toBeGreaterThanOrEqual(15);
  });

  test.each(decoys)('%s', (_, parts) => {
    const given = snapshot({ ...everyone(), ...parts });
    expect(coverage(given)).toMatchObject({ rows: [], unassigned: [], sharedDeviceMode: [] });
    expect(groupVerdict(given, sales)).toMatchObject({ jit: 'no', policies: [] });
  });

  test.each(decoys)('%s does not disturb a JIT policy for the same group', (_, parts) => {
    const others = parts.policies ?? [];
    const given = snapshot({ ...everyone(), ...parts, policies: [...others, jit(wire.group(sales))] });
    expect(rowOf(given, sales)?.jit).toBe('yes');
  });
});

describe('coverage', () => {
  test('the worst first, then by name, with counts', () => {
    const given = snapshot({
      policies: [
        jit(wire.group(sales), wire.filtered(field), wire.group(gone), wire.exclude(interns)),
        broken(wire.group(everybody)),
        ssoOnly(wire.group(devices)),
      ],
      parents: { [interns]: read(sales) },
      ...apps(...[sales, field, gone, everybody].map((one) => required(wire.group(one)))),
    });
    const { rows, counts } = coverage(given);
    expect(rows.map(({ name, standing }) => `${name}: ${standing}`)).toEqual([
      'Everybody: broken',
      `a deleted or not visible group (${gone}): check`,
      'Field Ops: check',
      'iPads: no',
      'Sales: works',
      'Interns: excluded',
    ]);
    expect(counts).toEqual({
      conflicting: 0,
      broken: 1,
      incomplete: 0,
      'not-readable': 0,
      check: 2,
      no: 1,
      works: 1,
      excluded: 1,
    });
    expect(rows.filter(({ deleted }) => deleted).map(({ target }) => target)).toEqual([
      { kind: 'group', groupId: gone },
    ]);
  });

  test('a row names each policy with its way, filter, exclusion and policy set, and the app with its licence', () => {
    const licensed = {
      ...required(wire.group(sales)),
      settings: { '@odata.type': '#microsoft.graph.iosVppAppAssignmentSettings', useDeviceLicensing: true },
    };
    const given = snapshot({
      policies: [
        policy({ id: 'p1', displayName: 'Corporate', assignments: [wire.filtered(sales)] }),
        policy({
          id: 'p2',
          displayName: 'Everyone',
          iosSingleSignOnExtension: entraExtension({ configurations: [] }),
          assignments: [wire.allUsers({ source: 'policySets' }), wire.exclude(everybody)],
        }),
      ],
      ...inEverybody,
      apps: [vppApp({ id: 'vpp', assignments: [licensed] })],
    });
    expect(rowOf(given, sales)).toEqual({
      target: { kind: 'group', groupId: sales },
      name: 'Sales',
      deleted: false,
      jit: 'may',
      standing: 'check',
      policies: [
        {
          policy: { id: 'p1', name: 'Corporate', where: 'device-features', class: 'jit', faults: [] },
          reach: 'may',
          ways: [
            {
              how: 'direct',
              group: { id: sales, name: 'Sales' },
              filter: { id: ids.filter, mode: 'include', name: 'Corporate iOS devices' },
              fromPolicySet: false,
            },
          ],
          assignedTo: ['Sales'],
        },
        {
          policy: { id: 'p2', name: 'Everyone', where: 'device-features', class: 'sso-only', faults: [] },
          reach: 'excluded',
          ways: [
            {
              how: 'all-users',
              exclusion: { id: everybody, name: 'Everybody', sure: true },
              fromPolicySet: true,
            },
          ],
          assignedTo: ['All users'],
        },
      ],
      authenticator: {
        state: 'required',
        apps: [{ id: 'vpp', name: 'Microsoft Authenticator', kind: 'vpp', licence: 'device' }],
      },
      faults: [],
      remedy: 'Make sure that the filter Corporate iOS devices lets the devices of Sales through.',
    });
  });

  test('policies that nobody has and those for shared devices stand apart', () => {
    const found = coverage(
      snapshot({
        policies: [jit(), broken(wire.exclude(sales)), shared(wire.allDevices()), ssoOnly()],
      }),
    );
    expect(found.unassigned.map(({ name }) => name)).toEqual(['JIT', 'Broken']);
    expect(found.sharedDeviceMode.map(({ name }) => name)).toEqual(['Shared']);
  });

  test('the policy to mend is one that comes, and those that come are told first', () => {
    const given = snapshot({
      policies: [
        ...['Interns', 'Contractors', 'all but Sales'].map((name) =>
          brokenOne(`For ${name}`, wire.allUsers(), wire.exclude(sales)),
        ),
        brokenOne('For Sales', wire.group(sales)),
      ],
    });
    const row = rowOf(given, sales);
    expect(row?.jit).toBe('broken');
    expect(row?.remedy).toMatch(/^In "For Sales", have /);
    expect(row?.policies.map(({ policy: { name }, reach }) => `${name}: ${reach}`)).toEqual([
      'For Sales: yes',
      'For Interns: excluded',
      'For Contractors: excluded',
      'For all but Sales: excluded',
    ]);
    expect(groupVerdict(given, sales).remedy).toBe(row?.remedy);
  });

  test('nothing is to be taken off because a group does not show itself, and shared devices may stay as they are', () => {
    const given = snapshot({ policies: [jit(wire.group(gone)), shared(wire.group(devices))] });
    expect(rowOf(given, gone)?.remedy).toBe(
      'Look for the group in Entra; only if it is deleted, restore it or take it off the assignments.',
    );
    expect(groupVerdict(given, devices).remedy).toMatch(
      /^Leave it so if these are shared devices; else take the assignment to iPads off "Shared", /,
    );
  });

  test('an uploaded profile without Authenticator is not said to be a policy that works', () => {
    const given = snapshot({ apps: [], customProfiles: read(custom(wire.group(sales))) });
    expect(groupVerdict(given, sales).lines[0]?.sentence).toMatch(
      / may have a policy for just-in-time registration, but/,
    );
  });

  test('names what could not be read', () => {
    const found = coverage(
      snapshot({
        policies: [jit(wire.filtered(sales), wire.group(field))],
        catalogPolicies: refused,
        customProfiles: refused,
        filters: { read: false, why: 'No filters for you.' },
        parents: { [sales]: refused },
      }),
    );
    expect(found.notRead).toEqual([
      { what: 'Settings Catalog policies', why: refused.why, remedy: 'Try again in a minute.' },
      { what: 'custom profiles', why: refused.why, remedy: 'Try again in a minute.' },
      {
        what: 'the names of assignment filters',
        why: 'No filters for you.',
        remedy: 'Try again in a minute.',
      },
      { what: 'the groups around Sales', why: refused.why, remedy: 'Try again in a minute.' },
    ]);
    expect(found.rows[1]?.policies[0]?.ways[0]?.filter?.name).toBe(
      `${ids.filter} (its name I could not read)`,
    );
  });

  test('counts the groups that Graph refused, names the first ones, and says by which right they could be read', () => {
    const given = snapshot({
      policies: [jit(...[sales, field, everybody, interns].map((one) => wire.group(one)))],
      groups: {
        ...Object.fromEntries([sales, field, everybody, interns].map((one) => [one, lacking('scope')])),
        [devices]: lacking('role'),
      },
    });
    const { notRead, rows } = coverage(given);
    expect(notRead).toEqual([
      {
        what: `4 groups (${sales}, ${field}, ${everybody} and 1 more)`,
        why: 'Refused for scope.',
        remedy: 'Let an administrator consent to GroupMember.Read.All, or look in the admin center.',
      },
      {
        what: `the group ${devices}`,
        why: 'Refused for role.',
        remedy: 'Ask somebody whose role includes it, or get such a role.',
      },
    ]);
    expect(rows[0]).toMatchObject({
      ...{ name: `a group that I could not read (${sales})`, deleted: false },
      remedy: 'Let an administrator consent to GroupMember.Read.All, or look in the admin center.',
    });
  });

  test('says so where Graph did not show what a custom profile holds, and where nesting was not asked for', () => {
    const given = snapshot({
      policies: [jit(wire.group(sales))],
      customProfiles: read(customProfile('', { payload: null })),
    });
    delete given.parents[sales];
    expect(coverage(given).notRead).toEqual([
      { what: 'the contents of custom profiles (Uploaded SSO)', why: 'Graph did not show them.' },
      { what: 'the groups around Sales', why: 'This answer did not look at them.' },
    ]);
    expect(coverage(snapshot()).notRead).toEqual([]);
  });

  test('a deleted filter is called so', () => {
    const given = snapshot({ policies: [jit(wire.filtered(sales))], filters: { read: true, value: {} } });
    expect(rowOf(given, sales)?.policies[0]?.ways[0]?.filter?.name).toBe(
      `${ids.filter} (deleted or not visible)`,
    );
  });

  test('two thousand groups, nested, take no time that anybody notices', () => {
    const idOf = (n: number) => `11111111-0000-4000-9000-${String(n % 2000).padStart(12, '0')}`;
    const all = Array.from({ length: 2000 }, (_, n) => n);
    const given = snapshot({
      policies: Array.from({ length: 40 }, (_, p) =>
        jit(...all.filter((n) => n % 40 === p).map((n) => wire.group(idOf(n)))),
      ),
      groups: Object.fromEntries(all.map((n) => [idOf(n), group(idOf(n), `Team ${n}`)])),
      parents: Object.fromEntries(all.map((n) => [idOf(n), read(idOf(n + 40), idOf(n + 80))])),
      catalogPolicies: read(...all.slice(0, 400).map((n) => catalogPolicy({}, { id: `c${n}` }))),
      ...apps(...all.map((n) => required(wire.group(idOf(n))))),
    });
    // Of the processor, so that a busy machine does not count; in microseconds.
    const started = process.cpuUsage();
    expect(coverage(given).counts).toMatchObject({ works: 2000 });
    const { user, system } = process.cpuUsage(started);
    expect(user + system).toBeLessThan(5_000_000);
  });
});
