import { hasBlank, trimBlanks, withoutBlanks } from './blanks.ts';
import { registrationPair } from './microsoft-facts.ts';

/** One key-value pair of an SSO extension. */
export interface Pair {
  key: string;
  value: unknown;
  type: 'string' | 'integer' | 'boolean' | 'real' | 'unknown';
}

/** Why a policy that means just-in-time registration does not bring it; stable. */
export type Fault =
  | 'blank'
  | 'letter-case'
  | 'value-type'
  | 'wrong-value'
  | 'near-miss-key'
  | 'key-twice'
  | 'extension-identifier'
  | 'extension-type'
  | 'redirect-urls';

/** The type's name without Graph's prefix; empty if there is none. */
export const typeName = (value: Record<string, unknown>): string =>
  typeof value['@odata.type'] === 'string' ? value['@odata.type'].replace(/^#?microsoft\.graph\./, '') : '';

/** The pairs of `configurations` as Graph gave it; what is no pair is skipped. */
export function readPairs(configurations: unknown): Pair[] {
  if (!Array.isArray(configurations)) return [];
  return configurations.flatMap((entry: unknown): Pair[] => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { key, value, ...rest } = entry as Record<string, unknown>;
    return typeof key === 'string' ? [{ key, value, type: typeOf(rest, value) }] : [];
  });
}

function typeOf(entry: Record<string, unknown>, value: unknown): Pair['type'] {
  switch (typeName(entry)) {
    case 'keyStringValuePair':
      return 'string';
    case 'keyIntegerValuePair':
      return 'integer';
    case 'keyBooleanValuePair':
      return 'boolean';
    case 'keyRealValuePair':
      return 'real';
    default:
      return typeof value === 'string' ? 'string' : 'unknown';
  }
}

/** Letters and digits only, in lower case. */
const squash = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Whether a key is meant to be another one: the same but for blanks, case and signs, or within two typing mistakes. */
export const isNearKey = (key: string, wanted: string): boolean =>
  squash(key) === squash(wanted) || (squash(key).length >= 6 && distance(squash(key), squash(wanted)) <= 2);

/** Whether a value is meant to be the registration token. */
export const isNearToken = (value: unknown): boolean =>
  typeof value === 'string' && squash(value) === squash(registrationPair.value);

/** The faults of the pair that turns on just-in-time registration; undefined if nobody tried to. Empty: it is right. */
export function registrationFaults(pairs: readonly Pair[]): Fault[] | undefined {
  const attempts = pairs.filter(
    ({ key, value }) => isNearKey(key, registrationPair.key) || isNearToken(value),
  );
  if (attempts.length === 0) return undefined;
  const exact = attempts.filter(({ key }) => key === registrationPair.key);
  const right = exact.filter((pair) => faultsOf(pair).length === 0);
  if (right.length > 0) return right.length === exact.length ? [] : ['key-twice'];
  return [...new Set(attempts.flatMap(faultsOf))];
}

function faultsOf({ key, value, type }: Pair): Fault[] {
  const faults: Fault[] = [];
  if (hasBlank(key)) faults.push('blank');
  const bareKey = withoutBlanks(key);
  if (bareKey !== registrationPair.key)
    faults.push(bareKey.toLowerCase() === registrationPair.key ? 'letter-case' : 'near-miss-key');
  if (type !== 'string' || typeof value !== 'string') return [...faults, 'value-type'];
  if (value === registrationPair.value) return faults;
  const bareValue = withoutBlanks(value);
  if (bareValue === registrationPair.value) return [...faults, 'blank'];
  if (trimBlanks(value) !== value) faults.push('blank');
  return [...faults, bareValue.toUpperCase() === registrationPair.value ? 'letter-case' : 'wrong-value'];
}

/** Levenshtein's distance, for short words. */
function distance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 2) return 3;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
