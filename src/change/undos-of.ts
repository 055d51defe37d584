import { isUndo } from '../jit/plan.ts';
import type { Records } from '../records/records.ts';
import { states, type Change } from './change.ts';
import { changesIn } from './changes.ts';

/** The undos of a change, in whatever state they are. */
export async function undosOf(records: Records, undone: string): Promise<Change[]> {
  const found: Change[] = [];
  for await (const { change } of changesIn(records, states))
    if (isUndo(change.plan) && change.plan.undoes === undone) found.push(change);
  return found;
}
