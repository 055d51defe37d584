import type { Finding } from '../jit/finding.ts';
import { isUndo, onlyCloses } from '../jit/plan.ts';
import { Problem } from '../problems.ts';
import { ended as endedEvent, refused } from './audit.ts';
import { asProblem, type CarryOut } from './carry-options.ts';
import type { CarryOptions } from './carry-step.ts';
import type { Change, Note } from './change.ts';
import { moveChange, type StoredChange } from './changes.ts';
import { checkEntitled } from './check-entitled.ts';
import { keepLease } from './keep-lease.ts';
import { takeLocks, type Holder, type Locks } from './lock.ts';
import { isSamePerson } from './may-press.ts';
import { moveTold } from './move-told.ts';
import { notVisible } from './not-visible.ts';
import { planAgain } from './plan-again.ts';
import { recordOf } from './problem-record.ts';
import { reviewTimes } from './review-times.ts';
import { runPlan } from './run-plan.ts';

const isBlocking = ({ severity }: Finding): boolean => severity === 'blocks';

/**
 * An approved change, now `checking`: takes the locks, checks the person, reads the tenant again and plans anew. Only the
 * very plan that was shown is written; anything else goes back into review, and says why. Answers the change as it ended.
 */
export async function carryOut(options: CarryOut, taken: StoredChange): Promise<Change | undefined> {
  const { records, now, worker } = options;
  const { change } = taken;
  const back: Back = async (note, patch = {}) => {
    const moved = await moveTold(options, taken, 'in review', {
      event: refused(change, options.by, codeOf(note)),
      patch: { note, approver: undefined, expiresAt: reviewTimes(now()).expiresAt, ...patch },
    });
    if (!moved) return undefined;
    await moved.tell();
    options.changed(change.id);
    return moved.change;
  };
  const locked = await takeLocks(records, { plan: change.plan, worker, now });
  if (!locked.locked) return back(busy(locked.holder));
  const { locks } = locked;
  return keepLease(locks, options.every, () => checkAndWrite(options, taken, { locks, back }));
}

/** Puts the change back into review. */
type Back = (note: Note, patch?: Partial<Pick<Change, 'plan' | 'shown'>>) => Promise<Change | undefined>;

/** What is done under its locks. */
async function checkAndWrite(
  options: CarryOut,
  taken: StoredChange,
  { locks, back }: { locks: Locks; back: Back },
): Promise<Change | undefined> {
  const { change } = taken;
  let applying: StoredChange | undefined;
  let kept: Change | undefined;
  let standing: CarryOptions['standing'] = {};
  try {
    const fresh = await planIfEntitled(options, change);
    const unseen = notVisible(change.plan, fresh, change.groupNames);
    if (unseen.length > 0 && !isSamePerson(change.requester, options.by)) {
      const problem = recordOf(new Problem('not-visible', { what: unseen.join(', ') }));
      kept = await back({ why: 'problem', problem });
    } else if (fresh.plan.digest !== change.plan.digest || fresh.plan.findings.some(isBlocking)) {
      const { plan, shown } = await fresh.describe();
      const blocking = plan.findings.filter(isBlocking).map(({ sentence }) => sentence);
      const closed = onlyCloses(change.plan) ? { closed: true } : {};
      kept = await back({ why: 'moved', before: change.shown, blocking, ...closed }, { plan, shown });
    } else {
      standing = standingOf(change);
      applying = await moveChange(options.records, taken, 'applying', options.now(), {
        ...{ note: undefined, seenBy: { tenantId: options.by.tenantId, objectId: options.by.objectId } },
      });
    }
  } catch (error) {
    const problem = asProblem(options, error);
    kept =
      problem.code === 'sign-in-needed'
        ? await waitForSignIn(options, taken, problem)
        : await back({ why: 'problem', problem: recordOf(problem) });
  }
  if (applying) return runPlan(options, applying, locks, { resumed: false, standing, absenceProves: true });
  await locks.release();
  return kept;
}

/** The plan as it is now, read while the person is checked; who may not approve is told that, not what they cannot read besides. */
async function planIfEntitled(options: CarryOut, { plan }: Change): ReturnType<typeof planAgain> {
  const reading = planAgain(options, plan);
  reading.catch(() => undefined);
  const refusal = await checkEntitled(options.tenant, options.approverGroupId);
  if (refusal) throw refusal;
  return reading;
}

/** Nothing was sent yet, so the locks go free and the tenant is checked anew when the person is back. */
async function waitForSignIn(
  options: CarryOut,
  taken: StoredChange,
  problem: Problem,
): Promise<Change | undefined> {
  const outcome = { problem: recordOf(problem), differences: [], verified: false };
  const event = endedEvent(taken.change, options.by, 'waiting for sign-in');
  const moved = await moveTold(options, taken, 'waiting for sign-in', { event, patch: { outcome } });
  await moved?.tell();
  options.changed(taken.change.id);
  return moved?.change;
}

/** What stands was read a moment ago, under the lock, and is what the plan writes over: its digest says so. */
function standingOf({ plan }: Change): CarryOptions['standing'] {
  if (isUndo(plan)) return {};
  const step = plan.steps.find((one) => one.step === 'assign-authenticator');
  return step && 'id' in step.app ? { 'assign-authenticator': step.before } : {};
}

const busy = ({ by, place, working }: Holder): Note => ({ why: 'busy', by, place, working });
/** The code that the audit chain keeps of a refusal after the click. */
const codeOf = (note: Note): string =>
  note.why === 'moved' ? 'plan-moved' : note.why === 'busy' ? 'objects-busy' : noteCode(note);
const noteCode = (note: Note): string =>
  note.why === 'problem' ? note.problem.code : 'stopped-in-the-middle';
