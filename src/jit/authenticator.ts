import type { AppKind } from './app-assignments.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import { authenticator } from './microsoft-facts.ts';
import type { IosApp } from './snapshot.ts';

/** Which app object of Microsoft Authenticator to assign. */
export type AuthenticatorChoice =
  | { choice: 'use'; app: IosApp; kind: AppKind; findings: Finding[] }
  /** several VPP tokens hold it, and only the person knows which one */
  | { choice: 'ask'; apps: IosApp[] }
  /** the one the person chose is not there (any more) */
  | { choice: 'gone' }
  | { choice: 'missing' };

/** Only these can be installed; `managedIOSStoreApp` is the app-protection catalogue, `iosLobApp` an uploaded file. */
export function installableKind(app: IosApp): AppKind | undefined {
  const type = app['@odata.type'].replace(/^#?microsoft\.graph\./, '');
  return type === 'iosStoreApp' ? 'store' : type === 'iosVppApp' ? 'vpp' : undefined;
}

/** By bundle ID, or by the App Store id in the link: objects made by scripts often have no bundle ID. */
export const isFromStore = (app: IosApp, known: { bundleId: string; appStoreId: string }): boolean =>
  app.bundleId?.trim().toLowerCase() === known.bundleId ||
  new RegExp(`id${known.appStoreId}(?!\\d)`).test(app.appStoreUrl ?? '');

export const isAuthenticator = (app: IosApp): boolean => isFromStore(app, authenticator);

/** What tells the apps of several VPP tokens apart; one organization may have several tokens. */
export const vppTokenOf = (app: IosApp): string | undefined =>
  app.vppTokenDisplayName || app.vppTokenOrganizationName || undefined;

/** Where a VPP app comes from: `the VPP token "Contoso"`. */
export const tokenPhrase = (app: IosApp): string => {
  const name = vppTokenOf(app);
  return name === undefined ? 'its VPP token' : `the VPP token "${name}"`;
};

/** One of several objects, as a sentence names it: `"Microsoft Authenticator" (VPP app)`. */
export const objectPhrase = (app: IosApp): string =>
  `"${app.displayName}" (${installableKind(app) === 'vpp' ? 'VPP' : 'store'} app)`;

/** The same, told apart by its VPP token where another one has the same name and kind. */
export function objectPhraseAmong(app: IosApp, all: readonly IosApp[]): string {
  const phrase = objectPhrase(app);
  const token = vppTokenOf(app);
  const isAlone = all.every((other) => other.id === app.id || objectPhrase(other) !== phrase);
  return isAlone || installableKind(app) !== 'vpp' || token === undefined
    ? phrase
    : `"${app.displayName}" (VPP app, token ${token})`;
}

/** Every Authenticator object that can be assigned for installing, in a fixed order. */
export const authenticatorApps = (apps: readonly IosApp[]): IosApp[] =>
  apps.filter((app) => installableKind(app) && isAuthenticator(app)).sort((a, b) => (a.id < b.id ? -1 : 1));

/**
 * Finds the object to assign: the one that was chosen; else the store app, of several the one with most assignments, then the
 * oldest; else the only VPP app. Objects that cannot be installed never count.
 */
export function chooseAuthenticator(apps: readonly IosApp[], chosenId?: string): AuthenticatorChoice {
  const candidates = authenticatorApps(apps);
  const use = (app: IosApp, findings: Finding[] = []): AuthenticatorChoice => ({
    choice: 'use',
    app,
    kind: installableKind(app) ?? 'store',
    findings,
  });
  if (chosenId !== undefined) {
    const chosen = candidates.find((app) => app.id.toLowerCase() === chosenId.toLowerCase());
    return chosen ? use(chosen) : { choice: 'gone' };
  }
  const storeApps = candidates.filter((app) => installableKind(app) === 'store').sort(byUseThenAge);
  const [best, ...others] = storeApps;
  if (best) {
    if (others.length === 0) return use(best);
    return use(best, [
      finding(
        'authenticator-duplicates',
        `Microsoft Authenticator is there as ${storeApps.length} store apps; I take "${best.displayName}", which has most assignments or is the oldest (${best.id}).`,
        'Move the assignments to one of them and delete the others; Company Portal shows only one of two apps with the same name.',
      ),
    ]);
  }
  const [only, ...more] = candidates;
  if (!only) return { choice: 'missing' };
  return more.length === 0 ? use(only) : { choice: 'ask', apps: candidates };
}

/** most assignments first, then oldest; an unknown age is the youngest */
function byUseThenAge(a: IosApp, b: IosApp): number {
  const age = (app: IosApp): string => app.createdDateTime ?? '9999';
  return (
    b.assignments.length - a.assignments.length ||
    (age(a) < age(b) ? -1 : age(a) > age(b) ? 1 : a.id < b.id ? -1 : 1)
  );
}

/** The body of POST /beta/deviceAppManagement/mobileApps for Authenticator from the App Store, iOS 15 and later. */
export type AuthenticatorBody = ReturnType<typeof buildAuthenticatorBody>;

export function buildAuthenticatorBody() {
  return {
    '@odata.type': '#microsoft.graph.iosStoreApp',
    displayName: 'Microsoft Authenticator',
    description: 'Microsoft Authenticator',
    publisher: 'Microsoft Corporation',
    isFeatured: false,
    appStoreUrl: `https://apps.apple.com/app/microsoft-authenticator/id${authenticator.appStoreId}`,
    bundleId: authenticator.bundleId,
    applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
    minimumSupportedOperatingSystem: { v15_0: true },
    roleScopeTagIds: ['0'],
  };
}
