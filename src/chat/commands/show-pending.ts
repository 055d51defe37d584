import { openStates, type Change } from '../../change/change.ts';
import { changesIn } from '../../change/changes.ts';
import type { Person } from '../../sign-in/person.ts';
import { pendingCard } from '../cards/pending-card.ts';
import type { Chat, Where } from '../incoming.ts';
import type { House } from './context.ts';

/** `show pending changes`: what waits for a decision or was begun and is not finished, in the whole tenant; needs no sign-in. */
export async function showPending(house: House, who: Person, where: Where, chat: Chat): Promise<void> {
  const found: Change[] = [];
  for await (const { change } of changesIn(house.records, openStates))
    if (change.requester.tenantId === who.tenantId) found.push(change);
  found.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  await chat.send(pendingCard(found, where.conversationId));
}
