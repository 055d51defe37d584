import { ODataError } from './odata-error.ts';
import { parseFilter, type Filter } from './parse-filter.ts';

/** The query options of a request, parsed. */
export interface Query {
  select: string[] | undefined;
  expand: string[];
  filter: Filter | undefined;
  search: string | undefined;
  orderby: { path: string; descending: boolean } | undefined;
  count: boolean;
  top: number | undefined;
  /** how many items earlier pages held */
  skip: number;
  /** the query as it came, for the next page's link */
  raw: string;
}

/**
 * Parses a query string. Throws ODataError with a sentence when an option is unknown here, stands twice or is malformed.
 * `$skiptoken` is always known: it is how a next page is asked for.
 */
export function parseQuery(raw: string, known: string[]): Query {
  const options = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(raw)) {
    if (name !== '$skiptoken' && !known.includes(name)) {
      throw new ODataError(`The query option '${name}' is not supported for this resource.`);
    }
    if (options.has(name))
      throw new ODataError(
        `Query option '${name}' was specified more than once, but it must be specified at most once.`,
      );
    options.set(name, value);
  }
  const filter = options.get('$filter');
  return {
    select: names(options.get('$select')),
    expand: names(options.get('$expand')) ?? [],
    filter: filter === undefined ? undefined : parseFilter(filter),
    search: options.get('$search'),
    orderby: orderby(options.get('$orderby')),
    count: yesOrNo(options.get('$count')),
    top: top(options.get('$top')),
    skip: skip(options.get('$skiptoken')),
    raw,
  };
}

/** The token of a next page. */
export const skipToken = (skip: number): string => Buffer.from(`skip:${skip}`).toString('base64url');

function skip(token: string | undefined): number {
  if (token === undefined) return 0;
  const count = /^skip:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (count === undefined) throw new ODataError('The skip token is invalid.');
  return Number(count);
}

function names(list: string | undefined): string[] | undefined {
  if (list === undefined) return undefined;
  const parts = list.split(',').map((part) => part.trim());
  if (parts.includes(''))
    throw new ODataError(`Term '${list}' is not valid in a $select or $expand expression.`);
  return parts;
}

function top(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(value))
    throw new ODataError(`Invalid value '${value}' for $top query option found.`);
  return Number(value);
}

function yesOrNo(value: string | undefined): boolean {
  if (value === undefined || value === 'false') return false;
  if (value !== 'true') throw new ODataError(`Invalid value '${value}' for $count query option found.`);
  return true;
}

function orderby(value: string | undefined): Query['orderby'] {
  if (value === undefined) return undefined;
  const found = /^(\w+)(?: (asc|desc))?$/.exec(value.trim());
  if (!found?.[1]) throw new ODataError(`Syntax error in the $orderby expression '${value}'.`);
  return { path: found[1], descending: found[2] === 'desc' };
}
