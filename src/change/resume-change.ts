import { Problem } from '../problems.ts';
import { ended } from './audit.ts';
import { asProblem, type CarryOut } from './carry-options.ts';
import { isOver, type Change } from './change.ts';
import { getChange, moveChange, type StoredChange } from './changes.ts';
import { checkEntitled } from './check-entitled.ts';
import { keepLease } from './keep-lease.ts';
import { takeLocks, type Locks } from './lock.ts';
import { isSamePerson } from './may-press.ts';
import { moveTold } from './move-told.ts';
import { recordOf } from './problem-record.ts';
import { runPlan } from './run-plan.ts';

/**
 * Goes on with a change that was begun, now `applying`: works from the journal, and sends only what is neither done nor
 * there. It becomes the approval of who resumed it once that person may. Where somebody else is at its objects, or the person
 * may not, it is interrupted again and says why. Undefined: others moved it meanwhile.
 */
export async function resumeChange(options: CarryOut, applying: StoredChange): Promise<Change | undefined> {
  const { records, now, worker, tenant } = options;
  const stop = async (problem: Problem): Promise<Change | undefined> => {
    const outcome = { problem: recordOf(problem), differences: [], verified: false };
    const event = ended(applying.change, options.by, 'interrupted');
    const moved = await moveTold(options, applying, 'interrupted', { event, patch: { outcome } });
    options.changed(applying.change.id);
    await moved?.tell();
    return moved?.change;
  };
  const locked = await takeLocks(records, { plan: applying.change.plan, worker, now });
  if (!locked.locked) return stop(new Problem('objects-busy', { by: locked.holder.by }));
  const { locks } = locked;
  return keepLease(locks, options.every, async () => {
    // Who came to the locks too late counted as dead: the change may have ended meanwhile.
    const stored = await getChange(records, applying.change.id);
    if (stored?.version !== applying.version) return leave(locks, stored);
    let refusal: Problem | undefined;
    try {
      refusal = await checkEntitled(tenant, options.approverGroupId);
    } catch (error) {
      refusal = asProblem(options, error);
    }
    if (refusal) {
      await locks.rest().catch(() => undefined);
      return stop(refusal);
    }
    const { seenBy, approver } = applying.change;
    const theirs = await moveChange(records, applying, 'applying', now(), { approver: options.by });
    if (!theirs) return leave(locks, await getChange(records, applying.change.id));
    const absenceProves = seenBy !== undefined && isSamePerson(seenBy, options.by);
    return runPlan(options, theirs, locks, { resumed: true, absenceProves, approver });
  });
}

/** Others moved the change: its locks stay with it, unless it is over. */
async function leave(locks: Locks, stored: StoredChange | undefined): Promise<undefined> {
  await (stored && !isOver(stored.change.state) ? locks.rest() : locks.release());
}
