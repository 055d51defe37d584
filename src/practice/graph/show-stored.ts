import type { StoredObject } from '../tenant/state.ts';
import { showObject } from './types/show-value.ts';
import { odataTypeOf, type Version } from './types/model.ts';

/** A policy, app or filter as GET answers it, without its assignments. `typed`: its collection holds several types. */
export function showStored(object: StoredObject, version: Version, typed: boolean): Record<string, unknown> {
  const odataType = typed ? { '@odata.type': odataTypeOf(object.type) } : {};
  return showObject(object.type, { ...odataType, ...object.properties, id: object.id }, version);
}

/** The assignments of an object as GET answers them. */
export function showAssignments(
  object: StoredObject,
  assignmentType: string,
  version: Version,
): Record<string, unknown>[] {
  return object.assignments.map((assignment) => showObject(assignmentType, assignment, version));
}

/** What `$expand=assignments` adds to a shown object. */
export function expandedAssignments(
  object: StoredObject,
  of: { collection: string; assignmentType: string; version: Version; origin: string },
): Record<string, unknown> {
  const context = `${of.origin}/${of.version}/$metadata#${of.collection}('${object.id}')/assignments`;
  return {
    'assignments@odata.context': context,
    assignments: showAssignments(object, of.assignmentType, of.version),
  };
}
