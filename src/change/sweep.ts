import { isUndo, onlyCloses, type UndoPlan } from '../jit/plan.ts';
import { Problem } from '../problems.ts';
import type { Records } from '../records/records.ts';
import { canResume, type Change } from './change.ts';
import { changesIn, getChange, moveChange } from './changes.ts';
import { hasLiveWorker, leaseMs } from './lock.ts';
import { recordOf } from './problem-record.ts';
import { reviewTimes } from './review-times.ts';
import { undosOf } from './undos-of.ts';

/**
 * Finds reviews past their time and changes whose worker died: a review expires, a check goes back into review (nothing was
 * written), as does what writes nothing at all, and writing that stopped becomes `interrupted`. Answers what it moved, for their cards. Two processes may run it:
 * each change is moved by one of them.
 */
export async function sweepChanges({ records, now }: { records: Records; now: Date }): Promise<Change[]> {
  const moved: Change[] = [];
  for await (const stored of changesIn(records, ['in review', 'checking', 'applying'])) {
    const { state, expiresAt, movedAt, plan } = stored.change;
    if (state === 'in review') {
      const expired = new Date(expiresAt) <= now && (await moveChange(records, stored, 'expired', now));
      if (expired) moved.push(expired.change);
      continue;
    }
    // A worker takes its locks right after the click; until its first lease would have ended it counts as alive.
    if (now.getTime() - Date.parse(movedAt) < leaseMs || (await hasLiveWorker(records, plan, now))) continue;
    const isClosing = isUndo(plan) && onlyCloses(plan);
    const after =
      isClosing && state === 'applying' && !(await isLeft(records, plan))
        ? await moveChange(records, stored, 'applied', now, {
            outcome: { differences: [], verified: true },
          })
        : state === 'checking' || isClosing
          ? await moveChange(records, stored, 'in review', now, {
              ...{ note: { why: 'stopped' }, approver: undefined },
              expiresAt: reviewTimes(now).expiresAt,
            })
          : await moveChange(records, stored, 'interrupted', now, { outcome: stopped });
    if (after) moved.push(after.change);
  }
  return moved;
}

/** Whether something is left of what a closing closes: else its worker died right after it was done. */
async function isLeft(records: Records, { undoes, changeId }: UndoPlan): Promise<boolean> {
  const undone = (await getChange(records, undoes))?.change;
  return [undone, ...(await undosOf(records, undoes))].some(
    (change) => change && change.id !== changeId && canResume(change.state),
  );
}

const stopped = {
  problem: recordOf(new Problem('stopped-in-the-middle')),
  differences: [],
  verified: false,
};
