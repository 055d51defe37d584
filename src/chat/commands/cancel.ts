import { cancelled } from '../../change/audit.ts';
import { changesIn, getChange, type StoredChange } from '../../change/changes.ts';
import { isSamePerson } from '../../change/may-press.ts';
import { moveTold } from '../../change/move-told.ts';
import type { Person } from '../../sign-in/person.ts';
import { closedCard } from '../cards/change-card.ts';
import { deleteDraft, getDraft } from '../drafts.ts';
import type { Chat, Where } from '../incoming.ts';
import { showChange } from '../show-change.ts';
import type { House } from './context.ts';
import { soFar } from './present.ts';

/**
 * `cancel`: whatever this person is in the middle of here ends; its card loses its buttons. Never what was approved already:
 * that has a card of its own.
 */
export async function cancel(house: House, who: Person, where: Where, chat: Chat): Promise<void> {
  const stored = await getDraft(house.records, who, where);
  const review = await findReview(house, who, where, stored?.draft.changeId);
  if (!stored && !review) {
    await chat.send({
      text: 'There is nothing to cancel. A change that was approved has a card of its own; "show pending changes" finds it.',
    });
    return;
  }
  if (review) {
    const event = cancelled(review.change, who, 'cancel');
    const ended = await moveTold(house, review, 'cancelled', { event, patch: { endedBy: who } });
    if (!ended) {
      await chat.send({ text: 'It was approved already, so there is nothing to cancel.' });
      return;
    }
    await ended.tell();
    showChange(house, where, ended.change.id);
  }
  if (stored) {
    await deleteDraft(house.records, who, where, stored.version);
    const { cardId, changeId } = stored.draft;
    if (cardId !== undefined && changeId === undefined)
      await chat.edit(cardId, closedCard('Cancelled', soFar(stored.draft)));
  }
  await chat.send({ text: 'Cancelled. Nothing was written.' });
}

/** The review that this person waits for here: the one of the draft, or without a draft the newest. */
async function findReview(
  { records }: House,
  who: Person,
  where: Where,
  changeId: string | undefined,
): Promise<StoredChange | undefined> {
  if (changeId !== undefined) {
    const stored = await getChange(records, changeId);
    return stored?.change.state === 'in review' ? stored : undefined;
  }
  let newest: StoredChange | undefined;
  for await (const stored of changesIn(records, ['in review'])) {
    const { requester, conversationId, createdAt } = stored.change;
    const isTheirs = isSamePerson(requester, who) && conversationId === where.conversationId;
    if (isTheirs && (newest === undefined || createdAt > newest.change.createdAt)) newest = stored;
  }
  return newest;
}
