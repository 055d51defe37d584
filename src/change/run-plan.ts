import { isPolicyUnseen, isUndo, onlyCloses } from '../jit/plan.ts';
import { applyPlan, type Applied } from './apply.ts';
import { ended as endedEvent, refused, written } from './audit.ts';
import { Problem } from '../problems.ts';
import { asProblem, type CarryOut } from './carry-options.ts';
import type { CarryOptions } from './carry-step.ts';
import type { Change, ChangeState } from './change.ts';
import type { StoredChange } from './changes.ts';
import { closeUnfinished, endUndone } from './end-undone.ts';
import { openJournal } from './journal.ts';
import type { Locks } from './lock.ts';
import { moveTold } from './move-told.ts';
import { recordOf } from './problem-record.ts';
import { reviewTimes } from './review-times.ts';

/**
 * Writes the plan of a change that is `applying` and whose locks are held, reads it back, and moves the change to how that
 * ended. Answers the change then. Who sees too little to go on does not become the one whose approval it is: that stays the
 * one before (`approver`).
 */
export async function runPlan(
  options: CarryOut,
  applying: StoredChange,
  locks: Locks,
  how: Pick<CarryOptions, 'resumed' | 'standing' | 'absenceProves'> & { approver?: Change['approver'] },
): Promise<Change | undefined> {
  const { records, tenant, by, now, newId, pause } = options;
  const { change } = applying;
  const applied = await applyPlan({
    ...{ tenant, plan: change.plan, policyName: change.policyName, locks, by, newId, pause },
    ...{ resumed: how.resumed, standing: how.standing, absenceProves: how.absenceProves },
    journal: openJournal(records, change.id, now),
    report: (steps) => options.changed(change.id, steps),
    audited: (step) => options.audit.append(written(change, step.byOther ? undefined : by, step)),
    asProblem: (error) => asProblem(options, error),
  });
  const state = endOf(applied);
  if (state === 'in review') return backInReview(options, applying, locks, applied);
  const outcome = {
    ...(applied.problem ? { problem: recordOf(applied.problem) } : {}),
    ...{ differences: applied.differences, verified: applied.ok },
  };
  // Before the undo itself ends: stopping in between leaves something to resume, which then finds all done.
  if (state === 'applied' && isUndo(change.plan)) {
    const holds = await locks.renew().then(
      () => true,
      () => false,
    );
    // Others may have decided otherwise meanwhile.
    if (onlyCloses(change.plan) && !holds)
      return backInReview(options, applying, locks, { ...applied, problem: new Problem('stood-still') });
    const end = onlyCloses(change.plan) ? closeUnfinished : endUndone;
    const policyUnseen = isPolicyUnseen(change.plan);
    await end(options, change.plan.undoes, { id: change.id, holds, policyUnseen });
  }
  const couldNot = couldDoNothing.includes(applied.problem?.code ?? '');
  const approver = couldNot && how.approver ? { approver: how.approver } : {};
  const event = endedEvent(change, by, state);
  const moved = await moveTold(options, applying, state, { event, patch: { outcome, ...approver } });
  if (moved && state === 'applied') await locks.release();
  else await locks.rest().catch(() => undefined);
  if (!moved) {
    // A worker that stood still for longer than its lease counts as dead: others tell how it ended, and now what else it wrote.
    options.changed(change.id);
    return undefined;
  }
  await moved.tell();
  options.changed(change.id);
  return moved.change;
}

/** Codes where this account cannot go on, so that it stays the approval of the one before. */
const couldDoNothing = ['sent-by-other', 'gone-or-hidden', 'graph-not-found', 'intune-approval-of-other'];

/** Intune took nothing of it, so others may decide, or it may be edited: with the reason on the card. */
async function backInReview(
  options: CarryOut,
  applying: StoredChange,
  locks: Locks,
  { problem = new Problem('unexpected') }: Applied,
): Promise<Change | undefined> {
  const moved = await moveTold(options, applying, 'in review', {
    event: refused(applying.change, options.by, problem.code),
    patch: {
      ...{ note: { why: 'problem', problem: recordOf(problem) }, approver: undefined, outcome: undefined },
      expiresAt: reviewTimes(options.now()).expiresAt,
    },
  });
  if (!moved) {
    await locks.rest().catch(() => undefined);
    options.changed(applying.change.id);
    return undefined;
  }
  await locks.release();
  await moved.tell();
  options.changed(applying.change.id);
  return moved.change;
}

type End = Extract<
  ChangeState,
  'applied' | 'in review' | 'interrupted' | 'waiting for sign-in' | 'waiting for Intune approval'
>;

/** Something certainly or possibly written, and not all of it: it can be resumed. Nothing written: it can be approved anew. */
function endOf({ steps, problem }: Applied): End {
  const writes = steps.filter(({ step }) => step !== 'verify');
  const some = (...states: string[]): boolean => writes.some(({ state }) => states.includes(state));
  if (!some('waiting', 'running', 'not-done', 'unknown', 'needs-approval')) return 'applied';
  if (problem?.code === 'sign-in-needed') return 'waiting for sign-in';
  if (some('needs-approval'))
    return problem?.code === 'multi-admin-approval' ? 'waiting for Intune approval' : 'interrupted';
  return some('done', 'unknown') ? 'interrupted' : 'in review';
}
