import { createHash } from 'node:crypto';
import type { Message } from './message.ts';
import type { Place, TeamsApp, TeamsPerson } from './types.ts';

/** A chat or a thread. Ids have the forms of the real Teams. */
export interface Conversation {
  id: string;
  place: Place;
  name?: string;
  members: TeamsPerson[];
  /** the bot was told that it was added here */
  installed: boolean;
  messages: Message[];
}

export const team = {
  id: '19:endpoint-team@thread.tacv2',
  name: 'Endpoint team',
  aadGroupId: '7d1f3c52-9a43-4f0e-8f6a-2b8f4f6f6a10',
};
/** The channel that every team has; its id is the team's. */
export const generalChannel = { id: team.id, name: 'General' };
export const channel = { id: '19:device-changes@thread.tacv2', name: 'Device changes' };
export const groupChat = { id: '19:change-board@thread.v2', name: 'Change board' };

/** The opaque id that Teams gives a person towards one bot; proves nothing, `aadObjectId` identifies. */
export const teamsUserId = (personId: string): string =>
  `29:1${createHash('sha256').update(personId).digest('base64url')}`;
export const teamsBotId = (app: TeamsApp): string => `28:${app.clientId}`;
export const personalChatId = (personId: string): string =>
  `a:1${createHash('sha256').update(`chat ${personId}`).digest('base64url')}`;

/** The channel of a thread; of anything else its own id. */
export const channelIdOf = ({ id }: Pick<Conversation, 'id'>): string => id.split(';')[0] ?? id;

/** All chats of the practice organization. Everybody is in the group chat and the team. */
export function makeConversations(people: readonly TeamsPerson[]) {
  const byId = new Map<string, Conversation>();
  const add = (conversation: Omit<Conversation, 'installed' | 'messages'>): Conversation => {
    const made = { ...conversation, installed: false, messages: [] };
    byId.set(made.id, made);
    return made;
  };
  for (const person of people) add({ id: personalChatId(person.id), place: 'personal', members: [person] });
  add({ ...groupChat, place: 'group', members: [...people] });
  const wholeChannel = add({ ...channel, place: 'channel', members: [...people] });
  add({ ...generalChannel, place: 'channel', members: [...people] });
  let currentThread: Conversation | undefined;

  /** A thread under a channel; its id holds the id of the first message, as in Teams. */
  function openThread(
    rootMessageId: string,
    under: Pick<Conversation, 'id' | 'name'> = channel,
  ): Conversation {
    const id = `${under.id};messageid=${rootMessageId}`;
    currentThread =
      byId.get(id) ??
      add({ id, ...(under.name ? { name: under.name } : {}), place: 'channel', members: [...people] });
    return currentThread;
  }

  return {
    ...{ openThread, wholeChannel },
    all: (): Conversation[] => [...byId.values()],
    /** An app is added to a channel, not to each thread. */
    installedIn: (conversation: Conversation): Conversation =>
      byId.get(channelIdOf(conversation)) ?? conversation,
    find: (id: string): Conversation | undefined => byId.get(id),
    /** The conversation behind a place; the channel stands for its newest thread, if there is one. */
    at(place: Place, personId: string): Conversation | undefined {
      if (place === 'channel') return currentThread;
      return byId.get(place === 'group' ? groupChat.id : personalChatId(personId));
    },
    /** A thread of a channel that the Playground or the bot names by id. */
    findOrOpen(id: string): Conversation | undefined {
      const under = byId.get(channelIdOf({ id }));
      const root = id.split(';messageid=')[1];
      return byId.get(id) ?? (under?.place === 'channel' && root ? openThread(root, under) : undefined);
    },
  };
}
export type Conversations = ReturnType<typeof makeConversations>;
