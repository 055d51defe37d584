import { trimBlanks } from './blanks.ts';
import { authenticator, signInHosts } from './microsoft-facts.ts';
import { registrationFaults, type Fault, type Pair } from './registration-faults.ts';
import type { WireAssignment } from './snapshot.ts';

/**
 * What a policy is, seen from just-in-time registration. `check-by-hand`: an uploaded profile, which only a person can judge.
 * `other-extension`: another maker's extension that takes over Microsoft's sign-in pages, so that it collides with ours.
 */
export type PolicyClass =
  'jit' | 'broken' | 'sso-only' | 'shared-device-mode' | 'check-by-hand' | 'other-extension';

/**
 * Where the extension is set: Device features, type Microsoft Entra ID; there as Redirect (or another type that names the
 * extension); in the deprecated property; in the Settings Catalog; in an uploaded profile.
 */
export type PolicyPlace = 'device-features' | 'redirect' | 'deprecated' | 'settings-catalog' | 'custom';

/** A policy that brings an SSO extension for Microsoft's sign-in pages, wherever it lives. */
export interface SsoPolicy {
  id: string;
  name: string;
  description: string | null;
  where: PolicyPlace;
  class: PolicyClass;
  /** why `broken` does not work; for `sso-only`, what is wrong with the extension itself; else empty */
  faults: Fault[];
  /** the extension's keys as they stand; empty for `custom` */
  pairs: Pair[];
  /** `bundleIdAccessControlList` as it stands */
  bundleIds: string[];
  lists: AppLists;
  assignments: WireAssignment[];
}

/** The lists of the plug-in's keys, taken apart at the commas. A key that is not spelt exactly so counts for nothing. */
export interface AppLists {
  /** `AppAllowList` */
  allowed: string[];
  /** `AppCookieSSOAllowList` */
  cookieAllowed: string[];
  /** `AppBlockList` */
  blocked: string[];
  /** `AppPrefixAllowList`; empty where it is not set, and then iOS takes `com.apple.` */
  prefixes: string[];
  /** `Enable_SSO_On_All_ManagedApps` = 1 */
  allManagedApps: boolean;
}

/** The app lists among the keys of an extension (keys and defaults: Microsoft's page on the Apple SSO plug-in). */
export function appLists(pairs: readonly Pair[]): AppLists {
  const list = (name: string): string[] =>
    pairs
      .filter(({ key, type }) => key === name && type === 'string')
      .flatMap(({ value }) => String(value).split(',').map(trimBlanks))
      .filter((entry) => entry !== '');
  return {
    allowed: list('AppAllowList'),
    cookieAllowed: list('AppCookieSSOAllowList'),
    blocked: list('AppBlockList'),
    prefixes: list('AppPrefixAllowList'),
    allManagedApps: pairs.some(
      ({ key, value, type }) => key === 'Enable_SSO_On_All_ManagedApps' && type === 'integer' && value === 1,
    ),
  };
}

/** Class and faults of an extension that is Authenticator's, from its keys and from what is wrong with it otherwise. */
export function judge(
  pairs: readonly Pair[],
  extensionFaults: readonly Fault[],
): Pick<SsoPolicy, 'class' | 'faults'> {
  const pairFaults = registrationFaults(pairs);
  if (!pairFaults) return { class: 'sso-only', faults: [...extensionFaults] };
  const faults = [...extensionFaults, ...pairFaults];
  return { class: faults.length === 0 ? 'jit' : 'broken', faults };
}

/** Whether a value means Authenticator's extension, blanks and letter case aside. */
export const isAuthenticatorExtension = (value: unknown): value is string =>
  typeof value === 'string' && trimBlanks(value).toLowerCase() === authenticator.extension;

/** Whether a value is a URL of Microsoft's sign-in, which only one profile of a device may take over. */
export const isSignInUrl = (url: unknown): boolean =>
  typeof url === 'string' &&
  signInHosts.includes((/^https?:\/\/([^/:?#]+)/i.exec(trimBlanks(url))?.[1] ?? '').toLowerCase());

export const placeName = (where: PolicyPlace): string =>
  where === 'settings-catalog'
    ? 'Settings Catalog'
    : where === 'custom'
      ? 'custom profile'
      : where === 'redirect'
        ? 'Device features, Redirect'
        : where === 'deprecated'
          ? 'Device features, deprecated property'
          : 'Device features';
