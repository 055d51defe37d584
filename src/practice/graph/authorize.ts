import type { GraphCaller } from '../entra/start-entra.ts';
import type { IntuneRole } from '../tenant/state.ts';
import type { GraphContext, Right, Route } from './context.ts';
import { GraphRefusal, noRight } from './errors.ts';

const everything: Right[] = [
  'configuration.read',
  'configuration.write',
  'apps.read',
  'apps.write',
  'apps.assign',
];

/** What the built-in roles may do (graph.md 6.2). */
const rightsOf: Record<IntuneRole, Right[]> = {
  'intune-administrator': everything,
  'policy-manager': ['configuration.read', 'configuration.write'],
  'application-manager': ['configuration.read', 'apps.read', 'apps.write', 'apps.assign'],
  'read-only': ['configuration.read', 'apps.read'],
  'help-desk': ['configuration.read', 'apps.read', 'apps.assign'],
  none: [],
};

/** A delegated call may do what the scopes of the token and the role of the person both allow; throws a 403 otherwise. */
export function authorize(route: Route, caller: GraphCaller, graph: GraphContext): void {
  if (!route.scopes.some((scope) => caller.scopes.includes(scope))) throw missingScope(route);
  const role = graph.tenant.people.find(({ objectId }) => objectId === caller.oid)?.intuneRole ?? 'none';
  if (route.right && !rightsOf[role].includes(route.right)) throw noRight();
}

function missingScope({ area, scopes }: Route): GraphRefusal {
  if (area === 'directory') {
    const text = 'Insufficient privileges to complete the operation.';
    return new GraphRefusal('directory', 403, 'Authorization_RequestDenied', text);
  }
  const text = `Application is not authorized to perform this operation. Application must have one of the following scopes: ${scopes.join(', ')}`;
  return new GraphRefusal('intune', 403, 'Forbidden', text);
}
