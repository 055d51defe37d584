import { pluginKeys, registrationPair } from './microsoft-facts.ts';
import { isNearKey, isNearToken, type Pair } from './registration-faults.ts';

type Plain = string | number | boolean;

/** One group of the tree of a Settings Catalog setting: its plain values, its definitions, and the groups inside it. */
export interface CatalogGroup {
  values: Plain[];
  definitions: string[];
  inner: CatalogGroup[];
}

/**
 * The values of a setting of the Settings Catalog, those of one group of the tree together. Choices are left out: their
 * values are names of definitions.
 */
export function catalogValues(setting: unknown): CatalogGroup {
  const root: CatalogGroup = { values: [], definitions: [], inner: [] };
  const walk = (node: unknown, name: string, group: CatalogGroup): void => {
    if (Array.isArray(node)) {
      for (const element of node as unknown[]) {
        if (name !== 'groupSettingCollectionValue') {
          walk(element, name, group);
          continue;
        }
        const inner: CatalogGroup = { values: [], definitions: [], inner: [] };
        group.inner.push(inner);
        walk(element, '', inner);
      }
    } else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node as Record<string, unknown>)) {
        if (typeof value === 'object') walk(value, key, group);
        else if (key === 'settingDefinitionId' && typeof value === 'string') group.definitions.push(value);
        else if (key === 'value' && isPlain(value) && !/^choiceSetting/.test(name)) group.values.push(value);
      }
    }
  };
  walk(setting, '', root);
  return root;
}

/** A group and every group inside it. */
export const withInner = (group: CatalogGroup): CatalogGroup[] => [group, ...group.inner.flatMap(withInner)];

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/**
 * The keys of the plug-in among the values of one group, told by value: each with what stands beside it. Where a group
 * holds more than one key and its value, only the registration pair can be told.
 */
export function catalogPairs({ values }: CatalogGroup): Pair[] {
  const isToken = (value: Plain): boolean => isNearToken(value) && /[{}]/.test(String(value));
  const wanted = values.length <= 2 ? Object.keys(pluginKeys) : [registrationPair.key];
  const keys = values.filter(
    (value) => typeof value === 'string' && !isToken(value) && wanted.some((name) => isNearKey(value, name)),
  );
  if (keys.length === 0) {
    const token = values.find(isToken);
    const key = values.find((value) => typeof value === 'string' && !isToken(value));
    return token === undefined ? [] : [pairOf(key ?? '', token)];
  }
  return keys.map((key) => {
    const others = values.filter((value) => value !== key);
    return pairOf(key, others.find(isToken) ?? others[0] ?? '');
  });
}

const pairOf = (key: Plain, value: Plain): Pair => ({
  key: String(key),
  value,
  type: typeof value === 'string' ? 'string' : typeof value === 'number' ? 'integer' : 'boolean',
});
