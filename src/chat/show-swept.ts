import { ended, expired, refused, type AuditEvent } from '../change/audit.ts';
import type { Change } from '../change/change.ts';
import { readApplied } from '../change/read-applied.ts';
import { sweepChanges } from '../change/sweep.ts';
import { finalCard, requestLines } from './cards/change-cards.ts';
import { reviewCard } from './cards/review-card.ts';
import type { House } from './commands/context.ts';
import { closedCard } from './commands/present.ts';
import type { Outgoing } from './incoming.ts';

/** Moves on what time or a dead worker left behind, and tells so on the card of each. */
export async function sweepAndShow(house: House): Promise<void> {
  for (const change of await sweepChanges({ records: house.records, now: house.now() })) {
    house.log.info({ change: change.id, state: change.state }, 'swept');
    await house.audit.append(sweptEvent(change));
    const { card, conversationId } = change;
    if (!card) continue;
    const { place, reference, messageId } = card;
    const message = await sweptCard(house, change);
    house.later({ conversationId, place, reference }, (chat) => chat.edit(messageId, message));
  }
}

function sweptEvent(change: Change): AuditEvent {
  if (change.state === 'expired') return expired(change);
  if (change.state === 'in review')
    return refused(change, change.approver ?? change.requester, 'stopped-in-the-middle');
  return ended(change, undefined, change.state);
}

async function sweptCard(house: House, change: Change): Promise<Outgoing> {
  if (change.state === 'interrupted')
    return finalCard(change, await readApplied(house.records, change, house.now), house.adminCenter);
  if (change.state === 'in review')
    return reviewCard(change, {
      title: 'Nothing was written.',
      lines: ['I was stopped while I checked the tenant. Approve once more.'],
    });
  return closedCard('The review is too old and does not count any more. Nothing was written.', [
    ...requestLines(change),
    'Say "set up JIT" to start anew.',
  ]);
}
