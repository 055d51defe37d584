import type { Click } from '../commands.ts';
import { explainError } from '../commands/explain-error.ts';
import { checkReadiness } from '../commands/show-readiness.ts';
import type { ClickAnswer } from '../incoming.ts';
import { afterAnswer, turnOf, withToken, type ClickIn } from './click.ts';

type CheckMore = Extract<Click, { verb: 'check-more' }>['data'];

/**
 * `Check these too`: asks for the sign-in that the answer lacked, and edits the card to the fuller answer. Somebody else's
 * click gets an answer of its own, since every answer is what one person sees.
 */
export async function clickCheckMore(click: ClickIn, { need, asker }: CheckMore): Promise<ClickAnswer> {
  const { house, who, cardId } = click;
  return withToken(click, need, async (token) => {
    afterAnswer(click, async (chat) => {
      try {
        const card = await checkReadiness(turnOf(click, chat, token));
        if (cardId !== undefined && asker === who.objectId) await chat.edit(cardId, card);
        else await chat.send(card);
      } catch (error) {
        await chat.send({ text: explainError(error, house) });
      }
    });
    return { answer: 'message', text: 'One moment, I look into the tenant.' };
  });
}
