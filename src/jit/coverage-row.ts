import type { AuthenticatorFault } from './authenticator-fault.ts';
import { authenticatorFaults } from './authenticator-faults.ts';
import { adviceFor, type ObjectAdvice } from './authenticator-advice.ts';
import { authenticatorComes, authenticatorOf, type AuthenticatorState } from './authenticator-state.ts';
import { jitVerdict, standingOf, type JitVerdict, type Standing } from './jit-verdict.ts';
import { leftOutFaults } from './left-out-faults.ts';
import type { LeftOut } from './left-out.ts';
import { byReach, policyReaches, type PolicyReach } from './policy-reach.ts';
import { remedyOf } from './remedy.ts';
import type { Unread } from './snapshot.ts';
import { findGroup, targetName, unreadGroup } from './targets.ts';
import type { Included } from './take-apart.ts';
import type { View } from './view.ts';
import { loserKind } from './take-away.ts';
import { subjectOf } from './ways.ts';

/** The verdict on one target. */
export interface CoverageRow {
  /** `unknown`: a kind of target that we do not know, named by its type */
  target: Included | { kind: 'unknown'; type: string };
  /** as an admin says it; a deleted or not visible group says so */
  name: string;
  /** the group is deleted, or not visible to the person who asks */
  deleted: boolean;
  /** why Graph did not show the group, which may be there all the same */
  unread?: Unread;
  jit: JitVerdict;
  /** verdict and Authenticator in one word; rows are sorted by it */
  standing: Standing;
  /** every SSO extension policy that reaches it, may, or would but for an exclusion, in this order */
  policies: PolicyReach[];
  /** absent where the kind of target is not known */
  authenticator?: AuthenticatorState;
  /** which Authenticator object it is to be; there where that is something to do */
  advice?: ObjectAdvice;
  /** where Authenticator is required, but does not come to all of them, or not as they can take it */
  faults: AuthenticatorFault[];
  /** the next thing to do; absent where nothing is */
  remedy?: string;
}

/**
 * One target against every policy. `complete` is false where a policy could reach it unseen; `leftOut`: the groups that
 * an Authenticator object excludes though they have a policy.
 */
export function coverageRow(
  target: Included,
  view: View,
  { complete, leftOut }: { complete: boolean; leftOut: readonly LeftOut[] },
): CoverageRow {
  const { snapshot } = view;
  const unread = target.kind === 'group' ? unreadGroup(snapshot, target.groupId) : undefined;
  const reaches = policyReaches(subjectOf(target, view), view).filter(({ reach }) => reach !== 'no');
  const policies = byReach(unread ? reaches.map(leaveOpen) : reaches);
  const authenticator = authenticatorOf(target, view);
  const deleted = target.kind === 'group' && !unread && findGroup(snapshot, target.groupId) === null;
  const jit = jitVerdict(policies, { complete: complete && !unread, gone: deleted || unread !== undefined });
  const name = targetName(snapshot, target);
  const isEveryone = target.kind !== 'group';
  const isTold = isEveryone || (jit !== 'no' && jit !== 'excluded' && !deleted && !unread);
  const subject = subjectOf(target, view, { holdsGroups: true });
  const advice = isTold ? adviceFor(authenticator, subject, view) : {};
  const whom = isEveryone ? name.toLowerCase() : name;
  const faults = isTold ? authenticatorFaults(subject, { name, whom }, view) : [];
  if (isTold && authenticatorComes(authenticator) !== 'no') {
    const policyIds = policies.flatMap(({ policy, reach }) => (isReached(reach) ? [policy.id] : []));
    faults.push(...leftOutFaults(subject, { name, policyIds, faults }, { leftOut, view }));
  }
  const standing = unread ? 'not-readable' : standingOf(jit, authenticator, faults);
  const kind = loserKind(target, snapshot);
  const judged = { name, whom, kind, pronoun: isEveryone ? 'they' : name, deleted, unread };
  const remedy = remedyOf({ ...judged, jit, standing, policies, authenticator, faults, ...advice });
  return {
    ...{ target, name, deleted, jit, standing, policies, authenticator, faults, ...advice },
    ...(unread ? { unread } : {}),
    ...(remedy === undefined ? {} : { remedy }),
  };
}

const isReached = (reach: PolicyReach['reach']): boolean => reach === 'yes' || reach === 'may';

/** Whether a group holds users or devices decides what All users, and its exclusion from them, mean for it. */
const leaveOpen = (one: PolicyReach): PolicyReach =>
  one.ways.every(({ how }) => how === 'all-users') ? { ...one, reach: 'may' } : one;
