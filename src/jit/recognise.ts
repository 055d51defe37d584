import { trimBlanks } from './blanks.ts';
import { catalogPairs, catalogValues } from './catalog-values.ts';
import { authenticator, signInHosts } from './microsoft-facts.ts';
import { readPairs, registrationFaults, typeName, type Fault, type Pair } from './registration-faults.ts';
import type { DeviceFeaturesPolicy, SettingsCatalogPolicy } from './snapshot.ts';

/** What a policy is, seen from just-in-time registration. */
export type PolicyClass =
  'jit' | 'broken-jit' | 'sso-only' | 'shared-device-mode' | 'other-extension' | 'none';

export interface Recognised {
  class: PolicyClass;
  /** why it is broken; empty unless `broken-jit` */
  faults: Fault[];
  /** how the extension is set: the Entra type, a Redirect or other profile, the Settings Catalog; null: there is none */
  form: 'entra' | 'redirect' | 'settings-catalog' | null;
  /** it sits in `singleSignOnExtension`, the deprecated property */
  deprecated: boolean;
}

/** The SSO extension of a Device-features policy, wherever it sits. */
export const extensionOf = (policy: DeviceFeaturesPolicy): Record<string, unknown> | null =>
  policy.iosSingleSignOnExtension ?? policy.singleSignOnExtension ?? null;

/** Classifies a Device-features policy as GET returns it; never throws, whatever its values are. */
export function recognisePolicy(policy: DeviceFeaturesPolicy): Recognised {
  const extension = extensionOf(policy);
  if (!extension) return { class: 'none', faults: [], form: null, deprecated: false };
  const deprecated = !policy.iosSingleSignOnExtension;
  const pairs = readPairs(extension['configurations']);
  if (/azureAdSingleSignOnExtension$/i.test(typeName(extension))) {
    if (extension['enableSharedDeviceMode'] === true) {
      return { class: 'shared-device-mode', faults: [], form: 'entra', deprecated };
    }
    return { ...judge(pairs, []), form: 'entra', deprecated };
  }
  const identifier = extension['extensionIdentifier'];
  if (!isAuthenticatorExtension(identifier))
    return { class: 'other-extension', faults: [], form: 'redirect', deprecated };
  const faults: Fault[] = [];
  if (identifier !== authenticator.extension) faults.push('extension-identifier');
  if (!/redirectSingleSignOnExtension$/i.test(typeName(extension))) faults.push('extension-type');
  else if (!redirectsSignIn(extension)) faults.push('redirect-urls');
  return { ...judge(pairs, faults), form: 'redirect', deprecated };
}

/**
 * Classifies a Settings Catalog policy by its values, not by setting paths (one export of them is public). Only iOS policies of
 * device management with Authenticator's extension count; macOS Platform SSO, Kerberos and enrolment policies do not.
 */
export function recogniseCatalogPolicy(policy: SettingsCatalogPolicy): Recognised {
  const listed = (list: unknown): string[] =>
    typeof list === 'string' ? list.toLowerCase().split(/[\s,]+/) : [];
  const none: Recognised = { class: 'none', faults: [], form: null, deprecated: false };
  const technologies = listed(policy.technologies);
  if (!listed(policy.platforms).includes('ios')) return none;
  if (technologies.includes('enrollment') && !technologies.includes('mdm')) return none;
  const groups = policy.settings.flatMap(catalogValues);
  const identifiers = groups.flat().filter(isAuthenticatorExtension);
  if (identifiers.length === 0) return none;
  const faults: Fault[] = identifiers.includes(authenticator.extension) ? [] : ['extension-identifier'];
  return { ...judge(groups.flatMap(catalogPairs), faults), form: 'settings-catalog', deprecated: false };
}

/** Whether a profile for another extension takes over Microsoft's sign-in pages, which two profiles may not do. */
export const redirectsSignIn = (extension: Record<string, unknown>): boolean =>
  Array.isArray(extension['urlPrefixes']) &&
  extension['urlPrefixes'].some((url) => typeof url === 'string' && signInHosts.includes(hostOf(url)));

const hostOf = (url: string): string =>
  (/^https?:\/\/([^/:?#]+)/i.exec(trimBlanks(url))?.[1] ?? '').toLowerCase();

const isAuthenticatorExtension = (value: unknown): value is string =>
  typeof value === 'string' && trimBlanks(value).toLowerCase() === authenticator.extension;

function judge(pairs: Pair[], extensionFaults: Fault[]): Pick<Recognised, 'class' | 'faults'> {
  const pairFaults = registrationFaults(pairs);
  if (!pairFaults) return { class: 'sso-only', faults: [] };
  const faults = [...extensionFaults, ...pairFaults];
  return { class: faults.length === 0 ? 'jit' : 'broken-jit', faults };
}
