import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeConnectorToken } from '../../src/sign-in/connector-token.ts';
import { openSignInHouse, type SignInHouse } from './support/sign-in-house.ts';

const scope = 'https://api.botframework.com/.default';
let house: SignInHouse;
beforeEach(async () => {
  house = await openSignInHouse();
});
afterEach(() => house.stop());

describe('the token for replies', () => {
  it("is the app's own, for the connector, in our tenant", async () => {
    const { token, expiresOn } = await makeConnectorToken({ settings: house.settings })(scope);
    expect(decodeJwt(token)).toMatchObject({
      aud: 'https://api.botframework.com',
      appid: house.settings.clientId,
      tid: house.settings.tenantId,
      idtyp: 'app',
    });
    expect(expiresOn.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
  });

  it('is asked for once', async () => {
    const connectorToken = makeConnectorToken({ settings: house.settings });
    const tokens = await Promise.all([connectorToken(scope), connectorToken(scope), connectorToken(scope)]);
    house.entra.failNextToken('bad-secret', 'client-credentials');
    tokens.push(await connectorToken(scope));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
  });

  it('names a wrong credential, and comes once that is right again', async () => {
    const connectorToken = makeConnectorToken({ settings: house.settings });
    house.entra.failNextToken('bad-secret', 'client-credentials');
    await expect(connectorToken(scope)).rejects.toMatchObject({
      code: 'app-credential-refused',
      facts: { error: 'AADSTS7000215' },
    });
    expect((await connectorToken(scope)).token).not.toBe('');
  });

  it('says when Entra cannot be reached', async () => {
    await house.entra.stop();
    const connectorToken = makeConnectorToken({ settings: house.settings });
    await expect(connectorToken(scope)).rejects.toMatchObject({ code: 'sign-in-unreachable' });
  });

  it('comes again as soon as Entra does', async () => {
    const connectorToken = makeConnectorToken({ settings: house.settings });
    for (let times = 0; times < 2; times++) house.entra.failNextToken('throttled', 'client-credentials');
    await expect(connectorToken(scope)).rejects.toMatchObject({ code: 'sign-in-unreachable' });
    expect((await connectorToken(scope)).token).not.toBe('');
  });
});
