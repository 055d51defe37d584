import { registrationPair } from './microsoft-facts.ts';
import { isNearKey, isNearToken, type Pair } from './registration-faults.ts';

type Plain = string | number | boolean;

/**
 * The plain values in a setting of the Settings Catalog, those of one group of the tree together. Choices are left out: their
 * values are names of definitions.
 */
export function catalogValues(setting: unknown): Plain[][] {
  const root: Plain[] = [];
  const groups = [root];
  const walk = (node: unknown, name: string, group: Plain[]): void => {
    if (Array.isArray(node)) {
      for (const element of node as unknown[]) {
        const inner: Plain[] = name === 'groupSettingCollectionValue' ? [] : group;
        if (inner !== group) groups.push(inner);
        walk(element, inner === group ? name : '', inner);
      }
    } else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node as Record<string, unknown>)) {
        if (typeof value === 'object') walk(value, key, group);
        else if (key === 'value' && isPlain(value) && !/^choiceSetting/.test(name)) group.push(value);
      }
    }
  };
  walk(setting, '', root);
  return groups;
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The attempts at the registration pair among the values of one group, told by value. */
export function catalogPairs(group: Plain[]): Pair[] {
  const isToken = (value: Plain): boolean => isNearToken(value) && /[{}]/.test(String(value));
  const keys = group.filter(
    (value) => typeof value === 'string' && !isToken(value) && isNearKey(value, registrationPair.key),
  );
  if (keys.length === 0) {
    const token = group.find(isToken);
    const key = group.find((value) => typeof value === 'string' && !isToken(value));
    return token === undefined ? [] : [pairOf(key ?? '', token)];
  }
  return keys.map((key) => {
    const others = group.filter((value) => value !== key);
    return pairOf(key, others.find(isToken) ?? others[0] ?? '');
  });
}

const pairOf = (key: Plain, value: Plain): Pair => ({
  key: String(key),
  value,
  type: typeof value === 'string' ? 'string' : typeof value === 'number' ? 'integer' : 'boolean',
});
