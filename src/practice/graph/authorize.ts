import type { GraphCaller } from '../entra/start-entra.ts';
import type { IntuneRole } from '../tenant/state.ts';
import type { GraphContext, Right, Route } from './context.ts';
import { GraphRefusal, noPrivilege, noRight } from './errors.ts';

/** Read by whoever may look at enrolment; which action of a role guards the push certificate is not documented. */
const prerequisites: Right[] = ['compliance.read', 'enrolment.read', 'managed-apps.read'];

/** What the built-in roles may do (graph.md 6.2; Learn, "Built-in role permissions for Microsoft Intune"). */
const rightsOf: Record<IntuneRole, Right[]> = {
  'intune-administrator': [
    'configuration.read',
    'configuration.write',
    'apps.read',
    'apps.write',
    'apps.assign',
    ...prerequisites,
    'conditional-access.read',
  ],
  'policy-manager': ['configuration.read', 'configuration.write', ...prerequisites],
  'application-manager': [
    'configuration.read',
    'apps.read',
    'apps.write',
    'apps.assign',
    'managed-apps.read',
  ],
  'read-only': ['configuration.read', 'apps.read', ...prerequisites],
  'help-desk': ['configuration.read', 'apps.read', 'apps.assign', ...prerequisites],
  none: [],
};

/** A delegated call may do what the scopes of the token and the role of the person both allow; throws a 403 otherwise. */
export function authorize(route: Route, caller: GraphCaller, graph: GraphContext): void {
  if (!route.scopes.some((scope) => caller.scopes.includes(scope))) throw missingScope(route);
  const role = graph.tenant.people.find(({ objectId }) => objectId === caller.oid)?.intuneRole ?? 'none';
  if (route.right && !rightsOf[role].includes(route.right)) throw noRight();
}

function missingScope({ area, scopes, missingScope: own }: Route): GraphRefusal {
  if (own) return own();
  if (area === 'directory') return noPrivilege();
  const text = `Application is not authorized to perform this operation. Application must have one of the following scopes: ${scopes.join(', ')}`;
  return new GraphRefusal('intune', 403, 'Forbidden', text);
}
