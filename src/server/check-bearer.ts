import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod/v4';
import type { Settings } from '../settings.ts';

const headerShape = z.object({ alg: z.literal('RS256') });
const claimsShape = z.object({ iss: z.string(), aud: z.string(), exp: z.number() });

/** The Bot Connector's clock may differ from ours by this much (the SDK allows the same). */
const skewMs = 5 * 60 * 1000;

/**
 * Whether an Authorization header looks like a token of the Bot Connector for this bot: RS256, issuer, audience, not over.
 * The signature is checked by the SDK right after; this keeps everything else away from it, which answers some of it with
 * 500, and refuses the tokens of the bot's own app that the SDK would accept.
 */
export function checkBearer(authorization: string | undefined, settings: Settings, now: number): boolean {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined) return false;
  const decoded = decode(token);
  const header = headerShape.safeParse(decoded?.header);
  const claims = claimsShape.safeParse(decoded?.claims);
  if (!header.success || !claims.success) return false;
  const { iss, aud, exp } = claims.data;
  return (
    iss === settings.cloud.botTokenIssuer &&
    aud.toLowerCase() === settings.clientId &&
    exp * 1000 + skewMs > now
  );
}

function decode(token: string): { header: unknown; claims: unknown } | undefined {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch {
    return undefined;
  }
}
