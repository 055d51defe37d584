import type { ConditionalAccessPolicy, EnrollmentSnapshot } from './enrollment-snapshot.ts';
import { phishingResistantStrength } from './microsoft-facts.ts';
import { couldNotCheck, good, subject, type Said } from './readiness-item.ts';
import { fromWireTarget } from './targets.ts';

/** Remediation comes by itself with an assigned compliance policy for iOS. */
export function checkCompliance({ compliance }: EnrollmentSnapshot): Said {
  if (!compliance.read) return couldNotCheck('the iOS compliance policies', compliance);
  const assigned = compliance.value.filter(({ assignments }) =>
    assignments.some(({ target }) => fromWireTarget(target)?.kind !== 'exclude-group'),
  );
  if (assigned.length > 0) {
    return good(
      `${subject(titles(assigned), 'is', 'are')} assigned, so people are led to compliance in the app itself.`,
    );
  }
  return {
    state: 'attention',
    reason:
      compliance.value.length === 0
        ? 'There is no compliance policy for iOS, so there is nothing that people are led to.'
        : 'No compliance policy for iOS is assigned to anybody, so there is nothing that people are led to.',
    remedy: 'Assign a compliance policy for iOS; remediation is then on by itself.',
  };
}

/** Whether a compliant device is asked for on iOS, and whether something asks for more than Setup Assistant can do. */
export function checkConditionalAccess(policies: NonNullable<EnrollmentSnapshot['conditionalAccess']>): Said {
  if (!policies.read) return couldNotCheck('the Conditional Access policies', policies);
  const onIos = policies.value.filter(reachesIos);
  const enabled = onIos.filter(({ state }) => state === 'enabled');
  const asks = (policy: ConditionalAccessPolicy): boolean =>
    policy.builtInControls.includes('compliantDevice');
  const resistant = enabled.filter(({ authenticationStrength }) => isResistant(authenticationStrength));
  const details = onIos.filter(asks).map(({ displayName, state }) => `"${displayName}": ${stateName(state)}`);
  if (resistant.length > 0) {
    return {
      state: 'attention',
      reason: `${subject(titles(resistant), 'asks', 'ask')} for phishing-resistant authentication, which Setup Assistant on iOS cannot do.`,
      remedy: 'Ask for another strength where people sign in in Setup Assistant.',
      details,
    };
  }
  const asking = enabled.filter(asks);
  if (asking.length > 0) {
    return good(`${subject(titles(asking), 'asks', 'ask')} for a compliant device on iOS.`, details);
  }
  return {
    state: 'attention',
    reason: onIos.some(asks)
      ? 'A Conditional Access policy that asks for a compliant device on iOS is there, but it is not on.'
      : 'No Conditional Access policy asks for a compliant device on iOS, so work apps also open on devices that are not.',
    remedy:
      'Turn such a policy on when registration works; just-in-time registration itself does not need it.',
    details,
  };
}

const titles = (policies: readonly { displayName: string }[]): string[] =>
  policies.map(({ displayName }) => displayName);

const lists = (platforms: readonly string[]): boolean =>
  platforms.some((platform) => ['ios', 'all'].includes(platform.toLowerCase()));

const reachesIos = ({ includePlatforms, excludePlatforms }: ConditionalAccessPolicy): boolean =>
  (includePlatforms.length === 0 || lists(includePlatforms)) && !lists(excludePlatforms);

const isResistant = (strength: ConditionalAccessPolicy['authenticationStrength']): boolean =>
  strength !== null &&
  (strength.id.toLowerCase() === phishingResistantStrength ||
    /phishing.?resistant/i.test(strength.displayName));

const stateName = (state: string): string =>
  state === 'enabled' ? 'on' : state === 'enabledForReportingButNotEnforced' ? 'report-only' : 'off';
