import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  OnBehalfOfCredential,
  type TokenCredential,
  type TokenCredentialOptions,
} from '@azure/identity';
import type { Settings } from '../settings.ts';

/** Options of @azure/identity that its types for one credential or another leave out, though each reads them. */
export interface EntraOptions extends TokenCredentialOptions {
  authorityHost: string;
  disableInstanceDiscovery: boolean;
}

/** How the app registration proves itself to Entra: for itself, and for a person whose assertion it holds. */
export interface AppCredential {
  forItself(options: EntraOptions): TokenCredential;
  onBehalfOf(userAssertionToken: string, options: EntraOptions): TokenCredential;
}

/**
 * The app registration's secret, certificate (with its chain, for trust by subject and issuer) or managed identity, as the
 * settings say. A managed identity stands for the app registration through a federated identity credential (Microsoft
 * Learn, "Configure an application to trust a managed identity"). Nothing is read or asked before the first token.
 */
export function makeAppCredential({ tenantId, clientId, credential, cloud }: Settings): AppCredential {
  const app = { tenantId, clientId };
  switch (credential.kind) {
    case 'secret':
      return {
        forItself: (options) => new ClientSecretCredential(tenantId, clientId, credential.secret, options),
        onBehalfOf: (userAssertionToken, options) =>
          new OnBehalfOfCredential({
            ...options,
            ...app,
            userAssertionToken,
            clientSecret: credential.secret,
          }),
      };
    case 'certificate': {
      const certificate = { certificatePath: credential.path };
      const chain = { sendCertificateChain: true };
      return {
        forItself: (options) =>
          new ClientCertificateCredential(tenantId, clientId, certificate, { ...options, ...chain }),
        onBehalfOf: (userAssertionToken, options) =>
          new OnBehalfOfCredential({ ...options, ...app, ...certificate, ...chain, userAssertionToken }),
      };
    }
    case 'managed-identity': {
      const identity = new ManagedIdentityCredential({ clientId: credential.clientId });
      const getAssertion = async () => (await identity.getToken(`${cloud.federatedAudience}/.default`)).token;
      return {
        forItself: (options) => new ClientAssertionCredential(tenantId, clientId, getAssertion, options),
        onBehalfOf: (userAssertionToken, options) =>
          new OnBehalfOfCredential({ ...options, ...app, userAssertionToken, getAssertion }),
      };
    }
  }
}
