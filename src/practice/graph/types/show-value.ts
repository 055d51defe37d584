import { odataTypeOf, propertiesOf, resolveType, type Version } from './model.ts';
import type { Shape } from './shape.ts';

/**
 * An object as GET answers it: every property its type has in that version, unset ones as null, [], false or their
 * default, complex values filled up in the same way. A value of a type that the version does not know is left out
 * (v1.0 shows no SSO extension).
 */
export function showObject(
  declared: string,
  stored: Record<string, unknown>,
  version: Version,
): Record<string, unknown> {
  const odataType = stored['@odata.type'];
  const name = (typeof odataType === 'string' ? resolveType(odataType, version) : undefined) ?? declared;
  const shown: Record<string, unknown> = odataType === undefined ? {} : { '@odata.type': odataTypeOf(name) };
  for (const [key, property] of Object.entries(propertiesOf(name, version))) {
    const value = key in stored ? stored[key] : property.unset;
    shown[key] = showShape(property.shape, value, version);
  }
  return shown;
}

function showShape(shape: Shape, value: unknown, version: Version): unknown {
  if (value === null || value === undefined) return value;
  if (shape.is === 'list') return (value as unknown[]).map((entry) => showShape(shape.of, entry, version));
  if (shape.is === 'complex') return showObject(shape.type, value as Record<string, unknown>, version);
  return structuredClone(value);
}
