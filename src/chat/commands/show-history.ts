import { readHistory } from '../../change/read-history.ts';
import type { Person } from '../../sign-in/person.ts';
import { historyCard } from '../cards/history-card.ts';
import type { Chat } from '../incoming.ts';
import type { House } from './context.ts';

const mostChanges = 10;

/** `history`: the last changes of this tenant as the audit chain tells them; needs no sign-in, since Graph is not asked. */
export async function showHistory(house: House, { tenantId }: Person, chat: Chat): Promise<void> {
  const head = await house.audit.head();
  const history = await readHistory(house.records, { head, tenantId, most: mostChanges });
  await chat.send(historyCard(history, head));
}
