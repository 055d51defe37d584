import { Problem } from '../problems.ts';
import { ended } from './audit.ts';
import { asProblem, type CarryOut } from './carry-options.ts';
import type { Change } from './change.ts';
import { moveChange, type StoredChange } from './changes.ts';
import { checkEntitled } from './check-entitled.ts';
import { takeLocks } from './lock.ts';
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
    const moved = await moveChange(records, applying, 'interrupted', now(), { outcome });
    options.changed(applying.change.id);
    if (moved) await options.audit.append(ended(moved.change, options.by, moved.change.state));
    return moved?.change;
  };
  const locked = await takeLocks(records, { plan: applying.change.plan, worker, now });
  if (!locked.locked) return stop(new Problem('objects-busy', { by: locked.holder.by }));
  let refusal: Problem | undefined;
  try {
    refusal = await checkEntitled(tenant, options.approverGroupId);
  } catch (error) {
    refusal = asProblem(options, error);
  }
  if (!refusal) {
    const theirs = await moveChange(records, applying, 'applying', now(), { approver: options.by });
    if (theirs) return runPlan(options, theirs, locked.locks, { resumed: true });
  }
  await locked.locks.rest().catch(() => undefined);
  return refusal && stop(refusal);
}
