import { TeamsAdapter } from '@microsoft/teams-ai';
import type { Activity, InvokeResponse, Request, Response, TurnContext } from 'botbuilder';
import {
  AppCredentials,
  AuthenticationConfiguration,
  AuthenticationConstants,
  AuthenticationError,
  type AuthenticateRequestResult,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { Logger } from 'pino';
import type { Settings } from '../settings.ts';

type ConnectorToken = (scope: string) => Promise<{ token: string; expiresOn: Date }>;
type Logic = (context: TurnContext) => Promise<void>;

/**
 * The SDKs' adapter with every endpoint out of the settings, validation of the Bot Connector's tokens always on, and the
 * bot's own token from `connectorToken`. An error of a turn's logic is logged and goes no further (`onTurnError`), also in
 * `continueConversationAsync`: who has to know of it, catches it inside the logic.
 */
export function makeAdapter(options: {
  settings: Settings;
  connectorToken: ConnectorToken;
  log: Logger;
}): TeamsAdapter {
  return new QuietAdapter(options);
}

/**
 * Hands an activity, whose shape was checked, to the adapter. The caller hears 401 where the SDK does not accept the token
 * (also for `alg: none` and a bad signature, which the SDK calls 500), 503 where the Bot Connector's keys cannot be had,
 * 500 where `logic` failed before it answered; always with `{ error: { code, message } }`, never with an exception's text.
 */
export async function receiveActivity(
  adapter: TeamsAdapter,
  req: Request,
  res: Response,
  logic: Logic,
): Promise<void> {
  await adapter.process(req, res, logic);
}

const failure = (status: number, code: string, message: string) => ({
  status,
  body: { error: { code, message } },
});
const failures = {
  token: failure(401, 'unauthorized', 'The token is not one of the Bot Connector for this bot.'),
  keys: failure(503, 'keys-unavailable', 'The keys of the Bot Connector cannot be had right now.'),
  logic: failure(500, 'unexpected', 'Something went wrong.'),
};

const authenticationTimeoutMs = 10_000;

class QuietAdapter extends TeamsAdapter {
  readonly #log: Logger;

  constructor({ settings, connectorToken, log }: Parameters<typeof makeAdapter>[0]) {
    super(endpoints(settings), credentialsFactory(settings, connectorToken), connectorOnly(settings));
    this.#log = log;
    this.onTurnError = async (_context, error) => {
      log.error({ err: error }, 'a turn failed');
    };
  }

  /** What CloudAdapter.process would print and send to the caller as an exception's text, ends here as a plain answer. */
  protected override async processActivity(
    authorization: string | AuthenticateRequestResult,
    activity: Activity,
    logic: Logic,
  ): Promise<InvokeResponse | undefined> {
    let caller: AuthenticateRequestResult;
    try {
      caller =
        typeof authorization === 'string' ? await this.#authenticate(activity, authorization) : authorization;
    } catch (error) {
      const badToken = isTokenError(error);
      if (badToken) this.#log.warn({ error: nameOf(error) }, 'the token of an activity was refused');
      else this.#log.error({ err: error }, 'the keys of the Bot Connector cannot be had');
      return badToken ? failures.token : failures.keys;
    }
    let failed = false;
    const watched: Logic = async (context) => {
      try {
        await logic(context);
      } catch (error) {
        failed = true;
        throw error;
      }
    };
    try {
      const answer = await super.processActivity(caller, activity, watched);
      return failed && (answer === undefined || answer.status === 501) ? failures.logic : answer;
    } catch (error) {
      this.#log.error({ err: error }, 'a turn failed');
      return failures.logic;
    }
  }

  /** Bounded: the SDK fetches the Bot Connector's keys without any time-out. */
  async #authenticate(activity: Activity, authorization: string): Promise<AuthenticateRequestResult> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`no keys within ${authenticationTimeoutMs} ms`));
      }, authenticationTimeoutMs);
    });
    try {
      return await Promise.race([
        this.botFrameworkAuthentication.authenticateRequest(activity, authorization),
        late,
      ]);
    } finally {
      clearTimeout(timer);
    }
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** The SDK's own refusals, and those of jsonwebtoken that it lets through; a SyntaxError is a token that is no JSON inside. */
const isTokenError = (error: unknown): boolean =>
  error instanceof AuthenticationError
    ? error.statusCode < 500
    : ['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError', 'SyntaxError'].includes(nameOf(error));

/** Setting one endpoint means that all have to be set (botframework-connector 4.23.3). */
const endpoints = ({ tenantId, cloud }: Settings) => ({
  ValidateAuthority: 'true',
  ToChannelFromBotLoginUrl: `${cloud.authorityHost}/${tenantId}`,
  ToChannelFromBotOAuthScope: cloud.connectorResource,
  ToBotFromChannelTokenIssuer: cloud.botTokenIssuer,
  ToBotFromChannelOpenIdMetadataUrl: cloud.botOpenIdUrl,
  ToBotFromEmulatorOpenIdMetadataUrl: cloud.botOpenIdUrl,
  OAuthUrl: cloud.botOAuthUrl,
});

/** The SDK would also take Entra tokens of the bot's own app (emulator) and of other bots (skills); neither is wanted. */
const connectorOnly = ({ cloud }: Settings): AuthenticationConfiguration =>
  new AuthenticationConfiguration([], async (claims) => {
    const issuer = claims.find((claim) => claim.type === AuthenticationConstants.IssuerClaim)?.value;
    if (issuer !== cloud.botTokenIssuer)
      throw new AuthenticationError('not a token of the Bot Connector', 401);
  });

const credentialsFactory = (
  settings: Settings,
  connectorToken: ConnectorToken,
): ServiceClientCredentialsFactory => ({
  isValidAppId: async (id) => id.toLowerCase() === settings.clientId,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => new BotToken(settings, connectorToken),
});

/** Asks for a token each time: the base class would keep tokens in a map that all adapters of a process share. */
class BotToken extends AppCredentials {
  readonly #ask: () => ReturnType<ConnectorToken>;

  constructor({ clientId, tenantId, cloud }: Settings, connectorToken: ConnectorToken) {
    super(clientId, tenantId, cloud.connectorResource);
    this.#ask = () => connectorToken(`${cloud.connectorResource}/.default`);
  }

  override async getToken(): Promise<string> {
    return (await this.#ask()).token;
  }

  protected async refreshToken() {
    const { token, expiresOn } = await this.#ask();
    return { accessToken: token, expiresOn };
  }
}
