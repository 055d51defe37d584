import { describe, expect, test } from 'vitest';
import { authenticatorState } from '../../src/jit/authenticator-state.ts';
import type { Target } from '../../src/jit/plan.ts';
import type { Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import { jitStatus } from '../../src/jit/status.ts';
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

const sales: Target = { kind: 'group', groupId: ids.sales };
const app = (...assignments: WireAssignment[]): Partial<Snapshot> => ({ apps: [storeApp({ assignments })] });
const broken = entraExtension({
  configurations: [stringPair('device_registration ', '{{DEVICEREGISTRATION}}')],
});

describe('authenticatorState', () => {
  test.each<[string, Target, Partial<Snapshot>, string]>([
    ['none', sales, { apps: [] }, 'not-assigned'],
    ['direct', sales, app(required(wire.group(ids.sales))), 'required'],
    ['all users', sales, app(required(wire.allUsers())), 'required-through-all-users'],
    ['all devices', sales, app(required(wire.allDevices())), 'required-through-all-devices'],
    [
      'parent',
      sales,
      {
        ...app(required(wire.group(ids.everybody))),
        parents: { [ids.sales]: { read: true, value: [ids.everybody] } },
      },
      'required-through-parent',
    ],
    ['filter', sales, app(required(wire.filtered(ids.sales))), 'required-with-filter'],
    ['available', sales, app(wire.group(ids.sales, { intent: 'available' })), 'other-intent'],
    ['available to all', sales, app(wire.allUsers({ intent: 'available' })), 'not-assigned'],
    [
      'available, but all users have it',
      sales,
      app(wire.group(ids.sales, { intent: 'available' }), required(wire.allUsers())),
      'required-through-all-users',
    ],
    ['excluded', sales, app(required(wire.allUsers()), required(wire.exclude(ids.sales))), 'excluded'],
    [
      'other group excluded',
      sales,
      app(required(wire.allUsers()), required(wire.exclude(ids.field))),
      'required-through-all-users',
    ],
    [
      'users excluded from devices',
      sales,
      {
        ...app(required(wire.allDevices()), required(wire.exclude(ids.sales))),
        groups: { [ids.sales]: group(ids.sales, 'Sales', { groupTypes: ['Unified'] }) },
      },
      'required-through-all-devices',
    ],
    [
      'excluded in one object, required in another',
      sales,
      {
        apps: [
          storeApp({ assignments: [required(wire.allUsers()), required(wire.exclude(ids.sales))] }),
          vppApp({ assignments: [required(wire.group(ids.sales))] }),
        ],
      },
      'required',
    ],
    ['all users themselves', { kind: 'all-users' }, app(required(wire.allUsers())), 'required'],
    ['a group is not everyone', { kind: 'all-users' }, app(required(wire.group(ids.sales))), 'not-assigned'],
  ])('%s', (_, target, parts, state) => {
    expect(authenticatorState(target, snapshot(parts)).state).toBe(state);
  });

  test('names the intent and the objects that decide', () => {
    expect(authenticatorState(sales, snapshot(app(wire.group(ids.sales, { intent: 'uninstall' }))))).toEqual({
      state: 'other-intent',
      intent: 'uninstall',
      apps: [{ id: storeApp().id, name: 'Microsoft Authenticator' }],
    });
  });
});

describe('jitStatus', () => {
  const rows = (policies: Snapshot['policies'], parts: Partial<Snapshot> = app(required(wire.allUsers()))) =>
    jitStatus(snapshot({ policies, ...parts })).rows.map(({ name, verdict }) => `${name}: ${verdict}`);
  const deleted = `a deleted or not visible group (${ids.gone})`;

  test('one row a target, the worst first', () => {
    const policies = [
      policy({
        id: 'p1',
        assignments: [
          wire.group(ids.sales),
          wire.filtered(ids.field),
          wire.group(ids.gone),
          wire.exclude(ids.interns),
        ],
      }),
      policy({
        id: 'p2',
        displayName: 'Broken',
        iosSingleSignOnExtension: broken,
        assignments: [wire.group(ids.everybody)],
      }),
    ];
    expect(rows(policies)).toEqual([
      'Everybody: broken',
      `${deleted}: check`,
      'Field Ops: check',
      'Sales: works',
      'Interns: excluded',
    ]);
    expect(rows(policies, { apps: [] })).toEqual([
      'Everybody: broken',
      `${deleted}: incomplete`,
      'Field Ops: incomplete',
      'Sales: incomplete',
      'Interns: excluded',
    ]);
  });

  test('a row holds its policies with class, faults and filter', () => {
    const policies = [
      policy({ id: 'p1', assignments: [wire.filtered(ids.sales)] }),
      policy({
        id: 'p2',
        displayName: 'Broken',
        iosSingleSignOnExtension: broken,
        assignments: [wire.group(ids.sales.toUpperCase())],
      }),
    ];
    expect(jitStatus(snapshot({ policies, ...app(required(wire.group(ids.sales))) })).rows).toEqual([
      {
        target: sales,
        name: 'Sales',
        visible: true,
        policies: [
          {
            id: 'p1',
            name: 'Corporate JIT',
            class: 'jit',
            faults: [],
            filter: { id: ids.filter, mode: 'include' },
          },
          { id: 'p2', name: 'Broken', class: 'broken-jit', faults: ['blank'] },
        ],
        authenticator: { state: 'required', apps: [{ id: storeApp().id, name: 'Microsoft Authenticator' }] },
        verdict: 'broken',
      },
    ]);
  });

  test.each<[string, Partial<Snapshot>, string]>([
    [
      'two policies for one group',
      {
        policies: [
          policy({ id: 'p1', assignments: [wire.group(ids.sales)] }),
          policy({ id: 'p2', assignments: [wire.group(ids.sales)] }),
        ],
      },
      'Sales: check',
    ],
    [
      'a kind of target we do not know',
      {
        policies: [
          policy({ assignments: [{ target: { '@odata.type': '#microsoft.graph.newAssignmentTarget' } }] }),
        ],
      },
      'Something else (#microsoft.graph.newAssignmentTarget): check',
    ],
    [
      'Authenticator with a filter',
      {
        ...app(required(wire.filtered(ids.sales))),
        policies: [policy({ assignments: [wire.group(ids.sales)] })],
      },
      'Sales: check',
    ],
    [
      'Authenticator to uninstall',
      {
        ...app(wire.group(ids.sales, { intent: 'uninstall' })),
        policies: [policy({ assignments: [wire.group(ids.sales)] })],
      },
      'Sales: incomplete',
    ],
  ])('%s', (_, parts, expected) => {
    const { policies = [], ...others } = parts;
    expect(rows(policies, { ...app(required(wire.allUsers())), ...others })).toEqual([expected]);
  });

  test('policies that nobody has, shared devices and others are apart', () => {
    const status = jitStatus(
      snapshot({
        policies: [
          policy({ id: 'p1', displayName: 'Nobody' }),
          policy({
            id: 'p2',
            displayName: 'Shared',
            iosSingleSignOnExtension: entraExtension({ enableSharedDeviceMode: true }),
            assignments: [wire.allDevices()],
          }),
          policy({
            id: 'p3',
            displayName: 'SSO',
            iosSingleSignOnExtension: entraExtension({ configurations: [] }),
            assignments: [wire.allUsers()],
          }),
        ],
      }),
    );
    expect(status.rows).toEqual([]);
    expect(status.unassigned.map(({ name }) => name)).toEqual(['Nobody']);
    expect(status.sharedDeviceMode.map(({ name }) => name)).toEqual(['Shared']);
  });
});
