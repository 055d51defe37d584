import { openClient, type GraphClient } from '../../../src/graph/client.ts';
import { openTenant } from '../../../src/graph/open-tenant.ts';
import { createPace } from '../../../src/graph/pace.ts';
import type { RecordedCall } from '../../../src/graph/record.ts';
import type { Tenant } from '../../../src/graph/tenant.ts';

export const root = 'https://graph.contoso.com:8443';

/** A request as it would have left the machine. */
export interface Seen {
  method: string;
  url: URL;
  headers: Headers;
  body: unknown;
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

export const page = (value: unknown[], nextLink?: string): Response =>
  json(200, { value, ...(nextLink === undefined ? {} : { '@odata.nextLink': nextLink }) });

export const activityId = '7d2b1a52-3c6e-4f1d-9d0a-0a4f5e6b7c8d';

/** An error as Intune writes it: JSON inside the message, with a URL of the service. */
export function intuneError(status: number, text: string, more: Record<string, unknown> = {}): Response {
  const message = {
    _version: 3,
    Message: `${text} - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: ${activityId} - Url: https://fef.msua01.manage.microsoft.com/DeviceConfiguration?api-version=5025`,
    CustomApiErrorPhrase: '',
    RetryAfter: null,
    ...more,
  };
  return json(
    status,
    { error: { code: 'BadRequest', message: JSON.stringify(message), innerError: { 'request-id': 'r-1' } } },
    { 'request-id': 'r-1' },
  );
}

/** What `fetch` of Node throws where a connection fails with this code. */
export const connectionError = (code: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

export interface Fake {
  tenant: Tenant;
  client: GraphClient;
  seen: Seen[];
  slept: number[];
  recorded: RecordedCall[];
}

/**
 * Tenant and client over a `fetch` that answers from `answer`; a thrown error stands for a broken connection. Time only
 * passes in sleeps. `getToken` defaults to one that gives `token-1`, and `token-for-CLAIMS` when asked for claims.
 */
export function fakeGraph(
  answer: (seen: Seen, nth: number) => Response | Promise<Response>,
  getToken: (options?: { claims?: string }) => Promise<string> = async (options) =>
    options?.claims === undefined ? 'token-1' : `token-for-${options.claims}`,
): Fake {
  const seen: Seen[] = [];
  const slept: number[] = [];
  const recorded: RecordedCall[] = [];
  let time = Date.parse('2026-11-24T08:00:00Z');
  const timing = {
    now: () => time,
    sleep: async (ms: number) => {
      slept.push(ms);
      time += ms;
    },
    random: () => 1,
  };
  const fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request: Seen = {
      method: init.method ?? 'GET',
      url: new URL(url),
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
    };
    seen.push(request);
    return answer(request, seen.length);
  };
  const options = {
    graphRoot: root,
    getToken,
    log: (call: RecordedCall) => void recorded.push(call),
    pace: createPace(timing),
    timeoutMs: 1000,
    limits: { attempts: 4, budgetMs: 30_000 },
    fetch,
    ...timing,
  };
  return { tenant: openTenant(options), client: openClient(options), seen, slept, recorded };
}
