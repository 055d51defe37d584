import type { ObjectAdvice } from './authenticator-advice.ts';
import { authenticatorComes, type AuthenticatorState } from './authenticator-state.ts';
import { colliding, comes, type JitVerdict, type Standing } from './jit-verdict.ts';
import { registrationPair } from './microsoft-facts.ts';
import { intentName } from './other-intent.ts';
import { few } from './phrases.ts';
import { byReach, type PolicyReach, type PolicyRef } from './policy-reach.ts';
import { readingRemedy } from './reading-remedy.ts';
import type { Unread } from './snapshot.ts';
import { afterThat, objectName } from './take-off.ts';
import { conflictRemedy, takeAway, type Loser } from './take-away.ts';

/** `name`: whom it is about; `whom`: whom a policy or app is assigned to for that */
export interface Judged extends Loser {
  /** the name once more, or `they` */
  pronoun: string;
  jit: JitVerdict;
  standing: Standing;
  policies: readonly PolicyReach[];
  authenticator?: AuthenticatorState;
  /** which Authenticator object it is to be; there where Authenticator does not come for sure */
  advice?: ObjectAdvice;
  /** where it is required, but does not come as they can take it; the worst first */
  faults?: readonly { remedy: string }[];
  /** deleted, or not visible to the person who asks */
  deleted: boolean;
  /** why Graph did not show the group */
  unread?: Unread | undefined;
}

/** A group that does not show itself may be there all the same, so nothing is to be taken off before somebody looked. */
export const goneRemedy =
  'Look for the group in Entra; only if it is deleted, restore it or take it off the assignments.';

/** The next thing to do about a verdict; undefined where nothing is to be done. */
export function remedyOf(judged: Judged): string | undefined {
  const { jit, standing, policies, deleted, unread } = judged;
  if (unread) return readingRemedy(unread);
  if (deleted) return goneRemedy;
  switch (standing) {
    case 'conflicting':
      return conflictRemedy(colliding(policies), judged);
    case 'broken':
      return byReach(policies.filter(comes)).flatMap(({ policy }) =>
        policy.class === 'broken' ? (repairOf(policy) ?? []) : [],
      )[0];
    case 'incomplete':
      return authenticatorRemedyOf(judged);
    case 'not-readable':
    case 'check':
      return jit === 'unknown'
        ? 'Ask somebody who may read what I could not, or ask for the rights to read it.'
        : checkRemedy(judged);
    case 'no':
      return noRemedy(judged);
    case 'works':
    case 'excluded':
      return undefined;
  }
}

/** How a policy is put right; undefined where nothing is wrong with it. */
export function repairOf({ name, class: kind, faults }: PolicyRef): string | undefined {
  if (kind === 'check-by-hand')
    return `Check "${name}" by hand, or replace it by a policy of type Microsoft Entra ID.`;
  if (kind !== 'broken') return undefined;
  const ofExtension = faults.some((fault) =>
    ['extension-identifier', 'extension-type', 'redirect-urls'].includes(fault),
  );
  return ofExtension
    ? `Replace "${name}" by a policy of type Microsoft Entra ID, which sets identifier and URLs itself.`
    : `In "${name}", have the key ${registrationPair.key} once, as String, with the value ${registrationPair.value}: no blanks, exactly this letter case.`;
}

const authenticatorRemedyOf = ({ authenticator, whom, advice, faults }: Judged): string | undefined => {
  const suiting = faults?.[0]?.remedy;
  const comes = authenticator ? authenticatorComes(authenticator) : 'no';
  const assigning = authenticator && authenticatorRemedy(authenticator, whom, advice);
  return comes === 'no' ? assigning : (suiting ?? assigning);
};

/** How Authenticator gets to somebody for sure, by the object that suits; undefined where it does. */
export function authenticatorRemedy(
  found: AuthenticatorState,
  whom: string,
  advice: ObjectAdvice = { isKnown: false, text: '.' },
): string | undefined {
  const { state, intent, apps, filter, onlyForDevicesOf, gap } = found;
  const { text, takeOff, isKnown } = advice;
  const assign = afterThat(takeOff, `Assign Microsoft Authenticator as a required app to ${whom}${text}`);
  if (onlyForDevicesOf !== undefined) return assign;
  switch (state) {
    case 'not-assigned':
      return assign;
    case 'required-in-part':
      return withoutExclusion(found, assign, advice);
    case 'other-intent':
      return afterThat(
        takeOff,
        `Make Microsoft Authenticator required for ${whom} instead of ${intentName(intent)}${text}`,
      );
    case 'excluded': {
      if (isKnown) return withoutExclusion(found, assign, advice);
      const names = [...new Set(apps.map(objectName))].join(' or ') || 'Microsoft Authenticator';
      return `Take the exclusion off ${names}, or require another Authenticator object for ${whom}.`;
    }
    case 'required-with-filter':
      return `Make sure that the filter ${filter?.name ?? ''} of Authenticator lets all those devices through.`;
    case 'not-known':
      return `Ask somebody who may read ${gap === 'apps' ? 'apps' : 'groups'} whether Microsoft Authenticator is required for ${whom}.`;
    case 'required':
    case 'required-through-parent':
    case 'required-through-all-users':
    case 'required-through-all-devices':
      return undefined;
  }
}

/**
 * What is to be taken off, where the object that suits would come but for an exclusion, and what is to be done besides. Where it would
 * come with another licence, that is not all.
 */
function withoutExclusion(
  { excludedBy = [] }: AuthenticatorState,
  assign: string,
  advice: ObjectAdvice,
): string {
  const { appId, licence, besides = '' } = advice;
  const own = excludedBy.filter(({ id }) => id === appId);
  const suiting = own.find((app) => [app.licence, licence].includes(undefined) || app.licence === licence);
  if (suiting) return `Take the exclusion off ${objectName(suiting)}.${besides}`;
  return own.length === 0 ? assign : `${assign} Let only one of the two licences reach them.`;
}

function checkRemedy(judged: Judged): string | undefined {
  const { name, whom, jit, policies } = judged;
  const come = policies.filter(({ reach }) => reach === 'yes' || reach === 'may');
  if (colliding(come).length > 1)
    return 'Make sure by filters or exclusions that no device gets two of these policies.';
  const byHand = come.flatMap(({ policy }) =>
    policy.class === 'check-by-hand' ? (repairOf(policy) ?? []) : [],
  )[0];
  if (byHand) return byHand;
  if (jit === 'yes') return authenticatorRemedyOf(judged);
  const ways = come.flatMap((one) => one.ways);
  const filter = ways.find((way) => way.filter)?.filter;
  if (filter) return `Make sure that the filter ${filter.name} lets the devices of ${name} through.`;
  const exclusion = ways.find((way) => way.exclusion)?.exclusion;
  if (exclusion?.ofDevices) return `Look whose devices are in ${exclusion.name}; those do not get it.`;
  if (exclusion) return `Look whether ${exclusion.name} holds devices; only then its exclusion counts.`;
  return `Assign the policy to ${whom} directly, if just-in-time registration is meant for everybody there.`;
}

function noRemedy(judged: Judged): string {
  const { policies, whom, pronoun, name } = judged;
  const [only] = colliding(policies);
  if (!only) return `Set up just-in-time registration for ${whom}, if ${pronoun} should have it.`;
  const first = `${takeAway(only, judged)}, before you set up just-in-time registration`;
  if (only.policy.class === 'shared-device-mode')
    return `Leave it so if these are shared devices; else ${first}, because the two would collide.`;
  const inside = only.ways.flatMap(({ how, group }) => (how === 'child-group' && group ? [group.name] : []));
  if (inside.length > 0 && inside.length === only.ways.length)
    return `Set up just-in-time registration for ${name} without ${few(inside)}, or first ${takeAway(only, judged)}; the two would collide there.`;
  if (only.policy.class === 'sso-only')
    return `Add ${registrationPair.key} = ${registrationPair.value} (String) to "${only.policy.name}"; a second policy would collide with it.`;
  return `${first[0]?.toUpperCase()}${first.slice(1)}; the two would collide.`;
}
