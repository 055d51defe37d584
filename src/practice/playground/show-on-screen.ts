import {
  channel,
  type Conversation,
  generalChannel,
  groupChat,
  personalChatId,
} from '../teams/conversations.ts';
import { fileCardOf } from '../teams/file-cards.ts';
import { signInButtonOf } from '../teams/sign-in-silently.ts';
import type { Teams } from '../teams/start-teams.ts';
import type { Message, Notice } from '../teams/message.ts';
import { cardsFor, type TimelineEvent } from '../teams/timeline.ts';
import { fileOnScreen } from './file-on-screen.ts';
import { type AdaptiveCard, adaptiveContentType, type SignInButton } from '../teams/types.ts';

/** How long an answer to a click takes from the Playground's server to its page; an edit must not overtake it. */
const answerReachesPageMs = 150;

const attach = (content: AdaptiveCard) => ({ contentType: adaptiveContentType, content });
const noticeText = ({ kind, text }: Notice): string => (kind === 'error' ? `Error: ${text}` : text);

/** The card with a sign-in button below it, as Teams shows a loginRequest. */
export function withSignIn(card: AdaptiveCard | undefined, { title, text, url }: SignInButton): AdaptiveCard {
  const row = [
    ...(text === '' ? [] : [{ type: 'TextBlock', text, wrap: true, separator: true }]),
    { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title, url }] },
  ];
  const body = Array.isArray(card?.['body']) ? (card['body'] as unknown[]) : [];
  return { ...(card ?? { type: 'AdaptiveCard', version: '1.5' }), body: [...body, ...row] };
}

/**
 * Forwards what one person sees to the Playground's page, in order. The Playground gives messages ids of its own, so
 * both directions are mapped. While a click from the page waits for its answer, its result travels in that answer, and
 * everything else waits behind it.
 */
export function showOnScreen(teams: Teams, { url, personId }: { url: string; personId: string }) {
  const shownAs = new Map<Message, string>();
  const threads = new Set<string>();
  const answering = new Set<Message>();
  let queue: Promise<void> = Promise.resolve();
  const enqueue = (work: () => Promise<void>): void => {
    queue = queue
      .then(work)
      .catch((error: unknown) => console.error('The Playground could not show a message:', error));
  };
  const isShown = ({ id }: Conversation): boolean =>
    [personalChatId(personId), groupChat.id, channel.id, generalChannel.id].includes(id) || threads.has(id);

  async function call(
    method: 'POST' | 'PUT',
    { id }: Conversation,
    tail: string,
    activity: object,
  ): Promise<unknown> {
    const path = `/_connector/v3/conversations/${encodeURIComponent(id)}/activities${tail}`;
    const answer = await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    if (!answer.ok) throw new Error(`${method} ${path} ${answer.status} ${await answer.text()}`);
    return answer.status === 201 || method === 'PUT' ? answer.json() : undefined;
  }
  const activityOf = ({
    text,
    textFormat,
    attachments,
  }: Pick<Message, 'text' | 'textFormat' | 'attachments'>) => ({
    ...{ type: 'message', text: text ?? '', textFormat: textFormat ?? 'markdown', attachments },
    // the Playground splits text and card into two messages unless they form a carousel
    ...(text && attachments.length > 0 ? { attachmentLayout: 'carousel' } : {}),
  });

  async function post(conversation: Conversation, message: Message): Promise<void> {
    const button = signInButtonOf(message);
    const person = conversation.members.find(({ id }) => id === personId);
    if (button && person) teams.popups.expect({ from: 'oauth-card', conversation, message, person });
    // the Playground would ask Microsoft's token service about an OAuthCard
    const file = fileCardOf(message);
    const shown = button
      ? { attachments: [attach(withSignIn(undefined, button))] }
      : file
        ? { attachments: [attach(fileOnScreen(file))] }
        : message;
    const made = (await call('POST', conversation, '', activityOf(shown))) as { id?: string } | undefined;
    if (made?.id) shownAs.set(message, made.id);
  }
  async function edit(
    conversation: Conversation,
    message: Message,
    now: Pick<Message, 'text' | 'textFormat' | 'attachments'>,
  ) {
    const id = shownAs.get(message);
    if (id) await call('PUT', conversation, `/${id}`, activityOf(now));
  }
  async function show(event: TimelineEvent): Promise<void> {
    const { conversation, message } = event;
    switch (event.event) {
      case 'posted':
      case 'shown':
        return post(conversation, message);
      case 'edited':
        return edit(conversation, message, message);
      case 'deleted':
        return edit(conversation, message, { text: '(deleted)', textFormat: 'plain', attachments: [] });
      case 'replaced':
        return edit(conversation, message, { attachments: [attach(event.card)] });
      case 'notice':
        await call('POST', conversation, '', {
          type: 'message',
          text: noticeText(event.notice),
          textFormat: 'plain',
        });
        return;
      case 'sign-in': {
        const [card] = cardsFor(message, personId);
        return edit(conversation, message, { attachments: [attach(withSignIn(card, event.button))] });
      }
    }
  }

  const stopListening = teams.onEvent((event) => {
    if (!isShown(event.conversation)) return;
    if (event.event === 'posted' && event.message.from !== 'bot') return;
    if ('personId' in event && (event.personId !== personId || answering.has(event.message))) return;
    enqueue(() => show(event));
  });
  const onTyping = (conversation: Conversation): void => {
    if (isShown(conversation))
      enqueue(async () => void (await call('POST', conversation, '', { type: 'typing' })));
  };
  teams.timeline.events.on('typing', onTyping);

  return {
    /** the Playground opened a thread of the channel */
    addThread: (conversationId: string): void => void threads.add(conversationId),
    messageShownAs: (id: string | undefined): Message | undefined =>
      [...shownAs].find(([, shown]) => shown === id)?.[0],
    /** a click from the page: its own result goes out with `answered`, other messages wait until the page has it */
    hold(message: Message, answered: Promise<void>): void {
      answering.add(message);
      enqueue(async () => {
        await answered;
        answering.delete(message);
        await new Promise((resolve) => setTimeout(resolve, answerReachesPageMs));
      });
    },
    stop(): void {
      stopListening();
      teams.timeline.events.off('typing', onTyping);
    },
  };
}
export type Screen = ReturnType<typeof showOnScreen>;
