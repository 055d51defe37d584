import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { makeAnswerFile } from './answer-file.ts';
import { composeActivity, composeFirstContact, composeMessage } from './compose-activity.ts';
import { connectorRoutes } from './connector-api.ts';
import { type Conversation, makeConversations } from './conversations.ts';
import { makeDeliver, type Trouble } from './deliver.ts';
import { makeExecute } from './execute-action.ts';
import { makeOneDrive } from './one-drive.ts';
import { makePopups } from './popups.ts';
import { makeConnectorKey } from './sign-as-connector.ts';
import { makeSilentSignIn } from './sign-in-silently.ts';
import { makeTimeline, type TimelineEvent } from './timeline.ts';
import { type Outgoing, type TeamsApp, type TeamsEntra, type TeamsPerson, writtenOf } from './types.ts';

export interface TeamsOptions {
  tenantId: string;
  people: readonly TeamsPerson[];
  app: TeamsApp;
  entra: TeamsEntra;
  /** where the bot listens, asked at each delivery: `http://127.0.0.1:3978` */
  botUrl: () => string;
}

/**
 * The Teams service on loopback http: the Bot Connector's OpenID metadata and keys, the connector API, and every
 * conversation in memory. `openTeamsClient` (open-client.ts) is what people do in it.
 */
export async function startTeams({ tenantId, people, app, entra, botUrl }: TeamsOptions) {
  const key = await makeConnectorKey();
  const conversations = makeConversations(people);
  const timeline = makeTimeline();
  const refused: string[] = [];
  let trouble: Trouble = {};
  const changed = (): void => void timeline.events.emit('change');

  const web = express();
  const server = web.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = `${origin}/teams/`;
  const surroundings = { tenantId, app, serviceUrl };

  const current = (): Trouble => trouble;
  const deliverer = makeDeliver({
    botUrl,
    clientId: app.clientId,
    serviceUrl,
    key,
    trouble: current,
    onEnd: changed,
  });
  const invoke = (
    conversation: Conversation,
    person: TeamsPerson,
    name: string,
    value: unknown,
    replyToId?: string,
  ) =>
    composeActivity(surroundings, conversation, person, {
      type: 'invoke',
      ...{ name, value },
      ...(replyToId === undefined ? {} : { replyToId }),
    });
  const parts = { entra, timeline, deliverer, trouble: current, invoke };
  const oneDrive = makeOneDrive({
    ...{ origin, trouble: () => trouble.upload ?? {} },
    onRefused: (what) => refused.push(what),
  });
  const answerFile = makeAnswerFile({ oneDrive, deliverer, timeline, invoke });
  const silent = makeSilentSignIn(parts);
  const execute = makeExecute(parts);
  const popups = makePopups({ deliverer, execute, invoke });

  function receive(conversation: Conversation, outgoing: Outgoing) {
    const hidden = silent.applies(outgoing);
    const message = timeline.post(conversation, { from: 'bot', hidden, ...writtenOf(outgoing) });
    if (hidden) silent.attempt(conversation, message, outgoing);
    return message;
  }

  web.get('/openid', (_request, response) => {
    response.json({
      issuer: 'https://api.botframework.com',
      jwks_uri: `${origin}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });
  web.get('/keys', (_request, response) => {
    response.json(key.keys);
  });
  web.use('/onedrive', oneDrive.routes);
  web.use(
    '/teams',
    connectorRoutes({
      ...{ tenantId, conversations, timeline, receive },
      isKeptFile: oneDrive.isKept,
      isConnectorToken: entra.isConnectorToken,
      onTyping: (conversation) => void timeline.events.emit('typing', conversation),
      onRefused: (what) => refused.push(what),
    }),
  );

  /** Tells the bot on first contact that it was added. */
  async function ensureInstalled(conversation: Conversation, person: TeamsPerson): Promise<void> {
    const place = conversations.installedIn(conversation);
    if (place.installed) return;
    place.installed = true;
    for (const activity of composeFirstContact(surroundings, place, person))
      await deliverer.deliver(activity);
  }

  return {
    origin,
    serviceUrl,
    /** `host:port` for BOT_SERVICE_HOSTS */
    serviceHost: new URL(origin).host,
    openIdUrl: `${origin}/openid`,
    /** the http server, for the Playground's own endpoint */
    web,
    ...{
      people,
      app,
      tenantId,
      conversations,
      timeline,
      deliverer,
      execute,
      answerFile,
      popups,
      ensureInstalled,
      invoke,
    },
    /** a message of a person is kept and delivered */
    send: async (conversation: Conversation, person: TeamsPerson, text: string, id?: string) => {
      const message = timeline.post(conversation, {
        from: person.id,
        text,
        attachments: [],
        ...(id ? { id } : {}),
      });
      return deliverer.deliver(composeMessage(surroundings, conversation, person, { id: message.id, text }));
    },
    /** any other activity of a person is composed and delivered */
    deliver: (
      conversation: Conversation,
      person: TeamsPerson,
      specific: { type: string } & Record<string, unknown>,
    ) => deliverer.deliver(composeActivity(surroundings, conversation, person, specific)),
    /** what real life does from now on; `{}` ends it */
    imitate: (next: Trouble): void => void (trouble = next),
    /** what happened, in order; answers how to stop listening */
    onEvent(listener: (event: TimelineEvent) => void): () => void {
      timeline.events.on('event', listener);
      return () => timeline.events.off('event', listener);
    },
    /** deliveries and sign-ins of the client's own that are not finished */
    pending: deliverer.underWay,
    sequence: timeline.sequence,
    /** what bots put into people's OneDrive, oldest first */
    files: oneDrive.files,
    /** calls of the bot that the connector refused, each one line: a test ends with none */
    refused: (): readonly string[] => refused,
    async stop(): Promise<void> {
      deliverer.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type Teams = Awaited<ReturnType<typeof startTeams>>;
