import { EventEmitter } from 'node:events';
import type { Conversation } from './conversations.ts';
import type { Message, Notice } from './message.ts';
import { type AdaptiveCard, adaptiveContentType, type SignInButton } from './types.ts';

/** What happened, in order. `personId` is set where only that person sees it. */
export type TimelineEvent =
  | { event: 'posted' | 'edited' | 'deleted' | 'shown'; conversation: Conversation; message: Message }
  | { event: 'replaced'; conversation: Conversation; message: Message; personId: string; card: AdaptiveCard }
  | { event: 'notice'; conversation: Conversation; message: Message; personId: string; notice: Notice }
  | {
      event: 'sign-in';
      conversation: Conversation;
      message: Message;
      personId: string;
      button: SignInButton;
    };

/** What is written, whether first or by an edit. */
export type Written = Pick<Message, 'text' | 'textFormat' | 'attachments'>;
type Posted = Written & { id?: string; from: string; hidden?: boolean };

/** Keeps every conversation's messages and tells what changed. Message ids are increasing milliseconds, as in Teams. */
export function makeTimeline(clock: () => number = Date.now) {
  const events = new EventEmitter().setMaxListeners(0);
  let lastId = 0;
  let sequence = 0;
  // whoever waits for a change looks after all who listen have taken the event in
  const tell = (event: TimelineEvent): void => void (events.emit('event', event), events.emit('change'));
  const touch = (message: Message, personId?: string): void => {
    sequence += 1;
    if (personId) message.changedFor.set(personId, sequence);
    else message.changed = sequence;
  };

  return {
    events,
    sequence: (): number => sequence,
    nextId(): string {
      lastId = Math.max(lastId + 1, clock());
      return String(lastId);
    },
    post(conversation: Conversation, { id, from, hidden = false, ...written }: Posted): Message {
      // the first message of a thread is the one that the thread's id names
      const root = conversation.messages.length === 0 ? conversation.id.split(';messageid=')[1] : undefined;
      const message: Message = {
        ...written,
        ...{ id: id ?? root ?? this.nextId(), from, hidden, edits: 0, changed: 0 },
        ...{ views: new Map(), notices: new Map(), signIns: new Map(), changedFor: new Map() },
      };
      conversation.messages.push(message);
      touch(message);
      if (!hidden) tell({ event: 'posted', conversation, message });
      return message;
    },
    /** An edit by the bot: everybody sees the new message, whatever they saw before. */
    edit(conversation: Conversation, message: Message, { text, textFormat, attachments }: Written): void {
      delete message.text;
      delete message.textFormat;
      Object.assign(message, {
        attachments,
        ...(text === undefined ? {} : { text }),
        ...(textFormat === undefined ? {} : { textFormat }),
      });
      message.edits += 1;
      for (const own of [message.views, message.notices, message.signIns]) own.clear();
      touch(message);
      tell({ event: 'edited', conversation, message });
    },
    remove(conversation: Conversation, message: Message): void {
      message.hidden = true;
      touch(message);
      tell({ event: 'deleted', conversation, message });
    },
    /** An OAuthCard that could not be resolved silently appears. */
    show(conversation: Conversation, message: Message): void {
      message.hidden = false;
      touch(message);
      tell({ event: 'shown', conversation, message });
    },
    replaceFor(conversation: Conversation, message: Message, personId: string, card: AdaptiveCard): void {
      message.views.set(personId, card);
      message.notices.delete(personId);
      message.signIns.delete(personId);
      touch(message, personId);
      tell({ event: 'replaced', conversation, message, personId, card });
    },
    noteFor(conversation: Conversation, message: Message, personId: string, notice: Notice): void {
      message.notices.set(personId, notice);
      message.signIns.delete(personId);
      touch(message, personId);
      tell({ event: 'notice', conversation, message, personId, notice });
    },
    offerSignIn(conversation: Conversation, message: Message, personId: string, button: SignInButton): void {
      message.signIns.set(personId, button);
      touch(message, personId);
      tell({ event: 'sign-in', conversation, message, personId, button });
    },
  };
}
export type Timeline = ReturnType<typeof makeTimeline>;

/** The Adaptive Cards of a message as one person sees them. */
export function cardsFor(message: Message, personId: string): AdaptiveCard[] {
  const own = message.views.get(personId);
  if (own) return [own];
  return message.attachments
    .filter((attachment) => attachment.contentType === adaptiveContentType)
    .map((attachment) => attachment.content as AdaptiveCard);
}

/** When a person last saw this message change. */
export const changedFor = (message: Message, personId: string): number =>
  Math.max(message.changed, message.changedFor.get(personId) ?? 0);
