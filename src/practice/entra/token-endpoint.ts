import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../serve.ts';
import { checkClient } from './check-client.ts';
import type { EntraContext, Grant, TokenFailure } from './context.ts';
import { EntraRefusal, entraErrorBody } from './errors.ts';
import { onBehalfOf, refuseUntilConsent, refuseUntilMfa } from './on-behalf-of.ts';
import { lifetime, type Claims } from './tokens.ts';

const grants: Record<string, Grant> = {
  client_credentials: 'client-credentials',
  'urn:ietf:params:oauth:grant-type:jwt-bearer': 'on-behalf-of',
};

/** POST /{tenant}/oauth2/v2.0/token */
export async function answerTokenRequest(
  request: IncomingMessage,
  response: ServerResponse,
  context: EntraContext,
): Promise<void> {
  const form = new URLSearchParams(await readBody(request));
  const grant = grants[form.get('grant_type') ?? ''];
  const failure = takeFailure(context, grant);
  if (failure === 'reset') return void response.destroy();
  if (failure === 'html-502') {
    return void response
      .writeHead(502, { 'content-type': 'text/html' })
      .end('<html><body>Bad gateway</body></html>');
  }
  try {
    if (failure) fail(failure, context);
    sendJson(response, 200, await grantToken(form, grant, context));
  } catch (error) {
    if (!(error instanceof EntraRefusal)) throw error;
    const { status, body } = entraErrorBody(error, context.now());
    sendJson(response, status, body, error.error === 'throttled' ? { 'retry-after': '1' } : {});
  }
}

async function grantToken(
  form: URLSearchParams,
  grant: Grant | undefined,
  context: EntraContext,
): Promise<Claims> {
  if (!form.get('grant_type')) throw new EntraRefusal('missing-parameter', 'grant_type');
  if (!grant) throw new EntraRefusal('unknown-grant', form.get('grant_type') ?? '');
  await checkClient(form, context);
  return grant === 'on-behalf-of' ? onBehalfOf(form, context) : clientCredentials(form, context);
}

/** A token for the app itself; only `RESOURCE/.default` can be asked for. Graph accepts none: it has no person. */
function clientCredentials(form: URLSearchParams, { app, key, now, tenant, origin }: EntraContext): Claims {
  const scope = form.get('scope') ?? '';
  if (!/^\S+\/\.default$/.test(scope)) throw new EntraRefusal('unknown-scope', scope);
  const claims = {
    aud: scope.slice(0, -'/.default'.length),
    iss: `${origin()}/${tenant.tenantId}/v2.0`,
    appid: app.clientId,
    azp: app.clientId,
    idtyp: 'app',
    tid: tenant.tenantId,
    ver: '2.0',
    ...lifetime(now(), 3599),
  };
  return { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: key.sign(claims) };
}

function takeFailure(context: EntraContext, grant: Grant | undefined): TokenFailure | undefined {
  const index = context.failures.findIndex((failure) => failure.grant === grant);
  return index < 0 ? undefined : context.failures.splice(index, 1)[0]?.kind;
}

function fail(failure: Exclude<TokenFailure, 'reset' | 'html-502'>, context: EntraContext): never {
  if (failure === 'consent') return refuseUntilConsent(context);
  if (failure === 'mfa') return refuseUntilMfa();
  throw new EntraRefusal(failure);
}

/** JSON that no cache keeps. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(JSON.stringify(body));
}
