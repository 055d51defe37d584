import { assignmentKey, isFromPolicySet } from './assignments.ts';
import { authenticatorState, type AuthenticatorState } from './authenticator-state.ts';
import type { Target } from './plan.ts';
import type { SsoPolicy } from './recognised.ts';
import { findEveryReach, type Reach } from './reach.ts';
import { isExclusion } from './remove-assignments.ts';
import type { IosApp, Snapshot, WireAssignment } from './snapshot.ts';
import { fromWireTarget, targetKey } from './targets.ts';

const plainly: AuthenticatorState['state'][] = [
  'required',
  'required-through-parent',
  'required-through-all-users',
  'required-through-all-devices',
];

/**
 * Which of our requirements other policies lean on: a policy with Authenticator's extension reaches the target, or a group
 * inside it, and nothing else requires the app there without a filter. `app` stands as read, `snapshot` without what the
 * undo takes from policies. The answer names the policies by `targetKey`.
 */
export function neededRequirements(
  ours: readonly WireAssignment[],
  app: IosApp,
  snapshot: Snapshot,
): Map<string, string[]> {
  const targets = ours.flatMap(({ target }) => fromWireTarget(target) ?? []);
  // Our exclusions may have to stay, so what they keep from others counts as not there.
  const keys = new Set(ours.filter((one) => !isExclusion(one)).map(assignmentKey));
  const mayGo = (one: WireAssignment): boolean => !isFromPolicySet(one) && keys.has(assignmentKey(one));
  const without = {
    ...snapshot,
    apps: [
      ...snapshot.apps.filter(({ id }) => id !== app.id),
      { ...app, assignments: app.assignments.filter((one) => !mayGo(one)) },
    ],
  };
  const needed = new Map<string, string[]>();
  for (const reach of findEveryReach(targets, snapshot, bringsNoAuthenticator)) {
    if (plainly.includes(authenticatorState(metBy(reach), without).state)) continue;
    const key = targetKey(reach.target);
    needed.set(key, [...new Set([...(needed.get(key) ?? []), reach.policy.name])]);
  }
  return needed;
}

/** A profile for somebody else's extension does not need the app. */
const bringsNoAuthenticator = (policy: SsoPolicy): boolean => policy.class === 'other-extension';

/** Who has both the requirement and the policy. */
const metBy = ({ way, groupId, target }: Reach): Target =>
  way === 'child-group' && groupId !== undefined ? { kind: 'group', groupId } : target;
