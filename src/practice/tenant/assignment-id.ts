import type { StoredAssignment } from './state.ts';

/** The ids under which Intune lists All users and All devices in place of a group (graph.md 2.4). */
export const allUsersId = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9';
export const allDevicesId = 'adadadad-808e-44e2-905a-0b7873a8a531';

/** The group of a target, or the pseudo id of All users or All devices. */
export function targetId(target: Record<string, unknown>): string {
  if (target['@odata.type'] === '#microsoft.graph.allLicensedUsersAssignmentTarget') return allUsersId;
  if (target['@odata.type'] === '#microsoft.graph.allDevicesAssignmentTarget') return allDevicesId;
  return String(target['groupId']).toLowerCase();
}

const intents = ['available', 'required', 'uninstall', 'availableWithoutEnrollment'];

/**
 * The id that Intune gives an assignment: `{policyId}_{groupId}` for policies (graph.md 2.4). For apps it is
 * `{groupId}_{intent}_{source}` with numbers for both; that form, and the ending of a policy set's, are our inference.
 */
export function assignmentId(
  objectId: string,
  assignment: Pick<StoredAssignment, 'target' | 'source' | 'sourceId'> & { intent?: unknown },
): string {
  const bySet = assignment.source === 'policySets';
  const target = targetId(assignment.target);
  const intent = intents.indexOf(String(assignment.intent));
  if (intent >= 0) return `${target}_${intent}_${bySet ? 1 : 0}`;
  return bySet ? `${objectId}_${target}_${assignment.sourceId ?? ''}` : `${objectId}_${target}`;
}
