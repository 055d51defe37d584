import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type TurnContext,
  TurnContext as Turn,
} from 'botbuilder';
import { AppCredentials, type ServiceClientCredentialsFactory } from 'botframework-connector';
import express from 'express';

class FixedToken extends AppCredentials {
  constructor(
    appId: string,
    private readonly fixed: string,
  ) {
    super(appId, undefined, 'https://api.botframework.com');
  }
  override async getToken(): Promise<string> {
    return this.fixed;
  }
  override async refreshToken(): Promise<never> {
    throw new Error('not used');
  }
}

export interface SmallBot {
  url: string;
  /** activities that passed authentication, in order */
  seen: TurnContext['activity'][];
  /** statuses of all deliveries, refused ones too */
  statuses: number[];
  onTurn: (context: TurnContext) => Promise<void>;
  /** works in the conversation of an activity, outside its turn */
  later(activity: TurnContext['activity'], work: (context: TurnContext) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** A bot of the SDK's own making, authentication on both ways: enough to try the Teams side before the real bot. */
export async function startSmallBot(options: {
  clientId: string;
  openIdUrl: string;
  token: string;
}): Promise<SmallBot> {
  const { clientId, openIdUrl, token } = options;
  const factory: ServiceClientCredentialsFactory = {
    isValidAppId: async (id?: string) => id === clientId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => new FixedToken(clientId, token),
  };
  const configuration = {
    ...{ ValidateAuthority: 'true', CallerId: 'urn:botframework:azure', OAuthUrl: 'https://localhost' },
    ...{
      ToChannelFromBotLoginUrl: 'https://localhost',
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    },
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    ...{ ToBotFromChannelOpenIdMetadataUrl: openIdUrl, ToBotFromEmulatorOpenIdMetadataUrl: openIdUrl },
  };
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(configuration, factory));
  const web = express();
  const bot: SmallBot = {
    ...{ url: '', seen: [], statuses: [] },
    onTurn: async () => {},
    later: (activity, work) =>
      adapter.continueConversationAsync(clientId, Turn.getConversationReference(activity), work),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  web.post('/api/messages', express.json(), (request, response, next) => {
    response.on('finish', () => bot.statuses.push(response.statusCode));
    adapter
      .process(request, response, async (context) => {
        bot.seen.push(structuredClone(context.activity));
        await bot.onTurn(context);
      })
      .catch(next);
  });
  const server = web.listen(0, '127.0.0.1');
  await once(server, 'listening');
  bot.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return bot;
}

/** An answer to an invoke. */
export const invokeResponse = (status: number, body?: unknown) => ({
  type: 'invokeResponse',
  value: { status, body },
});
export const cardAnswer = (card: unknown) =>
  invokeResponse(200, { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card });
export const messageAnswer = (text: string) =>
  invokeResponse(200, { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text });
export const loginAnswer = (url: string) =>
  invokeResponse(200, {
    statusCode: 401,
    type: 'application/vnd.microsoft.activity.loginRequest',
    value: {
      text: 'Please sign in',
      connectionName: 'graph',
      tokenExchangeResource: { id: 'exchange-1', uri: 'api://botid-x' },
      buttons: [{ type: 'signin', title: 'Sign in', text: 'Sign in', value: url }],
    },
  });
export const preconditionFailed = invokeResponse(200, {
  statusCode: 412,
  type: 'application/vnd.microsoft.error.preconditionFailed',
  value: { code: '412', message: 'no' },
});

/** A message with one Adaptive Card. */
export const cardMessage = (body: unknown[], actions: unknown[] = []) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { type: 'AdaptiveCard', version: '1.5', body, actions },
    },
  ],
});
export const oauthMessage = (url = 'http://127.0.0.1/auth') => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.oauth',
      content: {
        text: 'Please sign in',
        connectionName: 'graph',
        tokenExchangeResource: { id: 'exchange-1', uri: 'api://botid-x' },
        buttons: [{ type: 'signin', title: 'Sign in', value: url }],
      },
    },
  ],
});
