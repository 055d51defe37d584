import type { Conversation } from './conversations.ts';
import { type FileCard, fileCardOf } from './file-cards.ts';
import { signInButtonOf } from './sign-in-silently.ts';
import type { Message, Notice } from './message.ts';
import { cardsFor, changedFor } from './timeline.ts';
import type { AdaptiveCard, SignInButton } from './types.ts';

/** One message as one person sees it now. */
export interface Shown {
  messageId: string;
  /** `bot`, or the object id of a person */
  from: string;
  text?: string;
  /** with the person's own view where an answer to a click replaced the card for them */
  cards: AdaptiveCard[];
  /** what stands below the card for this person */
  notice?: Notice;
  signIn?: SignInButton;
  /** a file that is offered, or was put */
  file?: FileCard;
  edits: number;
  /** grows with every change; compare with `teams.sequence()` */
  changed: number;
}

/** A message as a person sees it, hidden or not. */
export function showTo(message: Message, personId: string): Shown {
  const { id, from, text, edits } = message;
  const notice = message.notices.get(personId);
  const file = fileCardOf(message);
  const signIn = message.signIns.get(personId) ?? signInButtonOf(message);
  return {
    ...{
      messageId: id,
      from,
      edits,
      cards: cardsFor(message, personId),
      changed: changedFor(message, personId),
    },
    ...(text === undefined ? {} : { text }),
    ...(notice ? { notice } : {}),
    ...(signIn ? { signIn } : {}),
    ...(file ? { file } : {}),
  };
}

/** All that a person sees in a conversation, in order. */
export const visibleIn = (conversation: Conversation | undefined, personId: string): Shown[] =>
  (conversation?.messages ?? []).filter(({ hidden }) => !hidden).map((message) => showTo(message, personId));
