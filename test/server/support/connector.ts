import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, SignJWT, type JWTPayload } from 'jose';
import { makeRsaKeys } from '../../../src/practice/make-rsa-keys.ts';
import { clientId, tenantId } from '../../settings/support/example-settings.ts';

export const serviceUrl = 'https://smba.trafficmanager.net/emea/';

/** A Bot Connector as far as a bot can see of it: OpenID metadata, keys, and tokens signed with them. */
export interface Connector {
  openIdUrl: string;
  /** a right token unless `claims` or `header` make it a wrong one */
  token(claims?: JWTPayload, header?: { alg?: string; kid?: string }): Promise<string>;
  /** the same claims and header, signed with a key that is not the Connector's */
  badlySigned(): Promise<string>;
  stop(): void;
}

export async function startConnector(): Promise<Connector> {
  const [mine, foreign] = [makeRsaKeys(), makeRsaKeys()];
  const jwk = {
    ...(await exportJWK(mine.publicKey)),
    kid: 'connector-1',
    use: 'sig',
    alg: 'RS256',
    endorsements: ['msteams'],
  };
  const server = createServer((request, response) => {
    const base = `http://${request.headers.host ?? ''}`;
    response.setHeader('content-type', 'application/json');
    const body =
      request.url === '/keys'
        ? { keys: [jwk] }
        : { issuer: 'https://api.botframework.com', jwks_uri: `${base}/keys` };
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sign = (key: typeof mine.privateKey, claims: JWTPayload, header: object): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      iss: 'https://api.botframework.com',
      aud: clientId,
      nbf: now,
      exp: now + 3600,
      serviceurl: serviceUrl,
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'connector-1', ...header })
      .sign(key);
  };
  return {
    openIdUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/openid`,
    token: (claims = {}, header = {}) => sign(mine.privateKey, claims, header),
    badlySigned: () => sign(foreign.privateKey, {}, {}),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A message of Megan Bowen in her personal chat, as Teams sends it. */
export const activity = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'message',
  id: '1700000000000',
  timestamp: '2026-11-24T08:00:00.000Z',
  channelId: 'msteams',
  serviceUrl,
  from: { id: '29:megan', name: 'Megan Bowen', aadObjectId: '22222222-3333-4444-8555-666666666666' },
  recipient: { id: `28:${clientId}`, name: 'JIT for Intune' },
  conversation: { id: 'a:1', conversationType: 'personal', tenantId },
  channelData: { tenant: { id: tenantId } },
  text: 'help',
  entities: [{ type: 'clientInfo', locale: 'en-US' }],
  ...changes,
});
