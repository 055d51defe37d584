import { groupsAbove, membersBelow, type PracticeGroup } from '../tenant/state.ts';
import { both, type Answer, type Call, type GraphContext, type Route } from './context.ts';
import { GraphRefusal, noSuchObject, badRequest } from './errors.ts';
import type { Filterable } from './odata/apply-filter.ts';
import { ODataError } from './odata/odata-error.ts';
import { pageOf } from './odata/page.ts';
import { compileSearch } from './search-groups.ts';

const defaultPageSize = 100;

const filterable: Filterable<PracticeGroup> = {
  eq: ['displayName', 'id', 'mail', 'mailEnabled', 'securityEnabled'],
  startswith: ['displayName', 'mail'],
  in: ['id'],
  read: (group, path) => showGroup(group)[path],
};

function showGroup(group: PracticeGroup): Record<string, unknown> {
  return {
    id: group.id,
    deletedDateTime: null,
    createdDateTime: group.createdDateTime,
    description: group.description,
    displayName: group.displayName,
    groupTypes: [...group.groupTypes],
    mail: group.mail,
    mailEnabled: group.mailEnabled,
    mailNickname: group.mailNickname,
    membershipRule: group.membershipRule,
    membershipRuleProcessingState: group.membershipRule === null ? null : 'On',
    onPremisesSyncEnabled: null,
    securityEnabled: group.securityEnabled,
    visibility: group.groupTypes.includes('Unified') ? 'Private' : null,
  };
}

/** Search and filters go through an index that lags behind; ids do not. */
const isIndexed = (group: PracticeGroup, { now }: GraphContext): boolean =>
  (group.searchableFrom ?? 0) <= now().getTime();

function list(call: Call, graph: GraphContext): Answer {
  const { search, count, filter } = call.query;
  if (search !== undefined || count) needEventual(call, search !== undefined);
  const indexed = graph.tenant.groups.filter((group) => isIndexed(group, graph));
  const known = filter === undefined && search === undefined ? graph.tenant.groups : indexed;
  return answerGroups(search === undefined ? known : known.filter(compileSearch(search)), call, graph);
}

function needEventual(call: Call, searches: boolean): void {
  if (call.header('consistencylevel')?.toLowerCase() === 'eventual') return;
  if (!searches) throw badRequest('directory', '$count is not currently supported.');
  const text =
    "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'";
  throw new GraphRefusal('directory', 400, 'Request_UnsupportedQuery', text);
}

function answerGroups(groups: PracticeGroup[], call: Call, graph: GraphContext): Answer {
  const { top, count } = call.query;
  if (top !== undefined && top > 999) {
    throw badRequest(
      'directory',
      `Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`,
    );
  }
  const page = pageOf(groups, call, graph, { ...filterable, pageSize: defaultPageSize });
  return {
    status: 200,
    body: {
      '@odata.context': `${graph.origin()}/${call.version}/$metadata#groups`,
      ...(count ? { '@odata.count': page.count } : {}),
      ...page.nextLink,
      value: page.items.map((group) => select(showGroup(group), call)),
    },
  };
}

function select(shown: Record<string, unknown>, call: Call): Record<string, unknown> {
  const names = call.query.select;
  if (!names) return shown;
  const unknown = names.find((name) => !(name in shown));
  if (unknown !== undefined)
    throw new ODataError(`Could not find a property named '${unknown}' on type 'microsoft.graph.group'.`);
  return Object.fromEntries(names.map((name) => [name, shown[name]]));
}

function findGroup(call: Call, graph: GraphContext): PracticeGroup {
  const id = call.params['id'] ?? '';
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw badRequest('directory', `Invalid object identifier '${id}'.`);
  const group = graph.tenant.groups.find((one) => one.id === id.toLowerCase());
  if (!group) throw noSuchObject('directory', id);
  return group;
}

function item(call: Call, graph: GraphContext): Answer {
  const shown = select(showGroup(findGroup(call, graph)), call);
  return {
    status: 200,
    body: { '@odata.context': `${graph.origin()}/${call.version}/$metadata#groups/$entity`, ...shown },
  };
}

/** A list of groups that stand in some relation to the group of the path. */
function related(of: (group: PracticeGroup, graph: GraphContext) => string[]) {
  return (call: Call, graph: GraphContext): Answer => {
    const ids = of(findGroup(call, graph), graph);
    if (call.query.count) needEventual(call, false);
    return answerGroups(
      graph.tenant.groups.filter(({ id }) => ids.includes(id)),
      call,
      graph,
    );
  };
}

const above = related((group, { tenant }) => groupsAbove(tenant, group.id));
const below = related((group, { tenant }) => membersBelow(tenant, group.id));
const directlyAbove = related((group, { tenant }) =>
  tenant.groups.filter(({ members }) => members.includes(group.id)).map(({ id }) => id),
);

const memberScopes = ['GroupMember.Read.All', 'Group.Read.All'];
const groupScopes = ['Group.ReadBasic.All', ...memberScopes];
const reads = { method: 'GET', area: 'directory', versions: both } as const;
const paging = ['$select', '$top', '$count'];

/** groups in v1.0 and beta, read only; of the members only groups are told. */
export const groupRoutes: Route[] = [
  { ...reads, path: 'groups', scopes: groupScopes, query: [...paging, '$search', '$filter'], answer: list },
  { ...reads, path: 'groups/:id', scopes: groupScopes, query: ['$select'], answer: item },
  {
    ...reads,
    path: 'groups/:id/transitiveMemberOf/microsoft.graph.group',
    scopes: memberScopes,
    query: paging,
    answer: above,
  },
  {
    ...reads,
    path: 'groups/:id/transitiveMembers/microsoft.graph.group',
    scopes: memberScopes,
    query: paging,
    answer: below,
  },
  {
    ...reads,
    path: 'groups/:id/memberOf/microsoft.graph.group',
    scopes: memberScopes,
    query: paging,
    answer: directlyAbove,
  },
];
