import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { TurnContext } from 'botbuilder';
import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeAdapter, receiveActivity } from '../../src/chat/adapter.ts';
import { clientId, collectLog, exampleSettings, tenantId } from '../settings/support/example-settings.ts';
import { activity, serviceUrl, startConnector, type Connector } from './support/connector.ts';
import { leaks, serve } from './support/serve.ts';

const other = '99999999-2222-4333-8444-555555555555';
let connector: Connector;
let server: Awaited<ReturnType<typeof serve>>;
let logic: (context: TurnContext) => Promise<void>;
let received: string[] = [];
let logged: string[] = [];

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  connector = await startConnector();
  const env = {
    BOT_OPENID_URL: connector.openIdUrl,
    BOT_SERVICE_HOSTS: 'smba.trafficmanager.net,localhost:56150',
  };
  const settings = exampleSettings(env);
  const { log, lines } = collectLog();
  logged = lines;
  const connectorToken = async () => ({ token: 'x', expiresOn: new Date() });
  const adapter = makeAdapter({ settings, connectorToken, log });
  server = await serve({
    env,
    receive: (req, res) =>
      receiveActivity(adapter, req, res, async (context) => {
        received.push(context.activity.text);
        await logic(context);
      }),
  });
});
afterAll(async () => {
  await server.stop();
  connector.stop();
  vi.restoreAllMocks();
});
beforeEach(() => {
  received = [];
  logic = async () => undefined;
});

const post = (
  body: string | Uint8Array<ArrayBuffer> | null,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${server.url}/api/messages`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
const send = async (body: unknown, token?: string): Promise<Response> =>
  post(JSON.stringify(body), { authorization: `Bearer ${token ?? (await connector.token())}` });
const now = (): number => Math.floor(Date.now() / 1000);

async function expectRefused(response: Response, status: number): Promise<void> {
  const text = await response.text();
  expect({ status: response.status, text, leaks: leaks(text) }).toMatchObject({ status, leaks: [] });
  expect(JSON.parse(text)).toEqual({
    error: { code: expect.any(String) as string, message: expect.any(String) as string },
  });
  expect(received).toEqual([]);
}

describe('POST /api/messages', () => {
  it('hands on what is right', async () => {
    const response = await send(activity());
    expect(response.status).toBe(200);
    expect(received).toEqual(['help']);
  });

  it.each([
    ['nothing', null, 400],
    ['an empty text', '', 400],
    ['{}', '{}', 400],
    ['[]', '[]', 400],
    ['null', 'null', 400],
    ['garbage', 'gar{bage', 400],
    ['half an object', '{"type":', 400],
    ['something huge', JSON.stringify({ text: 'x'.repeat(600_000) }), 413],
    ['a polluted object', '{"__proto__":{"type":"message"}}', 400],
  ])('refuses %s', async (_, body, status) => {
    await expectRefused(await post(body), status);
    await expectRefused(await post(body, { authorization: `Bearer ${await connector.token()}` }), status);
  });

  it('refuses other content types, and bodies that do not unpack', async () => {
    await expectRefused(
      await post('type=message', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
    );
    await expectRefused(await post('{}', { 'content-type': 'text/plain' }), 415);
    await expectRefused(await post('{}', { 'content-encoding': 'gzip' }), 400);
    await expectRefused(await post('{}', { 'content-encoding': 'zstd' }), 415);
    await expectRefused(await post('{}', { 'content-type': 'application/json; charset=klingon' }), 415);
    const bomb = new Uint8Array(gzipSync(JSON.stringify({ text: 'x'.repeat(5_000_000) })));
    await expectRefused(await post(bomb, { 'content-encoding': 'gzip' }), 413);
  });

  it.each([
    ['without type', { type: undefined }],
    ['of another channel', { channelId: 'emulator' }],
    ['without serviceUrl', { serviceUrl: undefined }],
    ['with a serviceUrl that is none', { serviceUrl: 'smba' }],
    ['without sender', { from: undefined }],
    ['with a sender without id', { from: { id: '' } }],
    ['without recipient', { recipient: null }],
    ['without conversation', { conversation: 'a:1' }],
    ['with a text that is a number', { text: 7 }],
    ['with entities that are none', { entities: [null] }],
    ['with channelData that is none', { channelData: 'tenant' }],
  ])('refuses an activity %s', async (_, changes) => {
    await expectRefused(await send(activity(changes)), 400);
  });

  it('refuses without a token', async () => {
    const response = await post(JSON.stringify(activity()));
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    await expectRefused(response, 401);
  });

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer x',
    'Bearer a.b.c',
    'Basic eDp5',
    'bearer a.b.c',
    `Bearer ${'x'.repeat(5000)}.y.z`,
  ])('refuses the header %.20s', async (authorization) => {
    await expectRefused(await post(JSON.stringify(activity()), { authorization }), 401);
  });

  it('refuses a token of alg none', async () => {
    const claims = {
      iss: 'https://api.botframework.com',
      aud: clientId,
      serviceurl: serviceUrl,
      exp: now() + 3600,
    };
    const none = new UnsecuredJWT(claims).encode();
    for (const token of [none, `${none}x`]) await expectRefused(await send(activity(), token), 401);
  });

  it('refuses a signature that is not the Connector’s', async () => {
    await expectRefused(await send(activity(), await connector.badlySigned()), 401);
    const [header, payload] = (await connector.token()).split('.');
    await expectRefused(await send(activity(), `${header}.${payload}.c2ln`), 401);
  });

  it.each([
    ['another issuer', { iss: 'https://sts.windows.net/contoso/' }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: other }],
    ['no audience', { aud: undefined }],
    ['the past', { exp: now() - 301, nbf: now() - 3600 }],
    ['no end', { exp: undefined }],
    ['the future', { nbf: now() + 3600 }],
    ['another serviceUrl', { serviceurl: 'https://smba.contoso.com/' }],
    ['no serviceUrl', { serviceurl: undefined }],
  ])('refuses a token of %s', async (_, claims) => {
    await expectRefused(await send(activity(), await connector.token(claims)), 401);
  });

  it('refuses a token of an unknown key', async () => {
    await expectRefused(await send(activity(), await connector.token({}, { kid: 'connector-2' })), 401);
  });

  it('allows for clocks that differ a little', async () => {
    expect(
      (await send(activity(), await connector.token({ exp: now() - 200, nbf: now() - 3600 }))).status,
    ).toBe(200);
  });

  it.each([
    'https://smba.contoso.com/emea/',
    'http://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net:8443/emea/',
    'https://smba.trafficmanager.net.contoso.com/',
    'https://user@smba.trafficmanager.net/',
    'ftp://smba.trafficmanager.net/',
    'http://localhost:56151/_connector',
  ])('refuses the serviceUrl %s', async (url) => {
    const token = await connector.token({ serviceurl: url });
    await expectRefused(await send(activity({ serviceUrl: url }), token), 403);
  });

  it('takes http on loopback where the host and port are allowed', async () => {
    const url = 'http://localhost:56150/_connector';
    const response = await send(activity({ serviceUrl: url }), await connector.token({ serviceurl: url }));
    expect(response.status).toBe(200);
  });

  it.each([
    ['in the conversation', { conversation: { id: 'a:1', tenantId: other } }],
    ['in the channel data', { channelData: { tenant: { id: other } } }],
    ['nowhere', { conversation: { id: 'a:1' }, channelData: {} }],
  ])('refuses another tenant %s', async (_, changes) => {
    await expectRefused(await send(activity(changes)), 403);
  });

  it('takes the tenant from either place, in any case', async () => {
    expect((await send(activity({ conversation: { id: 'a:1' } }))).status).toBe(200);
    expect((await send(activity({ channelData: { tenant: { id: tenantId.toUpperCase() } } }))).status).toBe(
      200,
    );
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await fetch(`${server.url}/api/messages`, { method });
    expect(response.headers.get('allow')).toBe('POST');
    await expectRefused(response, 405);
  });

  it('answers an invoke with what the logic answered', async () => {
    logic = async (context) => {
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: { done: true } } });
    };
    const response = await send(activity({ type: 'invoke', name: 'adaptiveCard/action', value: {} }));
    expect(await response.json()).toEqual({ done: true });
  });

  it.each(['message', 'invoke'])('hides why the logic of a %s failed', async (type) => {
    logic = async () => {
      throw new Error('secret place /src/x.ts');
    };
    const response = await send(activity({ type }));
    received = [];
    await expectRefused(response, 500);
    expect(logged.join('')).toContain('secret place');
  });

  it('keeps an answer that was given before the logic failed', async () => {
    logic = async (context) => {
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: { done: true } } });
      throw new Error('too late');
    };
    const response = await send(activity({ type: 'invoke', name: 'adaptiveCard/action', value: {} }));
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 200,
      body: { done: true },
    });
  });

  it('survives a caller that goes away in the middle', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(
      'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"ty',
    );
    await new Promise<void>((resolve) => socket.write('pe', () => resolve()));
    socket.destroy();
    expect((await send(activity())).status).toBe(200);
  });

  it('logs why an activity was refused, and no token', async () => {
    const token = await connector.token({ aud: other });
    await send(activity(), token);
    expect(server.lines.join('')).toContain('unauthorized');
    expect(server.lines.join('')).not.toContain(token.split('.')[2]);
  });
});

describe('where the keys of the Bot Connector cannot be had', () => {
  it('says 503 and not why', async () => {
    const gone = await startConnector();
    gone.stop();
    const env = { BOT_OPENID_URL: gone.openIdUrl };
    const adapter = makeAdapter({
      settings: exampleSettings(env),
      connectorToken: async () => ({ token: 'x', expiresOn: new Date() }),
      log: collectLog().log,
    });
    const lost = await serve({
      env,
      receive: (req, res) => receiveActivity(adapter, req, res, async () => undefined),
    });
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${await connector.token()}`,
    };
    const response = await fetch(`${lost.url}/api/messages`, {
      method: 'POST',
      headers,
      body: JSON.stringify(activity()),
    });
    await expectRefused(response, 503);
    await lost.stop();
  });
});

describe('replies', () => {
  it('go to the serviceUrl of the activity, each adapter with its own token', async () => {
    const seen: string[] = [];
    const teams = createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.setHeader('content-type', 'application/json').end('{"id":"1"}');
    });
    await new Promise<void>((resolve) => teams.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(teams.address() as AddressInfo).port}`;
    const env = { BOT_OPENID_URL: connector.openIdUrl, BOT_SERVICE_HOSTS: new URL(url).host };
    const asked: string[] = [];
    for (const token of ['one', 'two']) {
      const connectorToken = async (scope: string) => {
        asked.push(scope);
        return { token, expiresOn: new Date(Date.now() + 3_600_000) };
      };
      const adapter = makeAdapter({ settings: exampleSettings(env), connectorToken, log: collectLog().log });
      const bot = await serve({
        env,
        receive: (req, res) =>
          receiveActivity(adapter, req, res, async (context) => void (await context.sendActivity('hello'))),
      });
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${await connector.token({ serviceurl: url })}`,
      };
      await fetch(`${bot.url}/api/messages`, {
        method: 'POST',
        headers,
        body: JSON.stringify(activity({ serviceUrl: url })),
      });
      await bot.stop();
    }
    teams.closeAllConnections();
    teams.close();
    const to = 'POST /v3/conversations/a%3A1/activities/1700000000000 Bearer';
    expect(seen).toEqual([`${to} one`, `${to} two`]);
    expect(new Set(asked)).toEqual(new Set(['https://api.botframework.com/.default']));
  });
});
