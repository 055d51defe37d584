import { isUndo, onlyCloses, type UndoPlan } from '../jit/plan.ts';
import { Problem } from '../problems.ts';
import type { Records } from '../records/records.ts';
import { ended, expired, refused, type AuditEvent } from './audit.ts';
import type { AuditHouse } from './audit-due.ts';
import { canResume, type Change, type ChangeState } from './change.ts';
import { changesIn, getChange, type moveChange } from './changes.ts';
import { hasLiveWorker, leaseMs } from './lock.ts';
import { moveTold, type MovedTold } from './move-told.ts';
import { recordOf } from './problem-record.ts';
import { reviewTimes } from './review-times.ts';
import { undosOf } from './undos-of.ts';

/**
 * Finds reviews past their time and changes whose worker died: a review expires, a check goes back into review (nothing was
 * written), as does what writes nothing at all, and writing that stopped becomes `interrupted`. Answers what it moved, for
 * the audit and their cards. Two processes may run it: each change is moved by one of them.
 */
export async function sweepChanges(house: AuditHouse): Promise<MovedTold[]> {
  const moved: MovedTold[] = [];
  for await (const stored of changesIn(house.records, ['in review', 'checking', 'applying'])) {
    const next = await nextOf(house.records, stored.change, house.now());
    const after = next && (await moveTold(house, stored, next.to, next));
    if (after) moved.push(after);
  }
  return moved;
}

interface Next {
  to: ChangeState;
  patch: Parameters<typeof moveChange>[4];
  event: AuditEvent;
}

/** How a change that was left behind goes on; undefined: it was not. */
async function nextOf(records: Records, change: Change, now: Date): Promise<Next | undefined> {
  const { state, expiresAt, movedAt, plan } = change;
  if (state === 'in review')
    return new Date(expiresAt) <= now ? { to: 'expired', patch: {}, event: expired(change) } : undefined;
  // A worker takes its locks right after the click; until its first lease would have ended it counts as alive.
  if (now.getTime() - Date.parse(movedAt) < leaseMs || (await hasLiveWorker(records, plan, now))) return;
  const isClosing = isUndo(plan) && onlyCloses(plan);
  if (isClosing && state === 'applying' && !(await isLeft(records, plan)))
    return { ...endedAs('applied', change), patch: { outcome: { differences: [], verified: true } } };
  if (state === 'applying' && !isClosing)
    return { ...endedAs('interrupted', change), patch: { outcome: stopped } };
  return {
    to: 'in review',
    event: refused(change, undefined, 'stopped-in-the-middle'),
    patch: {
      ...{ note: { why: 'stopped' }, approver: undefined },
      expiresAt: reviewTimes(now).expiresAt,
    },
  };
}

const endedAs = (to: 'applied' | 'interrupted', change: Change) => ({
  to,
  event: ended(change, undefined, to),
});

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
