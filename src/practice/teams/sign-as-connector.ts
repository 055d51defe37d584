import { exportJWK, SignJWT } from 'jose';
import { makeRsaKeys } from '../make-rsa-keys.ts';

export const connectorIssuer = 'https://api.botframework.com';

/**
 * The Bot Connector's key: signs what Teams sends to the bot, with the claims that botframework-connector 4.23 checks
 * (issuer, audience, `serviceurl`, and a key that is endorsed for the channel).
 */
export async function makeConnectorKey() {
  const { privateKey, publicKey } = makeRsaKeys();
  const kid = crypto.randomUUID();
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256', endorsements: ['msteams'] };

  return {
    keys: { keys: [jwk] },
    /** a token for one delivery, valid ten minutes */
    sign: ({ audience, serviceUrl }: { audience: string; serviceUrl: string }): Promise<string> =>
      new SignJWT({ serviceurl: serviceUrl })
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
        .setIssuer(connectorIssuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('10m')
        .sign(privateKey),
  };
}
export type ConnectorKey = Awaited<ReturnType<typeof makeConnectorKey>>;
