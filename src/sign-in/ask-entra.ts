import type { TokenCredential } from '@azure/identity';
import { z } from 'zod/v4';
import type { Settings } from '../settings.ts';
import type { EntraOptions } from './app-credential.ts';

/** What Entra's token endpoint said, as far as it matters; `code` is `AADSTS` with its number, or the OAuth error. */
export type EntraAnswer =
  | { ok: true; token: string; expiresAt: number }
  | {
      ok: false;
      why: 'refused';
      error: string;
      code: string;
      codes: number[];
      suberror?: string;
      claims?: string;
    }
  /** no answer in time, an answer that is no answer of Entra, or one that asks to come back later */
  | { ok: false; why: 'unreachable' }
  /** the app registration's own proof could not be made: certificate unreadable, managed identity without an answer */
  | { ok: false; why: 'no-credential' };

export type AskEntra = (
  scopes: string[],
  options: { claims?: string | undefined; timeoutMs: number },
) => Promise<EntraAnswer>;

const refusalShape = z.object({
  error: z.string(),
  suberror: z.string().optional().catch(undefined),
  error_codes: z.array(z.number()).catch([]),
  claims: z.string().min(1).optional().catch(undefined),
});
type Pipeline = NonNullable<EntraOptions['additionalPolicies']>[number]['policy'];

/**
 * One credential of @azure/identity made to say why it was refused. The library turns every failure of on-behalf-of into
 * the same error without code, suberror and claims (tried with 4.13.1), so a pipeline policy reads the answer first; it also
 * bounds every request. One question at a time for each asker: callers see to that. MSAL remembers a 429 or 5xx for a while
 * and then refuses by itself, so an asker that was answered `unreachable` is to be dropped. Never throws, never logs.
 */
export function makeAskEntra(settings: Settings, make: (options: EntraOptions) => TokenCredential): AskEntra {
  let refusal: EntraAnswer | undefined;
  let asked = false;
  let deadline = 0;

  const sendRequest: Pipeline['sendRequest'] = async (request, next) => {
    asked ||= request.method === 'POST';
    request.timeout = Math.max(1, deadline - Date.now());
    refusal = { ok: false, why: 'unreachable' };
    const response = await next(request);
    refusal = readRefusal(response.status, response.bodyAsText);
    return response;
  };
  const credential = make({
    authorityHost: settings.cloud.authorityHost,
    disableInstanceDiscovery: !settings.cloud.instanceDiscovery,
    retryOptions: { maxRetries: 1, retryDelayInMs: 200, maxRetryDelayInMs: 1000 },
    additionalPolicies: [{ position: 'perCall', policy: { name: 'readEntraAnswer', sendRequest } }],
  });

  return async (scopes, { claims, timeoutMs }) => {
    refusal = undefined;
    asked = false;
    deadline = Date.now() + timeoutMs;
    try {
      const answer = await credential.getToken(scopes, claims === undefined ? {} : { claims });
      if (answer === null) return { ok: false, why: 'unreachable' };
      return { ok: true, token: answer.token, expiresAt: answer.expiresOnTimestamp };
    } catch {
      return refusal ?? { ok: false, why: asked ? 'unreachable' : 'no-credential' };
    }
  };
}

function readRefusal(status: number, text: string | null | undefined): EntraAnswer | undefined {
  const json = parseJson(text ?? '');
  if (status < 400 && json !== undefined) return undefined;
  const body = refusalShape.safeParse(json);
  if (status >= 500 || status === 429 || status === 408 || !body.success)
    return { ok: false, why: 'unreachable' };
  const { error, suberror, claims, error_codes: codes } = body.data;
  if (error === 'temporarily_unavailable' || error === 'server_error')
    return { ok: false, why: 'unreachable' };
  return {
    ok: false,
    why: 'refused',
    error,
    codes,
    code: codes[0] === undefined ? error : `AADSTS${codes[0]}`,
    ...(suberror === undefined ? {} : { suberror }),
    ...(claims === undefined ? {} : { claims }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
