import { cancelled } from '../../change/audit.ts';
import { getChange, moveChange } from '../../change/changes.ts';
import type { Person } from '../../sign-in/person.ts';
import { deleteDraft, getDraft } from '../drafts.ts';
import type { Chat, Where } from '../incoming.ts';
import type { House } from './context.ts';
import { closedCard, soFar } from './present.ts';

/** `cancel`: whatever this person is in the middle of here ends; its card loses its buttons. */
export async function cancel(house: House, who: Person, where: Where, chat: Chat): Promise<void> {
  const stored = await getDraft(house.records, who, where);
  if (!stored) {
    await chat.send({ text: 'There is nothing to cancel. Say "help" to see what I can do.' });
    return;
  }
  const { draft } = stored;
  if (draft.changeId !== undefined) {
    const change = await getChange(house.records, draft.changeId);
    const ended = change && (await moveChange(house.records, change, 'cancelled', house.now()));
    if (!ended) {
      await chat.send({ text: 'It was approved already, so there is nothing to cancel.' });
      return;
    }
    const why = change.change.state === 'in review' ? 'cancel' : 'give-up';
    await house.audit.append(cancelled(ended.change, who, why));
  }
  await deleteDraft(house.records, who, where, stored.version);
  if (draft.cardId !== undefined) await chat.edit(draft.cardId, closedCard('Cancelled', soFar(draft)));
  await chat.send({ text: 'Cancelled. Nothing was written.' });
}
