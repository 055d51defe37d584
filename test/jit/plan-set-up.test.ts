import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { missingFrom } from '../../src/jit/assignments.ts';
import { describePlan } from '../../src/jit/describe-plan.ts';
import { findingCodes } from '../../src/jit/finding-codes.ts';
import type { SetUpRequest, Step, Target } from '../../src/jit/plan.ts';
import { planSetUp } from '../../src/jit/plan-set-up.ts';
import type { Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import {
  catalogPolicy,
  group,
  ids,
  policy,
  required,
  snapshot,
  storeApp,
  vppApp,
  wire,
} from './tenant-parts.ts';

const sales: Target = { kind: 'group', groupId: ids.sales };
const users: Target = { kind: 'all-users' };
const not = (groupId: string): Target => ({ kind: 'exclude-group', groupId });
const request = (more: Partial<SetUpRequest> = {}): SetUpRequest => ({
  bundleIds: ['com.salesforce.chatter'],
  targets: [sales],
  displayName: 'iOS - JIT registration - Sales',
  description: 'For Sales.',
  ...more,
});
const plan = (asked: Partial<SetUpRequest> = {}, parts: Partial<Snapshot> = {}) =>
  planSetUp({ request: request(asked), snapshot: snapshot(parts), changeId: 'c1' });
const codes = (...args: Parameters<typeof plan>) => plan(...args).findings.map(({ code }) => code);
const named = (steps: Step[]) => steps.map(({ step }) => step);
const appStep = (steps: Step[]) => steps.find((step) => step.step === 'assign-authenticator');
const appWith = (...assignments: WireAssignment[]): Partial<Snapshot> => ({
  apps: [storeApp({ assignments })],
});
const salesWire = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: ids.sales };

describe('steps', () => {
  test('create unassigned, require Authenticator, assign', () => {
    const { steps, findings, authenticator } = plan({}, appWith(required(wire.filtered(ids.field))));
    expect(findings).toEqual([]);
    expect(authenticator).toEqual({
      id: storeApp().id,
      displayName: 'Microsoft Authenticator',
      kind: 'store',
    });
    expect(named(steps)).toEqual(['create-policy', 'assign-authenticator', 'assign-policy']);
    expect(steps[0]).toMatchObject({
      body: { displayName: 'iOS - JIT registration - Sales', description: 'For Sales.\n[jit-bot c1]' },
    });
    expect(JSON.stringify(steps[0])).not.toContain('assignments');
    const step = appStep(steps);
    expect(step).toMatchObject({
      app: { id: storeApp().id },
      before: [{ intent: 'required', target: wire.filtered(ids.field).target }],
    });
    expect(step?.after).toEqual([
      ...(step?.before ?? []),
      {
        '@odata.type': '#microsoft.graph.mobileAppAssignment',
        intent: 'required',
        target: salesWire,
        settings: { '@odata.type': '#microsoft.graph.iosStoreAppAssignmentSettings' },
      },
    ]);
    expect(steps.at(-1)).toEqual({
      step: 'assign-policy',
      policy: { createdBy: 'create-policy' },
      before: [],
      after: [{ target: salesWire }],
    });
  });

  test('a missing Authenticator is created first', () => {
    const { steps, findings, authenticator } = plan({}, { apps: [] });
    expect(named(steps)).toEqual([
      'create-policy',
      'create-authenticator',
      'assign-authenticator',
      'assign-policy',
    ]);
    expect(appStep(steps)).toMatchObject({ app: { createdBy: 'create-authenticator' }, before: [] });
    expect(authenticator).toBeUndefined();
    expect(findings.map(({ code }) => code)).toEqual(['authenticator-missing']);
  });

  test('nothing to add for Authenticator means no step for it', () => {
    expect(named(plan({}, appWith(required(wire.group(ids.sales)))).steps)).toEqual([
      'create-policy',
      'assign-policy',
    ]);
  });

  test('a target is added by itself, though all users have it', () => {
    expect(appStep(plan({}, appWith(required(wire.allUsers()))).steps)?.after).toHaveLength(2);
  });

  test('a target that a policy set has is left to it', () => {
    const parts = appWith(required(wire.group(ids.sales, { source: 'policySets' })));
    expect(named(plan({}, parts).steps)).toEqual(['create-policy', 'assign-policy']);
    expect(codes({}, parts)).toEqual(['authenticator-from-policy-set']);
  });

  test('an exclusion goes to an Authenticator that nobody has yet, without settings', () => {
    const { steps } = plan({ targets: [users, not(ids.interns)] });
    expect(appStep(steps)?.after[1]).toEqual({
      '@odata.type': '#microsoft.graph.mobileAppAssignment',
      intent: 'required',
      target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: ids.interns },
    });
    expect(steps.at(-1)).toMatchObject({ after: [{}, { target: { groupId: ids.interns } }] });
  });

  test('an exclusion never takes Authenticator from people who have it', () => {
    const parts = appWith(required(wire.group(ids.interns)));
    const { steps } = plan({ targets: [users, not(ids.interns)] }, parts);
    expect(JSON.stringify(appStep(steps)?.after)).not.toContain('exclusion');
    expect(codes({ targets: [users, not(ids.interns)] }, parts)).toContain(
      'authenticator-exclusion-not-added',
    );
  });

  test.each(['available', 'uninstall'])(
    'an exclusion from what is %s keeps nobody out of what is required, and that is said',
    (intent) => {
      const asked = { targets: [users, not(ids.sales)] };
      const others = [wire.group(ids.field, { intent }), wire.exclude(ids.sales, { intent })];
      for (const there of [others, others.slice(1)]) {
        const { steps, findings } = plan(asked, appWith(...there));
        const after = appStep(steps)?.after ?? [];
        expect(missingFrom(there, after)).toEqual([]);
        expect(after).toHaveLength(there.length + 1);
        expect(findings.map(({ code }) => code)).toContain('authenticator-exclusion-not-added');
      }
    },
  );

  test('an exclusion that keeps the group out of what is required already is left as it is', () => {
    const { steps, findings } = plan(
      { targets: [users, not(ids.sales)] },
      appWith(required(wire.group(ids.field)), required(wire.exclude(ids.sales))),
    );
    expect(findings).toEqual([]);
    expect(appStep(steps)?.after).toHaveLength(3);
  });

  test('a group that is excluded from the uninstall of all others can have it required', () => {
    const there = [wire.allUsers({ intent: 'uninstall' }), wire.exclude(ids.sales, { intent: 'uninstall' })];
    const { steps, findings } = plan({}, appWith(...there));
    expect(findings).toEqual([]);
    const { after = [] } = appStep(steps) ?? {};
    expect(missingFrom(there, after)).toEqual([]);
    expect(after).toContainEqual(expect.objectContaining({ intent: 'required', target: salesWire }));
  });

  test('VPP settings carry the licence that is used already', () => {
    const used = required(wire.group(ids.field));
    const apps = [
      vppApp({
        assignments: [
          {
            ...used,
            settings: {
              '@odata.type': '#microsoft.graph.iosVppAppAssignmentSettings',
              useDeviceLicensing: false,
            },
          },
        ],
      }),
    ];
    expect(appStep(plan({}, { apps }).steps)?.after.at(-1)).toMatchObject({
      settings: { useDeviceLicensing: false },
    });
    expect(plan({}, { apps }).authenticator?.kind).toBe('vpp');
    expect(codes({}, { apps: [vppApp()] })).toEqual(['vpp-licence-assumed']);
  });

  test('the same target twice is one', () => {
    const { steps } = plan({ targets: [sales, { kind: 'group', groupId: ids.sales.toUpperCase() }] });
    expect(steps.at(-1)).toMatchObject({ after: [{ target: salesWire }] });
    expect(steps.at(-1)?.step === 'assign-policy' && steps.at(-1)).toHaveProperty('after.length', 1);
  });
});

/** The store app is taken; the VPP app has Sales otherwise. */
const elsewhere = (intent: string, ...own: WireAssignment[]): Partial<Snapshot> => ({
  apps: [storeApp({ assignments: own }), vppApp({ assignments: [wire.group(ids.sales, { intent })] })],
});

describe('findings', () => {
  const device = (more = {}) => ({
    [ids.devices]: group(ids.devices, 'iPads', { membershipRule: 'device.x -eq 1', ...more }),
  });
  const dynamicUsers = group(ids.field, 'Field Ops', {
    groupTypes: ['DynamicMembership'],
    membershipRule: 'user.city -eq "Oslo"',
  });
  test.each<[string, Partial<SetUpRequest>, Partial<Snapshot>, string[]]>([
    ['nothing to say', {}, {}, []],
    ['no target', { targets: [] }, {}, ['no-target']],
    ['only exclusions', { targets: [not(ids.sales)] }, {}, ['no-target']],
    ['included and excluded', { targets: [sales, not(ids.sales)] }, {}, ['group-included-and-excluded']],
    ['deleted group', { targets: [{ kind: 'group', groupId: ids.gone }] }, {}, ['group-not-visible']],
    [
      'a group nobody looked up',
      { targets: [{ kind: 'group', groupId: 'x' }] },
      {},
      ['group-not-visible', 'nesting-not-checked'],
    ],
    [
      'a group that Graph refused to show',
      {},
      { groups: { [ids.sales]: { read: false, why: 'Refused.' } } },
      ['group-not-visible'],
    ],
    ['deleted exclusion', { targets: [users, not(ids.gone)] }, {}, ['group-not-visible']],
    ['distribution list', { targets: [{ kind: 'group', groupId: ids.list }] }, {}, ['group-not-targetable']],
    ['excluded distribution list', { targets: [users, not(ids.list)] }, {}, ['group-not-targetable']],
    [
      'mail-enabled security group',
      {},
      { groups: { [ids.sales]: group(ids.sales, 'Sales', { mailEnabled: true }) } },
      [],
    ],
    [
      'Microsoft 365 group',
      {},
      {
        groups: {
          [ids.sales]: group(ids.sales, 'Sales', {
            groupTypes: ['Unified'],
            securityEnabled: false,
            mailEnabled: true,
          }),
        },
      },
      [],
    ],
    [
      'devices out of all users',
      { targets: [users, not(ids.devices)] },
      { groups: device() },
      ['exclusion-without-effect'],
    ],
    [
      'devices out of a group',
      { targets: [sales, not(ids.devices)] },
      { groups: device() },
      ['exclusion-without-effect'],
    ],
    [
      'devices out of all devices',
      { targets: [{ kind: 'all-devices' }, not(ids.devices)] },
      { groups: device() },
      [],
    ],
    [
      'users out of all devices',
      { targets: [{ kind: 'all-devices' }, not(ids.field)] },
      { groups: { [ids.field]: dynamicUsers } },
      ['exclusion-without-effect'],
    ],
    [
      'dynamic users out of all users',
      { targets: [users, not(ids.field)] },
      { groups: { [ids.field]: dynamicUsers } },
      [],
    ],
    [
      'dynamic device group',
      { targets: [{ kind: 'group', groupId: ids.devices }] },
      {},
      ['dynamic-device-group'],
    ],
    [
      'parent excluded',
      { targets: [sales, not(ids.everybody)] },
      { parents: { [ids.sales]: { read: true, value: [ids.everybody] } } },
      ['target-excluded-by-parent'],
    ],
    ['no name', { displayName: '\u00A0 ' }, {}, ['name-missing']],
    ['long name', { displayName: 'x'.repeat(201) }, {}, ['name-too-long']],
    ['name used', { displayName: ' corporate JIT' }, { policies: [policy()] }, ['name-already-used']],
    [
      'name used in the catalog',
      { displayName: 'CATALOG SSO' },
      { catalogPolicies: { read: true, value: [catalogPolicy()] } },
      ['name-already-used'],
    ],
    ['no bundle IDs', { bundleIds: [] }, {}, ['no-bundle-ids']],
    ['refused bundle ID', { bundleIds: ['com.box.BoxNet', 'wefwef'] }, {}, ['bundle-id-refused']],
    [
      'notes on bundle IDs',
      { bundleIds: ['com.linkedin.LinkedIn', 'com.apple.news'] },
      {},
      ['microsoft-brand-app', 'apple-app-not-needed'],
    ],
    [
      'too many bundle IDs',
      { bundleIds: Array.from({ length: 101 }, (_, at) => `com.contoso.app${at}`) },
      {},
      ['too-many-bundle-ids'],
    ],
    ['reached', {}, { policies: [policy({ assignments: [wire.allUsers()] })] }, ['target-already-reached']],
    [
      'available',
      {},
      appWith(wire.group(ids.sales, { intent: 'available' })),
      ['authenticator-other-intent'],
    ],
    [
      'uninstall',
      {},
      appWith(wire.group(ids.sales, { intent: 'uninstall' })),
      ['authenticator-other-intent'],
    ],
    ['available for others', {}, appWith(wire.group(ids.field, { intent: 'available' })), []],
    ['required with a filter', {}, appWith(required(wire.filtered(ids.sales))), ['authenticator-has-filter']],
    [
      'excluded',
      {},
      appWith(required(wire.allUsers()), required(wire.exclude(ids.sales))),
      ['authenticator-excluded'],
    ],
    ...(['available', 'uninstall'] as const).map(
      (intent): [string, Partial<SetUpRequest>, Partial<Snapshot>, string[]] => [
        `excluded from what is ${intent} only`,
        {},
        appWith(wire.group(ids.field, { intent }), wire.exclude(ids.sales, { intent })),
        [],
      ],
    ),
    [
      'part excluded',
      { targets: [users] },
      appWith(required(wire.exclude(ids.sales))),
      ['authenticator-partly-excluded'],
    ],
    [
      'part excluded, as asked',
      { targets: [users, not(ids.sales)] },
      appWith(required(wire.exclude(ids.sales))),
      [],
    ],
    [
      'parent excluded from the app',
      {},
      {
        ...appWith(required(wire.exclude(ids.everybody))),
        parents: { [ids.sales]: { read: true, value: [ids.everybody] } },
      },
      ['authenticator-partly-excluded'],
    ],
    ['others excluded from the app', {}, appWith(required(wire.exclude(ids.field))), []],
    [
      'uninstall for a group, required for all',
      { targets: [users] },
      appWith(wire.group(ids.field, { intent: 'uninstall' })),
      ['authenticator-uninstall-overruled'],
    ],
    [
      'not published',
      {},
      { apps: [storeApp({ publishingState: 'processing' })] },
      ['authenticator-not-published'],
    ],
    ['state not known', {}, { apps: [storeApp({ publishingState: null })] }, []],
    [
      'other object too',
      {},
      { apps: [storeApp(), vppApp({ assignments: [required(wire.group(ids.sales))] })] },
      ['authenticator-other-object'],
    ],
    ...(['available', 'uninstall'] as const).map(
      (intent): [string, Partial<SetUpRequest>, Partial<Snapshot>, string[]] => [
        `other object as ${intent}, which nobody decided about`,
        {},
        elsewhere(intent),
        ['authenticator-other-intent'],
      ],
    ),
    [
      'other object as available, required besides',
      { besideIntent: [`group:${ids.sales}`] },
      elsewhere('available'),
      ['authenticator-other-object'],
    ],
    [
      'other object as uninstall, whatever was said',
      { besideIntent: [`group:${ids.sales}`] },
      elsewhere('uninstall'),
      ['authenticator-other-intent'],
    ],
    [
      'other object as available, required already',
      {},
      elsewhere('available', required(wire.group(ids.sales))),
      ['authenticator-other-object'],
    ],
    [
      'other object as available, both stay',
      { keepIntent: [`group:${ids.sales}`] },
      elsewhere('available', wire.group(ids.sales, { intent: 'available' })),
      ['authenticator-intent-kept', 'authenticator-other-object'],
    ],
    [
      'other object as available, changed here only',
      { changeIntent: [`group:${ids.sales}`] },
      elsewhere('available', wire.group(ids.sales, { intent: 'available' })),
      ['authenticator-other-intent', 'authenticator-intent-changed'],
    ],
    ['two VPP tokens', {}, { apps: [vppApp(), vppApp({ id: 'v2' })] }, ['authenticator-choice-needed']],
    [
      'the chosen VPP app',
      { authenticatorAppId: 'v2' },
      { apps: [vppApp(), vppApp({ id: 'v2' })] },
      ['vpp-licence-assumed'],
    ],
    [
      'the chosen one is gone',
      { authenticatorAppId: 'v3' },
      { apps: [vppApp()] },
      ['authenticator-choice-gone'],
    ],
    ['two store apps', {}, { apps: [storeApp(), storeApp({ id: 'z' })] }, ['authenticator-duplicates']],
  ])('%s', (_, asked, parts, expected) => {
    const { findings } = plan(asked, parts);
    expect(findings.map(({ code }) => code)).toEqual(expected);
    for (const one of findings) {
      expect(findingCodes).toHaveProperty(one.code);
      expect(one.sentence).toMatch(/[.:!?]$|lookup/);
      expect(one.remedy).not.toBe('');
    }
  });

  test('what blocks comes first', () => {
    const { findings } = plan(
      { bundleIds: [], targets: [sales, not(ids.sales)] },
      { ...appWith(required(wire.filtered(ids.sales))) },
    );
    expect(findings.map(({ severity }) => severity)).toEqual(['blocks', 'warning', 'warning', 'info']);
  });

  test('the remedy for uninstall names the group', () => {
    expect(plan({}, appWith(wire.group(ids.sales, { intent: 'uninstall' }))).findings[0]?.sentence).toContain(
      'Sales as uninstall',
    );
  });
});

describe('digest', () => {
  test('is SHA-256 over change id and steps with sorted keys', () => {
    const { digest, steps } = plan();
    const sort = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sort)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.keys(value)
                .sort()
                .map((key) => [key, sort((value as Record<string, unknown>)[key])]),
            )
          : value;
    expect(digest).toBe(
      createHash('sha256')
        .update(JSON.stringify(sort({ changeId: 'c1', steps })))
        .digest('hex'),
    );
    expect(JSON.parse(JSON.stringify(steps))).toEqual(steps);
  });

  test('depends on nothing that only looks different', () => {
    const parts = (name: string, reverse: boolean): Partial<Snapshot> => {
      const assignments = [
        required(wire.group(ids.field)),
        required(wire.filtered(ids.interns)),
        wire.allUsers({ intent: 'available' }),
      ];
      const apps = [
        storeApp({ assignments: reverse ? assignments.reverse() : assignments, displayName: name }),
        vppApp(),
      ];
      return {
        apps: reverse ? apps.reverse() : apps,
        groups: { [ids.sales]: group(ids.sales, name) },
        readAt: name,
        catalogPolicies: reverse ? { read: false, why: name } : { read: true, value: [] },
        policies: reverse ? [policy({ displayName: name })] : [],
      };
    };
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(plan({}, parts(name, true)).digest).toBe(plan({}, parts('x', false)).digest);
      }),
    );
  });

  test.each<[string, Parameters<typeof planSetUp>[0]]>([
    ['another change', { request: request(), snapshot: snapshot(), changeId: 'c2' }],
    ['another target', { request: request({ targets: [users] }), snapshot: snapshot(), changeId: 'c1' }],
    [
      'one exclusion more',
      { request: request({ targets: [sales, not(ids.field)] }), snapshot: snapshot(), changeId: 'c1' },
    ],
    [
      'another app',
      { request: request({ bundleIds: ['com.box.BoxNet'] }), snapshot: snapshot(), changeId: 'c1' },
    ],
    ['another name', { request: request({ displayName: 'x' }), snapshot: snapshot(), changeId: 'c1' }],
    [
      'another Authenticator',
      { request: request(), snapshot: snapshot({ apps: [storeApp({ id: 'z' })] }), changeId: 'c1' },
    ],
    [
      'other assignments of it',
      { request: request(), snapshot: snapshot(appWith(required(wire.group(ids.field)))), changeId: 'c1' },
    ],
  ])('changes with %s', (_, options) => {
    expect(planSetUp(options).digest).not.toBe(plan().digest);
  });

  test('a plan is plain data, and nothing that was handed in is changed', () => {
    const [asked, tenant] = [request(), snapshot(appWith(required(wire.filtered(ids.field))))];
    const [askedBefore, tenantBefore] = [structuredClone(asked), structuredClone(tenant)];
    const made = planSetUp({ request: asked, snapshot: tenant, changeId: 'c1' });
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    expect([asked, tenant]).toEqual([askedBefore, tenantBefore]);
  });
});

describe('a target that has Authenticator with another intent', () => {
  const key = `group:${ids.sales}`;
  const parts = (intent: string) =>
    appWith(wire.filtered(ids.sales, { intent, settings: null }), wire.group(ids.field, { intent }));

  test.each(['available', 'uninstall'])('%s becomes required only where the person wants it', (intent) => {
    const { steps, findings } = plan({ changeIntent: [key] }, parts(intent));
    const step = appStep(steps);
    expect(step?.before.map((one) => one.intent)).toEqual([intent, intent]);
    const after = new Map((step?.after ?? []).map((one) => [one.target.groupId, one]));
    expect(after.get(ids.sales)).toMatchObject({
      intent: 'required',
      target: wire.filtered(ids.sales).target,
    });
    expect(after.get(ids.field)).toMatchObject({ intent });
    expect(step?.after).toHaveLength(2);
    expect(findings.map(({ code }) => code)).toEqual([
      'authenticator-intent-changed',
      'authenticator-has-filter',
    ]);
  });

  test('the licence that enrollment decides counts, other settings stay', () => {
    const settings = {
      '@odata.type': '#microsoft.graph.iosVppAppAssignmentSettings',
      ...{ useDeviceLicensing: true, isRemovable: false },
    };
    const apps = [vppApp({ assignments: [wire.group(ids.sales, { intent: 'available', settings })] })];
    const settled = { authenticatorLicences: { [key]: 'user' as const } };
    const step = appStep(plan({ changeIntent: [key], ...settled }, { apps }).steps);
    expect(step?.after).toMatchObject([
      { intent: 'required', settings: { useDeviceLicensing: false, isRemovable: false } },
    ]);
    const same = appStep(plan({ changeIntent: [key] }, { apps }).steps);
    expect(same?.after).toMatchObject([{ settings: { useDeviceLicensing: true, isRemovable: false } }]);
  });

  test('kept: nothing is written to the app, and the plan can be approved', () => {
    const { steps, findings } = plan({ keepIntent: [key] }, parts('available'));
    expect(named(steps)).toEqual(['create-policy', 'assign-policy']);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['authenticator-intent-kept', 'warning'],
    ]);
  });

  test('what a policy set brings is never changed', () => {
    const app = appWith(wire.group(ids.sales, { intent: 'available', source: 'policySets' }));
    expect(codes({ changeIntent: [key] }, app)).toEqual(['authenticator-other-intent']);
    expect(appStep(plan({ changeIntent: [key] }, app).steps)).toBeUndefined();
  });

  test('an answer that nothing fits to (any more) changes nothing', () => {
    const app = appWith(required(wire.group(ids.sales)), wire.group(ids.field, { intent: 'available' }));
    const answers = { changeIntent: [key, `group:${ids.field}`, 'all-users'], keepIntent: [key] };
    expect(plan(answers, app).digest).toBe(plan({}, app).digest);
    expect(codes(answers, app)).toEqual([]);
  });

  test('reads so on the review', () => {
    const lines = describePlan(
      plan(
        { targets: [sales, { kind: 'group', groupId: ids.interns }], changeIntent: [key] },
        parts('available'),
      ),
      snapshot(parts('available')),
    );
    expect(lines[1]).toMatchObject({
      before: ['available for Sales (filter, include mode), Field Ops'],
      after: [
        'the rest stays',
        'available → required for Sales (filter, include mode)',
        'new: required for Interns',
      ],
    });
  });
});

describe('describePlan', () => {
  const shown = (asked: Partial<SetUpRequest>, parts: Partial<Snapshot>) =>
    describePlan(plan(asked, parts), snapshot(parts));

  test('each object before and after, with names', () => {
    const parts = appWith(
      required(wire.group(ids.field)),
      required(wire.filtered(ids.interns)),
      wire.allUsers({ intent: 'available' }),
      required(wire.exclude(ids.gone)),
      required(wire.group(ids.everybody, { source: 'policySets' })),
    );
    expect(shown({}, parts)).toEqual([
      {
        title: 'Policy "iOS - JIT registration - Sales"',
        before: ['nothing'],
        after: [
          'SSO app extension for iOS/iPadOS, type Microsoft Entra ID',
          'Bundle IDs: com.salesforce.chatter',
          'device_registration = {{DEVICEREGISTRATION}} (String)',
          'browser_sso_interaction_enabled = 1 (Integer)',
          'Description: For Sales. [jit-bot c1]',
        ],
      },
      {
        title: 'Microsoft Authenticator (store app), assigned to',
        before: [
          'required for Field Ops, Interns (filter, include mode), Everybody (policy set)',
          `required, but not for a deleted or not visible group (${ids.gone})`,
          'available for All users',
        ],
        after: ['all of that stays', 'new: required for Sales'],
      },
      { title: 'Policy "iOS - JIT registration - Sales", assigned to', before: ['nobody'], after: ['Sales'] },
    ]);
  });

  test('a new Authenticator, everyone but a group, no bundle IDs', () => {
    const lines = shown({ targets: [users, not(ids.interns)], bundleIds: [] }, { apps: [] });
    expect(lines.map(({ title }) => title)).toEqual([
      'Policy "iOS - JIT registration - Sales"',
      'Microsoft Authenticator (store app)',
      'Microsoft Authenticator (store app), assigned to',
      'Policy "iOS - JIT registration - Sales", assigned to',
    ]);
    expect(lines[0]?.after).toContain('Bundle IDs: none (Microsoft apps only)');
    expect(lines[2]).toMatchObject({
      before: ['nobody'],
      after: ['required for All users', 'required, but not for Interns'],
    });
    expect(lines[3]?.after).toEqual(['All users', 'not Interns']);
  });
});
