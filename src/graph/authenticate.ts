import { Problem } from '../problems.ts';
import type { Link } from './chain.ts';
import { isAtOrigin } from './path.ts';

export type GetToken = (options?: { claims?: string }) => Promise<string>;

/**
 * Puts the person's token on the call, for exactly the origin of Graph, port included. The Graph client's own handler
 * compares host names only, and so would send it to another port (reference teams.md 2.6); any other address is an error here.
 *
 * Continuous access evaluation: a 401 with `insufficient_claims` asks for a token with these claims. That is done once,
 * writes included, because a 401 did nothing. A second 401 throws Problem('sign-in-needed').
 */
export function authenticate({ origin, getToken }: { origin: string; getToken: GetToken }): Link {
  return async (call, next) => {
    if (!isAtOrigin(call.url, origin)) {
      throw new Problem('graph-unexpected-answer', { what: 'an address outside Microsoft Graph' });
    }
    const send = async (options?: { claims: string }): Promise<Response> => {
      const token = await getToken(options);
      return next({ ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } });
    };
    const first = await send();
    const claims = challengedClaims(first);
    if (claims === undefined) return first;
    const second = await send({ claims });
    if (second.status === 401) throw new Problem('sign-in-needed');
    return second;
  };
}

/** The claims of a challenge as JSON text, as MSAL wants them; the header holds them in Base64. */
function challengedClaims(response: Response): string | undefined {
  if (response.status !== 401) return undefined;
  const challenge = response.headers.get('www-authenticate') ?? '';
  if (!/error="insufficient_claims"/i.test(challenge)) return undefined;
  const claims = /claims="([^"]+)"/i.exec(challenge)?.[1];
  return claims === undefined ? undefined : Buffer.from(claims, 'base64').toString('utf8');
}
