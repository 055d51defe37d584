import fc from 'fast-check';
import { assignmentId, targetId } from '../../../src/practice/tenant/assignment-id.ts';
import { filterIds } from '../../../src/practice/tenant/contoso/filters.ts';
import { loadTenant } from '../../../src/practice/tenant/load-tenant.ts';
import type { PracticeGroup, StoredAssignment, StoredObject } from '../../../src/practice/tenant/state.ts';
import type { Furnished } from './practice-house.ts';

/** Tenants full of what others assigned, as Intune may hold it. */
const contoso = loadTenant();

/** Groups with names that can be told apart; those of others come first. */
const names = [
  'Finance',
  'Legal',
  'Engineering',
  'Contractors',
  'Interns',
  'Sales',
  'Field Ops',
  'Operations',
];
const pool: PracticeGroup[] = names.map((name) =>
  contoso.groups.find(({ displayName }) => displayName === name)!,
);
/** Groups that a set-up names. */
export const ourNames = names.slice(3);
const deleted = ['0dead000-0000-4000-8000-000000000001', '0dead000-0000-4000-8000-000000000002'];

const forms: Partial<PracticeGroup>[] = [
  { groupTypes: [], securityEnabled: true, mailEnabled: false },
  { groupTypes: ['Unified'], securityEnabled: false, mailEnabled: true },
  {
    groupTypes: ['DynamicMembership'],
    securityEnabled: true,
    mailEnabled: false,
    membershipRule: 'user.city -eq "Oslo"',
  },
  {
    groupTypes: ['DynamicMembership'],
    securityEnabled: true,
    mailEnabled: false,
    membershipRule: 'device.deviceOwnership -eq "Company"',
  },
];

/** Groups of several kinds, some inside others; a group holds only groups that come after it, so there is no circle. */
const groups = fc
  .tuple(
    fc.tuple(...pool.map(() => fc.constantFrom(...[0, 0, 0, 1, 2, 3]))),
    fc.array(fc.tuple(fc.nat(pool.length - 1), fc.nat(pool.length - 1)), { maxLength: 4 }),
  )
  .map(([kinds, nestings]) =>
    pool.map((group, at): PracticeGroup => ({
      ...group,
      ...forms[kinds[at] ?? 0],
      members: nestings.flatMap(([outer, inner]) => (outer === at && inner > at ? [pool[inner]!.id] : [])),
    })),
  );

const graphType = (name: string): string => `#microsoft.graph.${name}`;
const filter = fc.constantFrom<Record<string, unknown>>(
  {},
  {},
  { deviceAndAppManagementAssignmentFilterId: null, deviceAndAppManagementAssignmentFilterType: 'none' },
  {
    deviceAndAppManagementAssignmentFilterId: '00000000-0000-0000-0000-000000000000',
    deviceAndAppManagementAssignmentFilterType: 'none',
  },
  {
    deviceAndAppManagementAssignmentFilterId: filterIds.corporate,
    deviceAndAppManagementAssignmentFilterType: 'include',
  },
  {
    deviceAndAppManagementAssignmentFilterId: filterIds.personal,
    deviceAndAppManagementAssignmentFilterType: 'exclude',
  },
);
/** Mostly groups that no set-up names, and deleted ones. */
const groupId = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...pool.slice(0, 3).map(({ id }) => id)) },
  { weight: 2, arbitrary: fc.constantFrom(...deleted) },
  { weight: 2, arbitrary: fc.constantFrom(...pool.map(({ id }) => id)) },
);

type Target = Record<string, unknown>;
const target: fc.Arbitrary<Target> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc
      .tuple(groupId, filter)
      .map(([id, by]) => ({ '@odata.type': graphType('groupAssignmentTarget'), groupId: id, ...by })),
  },
  {
    weight: 6,
    arbitrary: groupId.map((id) => ({
      '@odata.type': graphType('exclusionGroupAssignmentTarget'),
      groupId: id,
    })),
  },
  {
    weight: 1,
    arbitrary: filter.map((by) => ({ '@odata.type': graphType('allLicensedUsersAssignmentTarget'), ...by })),
  },
  {
    weight: 1,
    arbitrary: filter.map((by) => ({ '@odata.type': graphType('allDevicesAssignmentTarget'), ...by })),
  },
);
const isExclusion = (of: Target): boolean => String(of['@odata.type']).includes('exclusion');

/** Assigned by hand, or by a policy set, which Intune keeps itself. */
const source = fc.constantFrom<Pick<StoredAssignment, 'source' | 'sourceId'>>(
  { source: 'direct', sourceId: null },
  { source: 'direct', sourceId: null },
  { source: 'direct', sourceId: null },
  { source: 'policySets', sourceId: '2c9a71d5-0e43-4f6b-a8d9-000000000501' },
);
type Unnamed = Pick<StoredAssignment, 'target' | 'source' | 'sourceId'> & Record<string, unknown>;
const plain: fc.Arbitrary<Unnamed> = fc
  .record({ target, source })
  .map((one) => ({ target: one.target, ...one.source }));
const ofPolicy: fc.Arbitrary<Unnamed> = fc
  .tuple(plain, fc.constantFrom({}, {}, { intent: 'apply' }, { intent: 'remove' }))
  .map(([one, intent]) => ({ ...one, ...intent }));

const maybe = fc.constantFrom(undefined, null, true, false);
const settings = fc
  .option(
    fc.record({
      uninstallOnDeviceRemoval: maybe,
      isRemovable: maybe,
      preventManagedAppBackup: maybe,
      vpnConfigurationId: fc.constantFrom(undefined, null, '7b1c0e52-3f4d-4c8a-9b60-000000000901'),
    }),
  )
  .map((some) => some && Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)));
const ofApp = (type: string): fc.Arbitrary<Unnamed> =>
  fc
    .tuple(
      plain,
      fc.constantFrom('required', 'required', 'required', 'available', 'uninstall'),
      settings,
      fc.boolean(),
    )
    .map(([one, intent, given, useDeviceLicensing]) => ({
      ...one,
      intent,
      settings:
        given && !isExclusion(one.target)
          ? {
              '@odata.type': graphType(`${type}AssignmentSettings`),
              ...given,
              ...(type === 'iosVppApp' ? { useDeviceLicensing } : {}),
            }
          : null,
    }));

/** A set holds each target once, by hand and by policy sets, and a target has one intent. */
export const assignmentsOf = (objectId: string, some: Unnamed[]): StoredAssignment[] => {
  const kept: StoredAssignment[] = [];
  for (const one of some) {
    const alike = kept.filter((other) => targetId(other.target) === targetId(one.target));
    if (alike.some((other) => other.source === one.source || other['intent'] !== one['intent'])) continue;
    kept.push({ ...one, id: assignmentId(objectId, one) });
  }
  return kept;
};
const assigned = (
  object: StoredObject,
  entry: fc.Arbitrary<Unnamed>,
  most: number,
): fc.Arbitrary<StoredObject> =>
  fc
    .array(entry, { maxLength: most, size: 'max' })
    .map((some) => ({ ...object, assignments: assignmentsOf(object.id, some) }));

const policies = fc
  .subarray(contoso.policies, { maxLength: 3 })
  .chain((some) => fc.tuple(...some.map((one) => assigned(one, ofPolicy, 2))));
const catalogPolicies = fc
  .subarray(contoso.catalogPolicies)
  .chain((some) =>
    fc.tuple(
      ...some.map((one) => assigned(one, plain, 2).map(({ assignments }) => ({ ...one, assignments }))),
    ),
  );

const id = (n: number): string => `d81e5f42-90ab-4c6d-b3f7-0000000004${String(n).padStart(2, '0')}`;
const authenticatorOf = (type: string): StoredObject =>
  contoso.apps.find(
    (app) => app.type === type && app.properties['displayName'] === 'Microsoft Authenticator',
  )!;
const copies = (type: string, first: number, most: number): fc.Arbitrary<StoredObject[]> =>
  fc
    .constantFrom(...[0, 1, 1, 1, 2, 3].filter((count) => count <= most))
    .chain((count) =>
      fc.tuple(
        ...Array.from({ length: count }, (_, at) =>
          assigned({ ...authenticatorOf(type), id: id(first + at) }, ofApp(type), 7),
        ),
      ),
    );
const apps = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: copies('iosStoreApp', 1, 1) }, copies('iosStoreApp', 1, 3)),
    fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, copies('iosVppApp', 11, 2)),
    fc.subarray(contoso.apps.filter(({ type }) => type === 'managedIOSStoreApp')),
    assigned(
      contoso.apps.find(({ type }) => type === 'iosLobApp')!,
      ofApp('iosLobApp'),
      3,
    ),
  )
  .map(([store, vpp, managed, other]): StoredObject[] => [...store, ...vpp, ...managed, other]);

export const tenants: fc.Arbitrary<Furnished> = fc.record({ groups, policies, catalogPolicies, apps });

/** What an admin says, in the bot's words, and as the test compares it. */
export interface SetUp {
  sentence: string;
  everyone?: 'all users' | 'all devices';
  include: string[];
  exclude: string[];
}
export const setUps: fc.Arbitrary<SetUp> = fc
  .record({
    ids: fc.subarray([
      'com.salesforce.chatter',
      'com.box.BoxNet',
      'com.tinyspeck.chatlyio',
      'us.zoom.videomeetings',
    ]),
    everyone: fc.constantFrom(undefined, undefined, 'all users' as const, 'all devices' as const),
    named: fc.shuffledSubarray(ourNames, { minLength: 1, maxLength: 4 }),
    excluded: fc.nat(2),
  })
  .map(({ ids, everyone, named, excluded }) => {
    const exclude = everyone === undefined && named.length === 1 ? [] : named.slice(0, excluded);
    const include = named.slice(exclude.length);
    const whom = [...(everyone ? [everyone] : []), ...include.map((name) => `"${name}"`)];
    const apps = ids.length === 0 ? 'only Microsoft apps' : ids.join(' and ');
    const except = exclude.length === 0 ? '' : ` except ${exclude.map((name) => `"${name}"`).join(' and ')}`;
    const sentence = `set up JIT for ${apps} for ${whom.join(', ')}${except}`;
    return { sentence, include, exclude, ...(everyone ? { everyone } : {}) };
  })
  .filter(({ everyone, include }) => everyone !== undefined || include.length > 0);

/** What somebody else does in Intune meanwhile: one object gets an assignment more, or loses one of theirs. */
export interface Doing {
  object: number;
  does: { adds: Unnamed } | { removes: number };
}
export const doings = fc.record({
  object: fc.nat(20),
  does: fc.oneof(
    ofApp('iosStoreApp').map((adds) => ({
      adds: { ...adds, settings: null, source: 'direct' as const, sourceId: null },
    })),
    fc.nat(9).map((removes) => ({ removes })),
  ),
});
