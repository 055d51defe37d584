import { authenticatorComes, type AuthenticatorState } from './authenticator-state.ts';
import type { PolicyReach } from './policy-reach.ts';
import type { PolicyClass } from './recognised.ts';

/**
 * Whether somebody has just-in-time registration. `may`: a filter decides, only a part has it, or a person has to check.
 * `unknown`: nothing brings it as far as could be read, but something could not be read.
 */
export type JitVerdict = 'conflicting' | 'broken' | 'may' | 'unknown' | 'no' | 'yes' | 'excluded';

/**
 * Verdict and Authenticator in one word, the worst first. `incomplete`: the policy comes, Authenticator does not.
 * `not-readable`: Graph refused to show the group, so nothing is sure about it.
 */
export type Standing =
  'conflicting' | 'broken' | 'incomplete' | 'not-readable' | 'check' | 'no' | 'works' | 'excluded';
export const standings: readonly Standing[] = [
  'conflicting',
  'broken',
  'incomplete',
  'not-readable',
  'check',
  'no',
  'works',
  'excluded',
];

/** From how each policy meets somebody; `complete` is false where a policy could be there unseen. */
export function jitVerdict(
  reaches: readonly PolicyReach[],
  { complete, gone = false }: { complete: boolean; gone?: boolean },
): JitVerdict {
  const has = (reach: PolicyReach['reach'], ...classes: PolicyClass[]): boolean =>
    reaches.some((one) => one.reach === reach && classes.includes(one.policy.class));
  if (colliding(reaches).filter(({ reach }) => reach === 'yes').length > 1) return 'conflicting';
  if (has('yes', 'broken')) return 'broken';
  if (has('yes', 'jit')) {
    return gone || colliding(reaches).length > 1 ? 'may' : 'yes';
  }
  if (has('yes', 'check-by-hand') || has('may', 'jit', 'check-by-hand')) return 'may';
  if (reaches.some((one) => one.policy.class === 'broken' && one.reach === 'may' && isTold(one)))
    return 'broken';
  if (has('excluded', 'jit', 'broken', 'check-by-hand')) return 'excluded';
  return complete ? 'no' : 'unknown';
}

/**
 * The policies that collide where they meet: Apple wants the URLs of all SSO extensions on a device to be different. One
 * of type Credential has no URLs. Those with `may` collide on some devices, if at all.
 */
export const colliding = (reaches: readonly PolicyReach[]): PolicyReach[] =>
  reaches.filter((one) => comes(one) && !one.policy.faults.includes('extension-type'));

/** Whether a policy comes, or may in a way that says something about the subject. */
export const comes = (one: PolicyReach): boolean =>
  one.reach === 'yes' || (one.reach === 'may' && isTold(one));

/** Whether anything but a group of devices ties it to the subject: a kiosk's policy says nothing against a person. */
const isTold = ({ ways }: PolicyReach): boolean =>
  ways.some(({ how, exclusion }) => how !== 'device-group' && !exclusion?.sure);

/**
 * `faults`: Authenticator that is required, but does not come to all of them, or not as they can take it. What only may be so is
 * something to look at.
 */
export function standingOf(
  jit: JitVerdict,
  authenticator: AuthenticatorState | undefined,
  faults: readonly { stops: boolean; isOpen: boolean }[] = [],
): Standing {
  if (jit === 'conflicting' || jit === 'broken' || jit === 'no' || jit === 'excluded') return jit;
  if (jit === 'unknown') return 'check';
  const comes = authenticator ? authenticatorComes(authenticator) : 'may';
  if (comes === 'no' || faults.some(({ stops, isOpen }) => stops && !isOpen)) return 'incomplete';
  return jit === 'yes' && comes === 'yes' && faults.length === 0 ? 'works' : 'check';
}
