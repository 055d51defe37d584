import type { Tenant } from '../graph/tenant.ts';
import { describePlan, type Described } from '../jit/describe-plan.ts';
import type { Finding } from '../jit/finding.ts';
import { planSetUp } from '../jit/plan-set-up.ts';
import { Problem } from '../problems.ts';
import type { Records } from '../records/records.ts';
import { ended as endedEvent, refused, written, type Audit } from './audit.ts';
import { applyPlan, type Applied, type StepReport } from './apply.ts';
import { isOver, type Actor, type Change, type ChangeState } from './change.ts';
import type { CarryOptions } from './carry-step.ts';
import { getChange, moveChange, type StoredChange } from './changes.ts';
import { openJournal } from './journal.ts';
import { objectsOf, takeLocks, type Locks } from './lock.ts';

/** How a change tells what becomes of it; chat/ fills it with edits of the one card. */
export interface Progress {
  /** nothing was written, and it can be approved again: what moved, what failed, or who is at the same objects */
  backInReview(change: Change, why: BackInReview): Promise<void>;
  begun(change: Change, steps: StepReport[]): Promise<void>;
  ended(change: Change, applied: Applied): Promise<void>;
}
export type BackInReview =
  | { why: 'moved'; before: Described[]; after: Described[]; findings: Finding[] }
  | { why: 'busy'; by: string; working: boolean }
  | { why: 'problem'; problem: unknown };

export interface CarryOut {
  records: Records;
  tenant: Tenant;
  /** whose token it is */
  by: Actor;
  /** this process, for leases */
  worker: string;
  progress: Progress;
  audit: Audit;
  now: () => Date;
  newId: () => string;
  pause: (milliseconds: number) => Promise<void>;
}

const isBlocked = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'blocks');
const lockOwner = (change: Change): string => change.requester.name;

/**
 * An approved change, now `checking`: takes the locks, reads the tenant again and plans anew. Only the very plan that was
 * shown is written; anything else goes back into review with the difference.
 */
export async function carryOut(options: CarryOut, taken: StoredChange): Promise<void> {
  const { records, tenant, progress, now, worker } = options;
  const { plan } = taken.change;
  const back = async (
    why: BackInReview,
    patch: Partial<Pick<Change, 'plan' | 'shown'>> = {},
  ): Promise<void> => {
    const moved = await moveChange(records, taken, 'in review', now(), patch);
    if (!moved) return;
    await options.audit.append(refused(moved.change, options.by, codeOf(why)));
    await progress.backInReview(moved.change, why);
  };
  const locked = await takeLocks(records, {
    objects: objectsOf(plan),
    changeId: plan.changeId,
    by: lockOwner(taken.change),
    worker,
    now,
  });
  if (!locked.locked) return back({ why: 'busy', by: locked.by, working: locked.working });
  let applying: StoredChange | undefined;
  try {
    const aboutGroups = plan.request.targets.flatMap((target) =>
      'groupId' in target ? [target.groupId] : [],
    );
    const snapshot = await tenant.readSnapshot({ aboutGroups });
    const fresh = planSetUp({ request: plan.request, snapshot, changeId: plan.changeId });
    if (fresh.digest !== plan.digest || isBlocked(fresh.findings)) {
      const shown = describePlan(fresh, snapshot);
      await back(
        { why: 'moved', before: taken.change.shown, after: shown, findings: fresh.findings },
        { plan: fresh, shown },
      );
    } else applying = await moveChange(records, taken, 'applying', now());
  } catch (problem) {
    await back({ why: 'problem', problem });
  }
  if (!applying) return locked.locks.release();
  // What stands was read a moment ago, under the lock, and is what the plan writes over: its digest says so.
  const assignment = plan.steps.find(({ step }) => step === 'assign-authenticator');
  const standing =
    assignment && 'before' in assignment ? { standing: { 'assign-authenticator': assignment.before } } : {};
  await write(options, applying, locked.locks, { resumed: false, ...standing });
}

/** Goes on with a change that was begun: works from the journal, and sends only what is neither done nor there. */
export async function resumeChange(options: CarryOut, begun: StoredChange): Promise<void> {
  const { records, progress, now, worker } = options;
  const { plan } = begun.change;
  const locked = await takeLocks(records, {
    objects: objectsOf(plan),
    changeId: plan.changeId,
    by: lockOwner(begun.change),
    worker,
    now,
  });
  if (!locked.locked)
    return progress.backInReview(begun.change, { why: 'busy', by: locked.by, working: locked.working });
  const applying = await moveChange(records, begun, 'applying', now(), { approver: options.by });
  if (applying) await write(options, applying, locked.locks, { resumed: true });
}

async function write(
  options: CarryOut,
  applying: StoredChange,
  locks: Locks,
  how: { resumed: boolean; standing?: Parameters<typeof applyPlan>[0]['standing'] },
): Promise<void> {
  const { records, tenant, by, progress, now, newId, pause } = options;
  const { change } = applying;
  const journal = openJournal(records, change.id, now);
  // A worker that was too slow counts as dead: then others go on with the change, and tell of it.
  const isOurs = async (): Promise<boolean> =>
    (await getChange(records, change.id))?.version === applying.version;
  const report = async (steps: StepReport[]): Promise<void> => {
    if (await isOurs()) await progress.begun(change, steps);
  };
  const audited: CarryOptions['audited'] = (step) => options.audit.append(written(change, by, step));
  const applied = await applyPlan({
    ...{ tenant, plan: change.plan, journal, locks, by, newId, pause, report, audited },
    ...how,
  });
  const state = endOf(applied);
  const ended = await moveChange(records, applying, state, now());
  if (ended && isOver(state)) await locks.release();
  else await locks.rest().catch(() => undefined);
  if (!ended) return;
  await options.audit.append(endedEvent(change, by, state));
  await progress.ended(ended.change, applied);
}

/** The code that the audit chain keeps of a refusal after the click. */
const codeOf = (back: BackInReview): string =>
  back.why === 'moved'
    ? 'plan-moved'
    : back.why === 'busy'
      ? 'objects-busy'
      : back.problem instanceof Problem
        ? back.problem.code
        : 'unexpected';

/** Something certainly or possibly written, and not all of it: it can be resumed. Nothing written: it is over. */
function endOf({
  steps,
  problem,
}: Applied): Extract<ChangeState, 'applied' | 'failed' | 'interrupted' | 'waiting for sign-in'> {
  const writes = steps.filter(({ step }) => step !== 'verify');
  if (writes.every(({ state }) => state === 'done')) return 'applied';
  if (problem instanceof Problem && problem.code === 'sign-in-needed') return 'waiting for sign-in';
  return writes.some(({ state }) => state === 'done' || state === 'unknown') ? 'interrupted' : 'failed';
}
