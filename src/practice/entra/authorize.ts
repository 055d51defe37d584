import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../serve.ts';
import type { PracticePerson } from '../tenant/state.ts';
import { checkAuthorize, type AuthorizeRequest } from './check-authorize.ts';
import { consentPage, errorPage } from './consent-page.ts';
import { mfaClaim, personById, type EntraContext } from './context.ts';
import { needsAdminConsent } from './scopes.ts';

/** How a sign-in in the browser ended; `state` is the app's own. */
export interface PopupDone {
  personId: string;
  ok: boolean;
  state: string;
}

export interface Browser {
  /** who is signed in to the browser; undefined: the tenant's `signedIn` */
  personId: string | undefined;
  waiting: Map<string, { request: AuthorizeRequest; personId: string; mayAccept: boolean }>;
  done: Set<(done: PopupDone) => void>;
}

/**
 * GET /{tenant}/oauth2/v2.0/authorize: shows the consent page. The person is the one of `practice_person` (a handle),
 * else of `login_hint`, else the one signed in to the browser.
 */
export function showConsent(
  url: URL,
  response: ServerResponse,
  context: EntraContext,
  browser: Browser,
): void {
  const request = checkAuthorize(url.searchParams, context);
  if (typeof request === 'string') return sendPage(response, 400, errorPage(request));
  const person = whoIsThere(url, request, context, browser);
  const missing = request.scopes.filter(
    (scope) => scope !== '.default' && !person.consentedScopes.includes(scope),
  );
  const mayAccept = person.mayGrantConsent || !missing.some(needsAdminConsent);
  const ticket = randomUUID();
  browser.waiting.set(ticket, { request, personId: person.id, mayAccept });
  const action = `${context.origin()}/${context.tenant.tenantId}/practice/consent`;
  const scopes = mayAccept ? request.scopes : missing;
  const page = { person, scopes, asksForMfa: person.mfaRequired, mayAccept, ticket, action };
  sendPage(response, 200, consentPage(page));
}

/** POST of the consent page: records what was accepted and sends the browser back to the app. */
export async function takeConsent(
  request: IncomingMessage,
  response: ServerResponse,
  context: EntraContext,
  browser: Browser,
): Promise<void> {
  const form = new URLSearchParams(await readBody(request));
  const ticket = form.get('ticket') ?? '';
  const waiting = browser.waiting.get(ticket);
  if (!waiting) return sendPage(response, 400, errorPage('This sign-in was answered already.'));
  browser.waiting.delete(ticket);
  const ok = form.get('answer') === 'accept' && waiting.mayAccept;
  if (ok) record(personById(context.tenant, waiting.personId), waiting.request);
  response.writeHead(302, { location: backToApp(waiting.request, ok) }).end();
  const { state } = waiting.request;
  for (const listener of browser.done) listener({ personId: waiting.personId, ok, state });
}

function whoIsThere(
  url: URL,
  request: AuthorizeRequest,
  { tenant }: EntraContext,
  browser: Browser,
): PracticePerson {
  const named = url.searchParams.get('practice_person');
  const hint = request.loginHint?.toLowerCase();
  const hinted = tenant.people.find((person) => person.userPrincipalName.toLowerCase() === hint);
  if (named !== null || !hinted) return personById(tenant, named ?? browser.personId ?? tenant.signedIn);
  return hinted;
}

/** Another factor counts only where the app passed on the claims challenge that asked for it. */
function record(person: PracticePerson, request: AuthorizeRequest): void {
  const granted = request.scopes.filter((scope) => scope !== '.default');
  person.consentedScopes = [...new Set([...person.consentedScopes, ...granted])];
  if (request.claims !== undefined && sameJson(request.claims, mfaClaim)) person.mfaRequired = false;
}

function sameJson(given: string, expected: string): boolean {
  try {
    return JSON.stringify(JSON.parse(given)) === expected;
  } catch {
    return false;
  }
}

function backToApp(request: AuthorizeRequest, ok: boolean): string {
  const answer = new URLSearchParams(
    ok
      ? { code: `practice-${randomUUID()}` }
      : {
          error: 'access_denied',
          error_description: 'AADSTS65004: User declined to consent to access the app.',
        },
  );
  if (request.state) answer.set('state', request.state);
  const back = new URL(request.redirectUri);
  if (request.responseMode === 'fragment') back.hash = answer.toString();
  else for (const [name, value] of answer) back.searchParams.set(name, value);
  return back.href;
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(html);
}
