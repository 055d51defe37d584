import { describe, expect, test } from 'vitest';
import { describeUndo } from '../../src/jit/describe-undo.ts';
import type { Target, UndoPlan } from '../../src/jit/plan.ts';
import { onlyCloses } from '../../src/jit/plan.ts';
import { planUndo } from '../../src/jit/plan-undo.ts';
import type { Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import {
  catalogPolicy,
  entraExtension,
  ids,
  integerPair,
  policy,
  required,
  snapshot,
  storeApp,
  stringPair,
  vppApp,
  wire,
} from './tenant-parts.ts';
import { carryOut, carryOutUndo, look, meaning, policyId, type CarriedOut } from './undo-parts.ts';

const sales: Target = { kind: 'group', groupId: ids.sales };
const field: Target = { kind: 'group', groupId: ids.field };
const users: Target = { kind: 'all-users' };
const not = (groupId: string): Target => ({ kind: 'exclude-group', groupId });

const undo = (change: CarriedOut): UndoPlan => planUndo({ ...look(change), changeId: 'c2' });
const named = ({ steps }: UndoPlan) => steps.map(({ step }) => step);
const codes = ({ findings }: UndoPlan) => findings.map(({ code }) => code);
const appWith = (...assignments: WireAssignment[]): Partial<Snapshot> => ({
  apps: [storeApp({ assignments })],
});
const withPolicy = (change: CarriedOut, more: Record<string, unknown>): CarriedOut => ({
  ...change,
  policy: change.policy && { ...change.policy, ...more },
});
const withApp = (change: CarriedOut, more: Record<string, unknown>): CarriedOut => ({
  ...change,
  app: change.app && { ...change.app, ...more },
});
const alsoPolicy = (change: CarriedOut, ...more: WireAssignment[]): CarriedOut =>
  withPolicy(change, { assignments: [...(change.policy?.assignments ?? []), ...more] });
const alsoApp = (change: CarriedOut, ...more: WireAssignment[]): CarriedOut =>
  withApp(change, { assignments: [...(change.app?.assignments ?? []), ...more] });
const altered = (assignments: WireAssignment[] = [], groupId: string, by: WireAssignment) => [
  ...assignments.filter(({ target }) => target.groupId !== groupId),
  by,
];

describe('nobody touched it', () => {
  test.each<[string, Target[], Partial<Snapshot>, UndoPlan['steps'][number]['step'][]]>([
    [
      'Authenticator was there',
      [sales, field],
      appWith(required(wire.group(ids.interns))),
      ['delete-policy', 'unassign-authenticator'],
    ],
    [
      'a VPP app',
      [sales],
      { apps: [vppApp({ assignments: [wire.filtered(ids.field, { intent: 'available' })] })] },
      ['delete-policy', 'unassign-authenticator'],
    ],
    [
      'a target had Authenticator before',
      [sales],
      appWith(required(wire.group(ids.sales))),
      ['delete-policy'],
    ],
    [
      'one of two had it',
      [sales, field],
      appWith(required(wire.group(ids.sales))),
      ['delete-policy', 'unassign-authenticator'],
    ],
    [
      'a policy set had it',
      [sales],
      appWith(required(wire.group(ids.sales, { source: 'policySets' }))),
      ['delete-policy'],
    ],
    [
      'Authenticator was created',
      [users, not(ids.interns)],
      { apps: [] },
      ['delete-policy', 'unassign-authenticator', 'delete-authenticator'],
    ],
  ])('%s: everything is as before', (_, targets, parts, steps) => {
    const change = carryOut(targets, parts);
    const plan = undo(change);
    expect(named(plan)).toEqual(steps);
    expect(plan.findings.filter(({ severity }) => severity === 'blocks')).toEqual([]);
    const after = carryOutUndo(plan, change);
    expect(after.policy).toBeUndefined();
    expect(meaning(after.app)).toEqual(meaning(snapshot(parts).apps[0]));
    expect(codes(planUndo({ ...after, changeId: 'c3' }))).toContain('undo-nothing-left');
  });

  test.each([
    [0, []],
    [1, ['delete-policy']],
    [2, ['delete-policy', 'delete-authenticator']],
    [3, ['delete-policy', 'unassign-authenticator', 'delete-authenticator']],
  ])('it stopped after %i writes', (writes, steps) => {
    expect(named(undo(carryOut([sales], { apps: [] }, writes)))).toEqual(steps);
  });

  test('a change that was not begun has nothing to undo', () => {
    const plan = undo(carryOut([sales], {}, 0));
    expect(plan.findings).toMatchObject([{ code: 'undo-nothing-left', severity: 'blocks' }]);
  });

  test.each([
    ['not-seen', 'It is not known whether'],
    ['several', 'It is not known which'],
  ] as const)(
    'what nobody knows of a create (%s) is said, and does not keep the rest from going',
    (why, said) => {
      const change = carryOut([sales], {}, 2);
      const { policyId: _, ...done } = change.done;
      const unsure = { policy: why, app: why };
      const plan = undo({ ...change, policy: undefined, done: { ...done, unsure }, absenceProves: false });
      expect(named(plan)).toEqual(['unassign-authenticator']);
      const unknown = plan.findings.filter(({ code }) => code.endsWith('-unknown'));
      expect(unknown.map(({ code, severity }) => [code, severity])).toEqual([
        ['undo-policy-unknown', 'warning'],
        ['undo-app-unknown', 'warning'],
      ]);
      for (const { sentence, remedy } of unknown) {
        expect(sentence).toContain(said);
        expect(remedy).toContain('I assigned it to nobody.');
      }
      expect(unknown[0]?.remedy).toContain('ends in [jit-bot c1]');
    },
  );

  test('what the delete relies on is in the step', () => {
    expect(undo(carryOut([sales])).steps[0]).toEqual({
      step: 'delete-policy',
      policy: { id: policyId },
      before: {
        content: {
          '@odata.type': '#microsoft.graph.iosDeviceFeaturesConfiguration',
          displayName: 'JIT',
          description: 'For all.\n[jit-bot c1]',
          iosSingleSignOnExtension: {
            '@odata.type': '#microsoft.graph.iosAzureAdSingleSignOnExtension',
            bundleIdAccessControlList: ['com.box.BoxNet', 'com.salesforce.chatter'],
            configurations: [
              integerPair('browser_sso_interaction_enabled', 1),
              stringPair('device_registration', '{{DEVICEREGISTRATION}}'),
            ],
          },
        },
        assignments: [
          {
            intent: 'apply',
            target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: ids.sales },
          },
        ],
      },
    });
  });

  test('what the app keeps elsewhere and what an undo does not do is said', () => {
    expect(codes(undo(carryOut([sales], { apps: [] })))).toEqual([
      'undo-app-references-not-checked',
      'undo-app-not-uninstalled',
    ]);
  });
});

describe('others changed the policy', () => {
  const extension = entraExtension({
    bundleIdAccessControlList: ['com.box.BoxNet', 'com.salesforce.chatter'],
  });

  test.each<[string, Record<string, unknown>]>([
    [
      'a bundle ID more',
      {
        iosSingleSignOnExtension: entraExtension({
          bundleIdAccessControlList: ['com.salesforce.chatter', 'com.box.BoxNet', 'com.x.y'],
        }),
      },
    ],
    ['a bundle ID less', { iosSingleSignOnExtension: entraExtension() }],
    [
      'another pair',
      {
        iosSingleSignOnExtension: {
          ...extension,
          configurations: [
            stringPair('device_registration', '{{DEVICEREGISTRATION}}'),
            integerPair('browser_sso_interaction_enabled', 0),
          ],
        },
      },
    ],
    ['shared device mode', { iosSingleSignOnExtension: { ...extension, enableSharedDeviceMode: true } }],
    ['a property we do not know', { iosSingleSignOnExtension: { ...extension, newThing: 'x' } }],
    ['another name', { displayName: 'Ours now' }],
    ['another description', { description: 'Ours now' }],
    ['another setting in the same profile', { assetTagTemplate: 'Asset {{serialnumber}}' }],
    ['a list in the same profile', { homeScreenPages: [{ icons: [] }] }],
    ['no extension any more', { iosSingleSignOnExtension: null }],
  ])('%s: it stays, our assignment goes', (_, more) => {
    const change = withPolicy(carryOut([sales]), more);
    const plan = undo(change);
    expect(named(plan)).toEqual(['unassign-policy', 'unassign-authenticator']);
    expect(plan.steps[0]).toMatchObject({ after: [] });
    expect(codes(plan)).toContain('undo-policy-changed');
  });

  test.each<[string, Record<string, unknown>]>([
    ['version and time', { version: 9, lastModifiedDateTime: '2026-02-01T00:00:00Z' }],
    ['scope tags, which Intune adds itself', { roleScopeTagIds: ['0', '7'] }],
    ['line ends', { description: 'For all.\r\n[jit-bot c1]' }],
    ['the order of lists', { iosSingleSignOnExtension: extension }],
    [
      'settings that say nothing',
      { wallpaperDisplayLocation: 'notConfigured', airPrintDestinations: [], homeScreenGridWidth: null },
    ],
    ['annotations', { '@odata.context': 'x', '@microsoft.graph.tips': 'y' }],
  ])('%s: no change', (_, more) => {
    expect(named(undo(withPolicy(carryOut([sales]), more)))[0]).toBe('delete-policy');
  });

  test.each<[string, WireAssignment]>([
    ['a group', wire.group(ids.field)],
    ['a filter', wire.filtered(ids.field)],
    ['an exclusion', wire.exclude(ids.interns)],
    ['a policy set', wire.group(ids.field, { source: 'policySets' })],
    ['a policy set for the same group', wire.group(ids.sales, { source: 'policySets' })],
    ['a target we do not know', wire.allUsers({ target: { '@odata.type': '#microsoft.graph.newTarget' } })],
  ])('%s was added: it stays for them', (_, foreign) => {
    const change = alsoPolicy(carryOut([sales]), foreign);
    const plan = undo(change);
    expect(named(plan)[0]).toBe('unassign-policy');
    expect(codes(plan)).toContain('undo-policy-shared');
    expect(meaning(carryOutUndo(plan, change).policy)).toEqual(meaning({ assignments: [foreign] }));
  });

  test('our group got a filter: it stays, and with it Authenticator', () => {
    const change = withPolicy(carryOut([sales, field]), {
      assignments: [wire.filtered(ids.sales), wire.group(ids.field)],
    });
    const plan = undo(change);
    expect(named(plan)).toEqual(['unassign-policy', 'unassign-authenticator']);
    expect(codes(plan)).toEqual([
      'undo-assignment-changed',
      'undo-authenticator-needed',
      'undo-app-not-uninstalled',
    ]);
    const after = carryOutUndo(plan, change);
    expect(meaning(after.policy)).toEqual(meaning({ assignments: [wire.filtered(ids.sales)] }));
    expect(meaning(after.app)).toEqual(meaning({ assignments: [required(wire.group(ids.sales))] }));
  });

  test('our exclusion stays while it holds for what others included', () => {
    const change = alsoPolicy(carryOut([users, not(ids.interns)], { apps: [] }), wire.group(ids.field));
    const plan = undo(change);
    expect(codes(plan)).toEqual(expect.arrayContaining(['undo-policy-shared', 'undo-exclusion-kept']));
    expect(meaning(carryOutUndo(plan, change).policy)).toEqual(
      meaning({ assignments: [wire.group(ids.field), wire.exclude(ids.interns)] }),
    );
  });

  test('they took our assignment off: the policy goes', () => {
    expect(named(undo(withPolicy(carryOut([sales]), { assignments: [] })))[0]).toBe('delete-policy');
  });

  test('they deleted it: the app is still taken back', () => {
    const plan = undo({ ...carryOut([sales]), policy: undefined });
    expect(named(plan)).toEqual(['unassign-authenticator']);
    expect(codes(plan)).toContain('undo-policy-deleted');
  });

  test('it may be hidden from who looks: nothing is taken back', () => {
    const plan = undo({ ...carryOut([sales]), policy: undefined, absenceProves: false });
    expect(plan.steps).toEqual([]);
    expect(plan.findings).toMatchObject([{ code: 'undo-policy-gone', severity: 'blocks' }]);
  });

  test('the same of one that stopped half-way: approving closes it', () => {
    const change = { ...carryOut([sales], {}, 2), policy: undefined, absenceProves: false };
    const plan = undo({ ...change, unfinished: ['c1 2026'] });
    expect(plan.steps).toEqual([]);
    expect(plan.findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['undo-only-closes', 'warning'],
      ['undo-policy-unseen', 'warning'],
    ]);
    expect([onlyCloses(plan), onlyCloses(undo(change))]).toEqual([true, false]);
  });

  test('an unfinished change that left something is taken back, not closed', () => {
    const plan = undo({ ...carryOut([sales], {}, 2), unfinished: ['c1 2026'] });
    expect(named(plan)).toEqual(['delete-policy', 'unassign-authenticator']);
    expect(onlyCloses(plan)).toBe(false);
  });

  test('where only an app that does not show is left of an unfinished change, approving closes it', () => {
    const { policyId: _, ...done } = carryOut([sales], {}, 2).done;
    const plan = undo({ ...carryOut([sales], {}, 2), done, app: undefined, unfinished: ['c1 2026'] });
    expect(codes(plan)).toEqual(['undo-only-closes', 'undo-app-gone']);
  });
});

describe('our change made another intent required', () => {
  const old = wire.filtered(ids.sales, { intent: 'uninstall' });
  const made = (...others: WireAssignment[]) =>
    carryOut([sales, field], appWith(old, ...others), 4, { changeIntent: [`group:${ids.sales}`] });

  test('the intent that was there comes back', () => {
    const change = made(required(wire.group(ids.interns)));
    const plan = undo(change);
    expect(meaning(carryOutUndo(plan, change).app)).toEqual(
      meaning({ assignments: [old, required(wire.group(ids.interns))] }),
    );
    expect(codes(plan)).toEqual(expect.arrayContaining(['undo-intent-restored', 'undo-app-not-uninstalled']));
    expect(plan.findings.find(({ code }) => code === 'undo-intent-restored')).toMatchObject({
      sentence: expect.stringContaining('goes back to uninstall for Sales') as string,
      remedy: 'Mind that Intune then uninstalls it there.',
    });
    expect(describeUndo(plan, look(change).snapshot)[1]?.after).toEqual([
      'removed: required for Field Ops',
      'required → uninstall for Sales (filter, include mode)',
      'all the rest stays',
    ]);
  });

  test('what others made of it since stays', () => {
    const change = made();
    const theirs = wire.group(ids.sales, { intent: 'available' });
    const plan = undo(withApp(change, { assignments: altered(change.app?.assignments, ids.sales, theirs) }));
    expect(plan.steps[1]).toMatchObject({ after: [{ intent: 'available' }] });
    expect(plan.steps[1]).not.toHaveProperty('restores');
    expect(codes(plan)).not.toContain('undo-intent-restored');
  });

  test('a requirement that another policy leans on stays required', () => {
    const change = made();
    const leaning = policy({ id: 'other', displayName: 'Other', assignments: [wire.group(ids.sales)] });
    const seen = { ...change, snapshot: { ...change.snapshot, policies: [leaning] } };
    const plan = undo(seen);
    expect(codes(plan)).toContain('undo-authenticator-needed');
    expect(codes(plan)).not.toContain('undo-intent-restored');
  });
});

describe('others changed the app', () => {
  test.each<[string, WireAssignment]>([
    ['available', wire.group(ids.sales, { intent: 'available' })],
    ['a filter', required(wire.filtered(ids.sales))],
    [
      'other settings',
      {
        ...required(wire.group(ids.sales)),
        settings: { ...required(wire.allUsers()).settings, isRemovable: false },
      },
    ],
  ])('our target got %s: it stays', (_, by) => {
    const change = carryOut([sales, field], { apps: [] });
    const plan = undo(withApp(change, { assignments: altered(change.app?.assignments, ids.sales, by) }));
    expect(named(plan)).toEqual(['delete-policy', 'unassign-authenticator']);
    expect(codes(plan)).toEqual(expect.arrayContaining(['undo-assignment-changed', 'undo-app-shared']));
    expect(plan.steps[1]).toMatchObject({ after: [{ target: { groupId: ids.sales } }] });
  });

  test('they assigned the app we created: it stays for them, requirement and all', () => {
    const foreign = required(wire.group(ids.interns));
    const change = alsoApp(carryOut([sales], { apps: [] }), foreign);
    const plan = undo(change);
    expect(named(plan)).toEqual(['delete-policy', 'unassign-authenticator']);
    expect(codes(plan)).toContain('undo-app-shared');
    expect(meaning(carryOutUndo(plan, change).app)).toEqual(meaning({ assignments: [foreign] }));
  });

  test.each<[string, Record<string, unknown>]>([
    ['name', { displayName: 'Authenticator (Contoso)' }],
    ['notes', { notes: 'Do not delete' }],
    ['minimum system', { minimumSupportedOperatingSystem: { v15_0: false, v17_0: true } }],
    ['an app that depends on it', { dependentAppCount: 1 }],
  ])('the app we created has another %s: it stays', (_, more) => {
    const plan = undo(withApp(carryOut([sales], { apps: [] }), more));
    expect(named(plan)).toEqual(['delete-policy', 'unassign-authenticator']);
    expect(codes(plan)).toContain('undo-app-changed');
  });

  test('they deleted it: the policy still goes', () => {
    const plan = undo({ ...carryOut([sales]), app: undefined });
    expect(named(plan)).toEqual(['delete-policy']);
    expect(codes(plan)).toEqual(['undo-app-gone']);
  });

  test('they removed our requirement already', () => {
    const plan = undo(withApp(carryOut([sales]), { assignments: [required(wire.group(ids.interns))] }));
    expect(named(plan)).toEqual(['delete-policy']);
  });
});

describe('Authenticator is needed elsewhere', () => {
  const other = (...assignments: WireAssignment[]) =>
    policy({ id: 'other', displayName: 'Other JIT', assignments });
  const nested: Partial<Snapshot> = { children: { [ids.everybody]: { read: true, value: [ids.sales] } } };

  test.each<[string, Target, (change: Snapshot) => Partial<Snapshot>, boolean]>([
    ['the same group', sales, () => ({ policies: [other(wire.group(ids.sales))] }), true],
    ['all users', sales, () => ({ policies: [other(wire.allUsers())] }), true],
    ['a filter', sales, () => ({ policies: [other(wire.filtered(ids.sales))] }), true],
    [
      'a group inside',
      { kind: 'group', groupId: ids.everybody },
      () => ({ ...nested, policies: [other(wire.group(ids.sales))] }),
      true,
    ],
    ['a group around', sales, () => ({ ...nested, policies: [other(wire.group(ids.everybody))] }), true],
    [
      'Settings Catalog',
      sales,
      () => ({
        catalogPolicies: { read: true, value: [catalogPolicy({}, { assignments: [wire.group(ids.sales)] })] },
      }),
      true,
    ],
    [
      'single sign-on without registration',
      sales,
      () => ({
        policies: [
          policy({
            id: 'sso',
            iosSingleSignOnExtension: entraExtension({ configurations: [] }),
            assignments: [wire.group(ids.sales)],
          }),
        ],
      }),
      true,
    ],
    ['another group', sales, () => ({ policies: [other(wire.group(ids.field))] }), false],
    [
      'the same group, excluded',
      sales,
      () => ({ policies: [other(wire.allUsers(), wire.exclude(ids.sales))] }),
      false,
    ],
    [
      'no extension',
      sales,
      () => ({
        policies: [policy({ id: 'x', iosSingleSignOnExtension: null, assignments: [wire.group(ids.sales)] })],
      }),
      false,
    ],
    [
      'required for all users besides',
      sales,
      ({ apps }) => ({
        policies: [other(wire.group(ids.sales))],
        apps: apps.map((app) => ({ ...app, assignments: [...app.assignments, required(wire.allUsers())] })),
      }),
      false,
    ],
    [
      'required besides, with a filter',
      sales,
      ({ apps }) => ({
        policies: [other(wire.group(ids.sales))],
        apps: apps.map((app) => ({
          ...app,
          assignments: [
            ...app.assignments,
            {
              ...required(wire.allUsers()),
              target: {
                ...wire.allUsers().target,
                ...wire.filtered(ids.sales).target,
                '@odata.type': wire.allUsers().target['@odata.type'],
              },
            },
          ],
        })),
      }),
      true,
    ],
    [
      'another app object requires it',
      sales,
      ({ apps }) => ({
        policies: [other(wire.group(ids.sales))],
        apps: [...apps, vppApp({ assignments: [required(wire.group(ids.sales))] })],
      }),
      false,
    ],
  ])('%s', (_, target, later, needed) => {
    const change = carryOut([target]);
    const now = { ...change.snapshot, ...later(change.snapshot) };
    const app = now.apps.find(({ id }) => id === change.app?.id);
    const plan = planUndo({
      ...change,
      app,
      snapshot: {
        ...now,
        policies: [...change.snapshot.policies, ...(later(change.snapshot).policies ?? [])],
      },
      changeId: 'c2',
    });
    expect(codes(plan).includes('undo-authenticator-needed')).toBe(needed);
    expect(named(plan)).toEqual(needed ? ['delete-policy'] : ['delete-policy', 'unassign-authenticator']);
  });

  test('a policy of those we excluded does not hold back everybody else', () => {
    const parts = {
      policies: [other(wire.group(ids.interns))],
      ...appWith(required(wire.group(ids.interns))),
    };
    const change = carryOut([users, not(ids.interns)], parts);
    const after = carryOutUndo(undo(change), change);
    expect(meaning(after.app)).toEqual(meaning(parts.apps?.[0]));
  });

  test('the app we created is not deleted while somebody needs it', () => {
    const change = look(carryOut([sales], { apps: [] }));
    const policies = [...change.snapshot.policies, other(wire.group(ids.sales))];
    const plan = planUndo({ ...change, snapshot: { ...change.snapshot, policies }, changeId: 'c2' });
    expect(named(plan)).toEqual(['delete-policy']);
    expect(codes(plan)).toEqual(['undo-authenticator-needed']);
  });

  test('what could not be read is said, where something goes', () => {
    const parts: Partial<Snapshot> = {
      catalogPolicies: { read: false, why: 'forbidden' },
      parents: { [ids.sales]: { read: false, why: 'time-out' } },
    };
    expect(codes(undo(carryOut([sales], parts)))).toEqual(
      expect.arrayContaining(['settings-catalog-not-checked', 'nesting-not-checked']),
    );
    const kept = undo(carryOut([sales], { ...parts, ...appWith(required(wire.group(ids.sales))) }));
    expect(codes(kept)).toEqual([]);
  });
});

describe('the digest', () => {
  const change = carryOut([sales], { apps: [] });
  test('is equal for equal steps, whoever looks', () => {
    const renamed = {
      ...change.snapshot,
      groups: { [ids.sales]: null },
      catalogPolicies: { read: false as const, why: 'x' },
    };
    expect(planUndo({ ...change, snapshot: renamed, changeId: 'c2' }).digest).toBe(undo(change).digest);
  });

  test.each<[string, UndoPlan]>([
    ['id', planUndo({ ...change, changeId: 'c3' })],
    ['undone change', planUndo({ ...change, plan: { ...change.plan, changeId: 'c9' }, changeId: 'c2' })],
    ['state', undo(alsoApp(change, required(wire.group(ids.field))))],
  ])('is another for another %s', (_, other) => {
    expect(other.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(other.digest).not.toBe(undo(change).digest);
  });
});

describe('description', () => {
  test('of a delete', () => {
    const change = carryOut([users, not(ids.interns)], { apps: [] });
    expect(describeUndo(undo(change), change.snapshot)).toEqual([
      {
        title: 'Policy "JIT"',
        before: [
          'SSO app extension for iOS/iPadOS, type Microsoft Entra ID',
          'Bundle IDs: com.box.BoxNet, com.salesforce.chatter',
          'device_registration = {{DEVICEREGISTRATION}} (String)',
          'browser_sso_interaction_enabled = 1 (Integer)',
          'Description: For all. [jit-bot c1]',
          'Assigned to: All users, not Interns',
        ],
        after: ['deleted'],
      },
      {
        title: 'Microsoft Authenticator, assigned to',
        before: ['required for All users', 'required, but not for Interns'],
        after: ['nobody'],
      },
      {
        title: 'Microsoft Authenticator (store app)',
        before: ['added from the App Store, assigned to nobody then'],
        after: ['deleted'],
      },
    ]);
  });

  test('of a removal: what goes stands out', () => {
    const before = appWith(
      required(wire.group(ids.interns)),
      required(wire.group(ids.list, { source: 'policySets' })),
    );
    const change = look(alsoPolicy(carryOut([sales], before), wire.filtered(ids.field)));
    expect(describeUndo(undo(change), change.snapshot)).toEqual([
      {
        title: 'Policy "JIT", assigned to',
        before: ['Sales', 'Field Ops (filter, include mode)'],
        after: ['removed: Sales', 'all the rest stays'],
      },
      {
        title: 'Microsoft Authenticator, assigned to',
        before: ['required for Sales, Interns, Newsletter (policy set)'],
        after: ['removed: required for Sales', 'all the rest stays'],
      },
    ]);
  });
});
