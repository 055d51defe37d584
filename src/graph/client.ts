import { randomUUID } from 'node:crypto';
import {
  Client,
  GraphClientError,
  ResponseType,
  type Context,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import { authenticate, type GetToken } from './authenticate.ts';
import { chain, type GraphCall, type Send, type Timing } from './chain.ts';
import type { Concern } from './concern.ts';
import { exchange } from './exchange.ts';
import { failureOf, UnreadableAnswer } from './failure.ts';
import { heldScopes } from './held-scopes.ts';
import { paced, type Pace } from './pace.ts';
import { queryString, type GraphPath } from './path.ts';
import { record, type Log } from './record.ts';
import { jsonOf, type Result } from './result.ts';
import { retry, type RetryLimits } from './retry.ts';
import { timeOut } from './time-out.ts';

export interface GraphRequest {
  method?: 'GET' | 'POST' | 'DELETE';
  version: 'beta' | 'v1.0';
  path: GraphPath;
  query?: Readonly<Record<string, string>>;
  /** a page that Graph named; taken instead of path and query */
  nextLink?: string;
  headers?: Readonly<Record<string, string>>;
  body?: Readonly<Record<string, unknown>>;
  /** default: GET reads, POST writes */
  kind?: GraphCall['kind'];
  /** statuses that are not retried, because the caller knows better */
  handBack?: readonly number[];
  /** not sent again by the chain, not even where it is known not to have happened */
  once?: boolean;
  /** default: a new one */
  clientRequestId?: string;
  concern: Concern;
}

export interface GraphClient {
  /** https origin of Graph */
  origin: string;
  timing: Timing;
  /** the delegated scopes that the token holds, where they can be told */
  heldScopes(): Promise<readonly string[] | undefined>;
  /** any status is an answer here; throws Problem only where the token is refused or the address is not Graph's */
  send(request: GraphRequest): Promise<Result>;
}

export interface ClientOptions extends Timing {
  /** https origin without version, as `https://graph.microsoft.com` */
  graphRoot: string;
  getToken: GetToken;
  pace: Pace;
  log: Log;
  /** for a single send; milliseconds */
  timeoutMs: number;
  limits: RetryLimits;
  fetch: typeof globalThis.fetch;
}

/**
 * Microsoft's Graph client with our own chain: authenticate, pace, retry, time-out, record. Its default chain is not
 * used, since it replays a POST and knows no time-out.
 */
export function openClient(options: ClientOptions): GraphClient {
  const { graphRoot, getToken, pace, log, timeoutMs, limits, fetch, now, sleep, random } = options;
  const { origin, protocol } = new URL(graphRoot);
  if (protocol !== 'https:') throw new Error('GRAPH_ROOT must be an https origin');
  const timing = { now, sleep, random };
  const links = [
    authenticate({ origin, getToken }),
    paced(pace),
    retry({ ...timing, ...limits }),
    timeOut(timeoutMs),
    record({ log, now }),
  ];
  const send = chain(links, exchange(fetch));
  const held = async (): Promise<readonly string[] | undefined> => heldScopes(await getToken());

  return {
    origin,
    timing,
    heldScopes: held,
    async send(request) {
      const clientRequestId = request.clientRequestId ?? randomUUID();
      try {
        const response = await throughGraphClient(request, clientRequestId, origin, send);
        return {
          got: 'answer',
          status: response.status,
          headers: response.headers,
          body: await jsonOf(response),
          requestId: response.headers.get('request-id') ?? clientRequestId,
          heldScopes: response.status === 403 ? await held() : undefined,
        };
      } catch (error) {
        const failure = failureOf(error);
        if (failure === undefined) throw error;
        const requestId = error instanceof UnreadableAnswer ? error.requestId : undefined;
        return { got: 'failure', ...failure, requestId: requestId ?? clientRequestId };
      }
    },
  };
}

/** Lets the Graph client build the request and our chain send it. */
async function throughGraphClient(
  request: GraphRequest,
  clientRequestId: string,
  baseUrl: string,
  send: Send,
): Promise<Response> {
  const {
    method = 'GET',
    version,
    path,
    query,
    nextLink,
    headers = {},
    body = {},
    handBack = [],
    once,
  } = request;
  const kind = request.kind ?? (method === 'GET' ? 'read' : 'write');
  const template = `/${version}${path.template}`;
  const middleware: Middleware = {
    execute: async (context) => {
      context.response = await send({ ...callOf(context), method, kind, template, handBack, once }).catch(
        carry,
      );
    },
  };
  const prepared = Client.initWithMiddleware({ middleware, baseUrl, defaultVersion: version })
    .api(nextLink ?? path.path + queryString(query))
    .headers({ 'client-request-id': clientRequestId, ...headers })
    .responseType(ResponseType.RAW);
  try {
    if (method === 'DELETE') return (await prepared.delete()) as Response;
    return (await (method === 'GET' ? prepared.get() : prepared.post(body))) as Response;
  } catch (error) {
    throw error instanceof GraphClientError ? error.customError : error;
  }
}

/** The Graph client wraps errors and drops their cause; only its own class passes as it is, so ours travel inside. */
function carry(error: unknown): never {
  const envelope = new GraphClientError('carried');
  envelope.customError = error;
  throw envelope;
}

function callOf({ request, options }: Context): Pick<GraphCall, 'url' | 'headers' | 'body'> {
  return {
    url: request as string,
    headers: (options?.headers ?? {}) as Record<string, string>,
    body: options?.body as string | undefined,
  };
}
