import { asked } from '../../change/audit.ts';
import { canUndo, type Change } from '../../change/change.ts';
import { changesIn, insertChange } from '../../change/changes.ts';
import { describeAny, planUndoOf } from '../../change/plan-again.ts';
import { sendCard } from '../show-change.ts';
import type { Turn } from './context.ts';
import { reviewTimes } from './review-times.ts';

/** Plans the reverse of a change against the tenant as it is now, and shows it for review as a change of its own. */
export async function startUndo(turn: Turn, undone: Change): Promise<void> {
  const { house, who, where, chat, tenant } = turn;
  const id = house.newId();
  const { aboutGroups, make } = await planUndoOf({ ...house, tenant }, undone, id);
  const snapshot = await tenant.readSnapshot({ aboutGroups });
  const plan = make(snapshot);
  const change: Change = {
    id,
    state: 'in review',
    plan,
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

/** `undo the last change`: the newest change of this tenant of which something may stand, whoever asked for it. */
export async function undoLast(turn: Turn): Promise<void> {
  const { house, who, chat } = turn;
  let last: Change | undefined;
  for await (const { change } of changesIn(house.records, [
    'applied',
    'interrupted',
    'waiting for sign-in',
    'waiting for Intune approval',
  ]))
    if (canUndo(change) && change.requester.tenantId === who.tenantId)
      last = last === undefined || change.movedAt > last.movedAt ? change : last;
  if (last) return startUndo(turn, last);
  await chat.send({
    text: 'I made no change here that could be taken back. "history" shows what there was.',
  });
}
