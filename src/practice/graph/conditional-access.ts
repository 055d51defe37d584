import { both, type Route } from './context.ts';
import { GraphRefusal } from './errors.ts';
import { answerList, type Collection } from './intune-collection.ts';
import { showStored } from './show-stored.ts';

const policies: Collection = {
  path: 'identity/conditionalAccess/policies',
  declared: 'conditionalAccessPolicy',
  assignmentType: '',
  list: ({ tenant }) => tenant.conditionalAccessPolicies,
  show: (policy, { version }) => showStored(policy, version, false),
  filter: { eq: [], read: () => undefined },
  orderby: [],
};

/** Conditional Access has words of its own for a missing scope (microsoft-graph-explorer-v4#2580). */
const missingScope = (): GraphRefusal =>
  new GraphRefusal(
    'directory',
    403,
    'AccessDenied',
    'You cannot perform the requested operation, required scopes are missing in the token.',
  );

/**
 * identity/conditionalAccess/policies, read only. Besides the scope it needs a role of Entra, such as Security Reader; the
 * practice tenant knows no roles of Entra and takes its Intune administrators for such people.
 */
export const conditionalAccessRoutes: Route[] = [
  {
    method: 'GET',
    area: 'directory',
    versions: both,
    path: policies.path,
    scopes: ['Policy.Read.All'],
    missingScope,
    right: 'conditional-access.read',
    query: ['$select', '$top'],
    answer: (call, graph) => answerList(policies, call, graph),
  },
];
