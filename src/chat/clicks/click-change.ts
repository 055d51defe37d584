import { approved, cancelled, rejected, resumed } from '../../change/audit.ts';
import { canResume, type Change } from '../../change/change.ts';
import { carryOut } from '../../change/carry-out.ts';
import { moveChange, type StoredChange } from '../../change/changes.ts';
import { checkEntitled } from '../../change/check-entitled.ts';
import { freeLocks } from '../../change/lock.ts';
import { moveTold } from '../../change/move-told.ts';
import { resumeChange } from '../../change/resume-change.ts';
import { wasBegun } from '../../change/was-begun.ts';
import { explainProblem } from '../../problems.ts';
import { closedCard, progressCard } from '../cards/change-card.ts';
import { addCopy, removeCopy } from '../card-copies.ts';
import { carryOptions } from '../commands/carry-options.ts';
import { startEdit } from '../commands/edit.ts';
import { findForPress } from '../commands/find-for-press.ts';
import { forgetReview } from '../commands/forget-review.ts';
import { isAlone, needsCompany } from '../commands/needs-company.ts';
import { startUndo } from '../commands/start-undo.ts';
import { tellRequester } from '../commands/tell-requester.ts';
import { sendCard, showChange } from '../show-change.ts';
import type { ClickAnswer } from '../incoming.ts';
import { afterAnswer, answerWith, lookLater, refuse, turnOf, withToken, type ClickIn } from './click.ts';

/**
 * The buttons of a change. Before the answer: records only, and one compare-and-set, so that exactly one click wins; a sign-in
 * can be asked for only here. After it: everything that needs Graph.
 */

const tooLate = 'Somebody was faster: it stands otherwise by now. Look at the card once more.';

export async function clickApprove(
  click: ClickIn,
  data: { change: string; digest: string },
): Promise<ClickAnswer> {
  const { house, who, where } = click;
  const found = await findForPress(house, { ...click, button: 'approve', changeId: data.change, ...data });
  if (!found.ok) {
    if (found.outdated) await showHere(click, data.change);
    return refuse(found.why);
  }
  return withToken(click, writeNeed(click), async (token) => {
    const taken = await move(click, found.stored, 'checking', { approver: who, outcome: undefined });
    if (!taken) return refuse(tooLate);
    await house.audit.append(approved(taken.change, who));
    await forgetReview(house, { who: taken.change.requester, where }, taken.change.id);
    // Not in the order of what the person says: writing takes a while, and the person may go on talking.
    house.later(where, async (chat) => {
      const ended = await carryOut(carryOptions(turnOf(click, chat, token)), taken);
      if (ended) await tellRequester(chat, ended, who);
    });
    return answerWith(progressCard(taken.change, []));
  });
}

/** Goes on with a change that stopped half-way; where nothing was sent yet, the tenant is checked once more first. */
export async function clickResume(click: ClickIn, changeId: string): Promise<ClickAnswer> {
  const { house, who, where } = click;
  const found = await findForPress(house, { ...click, button: 'resume', changeId });
  if (!found.ok) return refuse(found.why);
  return withToken(click, writeNeed(click), async (token) => {
    const begun = await wasBegun(house.records, found.stored.change);
    // What was begun stays whose approval it was until it is proven that this person may.
    const taken = begun
      ? await move(click, found.stored, 'applying', {})
      : await move(click, found.stored, 'checking', { approver: who });
    if (!taken) return refuse(tooLate);
    await house.audit.append(resumed(taken.change, who));
    house.later(where, async (chat) => {
      const options = carryOptions(turnOf(click, chat, token));
      const ended = begun ? await resumeChange(options, taken) : await carryOut(options, taken);
      if (ended) await tellRequester(chat, ended, who);
    });
    return answerWith(progressCard(taken.change, []));
  });
}

const writeNeed = ({ house }: ClickIn): 'write' | 'approve' =>
  house.approval.groupId === undefined ? 'write' : 'approve';

export async function clickReject(click: ClickIn, changeId: string): Promise<ClickAnswer> {
  const { house, who } = click;
  const { groupId } = house.approval;
  const found = await findForPress(house, { ...click, button: 'reject', changeId });
  if (!found.ok) return refuse(found.why);
  if (groupId === undefined) {
    const ended = await end(click, found.stored, 'rejected');
    if (!ended) return refuse(tooLate);
    afterAnswer(click, (chat) => tellRequester(chat, ended, who));
    return answerWith(closedCard(`Rejected by ${who.name}. Nothing was written.`, [ended.policyName]));
  }
  return withToken(click, 'approve', async (token) => {
    afterAnswer(click, async (chat) => {
      const refusal = await checkEntitled(turnOf(click, chat, token).tenant, groupId);
      if (refusal) {
        const { sentence, nextStep } = explainProblem(refusal);
        await chat.send({ text: `${who.name}: ${sentence} ${nextStep}` });
        return;
      }
      const ended = await end(click, found.stored, 'rejected');
      if (ended) await tellRequester(chat, ended, who);
    });
    return { answer: 'message', text: 'One moment, I check whether you may decide this.' };
  });
}

export async function clickEdit(click: ClickIn, changeId: string): Promise<ClickAnswer> {
  const { house, who, where, cardId } = click;
  const found = await findForPress(house, { ...click, button: 'edit', changeId });
  if (!found.ok) return refuse(found.why);
  // This message becomes the form; other copies are over.
  if (cardId !== undefined) await removeCopy(house.records, { ...where, changeId, messageId: cardId });
  const card = await startEdit(house, { who, where, stored: found.stored, cardId });
  if (!card) {
    if (cardId !== undefined) await addCopy(house.records, changeId, where, cardId);
    return refuse(tooLate);
  }
  showChange(house, where, changeId);
  if (cardId !== undefined) afterAnswer(click, (chat) => chat.edit(cardId, card));
  return answerWith(card);
}

/** In review: nothing was written. Begun and stopped: what was written stays, and its objects are free for others. */
export async function clickCancel(click: ClickIn, changeId: string): Promise<ClickAnswer> {
  const { house } = click;
  const review = await findForPress(house, { ...click, button: 'cancel', changeId });
  const found = review.ok ? review : await findForPress(house, { ...click, button: 'give up', changeId });
  if (!found.ok)
    return refuse('state' in found && found.state === 'in review' && !review.ok ? review.why : found.why);
  const ended = await end(click, found.stored, 'cancelled');
  if (!ended) return refuse(tooLate);
  await freeLocks(house.records, ended.plan);
  await forgetReview(house, click, changeId);
  const nothing = review.ok || !(await wasBegun(house.records, found.stored.change));
  const title = nothing
    ? 'Cancelled. Nothing was written.'
    : `Given up by ${click.who.name}. What stands of it stays as it is.`;
  return answerWith(closedCard(title, [ended.policyName]));
}

/** Plans the reverse and shows it for review, as a change of its own. */
export async function clickUndo(click: ClickIn, changeId: string): Promise<ClickAnswer> {
  const { house } = click;
  if (isAlone(house, click.where)) return refuse(needsCompany);
  const found = await findForPress(house, { ...click, button: 'undo', changeId });
  if (!found.ok) return refuse(found.why);
  return lookLater({ ...click, cardId: undefined }, 'read', (turn) => startUndo(turn, found.stored));
}

/** `Show` on the list of pending changes: the card of a change once more, at the end of the chat. */
export async function clickShow(click: ClickIn, changeId: string): Promise<ClickAnswer> {
  const { house, where } = click;
  const found = await findForPress(house, { ...click, button: 'undo', changeId, inAnyState: true });
  if (!found.ok) return refuse(found.why);
  afterAnswer(click, (chat) => sendCard(house, where, chat, found.stored.change));
  return { answer: 'message', text: 'Here it is.' };
}

/** One compare-and-set, and the cards after it. */
async function move(
  click: ClickIn,
  stored: StoredChange,
  to: Parameters<typeof moveChange>[2],
  patch: Parameters<typeof moveChange>[4],
): Promise<StoredChange | undefined> {
  const { house } = click;
  const moved = await moveChange(house.records, stored, to, house.now(), patch);
  if (moved) await showHere(click, moved.change.id);
  return moved;
}

/** Shows a change on its cards; the message that was clicked is one of them from now on, if it was not. */
async function showHere({ house, where, cardId }: ClickIn, changeId: string): Promise<void> {
  if (cardId !== undefined) await addCopy(house.records, changeId, where, cardId);
  showChange(house, where, changeId);
}

async function end(
  click: ClickIn,
  stored: StoredChange,
  to: 'rejected' | 'cancelled',
): Promise<Change | undefined> {
  const { house, who } = click;
  const { change } = stored;
  const why = canResume(change.state) ? 'give-up' : 'cancel';
  const event = to === 'rejected' ? rejected(change, who) : cancelled(change, who, why);
  const moved = await moveTold(house, stored, to, { event, patch: { endedBy: who } });
  if (!moved) return undefined;
  await showHere(click, change.id);
  await moved.tell();
  return moved.change;
}
