import type { WireAssignment } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import type { GraphClient, GraphRequest } from './client.ts';
import { concerns } from './concern.ts';
import { outcomeOf } from './outcome.ts';
import { at } from './path.ts';
import type { WriteOutcome, WriteRequest } from './tenant.ts';

/**
 * One write, sent once (a create again where it is known not to have happened; an assign or a delete not even then, because
 * it goes by what was read just before, and others may write while it waits). Never throws for what Graph says or for a
 * sign-in that is needed: that is `not-done`, because the token comes before the request. An assign replaces the whole
 * set with exactly what it is given (reference graph.md 2.3, 4.5); the caller merges.
 */
export async function writeStep(client: GraphClient, request: WriteRequest): Promise<WriteOutcome> {
  const concern = concerns[request.write];
  try {
    const result = await client.send({
      version: 'beta',
      ...wireOf(request),
      headers: approvalHeaders(request),
      once: !('body' in request),
      clientRequestId: request.clientRequestId,
      concern,
    });
    return outcomeOf(result, { write: request.write, concern, now: client.timing.now() });
  } catch (error) {
    if (error instanceof Problem) return { outcome: 'not-done', problem: error };
    throw error;
  }
}

/** Intune takes one or the other; the text in Base64, at most 1024 characters before that (reference graph.md 6.5). */
function approvalHeaders({ justification, approvalCode }: WriteRequest): Record<string, string> {
  if (approvalCode !== undefined) return { 'x-msft-approval-code': approvalCode };
  if (justification === undefined) return {};
  const text = [...justification].slice(0, 1000).join('');
  return { 'x-msft-approval-justification': Buffer.from(text, 'utf8').toString('base64') };
}

function wireOf(request: WriteRequest): Pick<GraphRequest, 'path' | 'body' | 'method'> {
  switch (request.write) {
    case 'create-policy':
      return { method: 'POST', path: at`/deviceManagement/deviceConfigurations`, body: request.body };
    case 'create-app':
      return { method: 'POST', path: at`/deviceAppManagement/mobileApps`, body: request.body };
    case 'assign-policy':
      return {
        method: 'POST',
        path: at`/deviceManagement/deviceConfigurations/${request.id}/assign`,
        body: { assignments: request.assignments.map(policyAssignment) },
      };
    case 'assign-app':
      return {
        method: 'POST',
        path: at`/deviceAppManagement/mobileApps/${request.id}/assign`,
        body: { mobileAppAssignments: request.assignments.map(appAssignment) },
      };
    case 'delete-policy':
      return { method: 'DELETE', path: at`/deviceManagement/deviceConfigurations/${request.id}` };
    case 'delete-app':
      return { method: 'DELETE', path: at`/deviceAppManagement/mobileApps/${request.id}` };
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
