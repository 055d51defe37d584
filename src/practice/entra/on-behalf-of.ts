import { errors } from 'jose';
import type { PracticePerson } from '../tenant/state.ts';
import { mfaClaim, ownAudiences, personByObjectId, type EntraContext } from './context.ts';
import { EntraRefusal } from './errors.ts';
import { graphResource, openIdScopes, parseGraphScopes } from './scopes.ts';
import { graphClaims, lifetime, type Claims } from './tokens.ts';

const livesFor = 3599;

/** Exchanges an SSO token for a Graph token. Throws EntraRefusal where the real Entra would say no. */
export async function onBehalfOf(form: URLSearchParams, context: EntraContext): Promise<Claims> {
  if (form.get('requested_token_use') !== 'on_behalf_of') {
    throw new EntraRefusal('missing-parameter', 'requested_token_use');
  }
  const person = await checkUserAssertion(form.get('assertion'), context);
  const wanted = wantedScopes(form.get('scope'));
  if (person.mfaRequired) refuseUntilMfa();
  const consented = [...person.consentedScopes];
  const missing = wanted.includes('.default')
    ? consented.length === 0
    : wanted.some((scope) => !consented.includes(scope));
  if (missing) refuseUntilConsent(context);
  return answer(person, consented, form, context);
}

export function refuseUntilMfa(): never {
  throw new EntraRefusal('mfa', graphResource, { suberror: 'basic_action', claims: mfaClaim });
}

export function refuseUntilConsent(context: EntraContext): never {
  throw new EntraRefusal('consent', context.app.clientId, { suberror: 'consent_required' });
}

function wantedScopes(parameter: string | null): string[] {
  if (!parameter) throw new EntraRefusal('missing-parameter', 'scope');
  const wanted = parseGraphScopes(parameter);
  if (!wanted || wanted.length === 0) throw new EntraRefusal('unknown-scope', parameter);
  return wanted;
}

async function checkUserAssertion(assertion: string | null, context: EntraContext): Promise<PracticePerson> {
  if (!assertion) throw new EntraRefusal('missing-parameter', 'assertion');
  const claims = await verified(assertion, context);
  if (!ownAudiences(context.app).includes(String(claims['aud']))) {
    throw new EntraRefusal('bad-audience', String(claims['aud']));
  }
  if (claims['tid'] !== context.tenant.tenantId)
    throw new EntraRefusal('bad-signature', 'The token is of another tenant');
  if (!String(claims['scp']).split(' ').includes('access_as_user')) throw new EntraRefusal('no-user-scope');
  const person = personByObjectId(context.tenant, claims['oid']);
  if (!person) throw new EntraRefusal('no-user');
  return person;
}

async function verified(assertion: string, context: EntraContext): Promise<Claims> {
  try {
    return await context.key.verify(assertion, context.now());
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new EntraRefusal('expired-assertion');
    throw new EntraRefusal('bad-signature', 'The key was not found or the token is malformed');
  }
}

/** All consented scopes stand in the answer, asked for or not, as the real Entra may do. */
function answer(
  person: PracticePerson,
  consented: string[],
  form: URLSearchParams,
  context: EntraContext,
): Claims {
  const { tenant, app, key, now, origin } = context;
  const asked = (form.get('scope') ?? '').split(' ');
  const openId = openIdScopes.filter((scope) => scope !== 'offline_access' && asked.includes(scope));
  const scopes = [...openId, ...consented];
  const time = lifetime(now(), livesFor);
  return {
    token_type: 'Bearer',
    scope: [...openId, ...consented.map((scope) => `${graphResource}/${scope}`)].join(' '),
    expires_in: livesFor,
    ext_expires_in: livesFor,
    access_token: key.sign({
      ...graphClaims({ tenantId: tenant.tenantId, clientId: app.clientId, person, scopes }),
      ...time,
    }),
    client_info: Buffer.from(JSON.stringify({ uid: person.objectId, utid: tenant.tenantId })).toString(
      'base64url',
    ),
    ...(asked.includes('openid')
      ? {
          id_token: key.sign({
            ...idClaims(person, context),
            iss: `${origin()}/${tenant.tenantId}/v2.0`,
            ...time,
          }),
        }
      : {}),
  };
}

const idClaims = (person: PracticePerson, { tenant, app }: EntraContext): Claims => ({
  aud: app.clientId,
  name: person.displayName,
  oid: person.objectId,
  preferred_username: person.userPrincipalName,
  sub: person.objectId,
  tid: tenant.tenantId,
  ver: '2.0',
});
