import type { Tenant } from '../graph/tenant.ts';
import { describePlan, type Described } from '../jit/describe-plan.ts';
import { describeUndo } from '../jit/describe-undo.ts';
import { keepEnrollmentFindings } from '../jit/enrollment-findings.ts';
import { isDeleteLost, isPolicyUnseen, isUndo, type AnyPlan, type UndoPlan } from '../jit/plan.ts';
import { planSetUp } from '../jit/plan-set-up.ts';
import { planUndo } from '../jit/plan-undo.ts';
import type { Snapshot } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import type { Records } from '../records/records.ts';
import { canResume, canUndo, type Actor, type Change } from './change.ts';
import { getChange } from './changes.ts';
import { doneOf } from './done-of.ts';
import { undosOf } from './undos-of.ts';
import { withoutDeleted } from './without-deleted.ts';

interface Planning {
  records: Records;
  tenant: Tenant;
  /** as whom the tenant is read */
  by: Actor;
  now: () => Date;
  pause: (milliseconds: number) => Promise<void>;
}

/**
 * The plan of a change against the tenant as it is now. The names of groups are only read where `describe` is called,
 * because the plan and its digest do not need them.
 */
export async function planAgain(
  house: Planning,
  plan: AnyPlan,
): Promise<{
  plan: AnyPlan;
  snapshot: Snapshot;
  describe: () => Promise<{ plan: AnyPlan; shown: Described[] }>;
}> {
  const make = isUndo(plan)
    ? await undoAgain(house, plan)
    : {
        aboutGroups: groupsOf(plan),
        make: (snapshot: Snapshot): AnyPlan =>
          keepEnrollmentFindings(
            planSetUp({ request: plan.request, snapshot, changeId: plan.changeId }),
            plan,
          ),
      };
  const snapshot = await house.tenant.readSnapshot({ aboutGroups: make.aboutGroups, withNames: false });
  return {
    plan: make.make(snapshot),
    snapshot,
    describe: async () => {
      const named = await house.tenant.nameGroups(snapshot);
      const fresh = make.make(named);
      return { plan: fresh, shown: describeAny(fresh, named) };
    },
  };
}

export const describeAny = (plan: AnyPlan, snapshot: Snapshot): Described[] =>
  isUndo(plan) ? describeUndo(plan, snapshot) : describePlan(plan, snapshot);

/** The groups that a plan is for. */
export const groupsOf = (plan: AnyPlan): string[] =>
  isUndo(plan) ? [] : plan.request.targets.flatMap((target) => ('groupId' in target ? [target.groupId] : []));

async function undoAgain(
  house: Planning,
  plan: UndoPlan,
): Promise<{ aboutGroups: string[]; make: (snapshot: Snapshot) => AnyPlan }> {
  const { undoes, changeId } = plan;
  const undone = (await getChange(house.records, undoes))?.change;
  if (!undone) throw new Problem('graph-not-found', { what: 'the change that was to be taken back' });
  return planUndoOf(house, undone, changeId, plan);
}

/**
 * How to plan the reverse of a change: what to read, and the plan of what was read. What the account that wrote the policy, or
 * sent its delete, did not see when it asked for the undo (`shown`) counts for whoever approves it.
 */
export async function planUndoOf(
  house: Planning,
  change: Change,
  changeId: string,
  shown?: UndoPlan,
): Promise<{ aboutGroups: string[]; make: (snapshot: Snapshot) => AnyPlan }> {
  const { plan } = change;
  if (isUndo(plan)) throw new Error('an undo is not undone');
  const { done: written, wrotePolicy } = await doneOf({ ...house, change });
  const leftIn = await withoutDeleted(house, change.id, written, shown !== undefined && isDeleteLost(shown));
  const absenceProves = wrotePolicy || (shown !== undefined && isPolicyUnseen(shown));
  const undos = await undosOf(house.records, change.id);
  const unfinished = [change, ...undos]
    .filter(({ id, state }) => id !== changeId && canResume(state))
    .map(({ id, movedAt }) => `${id} ${movedAt}`);
  const make = (snapshot: Snapshot): AnyPlan => {
    const done = leftIn(snapshot);
    return planUndo({
      ...{ plan, done, snapshot, changeId, absenceProves, unfinished },
      isEnded: !canUndo(change),
      policy: snapshot.policies.find(({ id }) => id === done.policyId),
      app: snapshot.apps.find(({ id }) => id === done.appId),
    });
  };
  return { aboutGroups: groupsOf(plan), make };
}
