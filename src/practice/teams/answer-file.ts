import type { Conversation } from './conversations.ts';
import type { Deliverer } from './deliver.ts';
import { consentCardOf } from './file-cards.ts';
import type { Message } from './message.ts';
import type { OneDrive } from './one-drive.ts';
import type { Timeline } from './timeline.ts';
import type { Activity, Delivered, TeamsPerson } from './types.ts';

interface AnswerFileOptions {
  oneDrive: OneDrive;
  deliverer: Deliverer;
  timeline: Timeline;
  invoke: (
    conversation: Conversation,
    person: TeamsPerson,
    name: string,
    value: unknown,
    replyToId: string,
  ) => Activity;
}

/**
 * What the client does when somebody allows or declines a file: it opens a place in OneDrive and tells the bot. The buttons stay
 * alive until the bot takes the card away, as in the real client.
 */
export const makeAnswerFile =
  ({ oneDrive, deliverer, timeline, invoke }: AnswerFileOptions) =>
  async (
    { conversation, message, person }: { conversation: Conversation; message: Message; person: TeamsPerson },
    allow: boolean,
  ): Promise<Delivered> => {
    const card = consentCardOf(message);
    if (!card) throw new Error('the message offers no file');
    const { acceptContext, declineContext } = card.content;
    const value = allow
      ? {
          ...{ type: 'fileUpload', action: 'accept', context: acceptContext },
          uploadInfo: oneDrive.openPlace(person.id, card.name),
        }
      : { type: 'fileUpload', action: 'decline', context: declineContext };
    const answer = await deliverer.deliver(
      invoke(conversation, person, 'fileConsent/invoke', value, message.id),
    );
    if (answer.status !== 200) {
      const text = `Something went wrong. Please try again. (HTTP ${answer.status})`;
      timeline.noteFor(conversation, message, person.id, { kind: 'error', text });
    }
    return answer;
  };
export type AnswerFile = ReturnType<typeof makeAnswerFile>;
