import { decodeJwt } from 'jose';
import { z } from 'zod/v4';
import type { Settings } from '../settings.ts';
import type { Person } from './person.ts';

const claimsShape = z.object({
  aud: z.string(),
  tid: z.string(),
  oid: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  scp: z.string().optional(),
});
const skewMs = 5 * 60 * 1000;

export type CheckedAssertion =
  /** `endsAt` in milliseconds since 1970 */
  { ok: true; endsAt: number } | { ok: false; code: 'sign-in-other-person' | 'sign-in-invalid' };

/**
 * Whether an SSO token of Teams is one for this app and belongs to the person: audience `api://botid-CLIENT_ID` or the bare
 * client id, tenant and object id those of the person, valid now, scope `access_as_user` where scopes are named.
 * The signature is NOT checked here: Entra checks it in the on-behalf-of exchange, and nothing trusts the token before.
 */
export function checkAssertion(
  assertion: string,
  { person, settings, now }: { person: Person; settings: Settings; now: number },
): CheckedAssertion {
  const claims = claimsShape.safeParse(decode(assertion));
  if (!claims.success) return { ok: false, code: 'sign-in-invalid' };
  const { aud, tid, oid, exp, nbf, scp } = claims.data;
  const audience = aud.toLowerCase();
  const forUs = audience === settings.clientId || audience === `api://botid-${settings.clientId}`;
  const timely = exp * 1000 > now && (nbf === undefined || nbf * 1000 <= now + skewMs);
  const scoped = scp === undefined || scp.split(' ').includes('access_as_user');
  if (!forUs || !timely || !scoped) return { ok: false, code: 'sign-in-invalid' };
  const sameTenant =
    tid.toLowerCase() === settings.tenantId && settings.tenantId === person.tenantId.toLowerCase();
  if (!sameTenant || oid.toLowerCase() !== person.objectId.toLowerCase())
    return { ok: false, code: 'sign-in-other-person' };
  return { ok: true, endsAt: exp * 1000 };
}

function decode(assertion: string): unknown {
  try {
    return decodeJwt(assertion);
  } catch {
    return undefined;
  }
}
