import type { Call, GraphContext } from '../context.ts';
import { compileFilter, type Filterable } from './apply-filter.ts';
import { ODataError } from './odata-error.ts';
import { skipToken } from './query.ts';

/** One page of a collection: filtered, ordered, cut; with the link to the next page if there is more. */
export interface Page<T> {
  items: T[];
  /** how many there are on all pages */
  count: number;
  nextLink: Record<string, string>;
}

/**
 * `$top` is taken as the size of a page, up to the largest that the service gives (`largestPage`, or its usual one); so a list
 * with $top still has next pages, as Graph's have. Throws ODataError when filter or order cannot be used here.
 */
export function pageOf<T>(
  items: T[],
  call: Call,
  graph: GraphContext,
  on: Filterable<T> & { orderby?: string[]; pageSize: number; largestPage?: number },
): Page<T> {
  const { query } = call;
  const found = query.filter ? items.filter(compileFilter(query.filter, on)) : [...items];
  if (query.orderby) sort(found, query.orderby, on);
  const largest = graph.pageSize ?? on.largestPage ?? on.pageSize;
  const size = Math.min(query.top ?? on.pageSize, largest);
  const end = query.skip + size;
  const more = end < found.length;
  return {
    items: found.slice(query.skip, end),
    count: found.length,
    nextLink: more ? { '@odata.nextLink': nextLink(call, graph, end) } : {},
  };
}

function sort<T>(
  items: T[],
  { path, descending }: { path: string; descending: boolean },
  on: Filterable<T> & { orderby?: string[] },
): void {
  if (!on.orderby?.includes(path))
    throw new ODataError(`The property '${path}' cannot be used in the $orderby query option.`);
  const turn = descending ? -1 : 1;
  items.sort((a, b) => turn * String(on.read(a, path)).localeCompare(String(on.read(b, path)), 'en'));
}

function nextLink(call: Call, graph: GraphContext, skip: number): string {
  const rest = call.query.raw.split('&').filter((part) => part && !/^(\$|%24)skiptoken=/i.test(part));
  return `${graph.origin()}/${call.version}${call.path}?${[...rest, `$skiptoken=${skipToken(skip)}`].join('&')}`;
}
