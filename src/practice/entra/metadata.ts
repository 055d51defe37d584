import type { EntraContext } from './context.ts';

/** OpenID metadata of the tenant. Its issuer is loopback, so nothing of it is taken for the real Entra. */
export function openIdConfiguration({ origin, tenant }: EntraContext): Record<string, unknown> {
  const base = `${origin()}/${tenant.tenantId}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
  };
}

/** Instance discovery answers for this host only, so that no client has to ask login.microsoftonline.com. */
export function instanceDiscovery({ origin, tenant }: EntraContext): Record<string, unknown> {
  const { host } = new URL(origin());
  return {
    tenant_discovery_endpoint: `${origin()}/${tenant.tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}
