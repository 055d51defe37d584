import { isUndo, type AnyPlan } from '../jit/plan.ts';
import type { Records } from '../records/records.ts';
import { canResume, isOver, type Change } from './change.ts';
import { getChange } from './changes.ts';
import { objectsOf } from './objects-of.ts';

/** Which change keeps others away from an object while no worker is at it. */

/**
 * The change that an object is kept for, where its lock names `owner`: the owner from its approval to its end; after that, and
 * where its check ended with nothing written, the unfinished change that it took the object over from. Undefined: for none.
 */
export async function keeperOf(records: Records, object: string, owner: Change): Promise<Change | undefined> {
  if (!isOver(owner.state) && owner.state !== 'in review') return owner;
  return (await takenFrom(records, owner.plan)).get(object);
}

/** The objects that an undo takes over, with the unfinished change that they are of and that it takes back. */
export async function takenFrom(records: Records, plan: AnyPlan): Promise<Map<string, Change>> {
  const undone = isUndo(plan) ? (await getChange(records, plan.undoes))?.change : undefined;
  if (!undone || !canResume(undone.state)) return new Map();
  return new Map(objectsOf(undone.plan).map((object) => [object, undone]));
}
