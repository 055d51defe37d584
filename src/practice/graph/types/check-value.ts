import {
  isA,
  isAbstract,
  isPolymorphic,
  odataTypeOf,
  propertiesOf,
  resolveType,
  type Version,
} from './model.ts';
import { absoluteDate } from './relative-date.ts';
import type { Property, Shape } from './shape.ts';

/** A value that is not what its type says. `path` names the place (`assignments[0].target`), `message` is OData's way of saying it. */
export class ValueError extends Error {
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
    this.name = 'ValueError';
  }
}

export interface CheckOptions {
  version: Version;
  /** what the service makes itself is kept (a tenant file) instead of ignored (a request) */
  keepServerMade?: boolean;
  /** dates may be given as `in 34 days` or `3 days ago`, seen from here (a tenant file) */
  datesFrom?: Date;
  path?: string;
}

export type Checked = Record<string, unknown>;

/**
 * Checks a JSON object declared as `declared` (or a type below it) and answers a copy: `@odata.type` where the type is
 * polymorphic, and the properties given. Throws ValueError at the first unknown property, unknown or missing type,
 * annotation, or wrong value. Derived keys of a GET (graph.md 1.4) are no properties, so they are refused.
 */
export function checkObject(declared: string, value: unknown, options: CheckOptions): Checked {
  const path = options.path ?? '';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ValueError(path, `An object of type 'microsoft.graph.${declared}' was expected.`);
  }
  const given = value as Checked;
  const name = typeName(declared, given['@odata.type'], options);
  const properties = propertiesOf(name, options.version);
  const checked: Checked = isPolymorphic(declared) ? { '@odata.type': odataTypeOf(name) } : {};
  for (const [key, entry] of Object.entries(given)) {
    if (key === '@odata.type') continue;
    const at = path ? `${path}.${key}` : key;
    const property = properties[key];
    if (!property) throw new ValueError(at, unknownProperty(key, name));
    if (property.server && !options.keepServerMade) continue;
    checked[key] = checkProperty(property, entry, { ...options, path: at });
  }
  return checked;
}

function unknownProperty(key: string, name: string): string {
  if (key.includes('@')) return `The annotation '${key}' was found. No annotation is expected in this place.`;
  return `The property '${key}' does not exist on type 'microsoft.graph.${name}'. Make sure to only use property names that are defined by the type.`;
}

function typeName(declared: string, odataType: unknown, options: CheckOptions): string {
  const path = options.path ?? '';
  if (odataType === undefined) {
    if (!isAbstract(declared) && !isPolymorphic(declared)) return declared;
    throw new ValueError(
      path,
      `A type name was not found for a value of the abstract type 'microsoft.graph.${declared}'.`,
    );
  }
  if (typeof odataType !== 'string' || !odataType.startsWith('#')) {
    throw new ValueError(path, `The value of '@odata.type' has to be a string that begins with '#'.`);
  }
  const name = resolveType(odataType, options.version);
  if (name === undefined) {
    throw new ValueError(path, `A type named '${odataType.slice(1)}' could not be resolved by the model.`);
  }
  if (!isA(name, declared) || isAbstract(name)) {
    throw new ValueError(
      path,
      `The type 'microsoft.graph.${name}' cannot stand where 'microsoft.graph.${declared}' is expected.`,
    );
  }
  return name;
}

function checkProperty(property: Property, value: unknown, options: CheckOptions): unknown {
  if (value !== null) return checkShape(property.shape, value, options);
  if (property.nullable) return null;
  throw new ValueError(
    options.path ?? '',
    `A null value was found for '${options.path ?? ''}', which does not allow null values.`,
  );
}

function checkShape(shape: Shape, given: unknown, options: CheckOptions): unknown {
  const path = options.path ?? '';
  const { datesFrom } = options;
  const value = shape.is === 'dateTime' && datesFrom ? absoluteDate(given, datesFrom) : given;
  if (shape.is === 'complex') return checkObject(shape.type, value, options);
  if (shape.is === 'list') {
    if (!Array.isArray(value)) throw new ValueError(path, `A collection was expected for '${path}'.`);
    return value.map((entry: unknown, index) =>
      checkShape(shape.of, entry, { ...options, path: `${path}[${index}]` }),
    );
  }
  if (!fits(shape, value)) {
    throw new ValueError(
      path,
      `Cannot convert the value of '${path}' to the expected type '${edmName(shape)}'.`,
    );
  }
  return value;
}

function fits(shape: Exclude<Shape, { is: 'complex' | 'list' }>, value: unknown): boolean {
  switch (shape.is) {
    case 'anything':
      return true;
    case 'boolean':
      return typeof value === 'boolean';
    case 'int32':
      return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;
    case 'double':
      return typeof value === 'number';
    case 'enum':
      return typeof value === 'string' && shape.values.includes(value);
    case 'string':
      return typeof value === 'string';
    case 'guid':
      return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
    case 'dateTime':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'binary':
      return typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
  }
}

const edmName = (shape: Shape): string =>
  (
    ({
      string: 'Edm.String',
      guid: 'Edm.Guid',
      boolean: 'Edm.Boolean',
      int32: 'Edm.Int32',
      double: 'Edm.Double',
      dateTime: 'Edm.DateTimeOffset',
      binary: 'Edm.Binary',
      enum: 'an enumeration member',
    }) as Record<string, string>
  )[shape.is] ?? 'a value';
