import { isUndo, type AnyPlan } from '../jit/plan.ts';
import type { Records } from '../records/records.ts';
import { canResume, isOver, isStoppedUndo, type Change } from './change.ts';
import { getChange } from './changes.ts';
import { objectsOf } from './objects-of.ts';
import { undosOf } from './undos-of.ts';
import { wasBegun } from './was-begun.ts';

/** Which change keeps others away from an object while no worker is at it. */

/**
 * The change that an object is kept for, where its lock names `owner`: the owner from its approval to its end; after that, and
 * where its check ended with nothing written, the unfinished change that it took the object over from. Undefined: for none.
 */
export async function keeperOf(records: Records, object: string, owner: Change): Promise<Change | undefined> {
  if (!isOver(owner.state) && owner.state !== 'in review') return owner;
  return (await takenFrom(records, owner.plan)).get(object);
}

/**
 * Whether a plan may take over what is kept for this change: its own, and for an undo what it takes back, or another undo of
 * the same change that stopped half-way.
 */
export function mayTakeOver(plan: AnyPlan, keeper: Change): boolean {
  if (keeper.id === plan.changeId) return true;
  if (!isUndo(plan)) return false;
  return (
    keeper.id === plan.undoes ||
    (isStoppedUndo(keeper) && isUndo(keeper.plan) && keeper.plan.undoes === plan.undoes)
  );
}

/**
 * The objects that an undo takes over, with the unfinished change that they are of: what it takes back, or another undo of it. One
 * of which nothing was begun keeps none; one that is being written does, since its worker may be dead.
 */
export async function takenFrom(records: Records, plan: AnyPlan): Promise<Map<string, Change>> {
  if (!isUndo(plan)) return new Map();
  const undone = (await getChange(records, plan.undoes))?.change;
  const others = (await undosOf(records, plan.undoes)).filter(({ id }) => id !== plan.changeId);
  const theirs = new Map<string, Change>();
  for (const change of [...(undone ? [undone] : []), ...others]) {
    const isUnfinished = canResume(change.state) || change.state === 'applying';
    if (!isUnfinished || !(await wasBegun(records, change))) continue;
    for (const object of objectsOf(change.plan)) theirs.set(object, change);
  }
  return theirs;
}
