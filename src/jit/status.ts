import { authenticatorState, type AuthenticatorState } from './authenticator-state.ts';
import type { Target } from './plan.ts';
import { recognisePolicy, type Recognised } from './recognise.ts';
import type { DeviceFeaturesPolicy, Snapshot } from './snapshot.ts';
import { filterOf, findGroup, fromWireTarget, targetKey, targetName } from './targets.ts';

/** A policy as one target has it. */
export interface StatusPolicy {
  id: string;
  name: string;
  class: Recognised['class'];
  faults: Recognised['faults'];
  filter?: { id: string; mode: 'include' | 'exclude' | 'unknown' };
}

/**
 * `broken`: the policy cannot work. `incomplete`: Authenticator does not come, or something else keeps JIT away. `check`: it may
 * work (a filter, two policies, a group that is not visible). `excluded`: taken out on purpose.
 */
export type Verdict = 'broken' | 'incomplete' | 'check' | 'works' | 'excluded';

export interface StatusRow {
  target: Target | { kind: 'unknown'; type: string };
  /** as an admin says it; a deleted or not visible group says so */
  name: string;
  /** false: the group is deleted or not visible to the person */
  visible: boolean;
  policies: StatusPolicy[];
  /** absent for exclusions, which need no app */
  authenticator?: AuthenticatorState;
  verdict: Verdict;
}

export interface JitStatus {
  /** one row a target over all Device-features policies for just-in-time registration, the worst first */
  rows: StatusRow[];
  /** policies for just-in-time registration that nobody has */
  unassigned: StatusPolicy[];
  /** policies for shared devices, which look alike but are not for a person */
  sharedDeviceMode: StatusPolicy[];
}

/** Which targets have just-in-time registration, as far as the snapshot (and so the person) sees. */
export function jitStatus(snapshot: Snapshot): JitStatus {
  const known = snapshot.policies.map((policy) => ({ policy, recognised: recognisePolicy(policy) }));
  const jit = known.filter(
    ({ recognised }) => recognised.class === 'jit' || recognised.class === 'broken-jit',
  );
  const shared = known.filter(({ recognised }) => recognised.class === 'shared-device-mode');
  const rows = new Map<string, StatusRow>();
  for (const { policy, recognised } of jit) {
    for (const { target: wire, intent } of policy.assignments) {
      if (intent === 'remove') continue;
      const target = fromWireTarget(wire) ?? { kind: 'unknown' as const, type: wire['@odata.type'] };
      const key = target.kind === 'unknown' ? target.type : targetKey(target);
      const row = rows.get(key) ?? newRow(target, snapshot);
      const filter = filterOf(wire);
      row.policies.push({ ...refer(policy, recognised), ...(filter ? { filter } : {}) });
      rows.set(key, row);
    }
  }
  return {
    rows: [...rows.values()].map((row) => ({ ...row, verdict: judge(row) })).sort(worstFirst),
    unassigned: jit
      .filter(({ policy }) => policy.assignments.length === 0)
      .map(({ policy, recognised }) => refer(policy, recognised)),
    sharedDeviceMode: shared.map(({ policy, recognised }) => refer(policy, recognised)),
  };
}

const refer = (policy: DeviceFeaturesPolicy, recognised: Recognised): StatusPolicy => ({
  id: policy.id,
  name: policy.displayName,
  class: recognised.class,
  faults: recognised.faults,
});

function newRow(target: StatusRow['target'], snapshot: Snapshot): StatusRow {
  if (target.kind === 'unknown')
    return { target, name: `Something else (${target.type})`, visible: true, policies: [], verdict: 'check' };
  return {
    target,
    name: targetName(snapshot, target),
    visible: !('groupId' in target) || findGroup(snapshot, target.groupId) !== null,
    policies: [],
    ...(target.kind === 'exclude-group' ? {} : { authenticator: authenticatorState(target, snapshot) }),
    verdict: 'check',
  };
}

function judge(row: StatusRow): Verdict {
  if (row.target.kind === 'exclude-group') return 'excluded';
  if (row.policies.some((policy) => policy.class === 'broken-jit')) return 'broken';
  const app = row.authenticator?.state;
  if (app === 'not-assigned' || app === 'other-intent' || app === 'excluded') return 'incomplete';
  const plain = row.policies.length === 1 && row.policies.every((policy) => !policy.filter);
  return plain && row.visible && app !== 'required-with-filter' && row.target.kind !== 'unknown'
    ? 'works'
    : 'check';
}

const order: Verdict[] = ['broken', 'incomplete', 'check', 'works', 'excluded'];
const worstFirst = (a: StatusRow, b: StatusRow): number =>
  order.indexOf(a.verdict) - order.indexOf(b.verdict) ||
  (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1);
