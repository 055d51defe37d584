import { channel, groupChat, personalChatId, team, teamsBotId, teamsUserId } from '../teams/conversations.ts';
import type { TeamsApp, TeamsPerson } from '../teams/types.ts';

/** The Playground wants exactly so many people beside the one who uses it. */
const others = 5;

/** They fill the Playground's list where a tenant has fewer; what they would say is refused. */
const fillers: TeamsPerson[] = [
  'Adele Vance',
  'Alex Wilber',
  'Diego Siciliani',
  'Lee Gu',
  'Nestor Wilke',
].map((name, index) => ({
  ...{ id: `00000000-0000-4000-8000-00000000000${index}`, name: `${name} (not in this tenant)` },
  userPrincipalName: `nobody${index}@contoso.com`,
}));

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
  const users = [...people.filter(({ id }) => id !== currentPerson.id), ...fillers].slice(0, others);
  return JSON.stringify({
    ...{ version: '0.1.1', tenantId },
    bot: { id: teamsBotId(app), name: app.name },
    ...{ currentUser: user(currentPerson), users: users.map(user) },
    personalChat: { id: personalChatId(currentPerson.id) },
    groupChat,
    team: { ...team, channels: [channel] },
  });
}
