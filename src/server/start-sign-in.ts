import { createHash, randomBytes } from 'node:crypto';
import type { Settings } from '../settings.ts';

/** What a sign-in page has to ask for: delegated Graph scopes without the resource, and the claims that Entra wants. */
export interface SignInRequest {
  scopes: string[];
  claims?: string | undefined;
}

/**
 * Where a sign-in begins: Entra's authorize endpoint, asked for exactly these scopes and `openid`. The page is only there for
 * consent and further factors: the code it ends with is never redeemed, so the PKCE verifier is thrown away right here and
 * the code is of no use to anybody.
 */
export function startSignIn(request: SignInRequest, settings: Settings): { location: string; state: string } {
  const state = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(randomBytes(32).toString('base64url')).digest('base64url');
  const location = new URL(`${settings.cloud.authorityHost}/${settings.tenantId}/oauth2/v2.0/authorize`);
  const scopes = request.scopes.map((scope) => `${settings.cloud.graphResource}/${scope}`);
  location.search = new URLSearchParams({
    client_id: settings.clientId,
    response_type: 'code',
    redirect_uri: `${settings.publicUrl}/auth/end`,
    response_mode: 'query',
    scope: [...scopes, 'openid'].join(' '),
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...(request.claims === undefined ? {} : { claims: request.claims }),
  }).toString();
  return { location: location.href, state };
}
