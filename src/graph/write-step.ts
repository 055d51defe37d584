import type { WireAssignment } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { outcomeOf } from './outcome.ts';
import { at, type GraphPath } from './path.ts';
import type { WriteOutcome, WriteRequest } from './tenant.ts';

/**
 * One write, sent once (again only where it is known not to have happened). Never throws for what Graph says or for a
 * sign-in that is needed: that is `not-done`, because the token comes before the request. An assign replaces the whole
 * set with exactly what it is given (reference graph.md 2.3, 4.5); the caller merges.
 */
export async function writeStep(client: GraphClient, request: WriteRequest): Promise<WriteOutcome> {
  const concern = concerns[request.write];
  try {
    const result = await client.send({
      method: 'POST',
      version: 'beta',
      ...wireOf(request),
      clientRequestId: request.clientRequestId,
      concern,
    });
    const creates = request.write === 'create-policy' || request.write === 'create-app';
    return outcomeOf(result, { creates, concern, now: client.timing.now() });
  } catch (error) {
    if (error instanceof Problem) return { outcome: 'not-done', problem: error };
    throw error;
  }
}

function wireOf(request: WriteRequest): { path: GraphPath; body: Record<string, unknown> } {
  switch (request.write) {
    case 'create-policy':
      return { path: at`/deviceManagement/deviceConfigurations`, body: request.body };
    case 'create-app':
      return { path: at`/deviceAppManagement/mobileApps`, body: request.body };
    case 'assign-policy':
      return {
        path: at`/deviceManagement/deviceConfigurations/${request.id}/assign`,
        body: { assignments: request.assignments.map(policyAssignment) },
      };
    case 'assign-app':
      return {
        path: at`/deviceAppManagement/mobileApps/${request.id}/assign`,
        body: { mobileAppAssignments: request.assignments.map(appAssignment) },
      };
  }
}

/** `apply` is what Graph takes an assignment without intent for; the rare `remove` has to stay what it is. */
function policyAssignment({ target, intent }: WireAssignment): Record<string, unknown> {
  return intent === 'remove' ? { intent, target } : { target };
}

/** "Exclusion assignment does not support MobileAppAssignment Settings." (reference graph.md 4.5) */
function appAssignment({ intent, target, settings }: WireAssignment): Record<string, unknown> {
  const withoutSettings =
    settings === undefined ||
    settings === null ||
    target['@odata.type'] === '#microsoft.graph.exclusionGroupAssignmentTarget';
  return {
    '@odata.type': '#microsoft.graph.mobileAppAssignment',
    intent,
    target,
    ...(withoutSettings ? {} : { settings }),
  };
}
