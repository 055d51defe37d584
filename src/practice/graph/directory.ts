import type { Answer, Call, GraphContext } from './context.ts';
import { badRequest, GraphRefusal } from './errors.ts';
import type { Filterable } from './odata/apply-filter.ts';
import { ODataError } from './odata/odata-error.ts';
import { pageOf } from './odata/page.ts';

const pages = { pageSize: 100, largestPage: 999 };

/** $search and $count go through an index, which has to be asked for; a 400 otherwise. */
export function needEventual(call: Call, searches: boolean): void {
  if (isEventual(call)) return;
  if (!searches) throw badRequest('directory', '$count is not currently supported.');
  throw unsupported(
    "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
  );
}

/**
 * A transitive relation with an OData cast needs the header and $count=true (Learn, "List a user's memberships"). The words
 * of the refusal are ours.
 */
export function needAdvanced(call: Call): void {
  if (isEventual(call) && call.query.count) return;
  throw unsupported(
    "The cast of a transitive relation needs the query parameter $count=true and the header 'ConsistencyLevel: eventual'.",
  );
}

const isEventual = (call: Call): boolean => call.header('consistencylevel')?.toLowerCase() === 'eventual';
const unsupported = (text: string): GraphRefusal =>
  new GraphRefusal('directory', 400, 'Request_UnsupportedQuery', text);

/** A list of directory objects: filtered, cut into pages of 100 (at most 999), shown, selected. */
export function answerDirectory<T>(
  objects: T[],
  call: Call,
  graph: GraphContext,
  of: Filterable<T> & { type: string; collection: string; show: (object: T) => Record<string, unknown> },
): Answer {
  const { top, count } = call.query;
  if (top !== undefined && top > pages.largestPage) {
    throw badRequest(
      'directory',
      `Invalid page size specified: '${top}'. Must be between 1 and ${pages.largestPage} inclusive.`,
    );
  }
  const page = pageOf(objects, call, graph, { ...of, ...pages });
  return {
    status: 200,
    body: {
      '@odata.context': `${graph.origin()}/${call.version}/$metadata#${of.collection}`,
      ...(count ? { '@odata.count': page.count } : {}),
      ...page.nextLink,
      value: page.items.map((object) => selectKnown(of.show(object), call, of.type)),
    },
  };
}

/** Only the selected properties; throws ODataError for one that the type does not have here. */
export function selectKnown(
  shown: Record<string, unknown>,
  call: Call,
  type: string,
): Record<string, unknown> {
  const names = call.query.select;
  if (!names) return shown;
  const unknown = names.find((name) => !(name in shown));
  if (unknown !== undefined)
    throw new ODataError(`Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`);
  return Object.fromEntries(names.map((name) => [name, shown[name]]));
}
