import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientId, tenantId } from '../settings/support/example-settings.ts';
import { leaks, serve } from './support/serve.ts';

const publicUrl = 'https://jit-bot.contoso.com';
const claims = '{"access_token":{"capolids":{"essential":true,"values":["c1"]}}}';
let server: Awaited<ReturnType<typeof serve>>;
beforeEach(async () => {
  server = await serve({
    env: { PUBLIC_URL: publicUrl, AUTHORITY_HOST: 'https://localhost:8443' },
    signInRequest: async (id) => {
      if (id === 'broken') throw new Error('SQLITE_BUSY');
      if (id === 'plain') return { scopes: ['GroupMember.Read.All'] };
      return id === 'known'
        ? { scopes: ['DeviceManagementApps.ReadWrite.All', 'GroupMember.Read.All'], claims }
        : undefined;
    },
  });
});
afterEach(() => server.stop());

const get = (path: string, cookie = ''): Promise<Response> =>
  fetch(`${server.url}${path}`, { redirect: 'manual', headers: { cookie } });
const begin = async (
  id = 'known',
): Promise<{ url: URL; state: string; cookie: string; setCookie: string }> => {
  const response = await get(`/auth/start?request=${id}`);
  const url = new URL(response.headers.get('location') ?? '');
  const setCookie = response.headers.get('set-cookie') ?? '';
  return {
    url,
    state: url.searchParams.get('state') ?? '',
    cookie: setCookie.split(';')[0] ?? '',
    setCookie,
  };
};
const end = async (
  parameters: Record<string, string>,
  from?: { state: string; cookie: string },
): Promise<Response> => {
  const begun = from ?? (await begin());
  return get(
    `/auth/end?${new URLSearchParams({ state: begun.state, ...parameters }).toString()}`,
    begun.cookie,
  );
};

describe('GET /auth/start', () => {
  it('goes to Entra for exactly the scopes and claims of the request', async () => {
    const { url, state } = await begin();
    expect(url.origin + url.pathname).toBe(`https://localhost:8443/${tenantId}/oauth2/v2.0/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: clientId,
      response_type: 'code',
      redirect_uri: `${publicUrl}/auth/end`,
      response_mode: 'query',
      scope:
        'https://graph.microsoft.com/DeviceManagementApps.ReadWrite.All https://graph.microsoft.com/GroupMember.Read.All openid',
      state,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
      claims,
    });
  });

  it('leaves claims out where there are none', async () => {
    expect((await begin('plain')).url.searchParams.has('claims')).toBe(false);
  });

  it('binds the sign-in to this browser', async () => {
    const one = await begin();
    const other = await begin();
    expect(one.setCookie).toMatch(/Path=\/auth; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/);
    expect(one.cookie).toContain(one.state);
    expect(one.state).not.toBe(other.state);
    expect(createHash('sha256').update(one.state).digest('base64url')).not.toBe(
      one.url.searchParams.get('code_challenge'),
    );
  });

  it.each([
    ['an unknown request', '?request=other', 404],
    ['no request', '', 404],
    ['two requests', '?request=known&request=known', 404],
    ['something hostile', `?request=${encodeURIComponent('"><script>alert(1)</script>')}`, 404],
    ['records that cannot be reached', '?request=broken', 503],
  ])('answers %s with a page and the next step', async (_, query, status) => {
    const response = await get(`/auth/start${query}`);
    const html = await response.text();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(html).toContain('say it once more');
    expect(html).not.toContain('alert(1)');
    expect(leaks(html)).toEqual([]);
  });
});

describe('GET /auth/end', () => {
  it('tells Teams that it worked, with a value that is used once', async () => {
    const first = await (await end({ code: 'c0de' })).text();
    const second = await (await end({ code: 'c0de' })).text();
    const value = (html: string): string | undefined =>
      /data-outcome="success" data-value="(\w{32})"/.exec(html)?.[1];
    expect(value(first)).toBeDefined();
    expect(value(first)).not.toBe(value(second));
    expect(first).toContain('close this window');
    expect(first).not.toContain('c0de');
  });

  it('runs no script and loads nothing but its own', async () => {
    const response = await end({ code: 'x' });
    const policy = response.headers.get('content-security-policy');
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const html = await response.text();
    const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(loaded).toEqual(['/auth/page.css', '/auth/teams.js', '/auth/end.js']);
    expect(html).not.toMatch(/<script(?![^>]*src=)|style=|onclick/);
    for (const path of loaded) expect((await get(path)).status).toBe(200);
    expect(await (await get('/auth/teams.js')).text()).toContain('microsoftTeams');
    expect((await get('/auth/end.js')).headers.get('content-type')).toContain('text/javascript');
  });

  it('uses the cookie up', async () => {
    const begun = await begin();
    const response = await end({ code: 'x' }, begun);
    expect(response.headers.get('set-cookie')).toMatch(/^sign-in-[\w-]{8}=; .*Max-Age=0/);
  });

  it.each([
    ['no cookie', (begun: { state: string; cookie: string }) => ({ ...begun, cookie: '' })],
    [
      'another state',
      (begun: { state: string; cookie: string }) => ({ ...begun, state: `${begun.state.slice(0, 42)}_` }),
    ],
    ['no state', (begun: { state: string; cookie: string }) => ({ ...begun, state: '' })],
  ])('counts for nothing with %s', async (_, change) => {
    const begun = await begin();
    const changed = change(begun);
    expect(changed).not.toEqual(begun);
    const response = await end({ code: 'x' }, changed);
    const html = await response.text();
    expect(response.status).toBe(400);
    expect(html).toContain('data-outcome="failure" data-value="too-old"');
  });

  it('lets two windows sign in side by side', async () => {
    const [one, other] = [await begin(), await begin()];
    const cookie = `${one.cookie}; ${other.cookie}`;
    for (const { state } of [one, other])
      expect(await (await end({ code: 'x' }, { state, cookie })).text()).toContain('data-outcome="success"');
  });

  it.each([
    [
      { error: 'access_denied', error_description: 'AADSTS65004: User declined to consent.' },
      'declined',
      'You did not agree',
    ],
    [{ error: 'access_denied', error_description: 'the user canceled' }, 'declined', 'You did not agree'],
    [
      { error: 'access_denied', error_description: 'AADSTS90094: …' },
      'admin-consent-needed',
      'administrator',
    ],
    [{ error: 'consent_required' }, 'admin-consent-needed', 'administrator'],
    [
      { error: 'access_denied', error_description: 'AADSTS53003: …' },
      'conditional-access',
      'Conditional Access',
    ],
    [{ error: 'access_denied', error_description: 'AADSTS50105: …' }, 'not-assigned', 'not assigned'],
    [{ error: 'temporarily_unavailable' }, 'temporarily-unavailable', 'not available'],
    [
      { error: 'invalid_request', error_description: 'AADSTS900144: …' },
      'AADSTS900144',
      'invalid_request (AADSTS900144)',
    ],
    [{}, 'unknown', 'did not work'],
  ])('explains %j', async (parameters, reason, words) => {
    const html = await (await end(parameters)).text();
    expect(html).toContain(`data-outcome="failure" data-value="${reason}"`);
    expect(html).toContain(words);
  });

  it('repeats nothing hostile', async () => {
    const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
    for (const name of ['error', 'error_description', 'code']) {
      const html = await (await end({ error: 'access_denied', [name]: hostile })).text();
      expect(html).not.toMatch(/alert|onerror|<img/);
    }
  });
});

it('logs nothing of a query', async () => {
  const begun = await begin();
  await end({ code: 'c0de-in-query', error: 'access_denied', error_description: 'words-in-query' }, begun);
  await get('/auth/start?request=id-in-query');
  const log = server.lines.join('');
  expect(log).toContain('declined');
  for (const secret of [begun.state, 'c0de-in-query', 'words-in-query', 'id-in-query'])
    expect(log).not.toContain(secret);
});
