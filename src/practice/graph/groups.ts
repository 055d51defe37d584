import { groupsAbove, groupsById, membersBelow, type PracticeGroup } from '../tenant/state.ts';
import { compileSearch } from './compile-search.ts';
import { both, type Answer, type Call, type GraphContext, type Route } from './context.ts';
import { answerDirectory, needAdvanced, needEventual, selectKnown } from './directory.ts';
import { noPrivilege, noSuchObject, badRequest } from './errors.ts';
import type { Filterable } from './odata/apply-filter.ts';

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

const isHidden = ({ hiddenFrom }: PracticeGroup, { caller }: Call): boolean =>
  hiddenFrom?.includes(caller.personId) ?? false;

/** In relations of others a group that the caller may not read has its id only (Learn, "Limited information returned"). */
const showTo =
  (call: Call) =>
  (group: PracticeGroup): Record<string, unknown> => {
    const shown = showGroup(group);
    if (!isHidden(group, call)) return shown;
    return Object.fromEntries(
      Object.entries(shown).map(([name, value]) => [name, name === 'id' ? value : null]),
    );
  };

/** Search and filters go through an index that lags behind; ids do not. */
const isIndexed = (group: PracticeGroup, { now }: GraphContext): boolean =>
  (group.searchableFrom ?? 0) <= now().getTime();

function list(call: Call, graph: GraphContext): Answer {
  const { search, count, filter } = call.query;
  if (search !== undefined || count) needEventual(call, search !== undefined);
  const visible = graph.tenant.groups.filter((group) => !isHidden(group, call));
  const indexed = visible.filter((group) => isIndexed(group, graph));
  const known = filter === undefined && search === undefined ? visible : indexed;
  const found =
    search === undefined
      ? known
      : known.filter(compileSearch(search, ['displayName', 'description', 'mail']));
  return answerGroups(found, call, graph);
}

/** A list of groups, filtered, paged and shown. */
export const answerGroups = (groups: PracticeGroup[], call: Call, graph: GraphContext): Answer =>
  answerDirectory(groups, call, graph, {
    ...filterable,
    type: 'group',
    collection: 'groups',
    show: showTo(call),
  });

/** The group of the path; throws the 403 of the directory for one that the caller may not read. */
function findGroup(call: Call, graph: GraphContext): PracticeGroup {
  const id = call.params['id'] ?? '';
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw badRequest('directory', `Invalid object identifier '${id}'.`);
  const group = groupsById(graph.tenant).get(id.toLowerCase());
  if (!group) throw noSuchObject('directory', id);
  if (isHidden(group, call)) throw noPrivilege();
  return group;
}

function item(call: Call, graph: GraphContext): Answer {
  const shown = selectKnown(showGroup(findGroup(call, graph)), call, 'group');
  return {
    status: 200,
    body: { '@odata.context': `${graph.origin()}/${call.version}/$metadata#groups/$entity`, ...shown },
  };
}

/** A list of groups that stand in some relation to the group of the path. */
function related(of: (group: PracticeGroup, graph: GraphContext) => string[], transitive: boolean) {
  return (call: Call, graph: GraphContext): Answer => {
    const byId = groupsById(graph.tenant);
    const found = of(findGroup(call, graph), graph).flatMap((id) => byId.get(id) ?? []);
    if (transitive) needAdvanced(call);
    else if (call.query.count) needEventual(call, false);
    return answerGroups(found, call, graph);
  };
}

const above = related((group, { tenant }) => groupsAbove(tenant, group.id), true);
const below = related((group, { tenant }) => membersBelow(tenant, group.id), true);
const directlyAbove = related(
  (group, { tenant }) =>
    tenant.groups.filter(({ members }) => members.includes(group.id)).map(({ id }) => id),
  false,
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
