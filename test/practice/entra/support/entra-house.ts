import { randomUUID } from 'node:crypto';
import { inject, onTestFinished } from 'vitest';
import { startEntra, type PracticeEntra } from '../../../../src/practice/entra/start-entra.ts';
import { loadTenant } from '../../../../src/practice/tenant/load-tenant.ts';
import type { PracticeTenant } from '../../../../src/practice/tenant/state.ts';

export const clientSecret = 'practice~secret';
export const redirectUri = 'http://127.0.0.1:3978/auth/end';
export const graphScope = (...names: string[]): string =>
  names.map((name) => `https://graph.microsoft.com/${name}`).join(' ');

export interface TokenAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { error_codes?: number[] };
}

export interface EntraHouse {
  entra: PracticeEntra;
  tenant: PracticeTenant;
  clientId: string;
  base: string;
  clock: { now: Date };
  /** POST to the token endpoint */
  token: (form: Record<string, string>) => Promise<TokenAnswer>;
  /** on-behalf-of as the bot does it; `form` on top */
  onBehalfOf: (personId: string, form?: Record<string, string>) => Promise<TokenAnswer>;
}

/** A practice Entra for one test, on the authority that this process trusts. */
export async function entraHouse(certificatePem?: string): Promise<EntraHouse> {
  const tenant = loadTenant();
  const clientId = randomUUID();
  const clock = { now: new Date() };
  const app = {
    clientId,
    clientSecret,
    redirectUris: [redirectUri],
    ...(certificatePem ? { certificatePem } : {}),
  };
  const entra = await startEntra({ tenant, certificates: inject('certificates'), app, now: () => clock.now });
  onTestFinished(() => entra.stop());
  const base = `${entra.origin}/${tenant.tenantId}`;
  const token: EntraHouse['token'] = async (form) => {
    const answer = await fetch(`${base}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    const body = (await answer.json()) as TokenAnswer['body'];
    return { status: answer.status, headers: answer.headers, body };
  };
  const onBehalfOf: EntraHouse['onBehalfOf'] = (personId, form = {}) =>
    token({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      client_id: clientId,
      client_secret: clientSecret,
      assertion: entra.issueSsoToken(personId),
      scope: graphScope('User.Read'),
      ...form,
    });
  return { entra, tenant, clientId, base, clock, token, onBehalfOf };
}
