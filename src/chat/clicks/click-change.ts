import { approved, cancelled, resumed } from '../../change/audit.ts';
import { carryOut, resumeChange } from '../../change/carry-out.ts';
import { moveChange } from '../../change/changes.ts';
import { freeLocks, objectsOf } from '../../change/lock.ts';
import { progressCard } from '../cards/change-cards.ts';
import { carryOptions, checkApproval, checkResume, takeApproval } from '../commands/approve.ts';
import { startEdit } from '../commands/edit.ts';
import { closedCard } from '../commands/present.ts';
import { deleteDraft, getDraft } from '../drafts.ts';
import type { ClickAnswer } from '../incoming.ts';
import { answerWith, refuse, showToAll, turnOf, withToken, type ClickIn } from './click.ts';

/** The buttons of a change: `Approve`, `Edit`, `Cancel` of a review; `Resume` and `Cancel` of one that stopped. */

const tooLate = 'It is approved already.';

export async function clickApprove(
  click: ClickIn,
  data: { change: string; digest: string },
): Promise<ClickAnswer> {
  const { house, who, where } = click;
  const check = await checkApproval(house, { who, where, changeId: data.change, digest: data.digest });
  if (!check.ok) return refuse(check.why);
  return withToken(click, 'write', async (token) => {
    const taken = await takeApproval(house, check.stored, who);
    if (!taken) return refuse(tooLate);
    await house.audit.append(approved(taken.change, who));
    // Not in the order of what the person says: writing takes a while, and the person may go on talking.
    house.later(where, (chat) => carryOut(carryOptions(turnOf(click, chat, token)), taken));
    return answerWith(progressCard(taken.change, []));
  });
}

/** Goes on with a change that stopped half-way, with the sign-in of the one whose approval it was. */
export async function clickResume(click: ClickIn, changeId: string): Promise<ClickAnswer> {
  const { house, who, where } = click;
  const check = await checkResume(house, { who, where, changeId });
  if (!check.ok) return refuse(check.why);
  return withToken(click, 'write', async (token) => {
    await house.audit.append(resumed(check.stored.change, who));
    house.later(where, (chat) => resumeChange(carryOptions(turnOf(click, chat, token)), check.stored));
    return answerWith(progressCard(check.stored.change, []));
  });
}

export async function clickEdit(click: ClickIn, changeId: string): Promise<ClickAnswer> {
  const { house, who, where, cardId } = click;
  const check = await checkApproval(house, { who, where, changeId });
  if (!check.ok) return refuse(check.why);
  const card = await startEdit(house, { who, where, stored: check.stored, cardId });
  return card ? showToAll(click, card) : refuse(tooLate);
}

/** In review: nothing was written. Begun and stopped: what was written stays, and its objects are free for others. */
export async function clickCancel(click: ClickIn, changeId: string): Promise<ClickAnswer> {
  const { house, who, where } = click;
  const review = await checkApproval(house, { who, where, changeId });
  const begun = review.ok ? review : await checkResume(house, { who, where, changeId });
  if (!begun.ok) return refuse(review.ok ? begun.why : review.why);
  const { change } = begun.stored;
  if (!(await moveChange(house.records, begun.stored, 'cancelled', house.now()))) return refuse(tooLate);
  await house.audit.append(cancelled(change, who, review.ok ? 'cancel' : 'give-up'));
  await freeLocks(house.records, objectsOf(change.plan), change.id);
  const draft = await getDraft(house.records, who, where);
  if (draft?.draft.changeId === changeId) await deleteDraft(house.records, who, where, draft.version);
  const title = review.ok
    ? 'Cancelled. Nothing was written.'
    : 'Given up. What was written before stays as it is.';
  return showToAll(click, closedCard(title, [change.plan.request.displayName]));
}
