import { getChange } from '../../change/changes.ts';
import { reviewCard } from '../cards/review-card.ts';
import type { StoredDraft } from '../drafts.ts';
import { advance } from './advance.ts';
import type { Turn } from './context.ts';

/** Shows what a draft is at, once more, on the card that was clicked: the open question, or the review while it is one. */
export async function showAgain(turn: Turn, stored: StoredDraft): Promise<void> {
  const { changeId } = stored.draft;
  if (changeId === undefined) return advance(turn, stored);
  const change = (await getChange(turn.house.records, changeId))?.change;
  if (change?.state === 'in review' && turn.clickedCard !== undefined)
    await turn.chat.edit(turn.clickedCard, reviewCard(change, turn.house.approval));
}
