import type { Conversation } from './conversations.ts';
import { ClientRefused, findInput, type Given } from './fill-inputs.ts';
import { actionData, findButton, findCardWithInput, type Pressed } from './press.ts';
import { readSearchAnswer, searchValue } from './search-choices.ts';
import type { Teams } from './start-teams.ts';
import type { AdaptiveCard, Delivered, Place, TeamsPerson } from './types.ts';
import { type Shown, visibleIn } from './visible.ts';
import { waitFor, type WaitOptions } from './wait-for.ts';

export interface ClickOptions {
  title: string;
  /** by label or id of the input; presets stay where nothing is given */
  inputs?: Readonly<Record<string, Given>>;
  /** on this message; absent: the newest that has the button */
  messageId?: string;
}

type Browse = (options: { url: string; personId: string }) => Promise<void>;

/**
 * What people do in Teams. A person is named by first name, full name, UPN or object id. Everything resolves when the
 * client itself has done its part; what the bot does later is waited for with `waitFor`. ClientRefused is thrown where
 * the real client would not let the person do it.
 *
 * `browse` opens a sign-in page as that person and resolves when it has ended.
 */
export function openTeamsClient(teams: Teams, { browse }: { browse: Browse }) {
  const { conversations, timeline, deliverer, execute, popups } = teams;

  function person(name: string): TeamsPerson {
    const wanted = name.trim().toLowerCase();
    const found = teams.people.filter((one) =>
      [one.id, one.name, one.userPrincipalName, one.name.split(' ')[0] ?? ''].some(
        (known) => known.toLowerCase() === wanted,
      ),
    );
    if (found.length === 1 && found[0]) return found[0];
    const known = teams.people.map((one) => one.name).join(', ');
    throw new ClientRefused(
      `${found.length === 0 ? 'nobody' : 'more than one person'} is called "${name}"; there are: ${known}`,
    );
  }
  const at = (place: Place, name: string): Conversation | undefined =>
    conversations.at(place, person(name).id);

  async function search(conversation: Conversation, who: TeamsPerson, dataset: string, text: string) {
    const invoke = teams.invoke(conversation, who, 'application/search', searchValue(dataset, text));
    return readSearchAnswer(await deliverer.deliver(invoke));
  }

  /** A typed choice of a filtered choice set becomes the value that the bot offers for it. */
  async function lookUp(
    conversation: Conversation,
    who: TeamsPerson,
    card: AdaptiveCard,
    given: Readonly<Record<string, Given>>,
  ) {
    const looked: Record<string, Given> = { ...given };
    for (const [label, value] of Object.entries(given)) {
      const query = findInput(card, label)?.['choices.data'];
      if (!query) continue;
      const wanted = (
        typeof value === 'string'
          ? value.split(';')
          : Array.isArray(value)
            ? (value as readonly string[])
            : []
      ).map((one) => one.trim());
      looked[label] = await Promise.all(
        wanted.map(async (one) => {
          const offered = await search(conversation, who, query.dataset, one);
          return offered.find(({ title }) => title.toLowerCase() === one.toLowerCase())?.value ?? one;
        }),
      );
    }
    return looked;
  }

  async function press(
    conversation: Conversation,
    who: TeamsPerson,
    pressed: Pressed,
    inputs: Readonly<Record<string, Given>>,
  ) {
    const { message } = pressed;
    if (pressed.on === 'sign-in') {
      const waiting = popups.find(message, who.id) ?? {
        from: 'oauth-card',
        conversation,
        message,
        person: who,
      };
      popups.expect(waiting);
      return deliverer.counted(() => browse({ url: pressed.button.url, personId: who.id }));
    }
    if (pressed.on === 'file') {
      await teams.answerFile({ conversation, message, person: who }, pressed.allow);
      return;
    }
    const { card, action } = pressed;
    const { type, title, verb } = action;
    if (type === 'Action.OpenUrl') return;
    const data = actionData({ card, action }, await lookUp(conversation, who, card, inputs));
    if (type === 'Action.Submit') {
      await teams.deliver(conversation, who, { type: 'message', value: data, replyToId: message.id });
      return;
    }
    if (type !== 'Action.Execute')
      throw new ClientRefused(`"${title ?? ''}" is ${type}, which sends nothing`);
    const value = { action: { type, title, verb, data }, trigger: 'manual' };
    const execution = { conversation, message, person: who, value };
    const outcome = await execute.execute(execution);
    if (outcome.outcome === 'sign-in') popups.expect({ from: 'action', ...execution });
  }

  return {
    person,
    /** first contact: the bot is told that it was added, and has `greetingMs` to say hello before anybody speaks */
    async arrive(place: Place, name: string, { greetingMs = 5000 } = {}): Promise<void> {
      const conversation = conversations.installedIn(at(place, name) ?? conversations.wholeChannel);
      if (conversation.installed) return;
      await teams.ensureInstalled(conversation, person(name));
      const greeted = (): boolean => conversation.messages.some(({ from }) => from === 'bot');
      await waitFor(timeline.events, greeted, { timeoutMs: greetingMs, describe: () => 'no greeting' }).catch(
        () => {},
      );
    },
    /** sends a message, with the mention where it needs one; answers what the bot's end answered to the delivery */
    async say(place: Place, name: string, text: string): Promise<Delivered> {
      const who = person(name);
      const conversation = conversations.at(place, who.id) ?? conversations.openThread(timeline.nextId());
      await teams.ensureInstalled(conversation, who);
      return teams.send(conversation, who, text);
    },
    /** a new post in the channel: later messages there belong to its thread */
    newThread: (): void => void conversations.openThread(timeline.nextId()),
    async click(place: Place, name: string, { title, inputs = {}, messageId }: ClickOptions): Promise<void> {
      const who = person(name);
      const conversation = conversations.at(place, who.id);
      const pressed = findButton(conversation, who.id, { title, ...(messageId ? { messageId } : {}) });
      if (conversation) await press(conversation, who, pressed, inputs);
    },
    /** the newest card that has the input, and the message it stands in */
    cardWithInput: (place: Place, name: string, label: string) =>
      findCardWithInput(at(place, name), person(name).id, label),
    /** the choices a filtered choice set offers for what is typed */
    search(place: Place, name: string, { dataset, text }: { dataset: string; text: string }) {
      const conversation = at(place, name);
      if (!conversation) throw new ClientRefused('nothing was said there yet');
      return search(conversation, person(name), dataset, text);
    },
    /** what this person sees now, in order */
    visible: (place: Place, name: string): Shown[] => visibleIn(at(place, name), person(name).id),
    waitFor: <T>(predicate: () => T, options: WaitOptions) => waitFor(timeline.events, predicate, options),
    /** resolves when no delivery of the client's own is under way */
    idle: (timeoutMs = 15_000) =>
      waitFor(timeline.events, () => teams.pending() === 0, {
        timeoutMs,
        describe: () => `${teams.pending()} deliveries were not finished after ${timeoutMs} ms`,
      }),
    /** for Entra to tell that a sign-in page of this person ended */
    popupDone: (personId: string, state: string) => popups.finish(personId, state),
  };
}
export type TeamsClient = ReturnType<typeof openTeamsClient>;
