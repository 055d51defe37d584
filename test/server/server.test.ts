import { describe, expect, it } from 'vitest';
import { exampleSettings, collectLog } from '../settings/support/example-settings.ts';
import { startServer } from '../../src/server.ts';
import { leaks, serve } from './support/serve.ts';
import { activity, startConnector } from './support/connector.ts';

describe('the server', () => {
  it('is healthy while it runs, and ready while the records can be reached', async () => {
    let reachable = true;
    const server = await serve({
      ready: async () => {
        if (!reachable) throw new Error('SQLITE_CANTOPEN /data/jit-bot.db');
      },
    });
    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: 'ready' });
    reachable = false;
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const response = await fetch(`${server.url}/readyz`);
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 503,
      body: { error: { code: 'not-ready', message: 'The record store cannot be reached.' } },
    });
    await server.stop();
  });

  it.each([
    ['GET', '/', 404],
    ['GET', '/api', 404],
    ['POST', '/api/messages/more', 404],
    ['GET', '/auth', 404],
    ['GET', '/auth/', 404],
    ['GET', '/auth/..%2f..%2fpackage.json', 404],
    ['GET', '/auth/%E0%A4%A', 400],
    ['POST', '/auth/start', 405],
    ['POST', '/healthz', 405],
    ['DELETE', '/readyz', 405],
  ])('answers %s %s plainly', async (method, path, status) => {
    const server = await serve();
    const response = await fetch(`${server.url}${path}`, { method });
    const text = await response.text();
    await server.stop();
    expect({ status: response.status, leaks: leaks(text) }).toEqual({ status, leaks: [] });
    expect(JSON.parse(text)).toHaveProperty('error.code');
  });

  it('says nothing of what it is made of, and lets nothing be framed or kept', async () => {
    const server = await serve({ env: { PUBLIC_URL: 'https://jit-bot.contoso.com' } });
    const { headers } = await fetch(`${server.url}/healthz`);
    await server.stop();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('strict-transport-security')).toContain('max-age');
  });

  it('lets a request in flight end before it stops', async () => {
    const connector = await startConnector();
    let arrived: () => void = () => undefined;
    const inFlight = new Promise<void>((resolve) => (arrived = resolve));
    let finish: () => void = () => undefined;
    const server = await serve({
      receive: async (_req, res) => {
        arrived();
        await new Promise<void>((resolve) => (finish = resolve));
        res.status(200).json({ done: true });
      },
    });
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${await connector.token()}`,
    };
    const answer = fetch(`${server.url}/api/messages`, {
      method: 'POST',
      headers,
      body: JSON.stringify(activity()),
    });
    await inFlight;
    let stopped = false;
    const stopping = server.stop().then(() => (stopped = true));
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    expect(stopped).toBe(false);
    finish();
    expect(await (await answer).json()).toEqual({ done: true });
    await stopping;
    connector.stop();
  });

  it('rejects where the port is taken', async () => {
    const server = await serve();
    const settings = { ...exampleSettings({ HOST: '127.0.0.1' }), port: Number(new URL(server.url).port) };
    const options = {
      settings,
      receive: async () => undefined,
      ready: async () => undefined,
      signInRequest: async () => undefined,
      log: collectLog().log,
    };
    await expect(startServer(options)).rejects.toThrow(/EADDRINUSE/);
    await server.stop();
  });
});
