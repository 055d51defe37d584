import { z } from 'zod/v4';
import { groupsAbove, type PracticePerson } from '../tenant/state.ts';
import { both, type Answer, type Call, type GraphContext, type Route } from './context.ts';
import { badRequest, noSuchObject } from './errors.ts';

const groupIds = z.strictObject({ groupIds: z.array(z.guid()).min(1).max(20) });

function caller(call: Call, graph: GraphContext): PracticePerson {
  const person = graph.tenant.people.find(({ objectId }) => objectId === call.caller.oid);
  if (!person) throw noSuchObject('directory', call.caller.oid);
  return person;
}

function me(call: Call, graph: GraphContext): Answer {
  const { objectId, displayName, userPrincipalName } = caller(call, graph);
  const context = `${graph.origin()}/${call.version}/$metadata#users/$entity`;
  const body = {
    '@odata.context': context,
    id: objectId,
    displayName,
    userPrincipalName,
    mail: userPrincipalName,
  };
  return { status: 200, body };
}

/** Which of at most 20 groups hold the caller, directly or not. */
function checkMemberGroups(call: Call, graph: GraphContext): Answer {
  const asked = groupIds.safeParse(call.body);
  if (!asked.success) throw badRequest('directory', 'groupIds has to hold 1 to 20 group ids.');
  const holding = groupsAbove(graph.tenant, caller(call, graph).objectId);
  const value = asked.data.groupIds.filter((id) => holding.includes(id.toLowerCase()));
  return {
    status: 200,
    body: { '@odata.context': `${graph.origin()}/${call.version}/$metadata#Collection(Edm.String)`, value },
  };
}

const directory = {
  area: 'directory',
  versions: both,
  scopes: ['User.Read'],
  query: [],
} satisfies Partial<Route>;

/** The caller. checkMemberGroups needs User.Read (Learn, "directoryObject: checkMemberGroups"), as /me does. */
export const meRoutes: Route[] = [
  { ...directory, method: 'GET', path: 'me', answer: me },
  { ...directory, method: 'POST', path: 'me/checkMemberGroups', answer: checkMemberGroups },
];
