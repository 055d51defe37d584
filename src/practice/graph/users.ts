import { groupsAbove, type PracticePerson } from '../tenant/state.ts';
import { compileSearch } from './compile-search.ts';
import { both, type Answer, type Call, type GraphContext, type Route } from './context.ts';
import { answerDirectory, needAdvanced, needEventual, selectKnown } from './directory.ts';
import { noPrivilege, noSuchObject } from './errors.ts';
import { answerGroups } from './groups.ts';
import type { Filterable } from './odata/apply-filter.ts';

const names = ['displayName', 'givenName', 'surname', 'mail', 'userPrincipalName'];
const filterable: Filterable<PracticePerson> = {
  eq: ['id', ...names],
  startswith: names,
  in: ['id', 'userPrincipalName'],
  read: (person, path) => showUser(person)[path],
};

/** What /users answers without $select. The practice tenant knows names only, so the rest is null. */
export function showUser({
  objectId,
  displayName,
  userPrincipalName,
}: PracticePerson): Record<string, unknown> {
  const [givenName = null, ...rest] = displayName.split(' ');
  return {
    businessPhones: [],
    displayName,
    givenName,
    jobTitle: null,
    mail: userPrincipalName,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: rest.at(-1) ?? null,
    userPrincipalName,
    id: objectId,
  };
}

function list(call: Call, graph: GraphContext): Answer {
  const { search, count } = call.query;
  if (search !== undefined || count) needEventual(call, search !== undefined);
  const { people } = graph.tenant;
  const isFound =
    search === undefined
      ? () => true
      : compileSearch<Searchable>(search, ['displayName', 'mail', 'userPrincipalName']);
  const found = people.filter((person) => isFound(showUser(person) as Searchable));
  const of = { ...filterable, type: 'user', collection: 'users', show: showUser };
  return answerDirectory(found, call, graph, of);
}
type Searchable = Record<'displayName' | 'mail' | 'userPrincipalName', string>;

/** The person that the path names, by object id or user principal name. */
function findPerson(call: Call, graph: GraphContext): PracticePerson {
  const named = (call.params['id'] ?? '').toLowerCase();
  const person = graph.tenant.people.find(
    ({ objectId, userPrincipalName }) => objectId === named || userPrincipalName.toLowerCase() === named,
  );
  if (!person) throw noSuchObject('directory', call.params['id'] ?? '');
  return person;
}

/** Of oneself User.Read is enough, of others one of `scopes` is needed; a 403 otherwise. */
function checkOthers(person: PracticePerson, { caller }: Call, scopes: string[]): void {
  const may = person.objectId === caller.oid || scopes.some((scope) => caller.scopes.includes(scope));
  if (!may) throw noPrivilege();
}

function item(call: Call, graph: GraphContext): Answer {
  const person = findPerson(call, graph);
  checkOthers(person, call, profileScopes);
  const context = `${graph.origin()}/${call.version}/$metadata#users/$entity`;
  return { status: 200, body: { '@odata.context': context, ...selectKnown(showUser(person), call, 'user') } };
}

function groupsOf(call: Call, graph: GraphContext): Answer {
  const person = findPerson(call, graph);
  checkOthers(person, call, membershipScopes);
  needAdvanced(call);
  const ids = groupsAbove(graph.tenant, person.objectId);
  return answerGroups(
    graph.tenant.groups.filter(({ id }) => ids.includes(id)),
    call,
    graph,
  );
}

/** Basic properties of others (Learn, "List users" and "Get a user"). */
const profileScopes = ['User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'];
/**
 * Groups of another person (Learn, "List a user's memberships (direct and transitive)"): User.Read.All is the least there, and
 * GroupMember.Read.All is as good; User.ReadBasic.All and Group.ReadBasic.All are not listed.
 */
const membershipScopes = ['User.Read.All', 'GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'];
const reads = { method: 'GET', area: 'directory', versions: both } as const;

/** users in v1.0 and beta, read only. */
export const userRoutes: Route[] = [
  {
    ...reads,
    path: 'users',
    scopes: profileScopes,
    query: ['$select', '$top', '$count', '$search', '$filter'],
    answer: list,
  },
  {
    ...reads,
    path: 'users/:id',
    scopes: ['User.Read', ...profileScopes],
    query: ['$select'],
    answer: item,
  },
  {
    ...reads,
    path: 'users/:id/transitiveMemberOf/microsoft.graph.group',
    scopes: ['User.Read', ...membershipScopes],
    query: ['$select', '$top', '$count'],
    answer: groupsOf,
  },
];
