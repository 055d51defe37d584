import type { Draft, StoredDraft } from '../drafts.ts';
import { saveDraft } from '../drafts.ts';
import { closedCard } from '../cards/change-card.ts';
import type { Outgoing } from '../incoming.ts';
import type { Turn } from './context.ts';

/**
 * Shows the next question of a draft and remembers it. After a click the same message is edited; after typing a new message
 * comes, and the older card loses its buttons. False: another click was first, and nothing was shown.
 */
export async function presentDraft(turn: Turn, stored: StoredDraft, message: Outgoing): Promise<boolean> {
  const { house, who, where } = turn;
  if (!(await saveDraft(house.records, who, where, stored))) return false;
  const { draft } = stored;
  if (turn.clickedCard !== undefined && turn.clickedCard === draft.cardId) {
    await turn.chat.edit(draft.cardId, message);
    return true;
  }
  if (draft.cardId !== undefined) await turn.chat.edit(draft.cardId, closedCard('Answered', soFar(draft)));
  draft.cardId = await turn.chat.send(message);
  await saveDraft(house.records, who, where, stored);
  return true;
}

/** What is settled so far, for the card that is left behind. */
export function soFar(draft: Draft): string[] {
  const apps =
    draft.bundleIds === undefined
      ? []
      : [`Apps: ${draft.bundleIds.length === 0 ? "only Microsoft's own" : draft.bundleIds.join(', ')}`];
  const everyone =
    draft.everyone === undefined ? [] : [draft.everyone === 'all-users' ? 'All users' : 'All devices'];
  const groups = [...everyone, ...draft.include.map(({ displayName }) => displayName)];
  const except =
    draft.exclude.length === 0
      ? ''
      : ` except ${draft.exclude.map(({ displayName }) => displayName).join(', ')}`;
  return [...apps, ...(groups.length === 0 ? [] : [`For: ${groups.join(', ')}${except}`])];
}
