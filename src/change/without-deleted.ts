import type { Done } from '../jit/plan.ts';
import type { Records } from '../records/records.ts';
import { openJournal } from './journal.ts';
import { undosOf } from './undos-of.ts';

/**
 * What of a change was written, without what an undo of it has deleted since: the journal of that undo knows it, and so nobody
 * has to wonder whether it is only hidden from them.
 */
export async function withoutDeleted(
  { records, now }: { records: Records; now: () => Date },
  changeId: string,
  done: Done,
): Promise<Done> {
  const left = { ...done };
  for (const { id } of await undosOf(records, changeId)) {
    const journal = openJournal(records, id, now);
    if ((await journal.read('delete-policy')).state === 'done') {
      delete left.policyId;
      left.assignedPolicy = false;
    }
    if ((await journal.read('delete-authenticator')).state === 'done')
      Object.assign(left, { createdApp: false, assignedApp: false });
  }
  return left;
}
