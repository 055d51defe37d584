import { generateKeyPairSync } from 'node:crypto';
import { inject } from 'vitest';
import type { Settings } from '../../../src/settings.ts';
import { makeSignIn } from '../../../src/sign-in/make-sign-in.ts';
import type { Person } from '../../../src/sign-in/person.ts';
import type { SignIn } from '../../../src/sign-in/sign-in.ts';
import { startEntra, type PracticeEntra } from '../../../src/practice/entra/start-entra.ts';
import { loadTenant } from '../../../src/practice/tenant/load-tenant.ts';
import type { PracticeTenant } from '../../../src/practice/tenant/state.ts';
import {
  clientId,
  clientSecret,
  collectLog,
  exampleSettings,
} from '../../settings/support/example-settings.ts';

/** of test/support/global-setup.ts; this process trusts their authority */
export const certificates = inject('certificates');

/** The sign-in of the product in front of a practice Entra of its own. */
export interface SignInHouse {
  entra: PracticeEntra;
  tenant: PracticeTenant;
  settings: Settings;
  signIn: SignIn;
  /** may consent and has consented to everything; another person of the tenant */
  admin: Person;
  other: Person;
  /** an SSO token of the admin as Teams sends it; each has its own id */
  assertion(overrides?: Record<string, unknown>): string;
  clock: { now: number };
  lines: string[];
  stop(): Promise<void>;
}

export async function openSignInHouse(
  options: { env?: Record<string, string>; certificatePem?: string } = {},
): Promise<SignInHouse> {
  const tenant = loadTenant();
  const app = {
    clientId,
    clientSecret,
    redirectUris: [],
    ...(options.certificatePem === undefined ? {} : { certificatePem: options.certificatePem }),
  };
  // MSAL rounds the time in its client assertions, up as well as down; the practice Entra allows for no difference of clocks.
  const now = () => new Date(Date.now() + 1000);
  const entra = await startEntra({ tenant, certificates, app, now });
  const settings = exampleSettings({
    TENANT_ID: tenant.tenantId,
    AUTHORITY_HOST: entra.origin,
    ...options.env,
  });
  const { log, lines } = collectLog();
  const clock = { now: Date.now() };
  const [first, second] = tenant.people;
  if (!first || !second) throw new Error('the practice tenant has too few people');
  const person = (of: typeof first): Person => ({
    tenantId: tenant.tenantId,
    objectId: of.objectId,
    name: of.displayName,
  });
  first.consentedScopes = [
    'DeviceManagementConfiguration.Read.All',
    'DeviceManagementConfiguration.ReadWrite.All',
    'DeviceManagementApps.Read.All',
    'DeviceManagementApps.ReadWrite.All',
    'GroupMember.Read.All',
  ];
  return {
    entra,
    tenant,
    settings,
    signIn: makeSignIn({ settings, log, now: () => clock.now }),
    admin: person(first),
    other: person(second),
    assertion: (overrides) => entra.issueSsoToken(first.id, overrides),
    clock,
    lines,
    stop: () => entra.stop(),
  };
}

/** A token that has the right claims and was signed by nobody that Entra knows. */
export function forge(token: string): string {
  const [header = '', payload = ''] = token.split('.');
  const { privateKey } = generateKeyPairSync('ed25519');
  return [
    header,
    payload,
    Buffer.from(privateKey.export({ type: 'pkcs8', format: 'der' })).toString('base64url'),
  ].join('.');
}
