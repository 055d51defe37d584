import { isStoppedUndo, type Change } from '../../change/change.ts';
import { getChange, type StoredChange } from '../../change/changes.ts';
import { closeUnfinished, endUndone } from '../../change/end-undone.ts';
import { undosOf } from '../../change/undos-of.ts';
import type { Finding } from '../../jit/finding.ts';
import { isUndo, type AnyPlan } from '../../jit/plan.ts';
import { Problem } from '../../problems.ts';
import type { Records } from '../../records/records.ts';
import { showChange } from '../show-change.ts';
import type { Turn } from './context.ts';

/** What is to be taken back where somebody asks to undo this: itself, or what an undo that stopped half-way was to take back. */
export async function toBeUndone(records: Records, asked: StoredChange): Promise<StoredChange> {
  const { plan } = asked.change;
  if (!isUndo(plan)) return asked;
  const undone = await getChange(records, plan.undoes);
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
  const left = whatIsUnsure(findings);
  const end = left === '' ? endUndone : closeUnfinished;
  await end({ ...house, by: who, changed: (id) => showChange(house, where, id) }, undone.id);
  const begin = left === '' ? `Nothing more of "${undone.policyName}" is left to take back. ` : '';
  await chat.send({
    text: `${begin}I closed the undo of "${undone.policyName}" that stopped half-way, and others may go on.${left}`,
  });
  return true;
}

/** Of what it is not known whether it stands, and how to look for it; empty where nothing is. */
export const whatIsUnsure = (findings: readonly Finding[]): string =>
  findings
    .filter(isUnsure)
    .map(({ sentence, remedy }) => ` ${sentence} ${remedy}`)
    .join('');
export const isUnsure = ({ code }: Pick<Finding, 'code'>): boolean =>
  code === 'undo-policy-unknown' || code === 'undo-app-unknown';

const mayBeHidden = ['undo-policy-gone', 'undo-policy-unseen', 'undo-policy-deleted', 'undo-app-gone'];
