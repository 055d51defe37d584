import { describe, expect, test } from 'vitest';
import { authenticatorLine } from '../../src/jit/authenticator-line.ts';
import { authenticatorState } from '../../src/jit/authenticator-state.ts';
import type { Target } from '../../src/jit/plan.ts';
import type { Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import { group, ids, required, snapshot, storeApp, vppApp, wire } from './tenant-parts.ts';

const sales: Target = { kind: 'group', groupId: ids.sales };
const app = (...assignments: WireAssignment[]): Partial<Snapshot> => ({ apps: [storeApp({ assignments })] });
const allBut = (intent: string, groupId: string): WireAssignment[] => [
  wire.allUsers({ intent }),
  wire.exclude(groupId, { intent }),
];
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
    ['available to all', sales, app(wire.allUsers({ intent: 'available' })), 'other-intent'],
    [
      'required for a group inside',
      sales,
      {
        ...app(required(wire.group(ids.interns))),
        children: { [ids.sales]: { read: true, value: [ids.interns] } },
      },
      'required-in-part',
    ],
    [
      'available for a group inside',
      sales,
      {
        ...app(wire.group(ids.interns, { intent: 'available' })),
        children: { [ids.sales]: { read: true, value: [ids.interns] } },
      },
      'not-assigned',
    ],
    [
      'a group of unknown kind excluded from devices',
      sales,
      app(required(wire.allDevices()), required(wire.exclude(ids.sales))),
      'required-in-part',
    ],
    [
      'available, but all users have it',
      sales,
      app(wire.group(ids.sales, { intent: 'available' }), required(wire.allUsers())),
      'required-through-all-users',
    ],
    ['excluded', sales, app(required(wire.allUsers()), required(wire.exclude(ids.sales))), 'excluded'],
    [
      'excluded from the uninstall of all others, required for it',
      sales,
      app(required(wire.group(ids.sales)), ...allBut('uninstall', ids.sales)),
      'required',
    ],
    [
      'required for all, excluded from what is available to all',
      sales,
      app(required(wire.allUsers()), wire.exclude(ids.sales, { intent: 'available' })),
      'required-through-all-users',
    ],
    [
      'excluded from the uninstall of all others',
      sales,
      app(...allBut('uninstall', ids.sales)),
      'not-assigned',
    ],
    ['available to all others', sales, app(...allBut('available', ids.sales)), 'not-assigned'],
    [
      'excluded from what is required, available to all',
      sales,
      app(wire.allUsers({ intent: 'available' }), required(wire.exclude(ids.sales))),
      'other-intent',
    ],
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
      apps: [{ id: storeApp().id, name: 'Microsoft Authenticator', kind: 'store' }],
    });
  });

  test('tells licences of VPP apps, and the filter by name', () => {
    const licensed = (assignment: WireAssignment, useDeviceLicensing?: boolean): WireAssignment => ({
      ...required(assignment),
      settings: { '@odata.type': '#microsoft.graph.iosVppAppAssignmentSettings', useDeviceLicensing },
    });
    const of = (id: string, ...assignments: WireAssignment[]) => vppApp({ id, assignments });
    const apps = [
      of('v1', licensed(wire.group(ids.sales), true)),
      of('v2', licensed(wire.group(ids.sales), false)),
      of('v3', licensed(wire.group(ids.sales))),
    ];
    expect(authenticatorState(sales, snapshot({ apps }))).toEqual({
      state: 'required',
      apps: [
        { id: 'v1', name: 'Microsoft Authenticator', kind: 'vpp', licence: 'device' },
        { id: 'v2', name: 'Microsoft Authenticator', kind: 'vpp', licence: 'user' },
        { id: 'v3', name: 'Microsoft Authenticator', kind: 'vpp' },
      ],
    });
    expect(authenticatorState(sales, snapshot(app(required(wire.filtered(ids.sales))))).filter).toEqual({
      id: ids.filter,
      mode: 'include',
      name: 'Corporate iOS devices',
    });
  });

  test('an uninstall is told in good English', () => {
    const state = authenticatorState(sales, snapshot(app(wire.group(ids.sales, { intent: 'uninstall' }))));
    expect(authenticatorLine(state, { name: 'Sales' }).sentence).toBe(
      'Microsoft Authenticator is not required for Sales, but set to uninstall (Microsoft Authenticator, store app).',
    );
  });
});
