import { channelIdOf, type Conversation, team, teamsBotId, teamsUserId } from './conversations.ts';
import type { Activity, TeamsApp, TeamsPerson } from './types.ts';

export interface Surroundings {
  tenantId: string;
  app: TeamsApp;
  serviceUrl: string;
}

const kinds = { personal: 'personal', group: 'groupChat', channel: 'channel' } as const;
const clientInfo = {
  locale: 'en-US',
  country: 'US',
  platform: 'Web',
  timezone: 'Europe/Berlin',
  type: 'clientInfo',
};

/**
 * An activity with the properties that Teams gives every one (Learn: "Event types in Teams bot conversations"),
 * `specific` on top. `from` is the person; in a channel the team and the channel are named.
 */
export function composeActivity(
  { tenantId, app, serviceUrl }: Surroundings,
  conversation: Conversation,
  person: TeamsPerson,
  specific: { type: string } & Record<string, unknown>,
): Activity {
  const now = new Date().toISOString();
  const inTeam = conversation.place === 'channel';
  const channelId = channelIdOf(conversation);
  return {
    id: specific.type === 'invoke' ? `f:${crypto.randomUUID()}` : crypto.randomUUID(),
    timestamp: now,
    localTimestamp: now,
    channelId: 'msteams',
    serviceUrl,
    from: { id: teamsUserId(person.id), name: person.name, aadObjectId: person.id },
    recipient: { id: teamsBotId(app), name: app.name },
    conversation: {
      id: conversation.id,
      conversationType: kinds[conversation.place],
      tenantId,
      ...(conversation.place === 'personal' ? {} : { isGroup: true }),
    },
    channelData: {
      tenant: { id: tenantId },
      ...(inTeam
        ? {
            team: { id: team.id },
            channel: { id: channelId },
            teamsTeamId: team.id,
            teamsChannelId: channelId,
          }
        : {}),
      ...(specific['name'] === 'adaptiveCard/action' ? { source: { name: 'message' } } : {}),
    },
    entities: [clientInfo],
    locale: 'en-US',
    localTimezone: clientInfo.timezone,
    ...specific,
  };
}

/** What a person's typed text becomes: with the mention in front where others read too, or the bot would not get it. */
export function composeMessage(
  surroundings: Surroundings,
  conversation: Conversation,
  person: TeamsPerson,
  { id, text }: { id: string; text: string },
): Activity {
  const { app } = surroundings;
  const mention = `<at>${app.name}</at>`;
  const shared = conversation.place !== 'personal';
  const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const htmlMention = `<span itemtype="http://schema.skype.com/Mention" itemscope itemid="0">${app.name}</span>&nbsp;`;
  return composeActivity(surroundings, conversation, person, {
    type: 'message',
    id,
    textFormat: 'plain',
    text: shared ? `${mention} ${text}\n` : text,
    attachments: [{ contentType: 'text/html', content: `<p>${shared ? htmlMention : ''}${html}</p>` }],
    entities: [
      ...(shared
        ? [{ type: 'mention', mentioned: { id: teamsBotId(app), name: app.name }, text: mention }]
        : []),
      clientInfo,
    ],
  });
}

/** What the bot is told on first contact: added to the conversation, then installed. */
export function composeFirstContact(
  surroundings: Surroundings,
  conversation: Conversation,
  person: TeamsPerson,
): Activity[] {
  const bot = { id: teamsBotId(surroundings.app) };
  const user = { id: teamsUserId(person.id), aadObjectId: person.id };
  const membersAdded = conversation.place === 'personal' ? [user, bot] : [bot];
  return [
    composeActivity(surroundings, conversation, person, { type: 'conversationUpdate', membersAdded }),
    composeActivity(surroundings, conversation, person, { type: 'installationUpdate', action: 'add' }),
  ];
}
