import { exclusionCounts, includedKind } from './groups.ts';
import type { Target } from './plan.ts';
import type { SsoPolicy } from './recognised.ts';
import type { Snapshot } from './snapshot.ts';
import { findGroup } from './targets.ts';
import { viewOf, type View } from './view.ts';
import { subjectOf, waysTo, type Way } from './ways.ts';

export interface Reach {
  target: Target;
  policy: SsoPolicy;
  way: Way['how'];
  /** the group of the policy's assignment, where it is one */
  groupId?: string;
  /** `part`: only some of the target's people or devices */
  extent: 'whole' | 'part';
  /** a filter decides device by device, so it may or may not reach */
  filter?: NonNullable<Way['filter']>;
  /** an excluded group (id) that takes it away only if it holds the same kind, which is not known */
  mayBeExcludedBy?: string;
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
 * Every way in which SSO extension policies reach the included targets, the plainest of a policy first. How an assignment meets
 * a target is said by `waysTo`; here groups are a part of everyone, and exclusions among the targets count like the policy's own.
 * Policies for which `ignore` is true are passed over.
 */
export function findEveryReach(
  targets: readonly Target[],
  snapshot: Snapshot,
  ignore: (policy: SsoPolicy) => boolean = () => false,
): Reach[] {
  const view = viewOf(snapshot);
  const policies = view.policies.filter(({ policy }) => !ignore(policy));
  const includes = targets.filter(({ kind }) => kind !== 'exclude-group');
  const excluded = new Set(
    targets.flatMap((target) => (target.kind === 'exclude-group' ? [target.groupId.toLowerCase()] : [])),
  );
  return includes.flatMap((target) => {
    const subject = subjectOf(target, view, { holdsGroups: true });
    return policies.flatMap(({ policy, assigned }) =>
      waysTo(subject, assigned, view)
        .filter((way) => !way.exclusion?.sure && !isLeftOut(way, { target, excluded, view }))
        .map((way) => reachBy(way, target, policy))
        .sort((a, b) => weight(a) - weight(b)),
    );
  });
}

function reachBy({ how, groupId, filter, part, exclusion }: Way, target: Target, policy: SsoPolicy): Reach {
  const isPart = part || (!('groupId' in target) && how !== 'direct');
  return {
    ...{ target, policy, way: how, extent: isPart ? 'part' : 'whole' },
    ...(groupId === undefined ? {} : { groupId }),
    ...(filter ? { filter } : {}),
    ...(exclusion ? { mayBeExcludedBy: exclusion.groupId } : {}),
  };
}

/** The plainest first: without a filter, then the whole target, then the closest way. */
const closest: Way['how'][] = [
  'direct',
  'parent-group',
  'all-users',
  'all-devices',
  'child-group',
  'unknown-target',
];
const weight = (reach: Reach): number =>
  (reach.filter || reach.mayBeExcludedBy !== undefined ? 100 : 0) +
  (reach.extent === 'part' ? 10 : 0) +
  closest.indexOf(reach.way);

/** Whether the request itself excludes the group that the policy is assigned to, or a known group around that one. */
function isLeftOut(
  { groupId }: Way,
  { target, excluded, view }: { target: Target; excluded: ReadonlySet<string>; view: View },
): boolean {
  if (groupId === undefined) return false;
  const kind = includedKind(target, view.snapshot);
  return [groupId, ...view.around(groupId)].some(
    (id) => excluded.has(id) && exclusionCounts(kind, findGroup(view.snapshot, id)),
  );
}
