import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignmentKey, directAssignments } from '../../src/jit/assignments.ts';
import { authenticatorState } from '../../src/jit/authenticator-state.ts';
import type { Target } from '../../src/jit/plan.ts';
import { planUndo } from '../../src/jit/plan-undo.ts';
import { addedBy, assertOnlyRemoved } from '../../src/jit/remove-assignments.ts';
import type { IosApp, Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import { recognisePolicies } from '../../src/jit/recognise-policies.ts';
import { fromWireTarget, targetKey } from '../../src/jit/targets.ts';
import { ids, policy, required, storeApp, vppApp, wire } from './tenant-parts.ts';
import { carryOut, carryOutUndo, look, meaning, type CarriedOut } from './undo-parts.ts';

/** Random tenants, and random doings of others between a change and its undo. */
const groupIds = [ids.sales, ids.field, ids.everybody, ids.interns, ids.devices];
const group = fc.constantFrom(...groupIds);
const nested: Partial<Snapshot> = {
  parents: Object.fromEntries(
    [ids.sales, ids.field].map((id) => [id, { read: true as const, value: [ids.everybody] }]),
  ),
};

const targets = fc
  .record({
    everyone: fc.boolean(),
    groups: fc.uniqueArray(group, { minLength: 1, maxLength: 4 }),
    excluded: fc.nat(2),
  })
  .map(({ everyone, groups, excluded }): Target[] => {
    const out = groups.slice(0, everyone ? excluded : 0);
    return [
      ...(everyone ? [{ kind: 'all-users' as const }] : []),
      ...groups.filter((id) => !out.includes(id)).map((groupId) => ({ kind: 'group' as const, groupId })),
      ...out.map((groupId) => ({ kind: 'exclude-group' as const, groupId })),
    ];
  });

/** Like Intune, a set has each target once; those of policy sets stand beside. */
const oncePerTarget = (list: WireAssignment[]): WireAssignment[] => {
  const key = (one: WireAssignment) => {
    const known = fromWireTarget(one.target);
    return `${one.source} ${known ? targetKey(known) : 'unknown'}`;
  };
  return [...new Map(list.map((one) => [key(one), one])).values()];
};
const entry = fc
  .tuple(group, fc.constantFrom('group', 'filtered', 'exclude', 'set', 'allUsers', 'allDevices'))
  .map(([id, kind]): WireAssignment => {
    if (kind === 'allUsers' || kind === 'allDevices') return wire[kind]();
    return kind === 'set' ? wire.group(id, { source: 'policySets' }) : wire[kind as 'group'](id);
  });
const appEntry = fc
  .tuple(entry, fc.constantFrom('required', 'required', 'available', 'uninstall'), fc.boolean())
  .map(([one, intent, isRemovable]): WireAssignment =>
    fromWireTarget(one.target)?.kind === 'exclude-group'
      ? { ...one, intent }
      : { ...required(one), intent, settings: { ...required(one).settings, isRemovable } },
  );
const apps = fc.oneof(
  fc.constant<IosApp[]>([]),
  fc
    .tuple(fc.boolean(), fc.array(appEntry, { maxLength: 5 }).map(oncePerTarget))
    .map(([vpp, assignments]) => [vpp ? vppApp({ assignments }) : storeApp({ assignments })]),
);

/** What others do to an object's assignments: drop some, then put theirs over whatever has the same target. */
const doings = (theirs: fc.Arbitrary<WireAssignment>) =>
  fc.tuple(fc.array(fc.nat(8), { maxLength: 2 }), fc.array(theirs, { maxLength: 3 })).map(
    ([dropped, added]) =>
      (standing: WireAssignment[]) =>
        oncePerTarget([...standing.filter((_, at) => !dropped.includes(at)), ...added]),
  );
const changes = fc.constantFrom<Record<string, unknown>>(
  {},
  {},
  { displayName: 'Theirs' },
  { iosSingleSignOnExtension: null },
  { notes: 'Theirs', assetTagTemplate: 'Theirs' },
);
const others = fc
  .array(fc.tuple(fc.constantFrom('p1', 'p2'), fc.array(entry, { maxLength: 3 })), { maxLength: 2 })
  .map((list) => list.map(([id, assignments]) => policy({ id, displayName: id, assignments })));

/** Sometimes the person wants every other intent to become required. */
const answers = (wanted: Target[], willChange: boolean) =>
  willChange ? { changeIntent: wanted.map(targetKey) } : {};
const untouched = fc
  .tuple(targets, apps, fc.integer({ min: 0, max: 4 }), fc.boolean())
  .map(([wanted, found, writes, willChange]) => ({
    before: { apps: found },
    change: carryOut(wanted, { ...nested, apps: found }, writes, answers(wanted, willChange)),
  }));

const touched = fc
  .tuple(
    fc.tuple(targets, apps, others, fc.integer({ min: 1, max: 4 }), fc.boolean()),
    fc.tuple(doings(entry), changes, fc.nat(9)),
    fc.tuple(doings(appEntry), changes, fc.nat(9)),
  )
  .map(([[wanted, found, policies, writes, willChange], onPolicy, onApp]): CarriedOut => {
    const parts = { ...nested, apps: found, policies };
    const change = carryOut(wanted, parts, writes, answers(wanted, willChange));
    const touch = <T extends { assignments: WireAssignment[] }>(
      object: T | undefined,
      [doing, more, luck]: typeof onPolicy,
    ): T | undefined =>
      object && luck > 0 ? { ...object, ...more, assignments: doing(object.assignments) } : undefined;
    return look({ ...change, policy: touch(change.policy, onPolicy), app: touch(change.app, onApp) });
  });

const ours = ({ plan, done }: CarriedOut) => ({
  policy: done.assignedPolicy
    ? addedBy(plan.steps.find(({ step }) => step === 'assign-policy') as never)
    : [],
  app: done.assignedApp
    ? addedBy(plan.steps.find(({ step }) => step === 'assign-authenticator') as never)
    : [],
});

test('an untouched change leaves no trace, wherever it stopped', () => {
  fc.assert(
    fc.property(untouched, ({ before, change }) => {
      const after = carryOutUndo(planUndo({ ...change, changeId: 'c2' }), change);
      expect(after.policy).toBeUndefined();
      if (change.done.createdApp) expect(after.app).toBeUndefined();
      else expect(meaning(after.app)).toEqual(meaning(before.apps.find(({ id }) => id === change.app?.id)));
    }),
  );
});

test('nothing of others is lost, whatever they did meanwhile', () => {
  fc.assert(
    fc.property(touched, (change) => {
      const undo = planUndo({ ...change, changeId: 'c2' });
      const after = carryOutUndo(undo, change);
      const mine = ours(change);
      const back = undo.steps.flatMap((step) => ('restores' in step ? (step.restores ?? []) : []));
      for (const kind of ['policy', 'app'] as const) {
        const keys = new Set(mine[kind].map(assignmentKey));
        const theirs = meaning(change[kind]).filter((key) => !keys.has(key));
        expect(meaning(after[kind])).toEqual(expect.arrayContaining(theirs));
        const left = new Set([...meaning(change[kind]), ...(kind === 'app' ? back.map(assignmentKey) : [])]);
        expect(meaning(after[kind]).filter((key) => !left.has(key))).toEqual([]);
        if (theirs.length > 0) expect(after[kind]).toBeDefined();
      }
      for (const step of undo.steps) {
        if (step.step === 'unassign-policy')
          assertOnlyRemoved(change.policy?.assignments ?? [], step.after, mine.policy);
        if (step.step === 'unassign-authenticator')
          assertOnlyRemoved(change.app?.assignments ?? [], step.after, mine.app, step.restores);
        if (step.step === 'delete-policy') expect(change.policy?.displayName).toBe('JIT');
        if (step.step === 'delete-authenticator') expect(change.done.createdApp).toBe(true);
        if (step.step.startsWith('delete')) expect(JSON.stringify(step)).not.toContain('Theirs');
      }
    }),
  );
});

test('what the app required before the change is never touched', () => {
  fc.assert(
    fc.property(touched, (change) => {
      const step = change.plan.steps.find((one) => one.step === 'assign-authenticator');
      const before = new Set(step?.before.map(assignmentKey));
      const standing = directAssignments(change.app?.assignments ?? []).map(assignmentKey);
      const after = meaning(carryOutUndo(planUndo({ ...change, changeId: 'c2' }), change).app);
      expect(after).toEqual(expect.arrayContaining(standing.filter((key) => before.has(key))));
    }),
  );
});

test('nobody who keeps a policy loses Authenticator, after any step', () => {
  const plain = [
    'required',
    'required-through-parent',
    'required-through-all-users',
    'required-through-all-devices',
  ];
  fc.assert(
    fc.property(touched, (change) => {
      const undo = planUndo({ ...change, changeId: 'c2' });
      for (let count = 1; count <= undo.steps.length; count += 1) {
        const after = carryOutUndo({ ...undo, steps: undo.steps.slice(0, count) }, change);
        for (const { assignments } of recognisePolicies(after.snapshot)) {
          for (const target of included(assignments)) {
            if (!plain.includes(authenticatorState(target, change.snapshot).state)) continue;
            expect(plain).toContain(authenticatorState(target, after.snapshot).state);
          }
        }
      }
    }),
  );
});

/** The targets of a policy that none of its exclusions may take out. */
function included(assignments: WireAssignment[]): Target[] {
  const known = assignments.flatMap(({ target }) => fromWireTarget(target) ?? []);
  const out = known.flatMap((one) => (one.kind === 'exclude-group' ? [one.groupId] : []));
  return known.filter((one) => {
    if (one.kind === 'exclude-group') return false;
    if (one.kind !== 'group') return true;
    const around = nested.parents?.[one.groupId];
    return ![one.groupId, ...(around?.read ? around.value : [])].some((id) => out.includes(id));
  });
}

test('the plan depends on nothing but what stands, in whatever order Graph lists it', () => {
  fc.assert(
    fc.property(touched, (change) => {
      const turned = <T extends { assignments: WireAssignment[] }>(object: T | undefined): T | undefined =>
        object && { ...object, assignments: [...object.assignments].reverse() };
      const other = look({ ...change, policy: turned(change.policy), app: turned(change.app) });
      const undo = planUndo({ ...change, changeId: 'c2' });
      expect(planUndo({ ...other, changeId: 'c2' }).digest).toBe(undo.digest);
      expect(JSON.stringify(undo.steps)).not.toContain('policySets');
    }),
  );
});
