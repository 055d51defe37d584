import { authenticator, registrationPair } from './microsoft-facts.ts';
import type { PolicyReach, PolicyRef, ShownWay } from './policy-reach.ts';
import type { PolicyClass } from './recognised.ts';
import type { Fault } from './registration-faults.ts';
import { filterPhrase } from './shown-filter.ts';

/** What a fault is, for after a colon. */
export const faultPhrases: Record<Fault, string> = {
  blank: 'a blank around or in a key or value',
  'letter-case': 'the letter case of a key or value is wrong',
  'value-type': 'a value has the wrong type',
  'wrong-value': `${registrationPair.key} has another value than ${registrationPair.value}`,
  'near-miss-key': 'a key is misspelt',
  'key-twice': 'a key is there twice',
  'extension-identifier': `the extension identifier is not exactly ${authenticator.extension}`,
  'extension-type': 'the extension has another type than Redirect',
  'redirect-urls': "Microsoft's sign-in URLs are missing",
};

const does: Record<PolicyClass, string> = {
  jit: 'brings just-in-time registration',
  broken: 'means just-in-time registration but is broken',
  'sso-only': 'brings single sign-on only',
  'shared-device-mode': 'is for shared devices, not for the device of a person',
  'check-by-hand': "is an uploaded profile with Authenticator's extension, to be checked by hand",
  'other-extension': "sets another maker's extension for Microsoft's sign-in pages",
};

/** What a policy does, with its faults: `"iOS SSO" means just-in-time registration but is broken (a key is misspelt)`. */
export function policyPhrase({ name, class: kind, faults }: PolicyRef): string {
  const wrong = faults.length === 0 ? '' : ` (${faults.map((fault) => faultPhrases[fault]).join('; ')})`;
  return `"${name}" ${does[kind]}${wrong}`;
}

/** Why a policy comes to somebody, or does not; `name` is the group or person asked about. */
export function wayPhrase(way: ShownWay, name: string): string {
  const group = way.group?.name ?? '';
  const ways: Record<ShownWay['how'], string> = {
    direct: `assigned to ${name}`,
    'parent-group': `assigned to ${group}, which ${name} is in`,
    member: `assigned to ${group}, which ${name} is in`,
    'all-users': 'assigned to All users',
    'all-devices': 'assigned to All devices',
    'child-group': `assigned to ${group}, which is inside ${name}, so only for a part`,
    'device-group': `assigned to ${group}, a group of devices; whose devices are in it I did not look at`,
    'unknown-target': 'assigned in a way that I do not know',
  };
  const filter = way.filter ? `, ${filterPhrase(way.filter)}` : '';
  const set = way.fromPolicySet ? ', by a policy set' : '';
  return ways[way.how] + set + filter + exclusionPhrase(way, name);
}

function exclusionPhrase({ exclusion, group }: ShownWay, name: string): string {
  if (!exclusion) return '';
  const its =
    exclusion.name === name
      ? name
      : `${exclusion.name}${group?.id === exclusion.id ? '' : `, which ${name} is in,`}`;
  return exclusion.sure
    ? `, but ${its} is excluded`
    : `; ${exclusion.name} is excluded, which counts only for devices in it`;
}

/** The names of policies, for within a sentence. */
export const policyNames = (reaches: readonly PolicyReach[]): string =>
  reaches.map(({ policy }) => `"${policy.name}"`).join(', ');

/** The first three, and how many more there are. */
export const few = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

/** The same in quotation marks. */
export const namesOf = (names: readonly string[]): string => few(names.map((name) => `"${name}"`));
