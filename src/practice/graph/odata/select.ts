import { isA, propertiesOf, resolveType, type Version } from '../types/model.ts';
import { ODataError } from './odata-error.ts';

/**
 * Keeps the selected properties of a shown object, and what always stays: `@odata.type` and expanded parts. A property of
 * a type below the declared one needs a cast (`microsoft.graph.iosStoreApp/bundleId`). Throws ODataError for an unknown one.
 */
export function selectProperties(
  shown: Record<string, unknown>,
  select: string[],
  of: { declared: string; version: Version; expanded: string[] },
): Record<string, unknown> {
  const names = select.map((path) => selectable(path, of.declared, of.version));
  const keep = new Set([
    '@odata.type',
    ...names,
    ...of.expanded,
    ...of.expanded.map((name) => `${name}@odata.context`),
  ]);
  return Object.fromEntries(Object.entries(shown).filter(([key]) => keep.has(key)));
}

function selectable(path: string, declared: string, version: Version): string {
  const slash = path.lastIndexOf('/');
  const cast = slash < 0 ? declared : resolveType(path.slice(0, slash), version);
  const name = path.slice(slash + 1);
  if (cast === undefined || !isA(cast, declared) || !(name in propertiesOf(cast, version))) {
    throw new ODataError(
      `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${cast ?? declared}'.`,
    );
  }
  return name;
}
