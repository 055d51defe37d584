import type { Conversation } from './conversations.ts';
import { consentCardOf, fileButtons } from './file-cards.ts';
import { ClientRefused, fillInputs, findInput, type Given } from './fill-inputs.ts';
import type { Message } from './message.ts';
import { cardsFor } from './timeline.ts';
import type { AdaptiveCard, SignInButton } from './types.ts';
import { actionsOf, type CardAction } from './walk-card.ts';
import { showTo } from './visible.ts';

/** What is under a title: a sign-in button, a button of a file that is offered, or an action of a card. */
export type Pressed =
  | { on: 'sign-in'; message: Message; button: SignInButton }
  | { on: 'file'; message: Message; allow: boolean }
  | { on: 'action'; message: Message; card: AdaptiveCard; action: CardAction };

const same = (left: string | undefined, right: string): boolean =>
  left?.toLowerCase() === right.toLowerCase();

/** The newest button with that title which the person sees, or ClientRefused naming those there are. */
export function findButton(
  conversation: Conversation | undefined,
  personId: string,
  { title, messageId }: { title: string; messageId?: string },
): Pressed {
  const messages = (conversation?.messages ?? [])
    .filter((message) => !message.hidden && (messageId === undefined || message.id === messageId))
    .reverse();
  const titles: string[] = [];
  for (const message of messages) {
    const { signIn } = showTo(message, personId);
    if (signIn && same(signIn.title, title)) return { on: 'sign-in', message, button: signIn };
    if (signIn) titles.push(signIn.title);
    if (consentCardOf(message)) {
      const { allow, decline } = fileButtons;
      if (same(allow, title) || same(decline, title))
        return { on: 'file', message, allow: same(allow, title) };
      titles.push(allow, decline);
    }
    for (const card of cardsFor(message, personId)) {
      const action = actionsOf(card).find((one) => same(one.title, title) && one.isEnabled !== false);
      if (action) return { on: 'action', message, card, action };
      titles.push(...actionsOf(card).map((one) => one.title ?? one.type));
    }
  }
  const known = titles.length > 0 ? `there are: ${[...new Set(titles)].join(', ')}` : 'there is none';
  throw new ClientRefused(`no button "${title}" is visible; ${known}`);
}

/** The newest card that has the input, for `set LABEL = VALUE`. */
export function findCardWithInput(
  conversation: Conversation | undefined,
  personId: string,
  label: string,
): { message: Message; card: AdaptiveCard } {
  for (const message of [...(conversation?.messages ?? [])].reverse())
    for (const card of message.hidden ? [] : cardsFor(message, personId))
      if (findInput(card, label)) return { message, card };
  throw new ClientRefused(`no visible card has an input "${label}"`);
}

/** The data of an action with the inputs merged in, as the client sends it; inputs win over equal keys of `data`. */
export function actionData(
  { card, action }: { card: AdaptiveCard; action: CardAction },
  given: Readonly<Record<string, Given>>,
): unknown {
  if (action.associatedInputs === 'none') return action.data ?? {};
  const filled = fillInputs(card, given);
  const data = action.data ?? {};
  return typeof data === 'object' && !Array.isArray(data) ? { ...data, ...filled } : data;
}
