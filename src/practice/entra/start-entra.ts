import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Certificates } from '../certificates.ts';
import { serveOnLoopback } from '../serve.ts';
import type { PracticeTenant } from '../tenant/state.ts';
import { showConsent, takeConsent, type Browser, type PopupDone } from './authorize.ts';
import {
  personById,
  personByObjectId,
  type AppRegistration,
  type EntraContext,
  type Grant,
  type TokenFailure,
} from './context.ts';
import { EntraRefusal, entraErrorBody } from './errors.ts';
import { instanceDiscovery, openIdConfiguration } from './metadata.ts';
import { consentableScopes, graphResource } from './scopes.ts';
import { answerTokenRequest, sendJson } from './token-endpoint.ts';
import { lifetime, makeTokenKey, type Claims } from './tokens.ts';

/** Who calls Graph, as a good token says. */
export interface GraphCaller {
  personId: string;
  oid: string;
  scopes: string[];
}

/** The practice Entra while it runs. A person is named by handle or object id. */
export interface PracticeEntra {
  /** `https://localhost:PORT`: AUTHORITY_HOST of the bot */
  origin: string;
  /** the SSO token that Teams would send for this person; `overrides` make a wrong one for tests */
  issueSsoToken(personId: string, overrides?: Claims): string;
  /** undefined: no valid Graph token (for Graph a 401) */
  checkGraphToken(bearer: string): Promise<GraphCaller | undefined>;
  /** takes consent back, all of it or just some scopes */
  revokeConsent(personId: string, scopes?: string[]): void;
  /** the next Graph token of this person needs another factor, given on the sign-in page with the claims passed on */
  requireMfa(personId: string): void;
  /** the next token request of that kind (on-behalf-of if absent) fails; several calls queue up */
  failNextToken(kind: TokenFailure, grant?: Grant): void;
  /** who is signed in to the browser, where the sign-in page gets no login_hint */
  setBrowserPerson(personId: string): void;
  /** tells when somebody answered the sign-in page; the answer stops it */
  onPopupDone(listener: (done: PopupDone) => void): () => void;
  stop(): Promise<void>;
}

/** Starts the practice Entra on loopback. It reads and changes only the people of the tenant. */
export async function startEntra(options: {
  tenant: PracticeTenant;
  certificates: Pick<Certificates, 'certPem' | 'keyPem'>;
  app: AppRegistration;
  now?: () => Date;
  port?: number;
}): Promise<PracticeEntra> {
  const { tenant, app, now = () => new Date() } = options;
  let origin = '';
  const context: EntraContext = { tenant, app, now, key: makeTokenKey(), origin: () => origin, failures: [] };
  const browser: Browser = { personId: undefined, waiting: new Map(), done: new Set() };
  const served = await serveOnLoopback({
    ...options,
    handle: (request, response) => route(request, response, context, browser),
  });
  origin = served.origin;
  return {
    ...served,
    issueSsoToken: (personId, overrides = {}) => issueSsoToken(context, personId, overrides),
    checkGraphToken: (bearer) => checkGraphToken(context, bearer),
    revokeConsent: (personId, scopes = consentableScopes) => {
      const person = personById(tenant, personId);
      person.consentedScopes = person.consentedScopes.filter((scope) => !scopes.includes(scope));
    },
    requireMfa: (personId) => {
      personById(tenant, personId).mfaRequired = true;
    },
    failNextToken: (kind, grant = 'on-behalf-of') => {
      context.failures.push({ kind, grant });
    },
    setBrowserPerson: (personId) => {
      browser.personId = personById(tenant, personId).id;
    },
    onPopupDone: (listener) => {
      browser.done.add(listener);
      return () => void browser.done.delete(listener);
    },
  };
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  context: EntraContext,
  browser: Browser,
): Promise<void> {
  const url = new URL(request.url ?? '/', context.origin());
  const [, tenantId = '', ...rest] = url.pathname.split('/');
  const asked = `${request.method ?? ''} ${rest.join('/')}`;
  if (`${tenantId}/${rest.join('/')}` === 'common/discovery/instance')
    return sendJson(response, 200, instanceDiscovery(context));
  if (tenantId.toLowerCase() !== context.tenant.tenantId) return sendRefusal(response, tenantId, context);
  if (asked === 'GET v2.0/.well-known/openid-configuration')
    return sendJson(response, 200, openIdConfiguration(context));
  if (asked === 'GET discovery/v2.0/keys') return sendJson(response, 200, { keys: [context.key.publicJwk] });
  if (asked === 'POST oauth2/v2.0/token') return answerTokenRequest(request, response, context);
  if (asked === 'GET oauth2/v2.0/authorize') return showConsent(url, response, context, browser);
  if (asked === 'POST practice/consent') return takeConsent(request, response, context, browser);
  return sendJson(response, 404, { error: 'not_found' });
}

function sendRefusal(response: ServerResponse, tenantId: string, context: EntraContext): void {
  const { status, body } = entraErrorBody(new EntraRefusal('no-tenant', tenantId), context.now());
  sendJson(response, status, body);
}

function issueSsoToken(
  { tenant, app, key, now, origin }: EntraContext,
  personId: string,
  overrides: Claims,
): string {
  const person = personById(tenant, personId);
  return key.sign({
    aud: `api://botid-${app.clientId}`,
    iss: `${origin()}/${tenant.tenantId}/v2.0`,
    ...lifetime(now(), 3600),
    azp: '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
    name: person.displayName,
    oid: person.objectId,
    preferred_username: person.userPrincipalName,
    scp: 'access_as_user',
    tid: tenant.tenantId,
    uti: randomUUID(),
    ver: '2.0',
    ...overrides,
  });
}

async function checkGraphToken(
  { tenant, app, key, now }: EntraContext,
  bearer: string,
): Promise<GraphCaller | undefined> {
  try {
    const claims = await key.verify(bearer, now());
    const person = personByObjectId(tenant, claims['oid']);
    if (
      claims['aud'] !== graphResource ||
      claims['tid'] !== tenant.tenantId ||
      claims['appid'] !== app.clientId
    )
      return undefined;
    if (!person || typeof claims['scp'] !== 'string') return undefined;
    return { personId: person.id, oid: person.objectId, scopes: claims['scp'].split(' ') };
  } catch {
    return undefined;
  }
}
