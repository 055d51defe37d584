import type {
  GroupAssignmentTarget,
  IosStoreAppAssignmentSettings,
  IosVppAppAssignmentSettings,
  MobileAppAssignment,
} from '@microsoft/microsoft-graph-types-beta';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asAppAssignment, chooseLicensing, requireApp } from '../../src/jit/app-assignments.ts';
import {
  AssignmentsLost,
  assertSuperset,
  directAssignments,
  mergeAssignments,
  missingFrom,
  sameAssignments,
} from '../../src/jit/assignments.ts';
import type { Target } from '../../src/jit/plan.ts';
import type { WireAssignment, WireTarget } from '../../src/jit/snapshot.ts';
import { fromWireTarget, toWireTarget } from '../../src/jit/targets.ts';
import { ids, required, storeSettings, wire } from './tenant-parts.ts';

type Typed<T> = T & { '@odata.type': string };
const zero = '00000000-0000-0000-0000-000000000000';
const filterForms: Partial<WireTarget>[] = [
  {},
  { deviceAndAppManagementAssignmentFilterId: null, deviceAndAppManagementAssignmentFilterType: 'none' },
  { deviceAndAppManagementAssignmentFilterId: null, deviceAndAppManagementAssignmentFilterType: null },
  { deviceAndAppManagementAssignmentFilterId: zero, deviceAndAppManagementAssignmentFilterType: 'none' },
  { deviceAndAppManagementAssignmentFilterId: '' },
];

describe('one assignment', () => {
  test('what only Intune sets is dropped, everything else is kept', () => {
    const read: WireAssignment = {
      '@odata.type': '#microsoft.graph.mobileAppAssignment',
      'settings@odata.context': 'x',
      id: 'a_b',
      source: 'direct',
      sourceId: 'a',
      intent: 'available',
      target: { ...wire.filtered(ids.sales).target, 'groupId@odata.type': '#String' },
      settings: { ...storeSettings, isRemovable: false, 'x@odata.type': '#Boolean' },
    };
    expect(directAssignments([read])).toEqual([
      {
        intent: 'available',
        target: wire.filtered(ids.sales).target,
        settings: { ...storeSettings, isRemovable: false },
      },
    ]);
  });

  test('"no filter" has one form, and one meaning', () => {
    const forms = filterForms.map((form): WireAssignment => ({
      target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: ids.sales, ...form },
    }));
    for (const form of forms) {
      expect(directAssignments([form])).toEqual([
        { target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: ids.sales } },
      ]);
      expect(sameAssignments([form], forms.slice(0, 1))).toBe(true);
    }
    expect(directAssignments(forms)).toHaveLength(1);
  });

  test.each<[string, WireAssignment, WireAssignment, boolean]>([
    ['letter case of ids', wire.group(ids.sales), wire.group(ids.sales.toUpperCase()), true],
    ['apply and no intent', wire.group(ids.sales), wire.group(ids.sales, { intent: null }), true],
    ['apply and remove', wire.group(ids.sales), wire.group(ids.sales, { intent: 'remove' }), false],
    ['filter and none', wire.group(ids.sales), wire.filtered(ids.sales), false],
    [
      'filter of the other mode',
      wire.filtered(ids.sales),
      {
        ...wire.filtered(ids.sales),
        target: { ...wire.filtered(ids.sales).target, deviceAndAppManagementAssignmentFilterType: 'exclude' },
      },
      false,
    ],
    ['include and exclude', wire.group(ids.sales), wire.exclude(ids.sales), false],
    ['all users and all devices', wire.allUsers(), wire.allDevices(), false],
    [
      'settings that are the default',
      required(wire.allUsers()),
      { ...required(wire.allUsers()), settings: { ...storeSettings, uninstallOnDeviceRemoval: true } },
      true,
    ],
    [
      'settings that are not',
      required(wire.allUsers()),
      { ...required(wire.allUsers()), settings: { ...storeSettings, uninstallOnDeviceRemoval: false } },
      false,
    ],
    [
      'no settings and default ones',
      required(wire.allUsers()),
      { ...required(wire.allUsers()), settings: null },
      true,
    ],
    [
      'licences',
      required(wire.allUsers()),
      { ...required(wire.allUsers()), settings: { useDeviceLicensing: true } },
      false,
    ],
    [
      'a property we do not know',
      wire.allUsers(),
      { ...wire.allUsers(), target: { ...wire.allUsers().target, newThing: 'x' } },
      false,
    ],
  ])('%s: same meaning or not', (_, left, right, same) => {
    expect(sameAssignments([left], [right])).toBe(same);
  });
});

test('targets go to the wire and back', () => {
  const targets: Target[] = [
    { kind: 'all-users' },
    { kind: 'all-devices' },
    { kind: 'group', groupId: ids.sales },
    { kind: 'exclude-group', groupId: ids.sales },
  ];
  expect(targets.map(toWireTarget)).toEqual([
    { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' },
    { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' },
    {
      '@odata.type': '#microsoft.graph.groupAssignmentTarget',
      groupId: ids.sales,
    } satisfies Typed<GroupAssignmentTarget>,
    {
      '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget',
      groupId: ids.sales,
    } satisfies Typed<GroupAssignmentTarget>,
  ]);
  expect(targets.map(toWireTarget).map(fromWireTarget)).toEqual(targets);
  expect(
    fromWireTarget({
      '@odata.type': '#microsoft.graph.configurationManagerCollectionAssignmentTarget',
      collectionId: 'x',
    }),
  ).toBeUndefined();
});

const groupId = fc.constantFrom(...Object.values(ids));
const target = fc.oneof(
  fc
    .constantFrom(
      '#microsoft.graph.allLicensedUsersAssignmentTarget',
      '#microsoft.graph.allDevicesAssignmentTarget',
    )
    .map((type) => ({ '@odata.type': type })),
  fc.record({
    '@odata.type': fc.constantFrom(
      '#microsoft.graph.groupAssignmentTarget',
      '#microsoft.graph.exclusionGroupAssignmentTarget',
    ),
    groupId,
  }),
  fc.record({ '@odata.type': fc.constant('#microsoft.graph.newAssignmentTarget'), collectionId: groupId }),
);
const filter = fc.constantFrom<Partial<WireTarget>>(
  ...filterForms,
  {
    deviceAndAppManagementAssignmentFilterId: ids.filter,
    deviceAndAppManagementAssignmentFilterType: 'include',
  },
  {
    deviceAndAppManagementAssignmentFilterId: ids.filter,
    deviceAndAppManagementAssignmentFilterType: 'exclude',
  },
);
const assignment = fc.record({
  id: fc.uuid(),
  source: fc.constantFrom('direct', 'policySets', null),
  sourceId: fc.uuid(),
  intent: fc.constantFrom('required', 'available', 'uninstall', 'availableWithoutEnrollment'),
  target: fc.tuple(target, filter).map(([one, more]): WireTarget => ({ ...one, ...more })),
  settings: fc.constantFrom(
    null,
    storeSettings,
    { ...storeSettings, isRemovable: false },
    { '@odata.type': '#microsoft.graph.iosVppAppAssignmentSettings', useDeviceLicensing: true },
  ),
});
const set = fc.uniqueArray(assignment, {
  selector: (one) =>
    JSON.stringify([one.target['@odata.type'], one.target['groupId'], one.target['collectionId']]),
  maxLength: 12,
});
const ours = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom<Target>({ kind: 'all-users' }, { kind: 'all-devices' }),
    fc.record({ kind: fc.constantFrom('group' as const, 'exclude-group' as const), groupId }),
  ),
  { selector: (one) => JSON.stringify(one), maxLength: 5 },
);

/** what Intune cares about in a foreign entry, told independently of the code under test */
function essence({ intent, target: to, settings }: WireAssignment): unknown {
  const real = to.deviceAndAppManagementAssignmentFilterId === ids.filter;
  const isExclusion = to['@odata.type'].includes('exclusion');
  return {
    type: to['@odata.type'],
    group: to.groupId ?? to['collectionId'] ?? null,
    filter: real ? to.deviceAndAppManagementAssignmentFilterType : 'none',
    intent,
    settings: isExclusion ? null : (settings ?? null),
  };
}

describe('mergeAssignments', () => {
  test('never loses or alters a foreign entry, and never posts what a policy set brings', () => {
    fc.assert(
      fc.property(set, ours, (existing, targets) => {
        const { after, added } = mergeAssignments(
          existing,
          targets.map((one) => requireApp(one, 'store', false)),
        );
        const foreign = existing.filter(({ source }) => source !== 'policySets');
        expect(after).toHaveLength(foreign.length + added.length);
        for (const one of foreign) expect(after.map(essence)).toContainEqual(essence(one));
        expect(() => {
          assertSuperset(existing, after);
        }).not.toThrow();
      }),
    );
  });

  test('each target is there once, and every addition is there or was', () => {
    fc.assert(
      fc.property(set, ours, (existing, targets) => {
        const { after, added, left } = mergeAssignments(
          existing,
          targets.map((one) => requireApp(one, 'store', false)),
        );
        const whom = after.map(({ target: to }) =>
          JSON.stringify([to['@odata.type'], to.groupId, to['collectionId']]),
        );
        expect(new Set(whom).size).toBe(whom.length);
        expect(added.length + left.length).toBe(targets.length);
        for (const one of targets)
          expect(after.map(({ target: to }) => fromWireTarget(to))).toContainEqual(one);
      }),
    );
  });

  test('the order in which Graph lists things does not matter, and merging twice adds nothing', () => {
    fc.assert(
      fc.property(set, ours, fc.infiniteStream(fc.nat(100)), (existing, targets, random) => {
        const additions = targets.map((one) => requireApp(one, 'store', false));
        const shuffled = existing
          .map((one) => ({ one, at: random.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const first = mergeAssignments(existing, additions).after;
        expect(JSON.stringify(mergeAssignments(shuffled, additions).after)).toBe(JSON.stringify(first));
        expect(mergeAssignments(first, additions)).toMatchObject({ added: [] });
      }),
    );
  });
});

describe('assertSuperset', () => {
  test('notices each entry that is dropped or altered', () => {
    const alter = fc.constantFrom<(one: WireAssignment) => WireAssignment[]>(
      () => [],
      (one) => [{ ...one, intent: one.intent === 'required' ? 'available' : 'required' }],
      (one) => [
        {
          ...one,
          target: {
            ...one.target,
            deviceAndAppManagementAssignmentFilterId: ids.gone,
            deviceAndAppManagementAssignmentFilterType: 'include',
          },
        },
      ],
      (one) => [
        { ...one, target: { ...one.target, '@odata.type': '#microsoft.graph.otherAssignmentTarget' } },
      ],
    );
    fc.assert(
      fc.property(set, fc.nat(), alter, (existing, pick, change) => {
        const { after } = mergeAssignments(existing, []);
        fc.pre(after.length > 0);
        const at = pick % after.length;
        const wrong = after.flatMap((one, index) => (index === at ? change(one) : [one]));
        expect(() => {
          assertSuperset(existing, wrong);
        }).toThrow(AssignmentsLost);
        expect(missingFrom(existing, wrong)).toEqual([after[at]]);
      }),
    );
  });
});

describe('assertSuperset where the person wants another intent to become required', () => {
  const key = `group:${ids.sales}`;
  const there = wire.filtered(ids.sales, {
    intent: 'available',
    settings: { '@odata.type': '#microsoft.graph.iosVppAppAssignmentSettings', useDeviceLicensing: true },
  });
  const other = wire.group(ids.field, { intent: 'available' });
  const become = (more: Partial<WireAssignment> = {}) => ({ ...there, intent: 'required', ...more });
  const [licenceless] = [{ ...there.settings, useDeviceLicensing: false }];

  test.each<[string, WireAssignment[]]>([
    ['only the intent', [become(), other]],
    ['intent and licence', [become({ settings: licenceless }), other]],
    ['nothing', [there, other]],
  ])('%s may change', (_, after) => {
    expect(() => assertSuperset([there, other], after, [key])).not.toThrow();
  });

  test.each<[string, WireAssignment[], string[]]>([
    ['not asked for', [become(), other], []],
    ['asked for another target', [become(), other], [`group:${ids.field}`]],
    ['dropped', [other], [key]],
    ['uninstall instead', [become({ intent: 'uninstall' }), other], [key]],
    ['the filter gone', [become({ target: wire.group(ids.sales).target }), other], [key]],
    ['another setting', [become({ settings: { ...there.settings, isRemovable: false } }), other], [key]],
    ['an exclusion instead', [become({ target: wire.exclude(ids.sales).target }), other], [key]],
    ['another entry too', [become(), { ...other, intent: 'required' }], [key]],
  ])('%s: refused', (_, after, asked) => {
    expect(() => assertSuperset([there, other], after, asked)).toThrow(AssignmentsLost);
  });
});

describe('app assignments', () => {
  test("have Microsoft's own shape", () => {
    const store = {
      '@odata.type': '#microsoft.graph.iosStoreAppAssignmentSettings',
    } satisfies Typed<IosStoreAppAssignmentSettings>;
    const vpp = {
      '@odata.type': '#microsoft.graph.iosVppAppAssignmentSettings',
      useDeviceLicensing: false,
    } satisfies Typed<IosVppAppAssignmentSettings>;
    const base = {
      '@odata.type': '#microsoft.graph.mobileAppAssignment',
      intent: 'required',
    } satisfies Typed<MobileAppAssignment>;
    const sales: Target = { kind: 'group', groupId: ids.sales };
    expect(asAppAssignment(requireApp(sales, 'store', true))).toEqual({
      ...base,
      target: toWireTarget(sales),
      settings: store,
    });
    expect(asAppAssignment(requireApp(sales, 'vpp', false))).toEqual({
      ...base,
      target: toWireTarget(sales),
      settings: vpp,
    });
    expect(Object.keys(asAppAssignment(requireApp(sales, 'store', true)))).toEqual([
      '@odata.type',
      'intent',
      'target',
      'settings',
    ]);
  });

  test('an exclusion has no settings, ours or of others', () => {
    expect(requireApp({ kind: 'exclude-group', groupId: ids.sales }, 'vpp', true)).not.toHaveProperty(
      'settings',
    );
    expect(directAssignments([required(wire.exclude(ids.sales))])[0]).not.toHaveProperty('settings');
  });

  test.each<[string, (boolean | undefined)[], boolean, string[]]>([
    ['user licences', [false, false], false, []],
    ['device licences', [true], true, []],
    ['both', [true, false], true, ['vpp-licence-assumed']],
    ['none said', [undefined], true, ['vpp-licence-assumed']],
    ['nothing required', [], true, ['vpp-licence-assumed']],
  ])('licences follow the required assignments: %s', (_, used, useDeviceLicensing, codes) => {
    const existing = used.map((value, at) =>
      wire.group(Object.values(ids)[at] ?? '', {
        intent: 'required',
        settings: { useDeviceLicensing: value },
      }),
    );
    const chosen = chooseLicensing([
      ...existing,
      wire.allUsers({ intent: 'available', settings: { useDeviceLicensing: false } }),
    ]);
    expect(chosen.useDeviceLicensing).toBe(useDeviceLicensing);
    expect(chosen.findings.map(({ code }) => code)).toEqual(codes);
  });
});
