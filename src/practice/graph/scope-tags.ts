import type { PracticePerson, StoredObject } from '../tenant/state.ts';
import type { Call, GraphContext } from './context.ts';
import { propertiesOf } from './types/model.ts';

/**
 * Scope tags (graph.md 6.4): who has some sees only objects with one of them, in lists and by id, and what they create gets
 * theirs. An object without any has the default one, 0.
 */
export function isInScope(
  { declared }: { declared: string },
  object: StoredObject,
  call: Call,
  graph: GraphContext,
): boolean {
  const own = callerOf(call, graph)?.scopeTags;
  if (!own) return true;
  const known = propertiesOf(declared, 'beta');
  const property = ['roleScopeTagIds', 'roleScopeTags'].find((name) => name in known);
  if (property === undefined) return true;
  const tags = (object.properties[property] ?? ['0']) as string[];
  return tags.some((tag) => own.includes(tag));
}

/** The scope tags that a new object gets, whatever was sent. */
export function tagsOfNew(call: Call, graph: GraphContext): { roleScopeTagIds?: string[] } {
  const own = callerOf(call, graph)?.scopeTags;
  return own ? { roleScopeTagIds: [...own] } : {};
}

const callerOf = ({ caller }: Call, { tenant }: GraphContext): PracticePerson | undefined =>
  tenant.people.find(({ objectId }) => objectId === caller.oid);
