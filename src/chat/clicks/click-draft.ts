import { askApps, askTargets, chooseIntentCard, chooseNames, editCard } from '../cards/draft-cards.ts';
import { explainError } from '../commands/explain-error.ts';
import { closedCard } from '../cards/change-card.ts';
import { soFar } from '../commands/present.ts';
import type { Turn } from '../commands/context.ts';
import { showAgain } from '../commands/show-again.ts';
import { takeForm, type FormClick } from '../commands/take-form.ts';
import { deleteDraft, getDraft, type Draft } from '../drafts.ts';
import type { ClickAnswer, Outgoing } from '../incoming.ts';
import { afterAnswer, answerWith, refuse, showToAll, turnOf, withToken, type ClickIn } from './click.ts';

/** The buttons of the questions that lead to a review. */

const over = 'This card is over, or was asked of somebody else. Say "set up JIT" to start anew.';

export async function clickForm(click: ClickIn, form: FormClick): Promise<ClickAnswer> {
  const { house, who, where, cardId } = click;
  const stored = await getDraft(house.records, who, where);
  if (!stored || stored.draft.id !== form.data.draft || stored.draft.question === 'review')
    return refuse(over);
  return withToken(click, 'read', async (token) => {
    const before = structuredClone(stored.draft);
    afterAnswer(click, async (chat) => {
      try {
        await answerForm(turnOf(click, chat, token), form);
      } catch (error) {
        const again = sameQuestion(before, explainError(error, house));
        if (cardId === undefined) await chat.send(again);
        else await chat.edit(cardId, again);
      }
    });
    return answerWith(closedCard('One moment, I look into the tenant', soFar(before)));
  });
}

const questionOf: Record<FormClick['verb'], Draft['question']> = {
  'give-apps': 'apps',
  'no-apps': 'apps',
  'give-targets': 'targets',
  'choose-names': 'names',
  'choose-authenticator': 'authenticator',
  'choose-intent': 'intent',
  'give-all': 'all',
};

/** Reads the draft again, since what came before this click in the conversation is through by now. */
async function answerForm(turn: Turn, form: FormClick): Promise<void> {
  const stored = await getDraft(turn.house.records, turn.who, turn.where);
  if (stored?.draft.id !== form.data.draft) {
    // Cancelled, or replaced by a newer request, since the click was answered.
    if (turn.clickedCard !== undefined)
      await turn.chat.edit(turn.clickedCard, closedCard('This request is over', []));
    return;
  }
  // The second click of a double click: the first went on already; its card is shown once more.
  if (stored.draft.question === questionOf[form.verb]) await takeForm(turn, stored, form);
  else await showAgain(turn, stored);
}

export async function clickCancelDraft(click: ClickIn, draftId: string): Promise<ClickAnswer> {
  const { house, who, where } = click;
  const stored = await getDraft(house.records, who, where);
  if (stored?.draft.id !== draftId) return refuse(over);
  await deleteDraft(house.records, who, where, stored.version);
  return showToAll(click, closedCard('Cancelled. Nothing was written.', soFar(stored.draft)));
}

/** The question that was open, asked again without the tenant: for when reading it failed. */
function sameQuestion(draft: Draft, note: string): Outgoing {
  switch (draft.question) {
    case 'names':
      return chooseNames(draft, { note });
    case 'targets':
      return askTargets(draft, { note });
    case 'all':
      return editCard(draft, { note });
    case 'intent':
      return chooseIntentCard(draft, { note });
    case 'apps':
    case 'authenticator':
    case 'review':
      return askApps(draft, [], { note, more: false });
  }
}
