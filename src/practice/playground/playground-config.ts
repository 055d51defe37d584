import { channel, groupChat, personalChatId, team, teamsBotId, teamsUserId } from '../teams/conversations.ts';
import type { TeamsApp, TeamsPerson } from '../teams/types.ts';

/** The Playground wants exactly so many people beside the one who uses it. */
const others = 5;

const user = (person: TeamsPerson) => {
  const [givenName = person.name, ...rest] = person.name.split(' ');
  return {
    id: teamsUserId(person.id),
    ...{ name: person.name, aadObjectId: person.id, givenName, surname: rest.join(' ') || givenName },
    // the misspelt name is the Playground's
    ...{ userPrincipleName: person.userPrincipalName, email: person.userPrincipalName },
  };
};

/**
 * The Playground's configuration (0.2.28, version "0.1.1") for the same people and chats as the Teams side; all values
 * have to be strings. JSON is YAML.
 */
export function playgroundConfig(options: {
  tenantId: string;
  app: TeamsApp;
  people: readonly TeamsPerson[];
  currentPerson: TeamsPerson;
}): string {
  const { tenantId, app, people, currentPerson } = options;
  const users = people.filter(({ id }) => id !== currentPerson.id).slice(0, others);
  if (users.length < others)
    throw new Error(`The Playground needs ${others + 1} people in the tenant, there are ${people.length}.`);
  return JSON.stringify({
    ...{ version: '0.1.1', tenantId },
    bot: { id: teamsBotId(app), name: app.name },
    ...{ currentUser: user(currentPerson), users: users.map(user) },
    personalChat: { id: personalChatId(currentPerson.id) },
    groupChat,
    team: { ...team, channels: [channel] },
  });
}
