import { readHistory } from '../../change/read-history.ts';
import { historyCard } from '../cards/history-card.ts';
import type { Turn } from './context.ts';
import { seeingRefusal } from './may-see.ts';
import { toPerson } from './reply.ts';

const mostChanges = 10;

/** `history`: the last changes of this tenant as the audit chain tells them, to those who may see them. */
export async function showHistory(turn: Turn): Promise<void> {
  const { house, who, chat } = turn;
  const refusal = await seeingRefusal(turn, 'the history');
  if (refusal !== undefined) {
    await chat.send({ text: toPerson(turn, refusal) });
    return;
  }
  const head = await house.audit.head();
  const history = await readHistory(house.records, { head, tenantId: who.tenantId, most: mostChanges });
  await chat.send(historyCard(history, head));
}
