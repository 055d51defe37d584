import { bought } from '../../src/practice/tenant/contoso/vpp-tokens.ts';
import type { TenantFile } from '../../src/practice/tenant/tenant-file.ts';
import type { Spread } from './big-tenant.ts';

type App = NonNullable<TenantFile['mobileApps']>[number];

const common = {
  publisher: 'Contoso IT',
  applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
};
const minimum = { minimumSupportedOperatingSystem: { v16_0: true } };
const authenticator = {
  displayName: 'Microsoft Authenticator',
  publisher: 'Microsoft Corporation',
  bundleId: 'com.microsoft.azureauthenticator',
  appStoreUrl: 'https://apps.apple.com/us/app/microsoft-authenticator/id983156458',
};
const intents = ['required', 'available', 'uninstall'];

/** The n-th generated app; those that are bought come from all the tokens in turn. The first four are Authenticator: store, two tokens (one without licences), catalogue. */
export function makeBigApp(
  id: string,
  n: number,
  spread: Spread,
  vppTokens: NonNullable<TenantFile['vppTokens']>,
): App {
  const kind = n < 4 ? n : 4 + (n % 5);
  const required = n < 3;
  const assignments = spread.assignments(required ? 20 : 0, required ? 40 : 4).map((assignment) => ({
    ...assignment,
    intent: required ? 'required' : intents[spread.number(3)],
  }));
  const app = { ...common, id, displayName: `App ${n}`, bundleId: `com.contoso.app${n}` };
  const appStoreUrl = `https://apps.apple.com/us/app/app/id${900_000_000 + n}`;
  const store: App = {
    ...app,
    ...minimum,
    '@odata.type': '#microsoft.graph.iosStoreApp',
    appStoreUrl,
    assignments,
  };
  const vpp = (token: 'munich' | 'seattle', total: number, used: number): App => ({
    ...{ ...app, '@odata.type': '#microsoft.graph.iosVppApp', appStoreUrl, assignments },
    ...bought(token, { total, used }),
  });
  if (kind === 0) return { ...store, ...authenticator };
  if (kind === 1) return { ...vpp('munich', 5000, 1200), ...authenticator };
  if (kind === 2) return { ...vpp('seattle', 300, 300), ...authenticator };
  if (kind === 3)
    return {
      ...{ ...common, ...authenticator, id, '@odata.type': '#microsoft.graph.managedIOSStoreApp' },
      ...{ ...minimum, appAvailability: 'global' },
    };
  if (kind === 4) {
    const token = vppTokens.length === 0 ? undefined : vppTokens[n % vppTokens.length];
    const from = token ? { vppTokenId: token.id, vppTokenDisplayName: token['displayName'] } : {};
    return { ...vpp('munich', 100, spread.number(101)), ...from };
  }
  if (kind === 5)
    return {
      ...app,
      ...minimum,
      '@odata.type': '#microsoft.graph.iosLobApp',
      fileName: `app${n}.ipa`,
      assignments,
    };
  return store;
}
