import type { Click } from '../commands.ts';
import { checkReadiness } from '../commands/show-readiness.ts';
import type { ClickAnswer } from '../incoming.ts';
import { lookLater, type ClickIn } from './click.ts';

type CheckMore = Extract<Click, { verb: 'check-more' }>['data'];

/**
 * `Check these too`: asks for the sign-in that the answer lacked, and edits the card to the fuller answer. Somebody else's
 * click gets an answer of its own, since every answer is what one person sees.
 */
export async function clickCheckMore(click: ClickIn, { need, asker }: CheckMore): Promise<ClickAnswer> {
  const { who, cardId } = click;
  return lookLater(click, need, async (turn) => {
    const card = await checkReadiness(turn);
    if (cardId !== undefined && asker === who.objectId) await turn.chat.edit(cardId, card);
    else await turn.chat.send(card);
  });
}
