import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { ClientCertificateCredential, OnBehalfOfCredential } from '@azure/identity';
import { createLocalJWKSet, decodeJwt, jwtVerify, SignJWT, type JSONWebKeySet } from 'jose';
import { describe, expect, it } from 'vitest';
import { makeTokenKey } from '../../../src/practice/entra/tokens.ts';
import { clientSecret, entraHouse, graphScope } from './support/entra-house.ts';
import { makeRsaCertificate } from './support/rsa-certificate.ts';

const foreignGuid = '00000000-0000-4000-8000-0000000000ff';

describe('metadata', () => {
  it('names loopback only, and its keys verify an SSO token', async () => {
    const { entra, base, clientId, tenant } = await entraHouse();
    const open = async (url: string): Promise<Record<string, string>> =>
      (await (await fetch(url)).json()) as Record<string, string>;
    const metadata = await open(`${base}/v2.0/.well-known/openid-configuration`);
    for (const name of ['token_endpoint', 'authorization_endpoint', 'jwks_uri', 'issuer'])
      expect(metadata[name]?.startsWith(base)).toBe(true);
    const keys = (await (await fetch(metadata['jwks_uri']!)).json()) as JSONWebKeySet;
    const { payload } = await jwtVerify(entra.issueSsoToken('megan'), createLocalJWKSet(keys), {
      issuer: metadata['issuer']!,
      audience: `api://botid-${clientId}`,
    });
    expect(payload).toMatchObject({
      oid: tenant.people[0]?.objectId,
      tid: tenant.tenantId,
      preferred_username: 'MeganB@contoso.com',
      scp: 'access_as_user',
      ver: '2.0',
    });
    const instance = await open(`${entra.origin}/common/discovery/instance`);
    expect(instance['tenant_discovery_endpoint']?.startsWith(base)).toBe(true);
  });

  it('knows its tenant only', async () => {
    const { entra } = await entraHouse();
    const answer = await fetch(`${entra.origin}/${foreignGuid}/v2.0/.well-known/openid-configuration`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_request', error_codes: [90002] });
  });
});

describe('client credentials', () => {
  it('give the app a token that Graph does not take', async () => {
    const { token, entra, clientId } = await entraHouse();
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const { status, body } = await token({ ...form, scope: 'https://api.botframework.com/.default' });
    expect(status).toBe(200);
    expect(decodeJwt(String(body['access_token']))).toMatchObject({
      aud: 'https://api.botframework.com',
      appid: clientId,
    });
    const forGraph = await token({ ...form, scope: 'https://graph.microsoft.com/.default' });
    expect(await entra.checkGraphToken(String(forGraph.body['access_token']))).toBeUndefined();
  });

  it.each([
    ['a wrong secret', { client_secret: 'x' }, 401, 'invalid_client', 7000215],
    ['another app', { client_id: foreignGuid }, 400, 'unauthorized_client', 700016],
    ['a scope that is no .default', { scope: graphScope('User.Read') }, 400, 'invalid_scope', 70011],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
    [
      'an assertion of no known certificate',
      {
        client_assertion: 'a.b.c',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      },
      401,
      'invalid_client',
      700027,
    ],
  ])('with %s are refused', async (_what, wrong, status, error, code) => {
    const { token, clientId } = await entraHouse();
    const right = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'https://api.botframework.com/.default',
    };
    const answer = await token({ ...right, ...wrong });
    expect([answer.status, answer.body['error'], answer.body.error_codes]).toEqual([status, error, [code]]);
  });

  it('without a credential are refused', async () => {
    const { token, clientId } = await entraHouse();
    const answer = await token({
      grant_type: 'client_credentials',
      client_id: clientId,
      scope: 'x/.default',
    });
    expect(answer.body.error_codes).toEqual([7000218]);
  });
});

describe('a client assertion', () => {
  const { certPem, keyPem } = makeRsaCertificate();

  it('of @azure/identity is taken', async () => {
    const { entra, tenant, clientId } = await entraHouse(certPem);
    const options = { authorityHost: entra.origin, disableInstanceDiscovery: true };
    const credential = new ClientCertificateCredential(
      tenant.tenantId,
      clientId,
      { certificate: certPem + keyPem },
      options,
    );
    const { token } = await credential.getToken('https://api.botframework.com/.default');
    expect(decodeJwt(token)).toMatchObject({ appid: clientId });
  });

  it.each([
    ['x5t', {}, 200],
    ['x5t#S256', {}, 200],
    ['no thumbprint', {}, 401],
    ['x5t#S256', { aud: 'https://login.microsoftonline.com/x/oauth2/v2.0/token' }, 401],
    ['x5t#S256', { sub: foreignGuid }, 401],
    ['x5t#S256', { exp: 1_000_000_000 }, 401],
  ])('with %s and %j gets %i', async (thumbprint, wrong, status) => {
    const { token, clientId, base, clock } = await entraHouse(certPem);
    const seconds = Math.floor(clock.now.getTime() / 1000);
    const { raw } = new X509Certificate(certPem);
    const digest = (algorithm: string): string => createHash(algorithm).update(raw).digest('base64url');
    const named = { x5t: digest('sha1'), 'x5t#S256': digest('sha256') }[thumbprint];
    const header = { alg: 'RS256', ...(named ? { [thumbprint]: named } : {}) };
    const claims = {
      iss: clientId,
      sub: clientId,
      aud: `${base}/oauth2/v2.0/token`,
      exp: seconds + 60,
      jti: '1',
    };
    const assertion = await new SignJWT({ ...claims, ...wrong })
      .setProtectedHeader(header)
      .sign(createPrivateKey(keyPem));
    const answer = await token({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      scope: 'https://api.botframework.com/.default',
    });
    expect(answer.status).toBe(status);
  });
});

describe('on-behalf-of', () => {
  it('answers with all consented scopes, also to @azure/identity', async () => {
    const { onBehalfOf, entra, tenant, clientId } = await entraHouse();
    const megan = tenant.people[0]!;
    const { status, body } = await onBehalfOf('megan', {
      scope: `${graphScope('User.Read')} openid profile offline_access`,
    });
    expect(status).toBe(200);
    expect(decodeJwt(String(body['access_token']))).toMatchObject({
      aud: 'https://graph.microsoft.com',
      oid: megan.objectId,
    });
    const caller = await entra.checkGraphToken(String(body['access_token']));
    expect(caller).toMatchObject({ personId: 'megan', oid: megan.objectId });
    expect(caller?.scopes).toEqual(expect.arrayContaining(megan.consentedScopes));
    const credential = new OnBehalfOfCredential({
      ...{
        tenantId: tenant.tenantId,
        clientId,
        clientSecret,
        userAssertionToken: entra.issueSsoToken('megan'),
      },
      ...{ authorityHost: entra.origin, disableInstanceDiscovery: true },
    });
    const { token } = await credential.getToken(graphScope('GroupMember.Read.All'));
    expect((await entra.checkGraphToken(token))?.personId).toBe('megan');
  });

  it("asks for consent where one scope is new, and gives the others' token as before", async () => {
    const { onBehalfOf, tenant } = await entraHouse();
    const ask = async (who: string, scope: string): Promise<unknown> =>
      (await onBehalfOf(who, { scope: graphScope(scope) })).body.error_codes;
    const enrolment = 'DeviceManagementServiceConfig.Read.All';
    expect(await ask('megan', 'Policy.Read.All')).toEqual([65001]);
    expect(await ask('megan', enrolment)).toBeUndefined();
    expect(await ask('megan', 'User.ReadBasic.All')).toBeUndefined();
    expect(await ask('alex', enrolment)).toEqual([65001]);
    expect(await ask('alex', 'User.Read')).toBeUndefined();
    expect(await ask('diego', 'User.ReadBasic.All')).toEqual([65001]);
    tenant.people.find(({ id }) => id === 'megan')?.consentedScopes.push('Policy.Read.All');
    expect(await ask('megan', 'Policy.Read.All')).toBeUndefined();
  });

  it('takes the bare client id as audience too', async () => {
    const { onBehalfOf, entra, clientId } = await entraHouse();
    const assertion = entra.issueSsoToken('megan', { aud: clientId });
    expect((await onBehalfOf('megan', { assertion })).status).toBe(200);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ['another audience', { aud: 'https://graph.microsoft.com' }, 500131],
    ['an end in the past', { exp: 1_000_000_000 }, 500133],
    ['another tenant', { tid: foreignGuid }, 50013],
    ['no user scope', { scp: 'something_else' }, 7000114],
    ['nobody of this tenant', { oid: foreignGuid }, 50034],
  ])('refuses an assertion with %s', async (_what, claims, code) => {
    const { onBehalfOf, entra } = await entraHouse();
    const answer = await onBehalfOf('megan', { assertion: entra.issueSsoToken('megan', claims) });
    expect([answer.status, answer.body['error'], answer.body.error_codes]).toEqual([
      400,
      'invalid_grant',
      [code],
    ]);
  });

  it('refuses an assertion that somebody else signed, and one that was changed', async () => {
    const { onBehalfOf, entra } = await entraHouse();
    const own = entra.issueSsoToken('megan');
    const foreign = makeTokenKey().sign(decodeJwt(own));
    const [header = '', , signature = ''] = own.split('.');
    const payload = Buffer.from(JSON.stringify({ ...decodeJwt(own), exp: 9_999_999_999 })).toString(
      'base64url',
    );
    for (const assertion of [foreign, `${header}.${payload}.${signature}`, 'rubbish'])
      expect((await onBehalfOf('megan', { assertion })).body.error_codes).toEqual([50013]);
  });

  it('refuses an assertion that ended since', async () => {
    const { onBehalfOf, entra, clock } = await entraHouse();
    const assertion = entra.issueSsoToken('megan');
    clock.now = new Date(clock.now.getTime() + 3601_000);
    expect((await onBehalfOf('megan', { assertion })).body.error_codes).toEqual([500133]);
  });

  it.each<[Record<string, string>, number]>([
    [{ requested_token_use: 'something' }, 900144],
    [{ scope: graphScope('Mail.Read') }, 70011],
    [{ scope: 'https://graph.microsoft.us/User.Read' }, 70011],
    [{ scope: 'openid' }, 70011],
    [{ client_secret: 'wrong' }, 7000215],
    [{ assertion: '' }, 900144],
  ])('refuses %j', async (form, code) => {
    const { onBehalfOf } = await entraHouse();
    expect((await onBehalfOf('megan', form)).body.error_codes).toEqual([code]);
  });

  it('needs consent of that person for every scope asked for', async () => {
    const { onBehalfOf, entra } = await entraHouse();
    entra.revokeConsent('megan', ['DeviceManagementApps.ReadWrite.All']);
    const refused = await onBehalfOf('megan', {
      scope: graphScope('User.Read', 'DeviceManagementApps.ReadWrite.All'),
    });
    expect(refused.body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [65001],
      suberror: 'consent_required',
    });
    const scope = graphScope('DeviceManagementApps.ReadWrite.All');
    expect((await onBehalfOf('alex', { scope })).status).toBe(200);
    const { body } = await onBehalfOf('megan');
    expect((await entra.checkGraphToken(String(body['access_token'])))?.scopes).not.toContain(
      'DeviceManagementApps.ReadWrite.All',
    );
  });

  it('asks for another factor with claims', async () => {
    const { onBehalfOf, entra } = await entraHouse();
    entra.requireMfa('megan');
    const { body } = await onBehalfOf('megan');
    expect(body).toMatchObject({ error: 'interaction_required', error_codes: [50076] });
    expect(JSON.parse(String(body['claims']))).toHaveProperty('access_token.capolids.essential', true);
    expect((await onBehalfOf('alex')).status).toBe(200);
  });

  it('fails on order, once each, and only that grant', async () => {
    const { onBehalfOf, entra, token, clientId } = await entraHouse();
    entra.failNextToken('throttled');
    entra.failNextToken('bad-secret');
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'x/.default',
    };
    expect((await token(form)).status).toBe(200);
    const throttled = await onBehalfOf('megan');
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await onBehalfOf('megan')).body.error_codes).toEqual([7000215]);
    expect((await onBehalfOf('megan')).status).toBe(200);
    entra.failNextToken('reset');
    await expect(onBehalfOf('megan')).rejects.toThrow('fetch failed');
  });
});

describe('checkGraphToken', () => {
  it('refuses what is no Graph token of this app, or ended', async () => {
    const { entra, onBehalfOf, clock } = await entraHouse();
    const token = String((await onBehalfOf('megan')).body['access_token']);
    expect(await entra.checkGraphToken(token)).toMatchObject({ personId: 'megan' });
    expect(await entra.checkGraphToken(entra.issueSsoToken('megan'))).toBeUndefined();
    expect(await entra.checkGraphToken(`${token}x`)).toBeUndefined();
    const foreign = makeTokenKey().sign(decodeJwt(token));
    expect(await entra.checkGraphToken(foreign)).toBeUndefined();
    clock.now = new Date(clock.now.getTime() + 3600_000);
    expect(await entra.checkGraphToken(token)).toBeUndefined();
  });

  it('does not mistake one practice Entra for another', async () => {
    const [one, two] = [await entraHouse(), await entraHouse()];
    const token = String((await one.onBehalfOf('megan')).body['access_token']);
    expect(await two.entra.checkGraphToken(token)).toBeUndefined();
  });
});
