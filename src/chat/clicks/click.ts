import type { Need } from '../../sign-in/person.ts';
import type { GraphToken } from '../../sign-in/sign-in.ts';
import { tokenForClick } from '../ask-sign-in.ts';
import type { House, Turn } from '../commands/context.ts';
import { explainError } from '../commands/explain-error.ts';
import { toPerson } from '../commands/reply.ts';
import type { Chat, ClickAnswer, Incoming, Outgoing } from '../incoming.ts';

/** A click as it came in, and the house it happens in. */
export interface ClickIn extends Extract<Incoming, { kind: 'click' }> {
  house: House;
}

/** Goes on with a token for the person, or answers what makes Teams sign the person in and send the click again. */
export async function withToken(
  click: ClickIn,
  need: Need,
  go: (token: GraphToken) => Promise<ClickAnswer>,
): Promise<ClickAnswer> {
  const { who, assertion, exchangeId } = click;
  const token = await tokenForClick(click.house, { who, assertion, exchangeId, need });
  return token.ok ? go(token.token) : token.answer;
}

/** The work after the answer, in the order of what this person does here, with the tenant and the card that was clicked. */
export function afterAnswer(click: ClickIn, work: (chat: Chat) => Promise<void>): void {
  click.house.later(click.where, work, click.who.objectId);
}

/**
 * Answers at once that the tenant is looked into, and does so afterwards. What goes wrong then is said in the chat: to the
 * person by name, where others read along.
 */
export async function lookLater(
  click: ClickIn,
  need: Need,
  work: (turn: Turn) => Promise<void>,
): Promise<ClickAnswer> {
  const { house } = click;
  return withToken(click, need, async (token) => {
    afterAnswer(click, async (chat) => {
      try {
        await work(turnOf(click, chat, token));
      } catch (error) {
        await chat.send({ text: toPerson(click, explainError(error, house)) });
      }
    });
    return { answer: 'message', text: 'One moment, I look into the tenant.' };
  });
}

export function turnOf({ house, who, where, cardId }: ClickIn, chat: Chat, token: GraphToken): Turn {
  return {
    house,
    who,
    where,
    chat,
    tenant: house.openTenant(token),
    ...(cardId === undefined ? {} : { clickedCard: cardId }),
  };
}

export const refuse = (text: string): ClickAnswer => ({ answer: 'refused', text });

export const answerWith = (message: Outgoing): ClickAnswer =>
  'card' in message ? { answer: 'card', card: message.card } : { answer: 'message', text: message.text };

/** Answers with a card, and shows the same to everybody who sees the message. */
export function showToAll(click: ClickIn, message: Outgoing): ClickAnswer {
  const { cardId } = click;
  if (cardId !== undefined) afterAnswer(click, (chat) => chat.edit(cardId, message));
  return answerWith(message);
}
