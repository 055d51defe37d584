import type { StoredObject } from '../tenant/state.ts';
import type { Answer, Call, GraphContext } from './context.ts';
import { noSuchObject } from './errors.ts';
import type { Filterable } from './odata/apply-filter.ts';
import { ODataError } from './odata/odata-error.ts';
import { pageOf } from './odata/page.ts';
import { selectProperties } from './odata/select.ts';
import { isInScope } from './scope-tags.ts';
import { expandedAssignments, showAssignments } from './show-stored.ts';

/** What tells one Intune collection from another. */
export interface Collection<T extends StoredObject = StoredObject> {
  /** `deviceManagement/deviceConfigurations` */
  path: string;
  declared: string;
  assignmentType: string;
  list: (graph: GraphContext) => T[];
  show: (object: T, call: Call, graph: GraphContext) => Record<string, unknown>;
  /** what `$expand` can add; assignments where absent */
  expand?: Record<string, (object: T, call: Call, graph: GraphContext) => Record<string, unknown>>;
  filter: Filterable<T>;
  orderby: string[];
}

const defaultPageSize = 1000;

/** The object that the call's `:id` names; a 404 otherwise, also for whom scope tags hide it. The case of ids does not count. */
export function findObject<T extends StoredObject>(
  collection: Collection<T>,
  call: Call,
  graph: GraphContext,
): T {
  const id = call.params['id'] ?? '';
  const found = collection.list(graph).find((object) => object.id === id.toLowerCase());
  if (!found || !isInScope(collection, found, call, graph)) throw noSuchObject('intune', id);
  return found;
}

/** GET of the collection, without what scope tags hide. */
export function answerList<T extends StoredObject>(
  collection: Collection<T>,
  call: Call,
  graph: GraphContext,
): Answer {
  const on = { ...collection.filter, orderby: collection.orderby, pageSize: defaultPageSize };
  const seen = collection.list(graph).filter((object) => isInScope(collection, object, call, graph));
  const page = pageOf(seen, call, graph, on);
  const value = page.items.map((object) => showOne(collection, object, call, graph));
  return {
    status: 200,
    body: {
      '@odata.context': `${graph.origin()}/${call.version}/$metadata#${collection.path}`,
      ...tips(collection, call),
      ...page.nextLink,
      value,
    },
  };
}

/** GET of one object. */
export function answerItem<T extends StoredObject>(
  collection: Collection<T>,
  call: Call,
  graph: GraphContext,
): Answer {
  return answerObject(collection, findObject(collection, call, graph), call, graph);
}

/** One object as the answer to GET, POST or PATCH. */
export function answerObject<T extends StoredObject>(
  collection: Collection<T>,
  object: T,
  call: Call,
  graph: GraphContext,
  status = 200,
): Answer {
  const context = `${graph.origin()}/${call.version}/$metadata#${collection.path}/$entity`;
  const shown = showOne(collection, object, call, graph);
  return { status, body: { '@odata.context': context, ...tips(collection, call), ...shown } };
}

/** GET of an object's assignments. */
export function answerAssignments<T extends StoredObject>(
  collection: Collection<T>,
  call: Call,
  graph: GraphContext,
): Answer {
  return assignmentList(collection, findObject(collection, call, graph), call, graph);
}

export function assignmentList<T extends StoredObject>(
  collection: Collection<T>,
  object: T,
  call: Call,
  graph: GraphContext,
): Answer {
  const context = `${graph.origin()}/${call.version}/$metadata#${collection.path}('${object.id}')/assignments`;
  const on = { read: (): undefined => undefined, eq: [], pageSize: defaultPageSize };
  const shown = showAssignments(object, collection.assignmentType, call.version);
  const page = pageOf(shown, call, graph, on);
  return { status: 200, body: { '@odata.context': context, ...page.nextLink, value: page.items } };
}

function showOne<T extends StoredObject>(
  collection: Collection<T>,
  object: T,
  call: Call,
  graph: GraphContext,
): Record<string, unknown> {
  const { declared, assignmentType, path } = collection;
  const { version, query } = call;
  const shown = { ...collection.show(object, call, graph) };
  for (const name of query.expand) {
    const other = collection.expand?.[name];
    if (other) Object.assign(shown, other(object, call, graph));
    else if (name === 'assignments') {
      const of = { collection: path, assignmentType, version, origin: graph.origin() };
      Object.assign(shown, expandedAssignments(object, of));
    } else
      throw new ODataError(
        `Could not find a property named '${name}' on type 'microsoft.graph.${declared}'.`,
      );
  }
  return query.select
    ? selectProperties(shown, query.select, { declared, version, expanded: query.expand })
    : shown;
}

/** The hint that Graph adds where nothing was selected; no property of anything. */
function tips<T extends StoredObject>({ path }: Collection<T>, call: Call): Record<string, unknown> {
  if (call.query.select) return {};
  const text = `Use $select to choose only the properties your app needs, as this can lead to performance improvements. For example: GET ${path}?$select=id`;
  return { '@microsoft.graph.tips': text };
}
