import { asked, cancelled } from '../../change/audit.ts';
import { canResume, canUndo, isOver, openStates, type Change } from '../../change/change.ts';
import { changesIn, getChange, insertChange, moveChange } from '../../change/changes.ts';
import { freeLocks } from '../../change/lock.ts';
import { describeAny, planUndoOf } from '../../change/plan-again.ts';
import { tellOpen } from '../../change/tell-open.ts';
import type { AnyPlan } from '../../jit/plan.ts';
import { sendCard, showChange } from '../show-change.ts';
import type { Turn } from './context.ts';
import { pointTo } from './point-to.ts';
import { reviewTimes } from '../../change/review-times.ts';

/** Plans the reverse of a change against the tenant as it is now, and shows it for review as a change of its own. */
export async function startUndo(turn: Turn, undone: Change): Promise<void> {
  const { house, who, where, chat, tenant } = turn;
  const id = house.newId();
  const { aboutGroups, make } = await planUndoOf({ ...house, tenant }, undone, id);
  const snapshot = await tenant.readSnapshot({ aboutGroups });
  const plan = make(snapshot);
  if (isNothingKnown(plan) && canResume(undone.state)) return closeEmpty(turn, undone);
  const change: Change = {
    id,
    state: 'in review',
    plan,
    round: 0,
    shown: describeAny(plan, snapshot),
    policyName: undone.policyName,
    requester: who,
    conversationId: where.conversationId,
    place: where.place,
    leftOut: [],
    groupNames: undone.groupNames,
    ...reviewTimes(house.now()),
  };
  await insertChange(house.records, change);
  await house.audit.append(asked(change));
  await sendCard(house, where, chat, change);
}

/** Nothing of it stands, and nothing of it is hidden from this person either. */
const isNothingKnown = ({ steps, findings }: AnyPlan): boolean =>
  steps.length === 0 && findings.every(({ code }) => code === 'undo-nothing-left');

/** An unfinished change of which nothing was written needs no review to end: its objects are free again. */
async function closeEmpty({ house, who, where, chat }: Turn, change: Change): Promise<void> {
  const stored = await getChange(house.records, change.id);
  const closed =
    stored && (await moveChange(house.records, stored, 'cancelled', house.now(), { endedBy: who }));
  if (!closed)
    return void (await chat.send({ text: 'It stands otherwise by now. Look at its card once more.' }));
  await tellOpen(house, closed.change);
  await house.audit.append(cancelled(closed.change, who, 'give-up'));
  await freeLocks(house.records, closed.change.plan);
  showChange(house, where, change.id);
  await chat.send({
    text: `Nothing of "${change.policyName}" stands in the tenant, so there was nothing to take back. I closed it, and others may go on.`,
  });
}

/**
 * `undo the last change`: the newest change of this tenant that was approved and of which something may stand, whoever asked
 * for it. One that is being written, or that stopped half-way, is pointed to instead: what becomes of it is decided on its card.
 */
export async function undoLast(turn: Turn): Promise<void> {
  const { house, who, chat } = turn;
  let last: Change | undefined;
  for await (const { change } of changesIn(house.records, approvedStates)) {
    const counts = canUndo(change) || !isOver(change.state);
    if (counts && change.requester.tenantId === who.tenantId)
      last = last === undefined || change.movedAt > last.movedAt ? change : last;
  }
  if (last) return isOver(last.state) ? startUndo(turn, last) : pointTo(turn, last);
  await chat.send({
    text: 'I made no change here that could be taken back. "history" shows what there was.',
  });
}

const approvedStates = ['applied', ...openStates.filter((state) => state !== 'in review')] as const;
