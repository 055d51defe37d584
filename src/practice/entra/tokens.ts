import { sign } from 'node:crypto';
import { makeRsaKeys } from '../make-rsa-keys.ts';
import { jwtVerify } from 'jose';
import { graphResource } from './scopes.ts';

export type Claims = Record<string, unknown>;

const keyId = 'practice-entra-1';

/** The practice Entra's own signing key, made at start. */
export interface TokenKey {
  sign(claims: Claims): string;
  /** claims of a token signed by this key and valid now; throws an error of jose otherwise */
  verify(token: string, now: Date): Promise<Claims>;
  /** for the JWKS page */
  publicJwk: Record<string, unknown>;
}

export function makeTokenKey(): TokenKey {
  const { privateKey, publicKey } = makeRsaKeys();
  const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  return {
    sign: (claims) => {
      const content = `${encode({ alg: 'RS256', typ: 'JWT', kid: keyId })}.${encode(claims)}`;
      return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
    },
    verify: async (token, now) => {
      const { payload } = await jwtVerify(token, publicKey, { algorithms: ['RS256'], currentDate: now });
      return payload;
    },
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' },
  };
}

export const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** `iat`, `nbf` and `exp` for a token that lives from now on. */
export function lifetime(now: Date, lasts: number): { iat: number; nbf: number; exp: number } {
  return { iat: seconds(now), nbf: seconds(now), exp: seconds(now) + lasts };
}

/** A Graph token has Entra's older (v1.0) shape: issuer sts.windows.net, `appid`, `upn`. */
export function graphClaims(of: {
  tenantId: string;
  clientId: string;
  person: { objectId: string; displayName: string; userPrincipalName: string };
  scopes: string[];
}): Claims {
  return {
    aud: graphResource,
    iss: `https://sts.windows.net/${of.tenantId}/`,
    appid: of.clientId,
    appidacr: '1',
    idtyp: 'user',
    name: of.person.displayName,
    oid: of.person.objectId,
    scp: of.scopes.join(' '),
    tid: of.tenantId,
    upn: of.person.userPrincipalName,
    ver: '1.0',
  };
}
