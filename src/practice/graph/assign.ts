import { assignmentId } from '../tenant/assignment-id.ts';
import type { StoredAssignment, StoredObject } from '../tenant/state.ts';
import type { Call, GraphContext } from './context.ts';
import { badRequest, modelError } from './errors.ts';
import { checkObject, ValueError, type Checked } from './types/check-value.ts';

/** Checks a value of a body against its type; what does not fit becomes Intune's 400. */
export function checkedBody(declared: string, value: unknown, call: Call, path = ''): Checked {
  try {
    return checkObject(declared, value, { version: call.version, path });
  } catch (error) {
    if (error instanceof ValueError) throw modelError(error.message);
    throw error;
  }
}

/** Reads `{ "NAME": [assignment, …] }`; anything else in the body is a mistake. */
export function readAssignments(
  name: string,
  assignmentType: string,
  call: Call,
  graph: GraphContext,
): Checked[] {
  const body = call.body as Record<string, unknown>;
  const other = Object.keys(body).find((key) => key !== name);
  if (other !== undefined)
    throw modelError(
      `The parameter '${other}' in the request payload is not a valid parameter for the operation 'assign'.`,
    );
  const list = body[name];
  if (!Array.isArray(list))
    throw modelError(`The parameter '${name}' of the operation 'assign' has to be a collection.`);
  const checked = list.map((entry: unknown, i) => checkedBody(assignmentType, entry, call, `${name}[${i}]`));
  for (const assignment of checked) checkTarget(assignment['target'], graph);
  return checked;
}

/**
 * Replaces the complete direct set, as Intune does (graph.md 2.3). What a policy set assigned stays. Of two entries with
 * one target, for apps of one target and intent, the later one is ignored.
 */
export function replaceDirect(object: StoredObject, checked: Checked[]): void {
  const direct: StoredAssignment[] = [];
  for (const entry of checked) {
    const target = entry['target'] as Record<string, unknown>;
    const assignment = { ...entry, target, source: 'direct' as const, sourceId: null };
    const id = assignmentId(object.id, assignment);
    if (!direct.some((earlier) => earlier.id === id)) direct.push({ ...assignment, id });
  }
  object.assignments = [...direct, ...object.assignments.filter(({ source }) => source === 'policySets')];
}

const noFilter = '00000000-0000-0000-0000-000000000000';

function checkTarget(target: unknown, graph: GraphContext): void {
  if (typeof target !== 'object' || target === null) throw modelError('An assignment needs a target.');
  const given = target as Record<string, unknown>;
  if (String(given['@odata.type']).endsWith('roupAssignmentTarget') && !given['groupId']) {
    throw badRequest('intune', 'The groupId of an assignment target is empty.');
  }
  checkFilter(given, graph);
}

function checkFilter(target: Checked, graph: GraphContext): void {
  const given = target['deviceAndAppManagementAssignmentFilterId'];
  const id = typeof given === 'string' ? given.toLowerCase() : noFilter;
  const mode = target['deviceAndAppManagementAssignmentFilterType'] ?? 'none';
  if ((id === noFilter) !== (mode === 'none')) {
    throw badRequest('intune', 'Assignment filter id and type have to be given together.');
  }
  if (id === noFilter) return;
  if (target['@odata.type'] === '#microsoft.graph.exclusionGroupAssignmentTarget') {
    throw badRequest('intune', 'An assignment filter is not supported on an exclusion target.');
  }
  if (!graph.tenant.assignmentFilters.some((filter) => filter.id === id)) {
    throw badRequest('intune', 'The assignment filter does not exist.');
  }
}
