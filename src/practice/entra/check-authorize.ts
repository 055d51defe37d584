import type { EntraContext } from './context.ts';
import { parseGraphScopes } from './scopes.ts';

/** A sign-in request of the browser that may be shown to the person. */
export interface AuthorizeRequest {
  redirectUri: string;
  responseMode: 'query' | 'fragment';
  state: string;
  /** Graph scopes, without the resource; `.default` is spelled out */
  scopes: string[];
  /** the claims challenge it answers, if any */
  claims: string | undefined;
  loginHint: string | undefined;
}

/** Checks the query of /authorize; a text is what the error page says. Nothing is redirected to an address not registered. */
export function checkAuthorize(query: URLSearchParams, { app }: EntraContext): AuthorizeRequest | string {
  const redirectUri = query.get('redirect_uri') ?? '';
  const challenge = query.get('code_challenge') ?? '';
  const responseMode = query.get('response_mode') ?? 'query';
  const scopes = parseGraphScopes(query.get('scope') ?? '');
  if (query.get('client_id')?.toLowerCase() !== app.clientId.toLowerCase()) {
    return `AADSTS700016: Application with identifier '${query.get('client_id') ?? ''}' was not found in the directory.`;
  }
  if (!app.redirectUris.includes(redirectUri)) {
    return `AADSTS50011: The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application.`;
  }
  if (query.get('response_type') !== 'code') {
    return `AADSTS700051: response_type '${query.get('response_type') ?? ''}' is not enabled for the application.`;
  }
  if (query.get('code_challenge_method') !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    return 'AADSTS9002325: Proof Key for Code Exchange (code_challenge with S256) is required.';
  }
  if (responseMode !== 'query' && responseMode !== 'fragment') {
    return `AADSTS901002: The response_mode '${responseMode}' is not supported.`;
  }
  if (!query.get('scope')) return "AADSTS900144: The request must contain the following parameter: 'scope'.";
  if (!scopes) return `AADSTS70011: The scope '${query.get('scope') ?? ''}' is not valid.`;
  return {
    redirectUri,
    responseMode,
    state: query.get('state') ?? '',
    scopes,
    claims: query.get('claims') ?? undefined,
    loginHint: query.get('login_hint') ?? undefined,
  };
}
