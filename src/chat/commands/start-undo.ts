import { asked as askedEvent, cancelled } from '../../change/audit.ts';
import { canResume, canUndo, isOver, openStates, type Change } from '../../change/change.ts';
import { changesIn, insertChange, type StoredChange } from '../../change/changes.ts';
import { freeLocks } from '../../change/lock.ts';
import { moveTold } from '../../change/move-told.ts';
import { describeAny, planUndoOf } from '../../change/plan-again.ts';
import type { AnyPlan } from '../../jit/plan.ts';
import { sendCard, showChange } from '../show-change.ts';
import { closeStopped, isUnsure, toBeUndone, whatIsUnsure } from './close-stopped.ts';
import type { Turn } from './context.ts';
import { pointTo } from './point-to.ts';
import { reviewTimes } from '../../change/review-times.ts';

/** Plans the reverse of a change against the tenant as it is now, and shows it for review as a change of its own. */
export async function startUndo(turn: Turn, asked: StoredChange): Promise<void> {
  const { house, who, where, chat, tenant } = turn;
  const stored = await toBeUndone(house.records, asked);
  const undone = stored.change;
  const id = house.newId();
  const { aboutGroups, make } = await planUndoOf({ ...house, tenant, by: who }, undone, id);
  const snapshot = await tenant.readSnapshot({ aboutGroups });
  const plan = make(snapshot);
  if (await closeStopped(turn, undone, plan)) return;
  if (isNothingKnown(plan) && canResume(undone.state)) return closeEmpty(turn, stored, plan);
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
  await house.audit.append(askedEvent(change));
  await sendCard(house, where, chat, change);
}

/** Nothing of it is known to stand, and nothing that is known to stand is hidden from this person. */
const isNothingKnown = ({ steps, findings }: AnyPlan): boolean =>
  steps.length === 0 && findings.every(({ code }) => code === 'undo-only-closes' || isUnsure({ code }));

/**
 * An unfinished change of which nothing is known to stand needs no review to end: its objects are free again. Only as it was
 * when this was asked for; one that went on since is not closed.
 */
async function closeEmpty(
  { house, who, where, chat }: Turn,
  stored: StoredChange,
  { findings }: AnyPlan,
): Promise<void> {
  const event = cancelled(stored.change, who, 'give-up');
  const closed = await moveTold(house, stored, 'cancelled', { event, patch: { endedBy: who } });
  if (!closed)
    return void (await chat.send({ text: 'It stands otherwise by now. Look at its card once more.' }));
  const { change } = closed;
  await closed.tell();
  await freeLocks(house.records, change.plan);
  showChange(house, where, change.id);
  const unsure = whatIsUnsure(findings);
  await chat.send({
    text:
      unsure !== ''
        ? `I closed "${change.policyName}" without taking anything back, and others may go on.${unsure}`
        : `Nothing of "${change.policyName}" stands in the tenant, so there was nothing to take back. I closed it, and others may go on.`,
  });
}

/**
 * `undo the last change`: the newest change of this tenant that was approved and of which something may stand, whoever asked
 * for it. One that is being written, or that stopped half-way, is pointed to instead: what becomes of it is decided on its card.
 */
export async function undoLast(turn: Turn): Promise<void> {
  const { house, who, chat } = turn;
  let last: StoredChange | undefined;
  for await (const stored of changesIn(house.records, approvedStates)) {
    const { change } = stored;
    const counts = canUndo(change) || !isOver(change.state);
    if (counts && change.requester.tenantId === who.tenantId)
      last = last === undefined || change.movedAt > last.change.movedAt ? stored : last;
  }
  if (last) return isOver(last.change.state) ? startUndo(turn, last) : pointTo(turn, last.change);
  await chat.send({
    text: 'I made no change here that could be taken back. "history" shows what there was.',
  });
}

const approvedStates = ['applied', ...openStates.filter((state) => state !== 'in review')] as const;
