import { resolveType } from '../types/model.ts';
import { ODataError } from './odata-error.ts';
import type { Filter } from './parse-filter.ts';

/** Which filters a collection takes, and how an item is read. Everything else is refused, as not known to work. */
export interface Filterable<T> {
  isof?: (item: T, type: string) => boolean;
  eq: string[];
  startswith?: string[];
  in?: string[];
  read: (item: T, path: string) => unknown;
}

const mostValues = 15;

/** Makes a test for items out of a filter. Throws ODataError when the collection does not support something in it. */
export function compileFilter<T>(filter: Filter, on: Filterable<T>): (item: T) => boolean {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const [left, right] = [compileFilter(filter.left, on), compileFilter(filter.right, on)];
      return filter.op === 'and' ? (item) => left(item) && right(item) : (item) => left(item) || right(item);
    }
    case 'not': {
      const inner = compileFilter(filter.of, on);
      return (item) => !inner(item);
    }
    case 'isof':
      return compileIsof(filter.type, on);
    case 'startswith': {
      needs(on.startswith, filter.path);
      const start = filter.value.toLowerCase();
      return (item) => String(on.read(item, filter.path)).toLowerCase().startsWith(start);
    }
    case 'eq':
    case 'ne':
      needs(on.eq, filter.path);
      return (item) => same(on.read(item, filter.path), filter.value) === (filter.op === 'eq');
    case 'in':
      needs(on.in, filter.path);
      if (filter.values.length > mostValues) {
        throw new ODataError(
          `Too many child clauses specified in search filter expression containing 'OR' operators: ${filter.values.length}. Max allowed: ${mostValues}.`,
        );
      }
      return (item) => filter.values.some((value) => same(on.read(item, filter.path), value));
  }
}

function compileIsof<T>(odataType: string, on: Filterable<T>): (item: T) => boolean {
  const type = resolveType(odataType, 'beta');
  const { isof } = on;
  if (!isof) throw new ODataError('The isof function is not supported here.');
  if (type === undefined)
    throw new ODataError(`Invalid filter clause: the type '${odataType}' is not defined in the model.`);
  return (item) => isof(item, type);
}

function needs(known: string[] | undefined, path: string): void {
  if (!known?.includes(path))
    throw new ODataError(`Unsupported or invalid query filter clause specified for property '${path}'.`);
}

function same(value: unknown, literal: string | boolean | null): boolean {
  if (typeof value !== 'string' || typeof literal !== 'string') return (value ?? null) === literal;
  return value.toLowerCase() === literal.toLowerCase();
}
