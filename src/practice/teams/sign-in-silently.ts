import { z } from 'zod/v4';
import { type Conversation, teamsUserId } from './conversations.ts';
import type { Deliverer, Trouble } from './deliver.ts';
import type { Message } from './message.ts';
import type { Timeline } from './timeline.ts';
import {
  type Activity,
  oauthContentType,
  type Outgoing,
  type SignInButton,
  type TeamsEntra,
  type TeamsPerson,
} from './types.ts';

const oauthCardSchema = z.looseObject({
  text: z.string().optional(),
  connectionName: z.string().optional(),
  tokenExchangeResource: z.looseObject({ id: z.string().min(1), uri: z.string().optional() }).optional(),
  buttons: z
    .array(z.looseObject({ type: z.literal('signin'), title: z.string(), value: z.string() }))
    .optional(),
});
export type OAuthCard = z.infer<typeof oauthCardSchema>;

/** The OAuthCard of a message, if it holds one. */
export function oauthCardOf({ attachments = [] }: Pick<Outgoing, 'attachments'>): OAuthCard | undefined {
  const attachment = attachments.find(({ contentType }) => contentType === oauthContentType);
  return attachment && oauthCardSchema.parse(attachment.content);
}

/** The button that a person sees on an OAuthCard which was not resolved silently. */
export function signInButtonOf(message: Pick<Message, 'attachments'>): SignInButton | undefined {
  const card = oauthCardOf(message);
  const button = card?.buttons?.[0];
  return button && { title: button.title, text: card.text ?? '', url: button.value };
}

interface SilentOptions {
  entra: TeamsEntra;
  timeline: Timeline;
  deliverer: Deliverer;
  trouble: () => Trouble;
  /** an invoke of the person in the conversation */
  invoke: (conversation: Conversation, person: TeamsPerson, name: string, value: unknown) => Activity;
}

/** For whom an OAuthCard is: its recipient, or the last one who spoke. */
function personMeant(conversation: Conversation, outgoing: Outgoing): TeamsPerson | undefined {
  const { members, messages } = conversation;
  const recipient = members.find((member) => teamsUserId(member.id) === outgoing.recipient?.id);
  const speaker = messages.findLast(({ from }) => from !== 'bot')?.from;
  return (
    recipient ??
    members.find((member) => member.id === speaker) ??
    (members.length === 1 ? members[0] : undefined)
  );
}

/**
 * What the Teams client does with an OAuthCard before anybody sees it: in a personal or group chat it sends
 * `signin/tokenExchange` with an SSO token, and shows the card only if the bot does not take it (412); in a channel there
 * is no silent sign-in (`signin/failure`, resourcematchfailed), the card appears at once.
 */
export function makeSilentSignIn({ entra, timeline, deliverer, trouble, invoke }: SilentOptions) {
  async function exchange(
    conversation: Conversation,
    person: TeamsPerson,
    card: OAuthCard,
  ): Promise<boolean> {
    const token = await entra.issueSsoToken(trouble().accountOf ?? person.id);
    const value = { id: card.tokenExchangeResource?.id, connectionName: card.connectionName ?? '', token };
    const clients = Array.from({ length: trouble().clients ?? 1 }, () =>
      deliverer.deliver(invoke(conversation, person, 'signin/tokenExchange', value)),
    );
    return (await Promise.all(clients)).some(({ status }) => status === 200);
  }

  async function resolve(
    conversation: Conversation,
    message: Message,
    outgoing: Outgoing,
    card: OAuthCard,
  ): Promise<void> {
    const person = personMeant(conversation, outgoing);
    if (person && conversation.place === 'channel') {
      const value = { code: 'resourcematchfailed', message: 'Resource match failed' };
      await deliverer.deliver(invoke(conversation, person, 'signin/failure', value));
    }
    const done =
      person &&
      conversation.place !== 'channel' &&
      (await exchange(conversation, person, card).catch(() => false));
    if (!done) timeline.show(conversation, message);
  }

  return {
    /** must a message stay hidden until `attempt` has ended? */
    applies: (outgoing: Outgoing): boolean => oauthCardOf(outgoing)?.tokenExchangeResource !== undefined,
    attempt(conversation: Conversation, message: Message, outgoing: Outgoing): void {
      const card = oauthCardOf(outgoing);
      if (card) void deliverer.counted(() => resolve(conversation, message, outgoing, card));
    },
  };
}
