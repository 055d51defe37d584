import { isStoppedUndo, type Change } from '../../change/change.ts';
import { getChange } from '../../change/changes.ts';
import { endUndone } from '../../change/end-undone.ts';
import { undosOf } from '../../change/undos-of.ts';
import { isUndo, type AnyPlan } from '../../jit/plan.ts';
import { Problem } from '../../problems.ts';
import type { Records } from '../../records/records.ts';
import { showChange } from '../show-change.ts';
import type { Turn } from './context.ts';

/** What is to be taken back where somebody asks to undo this: itself, or what an undo that stopped half-way was to take back. */
export async function toBeUndone(records: Records, { plan, ...asked }: Change): Promise<Change> {
  if (!isUndo(plan)) return { plan, ...asked };
  const undone = (await getChange(records, plan.undoes))?.change;
  if (!undone) throw new Problem('graph-not-found', { what: 'the change that was to be taken back' });
  return undone;
}

/**
 * Ends undos of a change that stopped half-way where nothing is left for them, as this fresh `plan` of the same tells. Answers
 * whether there were any; nothing is concluded where something may only be hidden from this person.
 */
export async function closeStopped(
  { house, who, where, chat }: Turn,
  undone: Change,
  { steps, findings }: AnyPlan,
): Promise<boolean> {
  if (steps.length > 0 || findings.some(({ code }) => mayBeHidden.includes(code))) return false;
  if (!(await undosOf(house.records, undone.id)).some(isStoppedUndo)) return false;
  await endUndone({ ...house, by: who, changed: (id) => showChange(house, where, id) }, undone.id);
  await chat.send({
    text: `Nothing more of "${undone.policyName}" is left to take back. I closed the undo that stopped half-way, and others may go on.`,
  });
  return true;
}

const mayBeHidden = ['undo-policy-gone', 'undo-app-gone'];
