import { openStates, type Change } from '../../change/change.ts';
import { changesIn } from '../../change/changes.ts';
import { pendingCard } from '../cards/pending-card.ts';
import type { Turn } from './context.ts';
import { isTheirs, seeingRefusal } from './may-see.ts';

/**
 * `show pending changes`: what waits for a decision or was begun and is not finished, in the whole tenant; to those who may
 * not see what others did, their own.
 */
export async function showPending(turn: Turn): Promise<void> {
  const { house, who, where, chat } = turn;
  const refusal = await seeingRefusal(turn, 'changes of others');
  const found: Change[] = [];
  for await (const { change } of changesIn(house.records, openStates)) {
    if (change.requester.tenantId !== who.tenantId) continue;
    if (refusal === undefined || isTheirs(change, who)) found.push(change);
  }
  found.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  await chat.send(pendingCard(found, where.conversationId, refusal));
}
