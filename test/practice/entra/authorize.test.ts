import { describe, expect, it } from 'vitest';
import type { PopupDone } from '../../../src/practice/entra/authorize.ts';
import { mfaClaim } from '../../../src/practice/entra/context.ts';
import type { PracticePerson } from '../../../src/practice/tenant/state.ts';
import { entraHouse, graphScope, redirectUri, type EntraHouse } from './support/entra-house.ts';

const wanted = 'DeviceManagementApps.ReadWrite.All';

function query(clientId: string, more: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    response_mode: 'fragment',
    scope: graphScope(wanted),
    state: 'state-1',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    login_hint: 'AlexW@contoso.com',
    ...more,
  });
}

const open = ({ base }: EntraHouse, parameters: URLSearchParams): Promise<Response> =>
  fetch(`${base}/oauth2/v2.0/authorize?${parameters.toString()}`, { redirect: 'manual' });

async function press(
  house: EntraHouse,
  answer: 'accept' | 'cancel',
  more: Record<string, string> = {},
): Promise<URL> {
  const page = await (await open(house, query(house.clientId, more))).text();
  const [, action = ''] = /action="([^"]+)"/.exec(page) ?? [];
  const [, ticket = ''] = /name="ticket" value="([^"]+)"/.exec(page) ?? [];
  const body = new URLSearchParams({ ticket, answer });
  const back = await fetch(action, { method: 'POST', body, redirect: 'manual' });
  expect(back.status).toBe(302);
  return new URL(back.headers.get('location') ?? '');
}

const person = ({ tenant }: EntraHouse, id: string): PracticePerson =>
  tenant.people.find((one) => one.id === id)!;

describe('the sign-in page', () => {
  it.each<[string, Record<string, string>]>([
    ['AADSTS700016', { client_id: '00000000-0000-4000-8000-0000000000ff' }],
    ['AADSTS50011', { redirect_uri: 'https://evil.example/auth/end' }],
    ['AADSTS50011', { redirect_uri: `${redirectUri}/` }],
    ['AADSTS700051', { response_type: 'token' }],
    ['AADSTS9002325', { code_challenge: '' }],
    ['AADSTS9002325', { code_challenge_method: 'plain' }],
    ['AADSTS901002', { response_mode: 'form_post' }],
    ['AADSTS70011', { scope: 'https://graph.microsoft.com/Mail.Read' }],
    ['AADSTS900144', { scope: '' }],
  ])('says %s to %j and sends nobody anywhere', async (error, wrong) => {
    const house = await entraHouse();
    const answer = await open(house, query(house.clientId, wrong));
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect(await answer.text()).toContain(error);
  });

  it('shows who is there and what is asked for', async () => {
    const house = await entraHouse();
    const page = await (await open(house, query(house.clientId))).text();
    expect(page).toContain('Alex Wilber');
    expect(page).toContain(wanted);
    expect(page).toContain('Accept');
  });

  it('takes practice_person, then login_hint, then the person in the browser, then the one at the keyboard', async () => {
    const house = await entraHouse();
    const shown = async (more: Record<string, string>): Promise<string | undefined> =>
      /<strong>([^<]+)</.exec(await (await open(house, query(house.clientId, more))).text())?.[1];
    expect(await shown({ login_hint: '' })).toBe('Megan Bowen');
    house.entra.setBrowserPerson('lee');
    expect(await shown({ login_hint: '' })).toBe('Lee Gu');
    expect(await shown({})).toBe('Alex Wilber');
    expect(await shown({ practice_person: 'diego' })).toBe('Diego Siciliani');
  });

  it('escapes what it shows', async () => {
    const house = await entraHouse();
    const answer = await open(house, query(house.clientId, { redirect_uri: '"><script>alert(1)</script>' }));
    expect(await answer.text()).not.toContain('<script>');
  });
});

describe('Accept', () => {
  it('records the consent of that person and goes back with code and state', async () => {
    const house = await entraHouse();
    house.entra.revokeConsent('alex');
    house.entra.revokeConsent('megan');
    person(house, 'alex').mayGrantConsent = true;
    const done: PopupDone[] = [];
    house.entra.onPopupDone((one) => done.push(one));
    const back = await press(house, 'accept');
    const answer = new URLSearchParams(back.hash.slice(1));
    expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
    expect([answer.has('code'), answer.get('state')]).toEqual([true, 'state-1']);
    expect(person(house, 'alex').consentedScopes).toEqual([wanted]);
    expect(person(house, 'megan').consentedScopes).toEqual([]);
    expect(done).toEqual([{ personId: 'alex', ok: true, state: 'state-1' }]);
    expect((await house.onBehalfOf('alex', { scope: graphScope(wanted) })).status).toBe(200);
  });

  it('answers in the query where that is asked for', async () => {
    const back = await press(await entraHouse(), 'accept', { response_mode: 'query' });
    expect([back.searchParams.has('code'), back.searchParams.get('state')]).toEqual([true, 'state-1']);
  });

  it('gives the other factor only where the claims were passed on', async () => {
    const house = await entraHouse();
    house.entra.requireMfa('alex');
    await press(house, 'accept');
    expect((await house.onBehalfOf('alex')).body.error_codes).toEqual([50076]);
    await press(house, 'accept', { claims: mfaClaim });
    expect((await house.onBehalfOf('alex')).status).toBe(200);
  });

  it('works once per page', async () => {
    const house = await entraHouse();
    const page = await (await open(house, query(house.clientId))).text();
    const [, ticket = ''] = /name="ticket" value="([^"]+)"/.exec(page) ?? [];
    const send = async (): Promise<number> =>
      (
        await fetch(`${house.base}/practice/consent`, {
          method: 'POST',
          body: new URLSearchParams({ ticket, answer: 'accept' }),
          redirect: 'manual',
        })
      ).status;
    expect([await send(), await send()]).toEqual([302, 400]);
  });

  it('is not offered to who may not consent, and does not count when sent all the same', async () => {
    const house = await entraHouse();
    house.entra.revokeConsent('lee');
    const hint = { login_hint: 'LeeG@contoso.com' };
    expect(await (await open(house, query(house.clientId, hint))).text()).toContain('Need admin approval');
    const back = await press(house, 'accept', hint);
    expect(new URLSearchParams(back.hash.slice(1)).get('error')).toBe('access_denied');
    expect(person(house, 'lee').consentedScopes).toEqual([]);
  });
});

it('basic profiles of others can be consented to by everybody, enrolment by an admin only', async () => {
  const house = await entraHouse();
  const ask = (scope: string, hint: string): Promise<URL> =>
    press(house, 'accept', { scope: graphScope(scope), login_hint: hint });
  await ask('User.ReadBasic.All', 'DiegoS@contoso.com');
  await ask('DeviceManagementServiceConfig.Read.All', 'AlexW@contoso.com');
  await ask('Policy.Read.All', 'MeganB@contoso.com');
  expect(person(house, 'diego').consentedScopes).toContain('User.ReadBasic.All');
  expect(person(house, 'alex').consentedScopes).not.toContain('DeviceManagementServiceConfig.Read.All');
  expect(person(house, 'megan').consentedScopes).toContain('Policy.Read.All');
});

it('Cancel goes back with access_denied and changes nothing', async () => {
  const house = await entraHouse();
  house.entra.revokeConsent('alex');
  const done: PopupDone[] = [];
  const off = house.entra.onPopupDone((one) => done.push(one));
  const answer = new URLSearchParams((await press(house, 'cancel')).hash.slice(1));
  expect(answer.get('error')).toBe('access_denied');
  expect(answer.get('error_description')).toContain('AADSTS65004');
  expect(answer.get('state')).toBe('state-1');
  expect(person(house, 'alex').consentedScopes).toEqual([]);
  expect(done).toEqual([{ personId: 'alex', ok: false, state: 'state-1' }]);
  off();
  await press(house, 'cancel');
  expect(done).toHaveLength(1);
});
