import type { PracticePerson, PracticeTenant } from '../tenant/state.ts';
import type { TokenKey } from './tokens.ts';

/** The app registration of the bot. */
export interface AppRegistration {
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
  /** PEM of a certificate that may sign client assertions instead of the secret */
  certificatePem?: string;
}

export type TokenFailure =
  'throttled' | 'unavailable' | 'bad-secret' | 'consent' | 'mfa' | 'html-502' | 'reset';
export type Grant = 'on-behalf-of' | 'client-credentials';

/** What every part of the practice Entra knows. */
export interface EntraContext {
  tenant: PracticeTenant;
  app: AppRegistration;
  key: TokenKey;
  now: () => Date;
  origin: () => string;
  /** failures ordered for the next token requests */
  failures: { kind: TokenFailure; grant: Grant }[];
}

/** The value that a claims challenge names and an interactive sign-in has to satisfy. */
export const mfaClaim = JSON.stringify({
  access_token: { capolids: { essential: true, values: ['7c1f8e3a-2d64-4b9e-8f10-000000000901'] } },
});

/** The OAuth audiences of the bot's own API: its app id URI and, for v2.0 tokens, its bare client id. */
export const ownAudiences = (app: AppRegistration): string[] => [`api://botid-${app.clientId}`, app.clientId];

export function personByObjectId(tenant: PracticeTenant, objectId: unknown): PracticePerson | undefined {
  return tenant.people.find((person) => person.objectId === objectId);
}

/** `id` is the handle or the object id. Throws when a test or a script names somebody who does not exist. */
export function personById(tenant: PracticeTenant, id: string): PracticePerson {
  const person = tenant.people.find((one) => one.id === id || one.objectId === id);
  if (!person)
    throw new Error(
      `no person "${id}" in the practice tenant; there are ${tenant.people.map((one) => one.id).join(', ')}`,
    );
  return person;
}
