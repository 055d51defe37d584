import type { Conversation } from './conversations.ts';
import type { Deliverer } from './deliver.ts';
import type { Execute, Execution } from './execute-action.ts';
import type { Message } from './message.ts';
import type { Activity, TeamsPerson } from './types.ts';

/** A sign-in button that stands somewhere: of an OAuthCard, or of a click that needs a sign-in first. */
type Waiting =
  | { from: 'oauth-card'; conversation: Conversation; message: Message; person: TeamsPerson }
  | ({ from: 'action' } & Execution);

interface PopupOptions {
  deliverer: Deliverer;
  execute: Execute;
  invoke: (conversation: Conversation, person: TeamsPerson, name: string, value: unknown) => Activity;
}

/**
 * What the client does when a sign-in page has ended with success: it tells the bot which sign-in that was -
 * `signin/verifyState` for an OAuthCard, the same action with `state` for a loginRequest (teams.md 2.2, 2.7).
 */
export function makePopups({ deliverer, execute, invoke }: PopupOptions) {
  let waiting: Waiting[] = [];

  return {
    /** A button appeared, or was pressed: the newest one of a person is the one whose page ends next. */
    expect(next: Waiting): void {
      waiting = waiting.filter((one) => one.message !== next.message || one.person.id !== next.person.id);
      waiting.push(next);
    },
    find: (message: Message, personId: string): Waiting | undefined =>
      waiting.find((one) => one.message === message && one.person.id === personId),
    /** The page of this person ended; `state` is what it handed to the client. */
    async finish(personId: string, state: string): Promise<void> {
      const done = waiting.findLast((one) => one.person.id === personId);
      if (!done) return;
      waiting = waiting.filter((one) => one !== done);
      if (done.from === 'action') await execute.executeWithState(done, state);
      else await deliverer.deliver(invoke(done.conversation, done.person, 'signin/verifyState', { state }));
    },
  };
}
export type Popups = ReturnType<typeof makePopups>;
