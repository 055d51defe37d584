import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../src/problems.ts';
import { makeSignIn } from '../../src/sign-in/make-sign-in.ts';
import { needs, readScopes, scopesFor, writeScopes } from '../../src/sign-in/person.ts';
import type { SignInResult } from '../../src/sign-in/sign-in.ts';
import { clientSecret, collectLog, exampleSettings } from '../settings/support/example-settings.ts';
import { certificates, forge, openSignInHouse, type SignInHouse } from './support/sign-in-house.ts';

let house: SignInHouse;
beforeEach(async () => {
  house = await openSignInHouse();
});
afterEach(() => house.stop());

const tokenOf = (result: SignInResult): Promise<string> => {
  if (!result.ok) throw new Error(`${result.why} ${JSON.stringify(result)}`);
  return result.token.getToken();
};
const minutes = (count: number): number => count * 60_000;

describe('signing in', () => {
  it('gets a Graph token of the person for the SSO token of Teams', async () => {
    const token = await tokenOf(await house.signIn.withAssertion(house.admin, house.assertion(), 'read'));
    expect(await house.entra.checkGraphToken(token)).toMatchObject({ oid: house.admin.objectId });
  });

  it('takes the bare client id as audience, ids in capital letters, and no scope where none is named', async () => {
    const person = { ...house.admin, objectId: house.admin.objectId.toUpperCase() };
    const assertion = house.assertion({ aud: house.settings.clientId });
    expect(await house.signIn.withAssertion(person, assertion, 'read')).toMatchObject({ ok: true });
  });

  it('knows nobody at first', async () => {
    expect(await house.signIn.forPerson(house.admin, 'read')).toEqual({ ok: false, why: 'no-assertion' });
  });

  it('remembers the person, and nobody else', async () => {
    await house.signIn.withAssertion(house.admin, house.assertion(), 'read');
    expect(await house.signIn.forPerson(house.admin, 'write')).toMatchObject({ ok: true });
    expect(await house.signIn.forPerson(house.other, 'read')).toEqual({ ok: false, why: 'no-assertion' });
  });

  it('asks Entra once for many equal questions', async () => {
    const assertion = house.assertion();
    house.entra.failNextToken('consent');
    const results = await Promise.all(
      Array.from({ length: 10 }, () => house.signIn.withAssertion(house.admin, assertion, 'read')),
    );
    expect(new Set(results.map((result) => result.ok || result.why))).toEqual(new Set(['interaction']));
    expect(await house.signIn.forPerson(house.admin, 'read')).toMatchObject({ ok: true });
  });

  it('answers from the cache while the token lasts', async () => {
    const result = await house.signIn.withAssertion(house.admin, house.assertion(), 'read');
    const first = await tokenOf(result);
    house.entra.failNextToken('bad-secret');
    expect(await tokenOf(result)).toBe(first);
    expect(await tokenOf(await house.signIn.forPerson(house.admin, 'read'))).toBe(first);
  });

  it('passes a claims challenge of Graph on and keeps the new token', async () => {
    const result = await house.signIn.withAssertion(house.admin, house.assertion(), 'read');
    if (!result.ok) throw new Error(result.why);
    const first = await result.token.getToken();
    const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: '1' } } });
    const second = await result.token.getToken({ claims });
    expect(await house.entra.checkGraphToken(second)).toBeDefined();
    expect(await result.token.getToken()).toBe(second);
    house.entra.revokeConsent(house.admin.objectId);
    await expect(result.token.getToken({ claims })).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(first).not.toBe('');
  });
});

describe('an SSO token that is not the right one', () => {
  it.each([
    ['another person', { oid: '00000000-0000-4000-8000-000000000999' }, 'sign-in-other-person'],
    ['another tenant', { tid: '00000000-0000-4000-8000-000000000999' }, 'sign-in-other-person'],
    ['another app', { aud: 'api://botid-00000000-0000-4000-8000-000000000999' }, 'sign-in-invalid'],
    ['the past', { exp: Math.floor(Date.now() / 1000) - 1 }, 'sign-in-invalid'],
    ['the future', { nbf: Math.floor(Date.now() / 1000) + 3600 }, 'sign-in-invalid'],
    ['another scope', { scp: 'User.Read' }, 'sign-in-invalid'],
    ['nobody', { oid: undefined }, 'sign-in-invalid'],
  ])('of %s is refused without asking Entra', async (_, overrides, code) => {
    house.entra.failNextToken('bad-secret');
    const result = await house.signIn.withAssertion(house.admin, house.assertion(overrides), 'read');
    expect(result).toEqual({ ok: false, why: 'problem', code });
    expect(await house.signIn.forPerson(house.admin, 'read')).toEqual({ ok: false, why: 'no-assertion' });
  });

  it.each(['', 'garbage', 'a.b.c', `${'x'.repeat(10_000)}.y.z`])(
    'that is garbage is refused',
    async (assertion) => {
      expect(await house.signIn.withAssertion(house.admin, assertion, 'read')).toEqual({
        ok: false,
        why: 'problem',
        code: 'sign-in-invalid',
      });
    },
  );

  it('that is forged is refused by Entra and not remembered', async () => {
    const result = await house.signIn.withAssertion(house.admin, forge(house.assertion()), 'read');
    expect(result).toMatchObject({ ok: false, why: 'problem', code: 'sign-in-invalid' });
    expect(await house.signIn.forPerson(house.admin, 'read')).toEqual({ ok: false, why: 'no-assertion' });
  });

  it('does not push the right one out', async () => {
    await house.signIn.withAssertion(house.admin, house.assertion(), 'read');
    await house.signIn.withAssertion(house.admin, forge(house.assertion({ uti: 'x' })), 'read');
    expect(await house.signIn.forPerson(house.admin, 'write')).toMatchObject({ ok: true });
  });

  it('is never taken for another person who sends the token of a signed-in one', async () => {
    const assertion = house.assertion();
    await house.signIn.withAssertion(house.admin, assertion, 'read');
    expect(await house.signIn.withAssertion(house.other, assertion, 'read')).toMatchObject({
      code: 'sign-in-other-person',
    });
  });
});

describe('more than reading and writing', () => {
  const allScopes = [...new Set(needs.flatMap(scopesFor))];
  const heldBy = async (token: string) => (await house.entra.checkGraphToken(token))?.scopes ?? [];
  const consent = (scopes: string[]) => {
    house.tenant.people.find(({ objectId }) => objectId === house.admin.objectId)!.consentedScopes = scopes;
  };

  it.each([
    ['people', 'User.ReadBasic.All'],
    ['readiness', 'DeviceManagementServiceConfig.Read.All'],
    ['conditional-access', 'Policy.Read.All'],
  ] as const)('for %s asks for %s, once it is needed and consented', async (need, scope) => {
    consent(allScopes);
    await house.signIn.withAssertion(house.admin, house.assertion(), 'read');
    const token = await tokenOf(await house.signIn.forPerson(house.admin, need));
    expect(await heldBy(token)).toEqual(expect.arrayContaining([...readScopes, scope]));
    expect(scopesFor(need)).not.toEqual(expect.arrayContaining([expect.stringContaining('Write')]));
  });

  it.each(['people', 'readiness', 'conditional-access'] as const)(
    'for %s asks for consent to exactly that, and reading goes on',
    async (need) => {
      await house.signIn.withAssertion(house.admin, house.assertion(), 'read');
      const refused = await house.signIn.forPerson(house.admin, need);
      expect(refused).toEqual({
        ok: false,
        why: 'interaction',
        scopes: [...scopesFor(need)],
        error: 'AADSTS65001',
      });
      expect(await house.signIn.forPerson(house.admin, 'read')).toMatchObject({ ok: true });
      consent(allScopes);
      expect(await house.signIn.forPerson(house.admin, need)).toMatchObject({ ok: true });
    },
  );

  it('keeps the token of each need, and asks for none of them twice', async () => {
    consent(allScopes);
    await house.signIn.withAssertion(house.admin, house.assertion(), 'readiness');
    const first = await Promise.all(
      needs.map(async (need) => tokenOf(await house.signIn.forPerson(house.admin, need))),
    );
    house.entra.failNextToken('bad-secret');
    const second = await Promise.all(
      needs.map(async (need) => tokenOf(await house.signIn.forPerson(house.admin, need))),
    );
    expect(second).toEqual(first);
  });

  it('lasts as long as the token, though the assertion ended and reading was never asked for', async () => {
    consent(allScopes);
    const assertion = house.assertion({ exp: Math.floor(Date.now() / 1000) + 600 });
    await house.signIn.withAssertion(house.admin, assertion, 'people');
    house.clock.now += minutes(20);
    await house.signIn.withAssertion(house.other, house.assertion(), 'people');
    expect(await house.signIn.forPerson(house.admin, 'people')).toMatchObject({ ok: true });
    expect(await house.signIn.forPerson(house.admin, 'read')).toEqual({ ok: false, why: 'no-assertion' });
  });
});

describe('what Entra refuses', () => {
  it('becomes an interaction with exactly the scopes that are needed', async () => {
    house.entra.revokeConsent(house.admin.objectId, ['DeviceManagementConfiguration.ReadWrite.All']);
    const assertion = house.assertion();
    expect(await house.signIn.withAssertion(house.admin, assertion, 'write')).toEqual({
      ok: false,
      why: 'interaction',
      scopes: [...writeScopes],
      error: 'AADSTS65001',
    });
    expect(await house.signIn.forPerson(house.admin, 'read')).toMatchObject({ ok: true });
  });

  it('becomes an interaction with the claims for another factor', async () => {
    house.entra.requireMfa(house.admin.objectId);
    const result = await house.signIn.withAssertion(house.admin, house.assertion(), 'read');
    expect(result).toMatchObject({
      ok: false,
      why: 'interaction',
      scopes: [...readScopes],
      error: 'AADSTS50076',
    });
    expect(JSON.parse((result as { claims: string }).claims)).toHaveProperty('access_token');
  });

  it('names the credential of the app where that is wrong', async () => {
    house.entra.failNextToken('bad-secret');
    expect(await house.signIn.withAssertion(house.admin, house.assertion(), 'read')).toEqual({
      ok: false,
      why: 'problem',
      code: 'app-credential-refused',
      facts: { error: 'AADSTS7000215' },
    });
  });

  it.each(['throttled', 'unavailable', 'html-502', 'reset'] as const)(
    'is unreachable after %s',
    async (failure) => {
      for (let times = 0; times < 4; times++) house.entra.failNextToken(failure);
      const result = await house.signIn.withAssertion(house.admin, house.assertion(), 'read');
      expect(result).toEqual({ ok: false, why: 'problem', code: 'sign-in-unreachable' });
      expect(await house.signIn.forPerson(house.admin, 'read')).toEqual({ ok: false, why: 'no-assertion' });
    },
  );

  it('is asked once more after a short trouble', async () => {
    house.entra.failNextToken('unavailable');
    expect(await house.signIn.withAssertion(house.admin, house.assertion(), 'read')).toMatchObject({
      ok: true,
    });
  });

  it('makes Teams send a new SSO token where the remembered one is not good any more', async () => {
    await house.signIn.withAssertion(house.admin, house.assertion(), 'read');
    house.tenant.people = house.tenant.people.filter((person) => person.objectId !== house.admin.objectId);
    expect(await house.signIn.forPerson(house.admin, 'write')).toEqual({ ok: false, why: 'no-assertion' });
    expect(await house.signIn.forPerson(house.admin, 'read')).toEqual({ ok: false, why: 'no-assertion' });
  });
});

describe('time', () => {
  it('ends the token with the assertion', async () => {
    const result = await house.signIn.withAssertion(house.admin, house.assertion(), 'read');
    if (!result.ok) throw new Error(result.why);
    house.clock.now += minutes(61);
    expect(await house.signIn.forPerson(house.admin, 'read')).toEqual({ ok: false, why: 'no-assertion' });
    await expect(result.token.getToken()).rejects.toThrow(Problem);
    await expect(result.token.getToken()).rejects.toMatchObject({ code: 'sign-in-needed' });
  });

  it('lets a token that outlives its assertion be used', async () => {
    const assertion = house.assertion({ exp: Math.floor(Date.now() / 1000) + 600 });
    const result = await house.signIn.withAssertion(house.admin, assertion, 'read');
    house.clock.now += minutes(20);
    expect(await tokenOf(result)).not.toBe('');
    expect(await house.signIn.forPerson(house.admin, 'write')).toEqual({ ok: false, why: 'no-assertion' });
  });

  it('is up after timeoutMs when Entra does not answer', async () => {
    const silent = createServer({ cert: certificates.certPem, key: certificates.keyPem }, () => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const settings = exampleSettings({
      TENANT_ID: house.settings.tenantId,
      AUTHORITY_HOST: `https://localhost:${port}`,
    });
    const signIn = makeSignIn({ settings, log: collectLog().log });
    const began = performance.now();
    const result = await signIn.withAssertion(house.admin, house.assertion(), 'read', { timeoutMs: 300 });
    expect(result).toEqual({ ok: false, why: 'problem', code: 'sign-in-unreachable' });
    expect(performance.now() - began).toBeLessThan(3000);
    silent.closeAllConnections();
    silent.close();
  });

  it('is up at once when nobody listens', async () => {
    await house.entra.stop();
    const result = await house.signIn.withAssertion(house.admin, house.assertion(), 'read');
    expect(result).toEqual({ ok: false, why: 'problem', code: 'sign-in-unreachable' });
  });
});

describe('forgetting', () => {
  it('forgets everything about the person', async () => {
    const result = await house.signIn.withAssertion(house.admin, house.assertion(), 'read');
    house.signIn.forget(house.admin);
    expect(await house.signIn.forPerson(house.admin, 'read')).toEqual({ ok: false, why: 'no-assertion' });
    await expect(tokenOf(result)).rejects.toMatchObject({ code: 'sign-in-needed' });
  });

  it('also holds for what is still under way', async () => {
    const underWay = house.signIn.withAssertion(house.admin, house.assertion(), 'read');
    house.signIn.forget(house.admin);
    await underWay;
    expect(await house.signIn.forPerson(house.admin, 'read')).toEqual({ ok: false, why: 'no-assertion' });
  });
});

it('writes no token and no secret to the log or into an error', async () => {
  const assertion = house.assertion();
  house.entra.failNextToken('mfa');
  const refused = await house.signIn.withAssertion(house.admin, assertion, 'read');
  const token = await tokenOf(await house.signIn.forPerson(house.admin, 'read'));
  house.entra.failNextToken('bad-secret');
  const other = await house.signIn.withAssertion(house.admin, house.assertion({ uti: 'y' }), 'write');
  const text = house.lines.join('') + JSON.stringify([refused, other]);
  expect(house.lines.length).toBeGreaterThan(0);
  for (const secret of [assertion, token, clientSecret]) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(secret.split('.').at(-1));
  }
});
