import { childrenOf, exclusionCounts, includedKind, parentsOf } from './groups.ts';
import type { Target } from './plan.ts';
import { recognisePolicies } from './recognise-policies.ts';
import type { SsoPolicy } from './recognised.ts';
import type { Snapshot, WireAssignment } from './snapshot.ts';
import { filterOf, findGroup, fromWireTarget, targetKey } from './targets.ts';

/** How a policy comes to a target: through the same group, everybody, a group around it, or one inside it. */
export type ReachWay =
  'same-group' | 'all-users' | 'all-devices' | 'parent-group' | 'child-group' | 'unknown-target';

export interface Reach {
  target: Target;
  policy: SsoPolicy;
  way: ReachWay;
  /** the group of the policy's assignment, where it is one */
  groupId?: string;
  /** `part`: only some of the target's people or devices */
  extent: 'whole' | 'part';
  /** a filter decides device by device, so it may or may not reach */
  filter?: { id: string; mode: 'include' | 'exclude' | 'unknown' };
}

/** Which SSO extension policies reach the included targets, one entry per policy and target: the plainest way. */
export function findReach(...options: Parameters<typeof findEveryReach>): Reach[] {
  const plainest = new Map<Target, Map<SsoPolicy, Reach>>();
  for (const reach of findEveryReach(...options)) {
    const ofTarget = plainest.get(reach.target) ?? new Map<SsoPolicy, Reach>();
    if (!ofTarget.has(reach.policy)) ofTarget.set(reach.policy, reach);
    plainest.set(reach.target, ofTarget);
  }
  return [...plainest.values()].flatMap((ofTarget) => [...ofTarget.values()]);
}

/**
 * Every way in which SSO extension policies reach the included targets, the plainest of a policy first. Exclusions of the
 * policy and among the targets count, also through nested groups as far as the snapshot knows them. Assignments that a
 * policy set brings count like direct ones. Policies for which `ignore` is true are passed over.
 */
export function findEveryReach(
  targets: readonly Target[],
  snapshot: Snapshot,
  ignore: (policy: SsoPolicy) => boolean = () => false,
): Reach[] {
  const policies = recognisePolicies(snapshot).filter((policy) => !ignore(policy));
  const includes = targets.filter(({ kind }) => kind !== 'exclude-group');
  const excluded = targets.flatMap((target) => (target.kind === 'exclude-group' ? [target.groupId] : []));
  return includes.flatMap((target) =>
    policies.flatMap((policy) => {
      const found = policy.assignments.flatMap(
        (assignment) => meet({ target, policy, assignment, excluded, snapshot }) ?? [],
      );
      return found.sort((a, b) => weight(a) - weight(b));
    }),
  );
}

/** the plainest first: without a filter, then the whole target, then the closest way */
const ways: ReachWay[] = [
  'same-group',
  'parent-group',
  'all-users',
  'all-devices',
  'child-group',
  'unknown-target',
];
const weight = (reach: Reach): number =>
  (reach.filter ? 100 : 0) + (reach.extent === 'part' ? 10 : 0) + ways.indexOf(reach.way);

interface Meeting {
  target: Target;
  policy: SsoPolicy;
  assignment: WireAssignment;
  excluded: string[];
  snapshot: Snapshot;
}

/** How one assignment of a policy meets one included target; undefined if it does not. */
function meet(meeting: Meeting): Reach | undefined {
  const { target, policy, assignment, excluded, snapshot } = meeting;
  if (assignment.intent === 'remove') return undefined;
  const filter = filterOf(assignment.target);
  const include = fromWireTarget(assignment.target);
  const reach = (way: ReachWay, extent: Reach['extent'], groupId?: string): Reach => ({
    target,
    policy,
    way,
    extent,
    ...(groupId ? { groupId } : {}),
    ...(filter ? { filter } : {}),
  });
  if (!include) return reach('unknown-target', 'part');
  if (include.kind === 'exclude-group') return undefined;
  const policyExcludes = policy.assignments.flatMap((other) => {
    const known = fromWireTarget(other.target);
    return known?.kind === 'exclude-group' ? [known.groupId] : [];
  });
  const dropped = (groupId: string, from: Target, exclusions: string[]): boolean =>
    isExcluded(groupId, exclusions, includedKind(from, snapshot), snapshot);

  if (target.kind === 'group') {
    if (dropped(target.groupId, include, policyExcludes)) return undefined;
    if (include.kind !== 'group') return reach(include.kind, 'whole');
  }
  if (include.kind !== 'group') return reach(include.kind, target.kind === include.kind ? 'whole' : 'part');
  if (dropped(include.groupId, include, policyExcludes) || dropped(include.groupId, target, excluded))
    return undefined;
  if (target.kind !== 'group') return reach('child-group', 'part', include.groupId);
  if (targetKey(include) === targetKey(target)) return reach('same-group', 'whole', include.groupId);
  if (parentsOf(snapshot, target.groupId).has(include.groupId))
    return reach('parent-group', 'whole', include.groupId);
  if (childrenOf(snapshot, target.groupId).has(include.groupId))
    return reach('child-group', 'part', include.groupId);
  return undefined;
}

/** Whether a group, or a known group around it, is among the exclusions that count for this kind of include. */
function isExcluded(
  groupId: string,
  exclusions: readonly string[],
  kind: ReturnType<typeof includedKind>,
  snapshot: Snapshot,
): boolean {
  const around = parentsOf(snapshot, groupId);
  return exclusions.some((id) => {
    const meant = id.toLowerCase() === groupId.toLowerCase() || around.has(id.toLowerCase());
    return meant && exclusionCounts(kind, findGroup(snapshot, id));
  });
}
