import { Problem } from '../problems.ts';
import { ended } from './audit.ts';
import { asProblem, type CarryOut } from './carry-options.ts';
import { isOver, type Change } from './change.ts';
import { getChange, moveChange, type StoredChange } from './changes.ts';
import { checkEntitled } from './check-entitled.ts';
import { keepLease } from './keep-lease.ts';
import { takeLocks } from './lock.ts';
import { isSamePerson } from './may-press.ts';
import { recordOf } from './problem-record.ts';
import { runPlan } from './run-plan.ts';

/**
 * Goes on with a change that was begun, now `applying`: works from the journal, and sends only what is neither done nor
 * there. Where somebody else is at its objects, or the person may not, it is interrupted again and says why; whose approval
 * it is (`approver`, from before the click) stays then what it was.
 */
export async function resumeChange(
  options: CarryOut,
  applying: StoredChange,
  approver: Change['approver'],
): Promise<Change | undefined> {
  const { records, now, worker, tenant } = options;
  const stop = async (problem: Problem): Promise<Change | undefined> => {
    const outcome = { problem: recordOf(problem), differences: [], verified: false };
    const moved = await moveChange(records, applying, 'interrupted', now(), { outcome, approver });
    options.changed(applying.change.id);
    if (moved) await options.audit.append(ended(moved.change, options.by, moved.change.state));
    return moved?.change;
  };
  const locked = await takeLocks(records, { plan: applying.change.plan, worker, now });
  if (!locked.locked) return stop(new Problem('objects-busy', { by: locked.holder.by }));
  const { locks } = locked;
  return keepLease(locks, options.every, async () => {
    // Who came to the locks too late counted as dead: the change may have ended meanwhile.
    const stored = await getChange(records, applying.change.id);
    if (stored?.version !== applying.version) {
      await (stored && !isOver(stored.change.state) ? locks.rest() : locks.release());
      return undefined;
    }
    let refusal: Problem | undefined;
    try {
      refusal = await checkEntitled(tenant, options.approverGroupId);
    } catch (error) {
      refusal = asProblem(options, error);
    }
    const { seenBy } = applying.change;
    const absenceProves = seenBy !== undefined && isSamePerson(seenBy, options.by);
    if (!refusal) return runPlan(options, applying, locks, { resumed: true, absenceProves, approver });
    await locks.rest().catch(() => undefined);
    return stop(refusal);
  });
}
