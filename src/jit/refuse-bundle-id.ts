import { hasBlank } from './blanks.ts';
import { isBundleIdSyntax, longestBundleId } from './bundle-id-syntax.ts';
import { authenticator } from './microsoft-facts.ts';

/** Why a candidate is refused; stable. */
export type RefusedReason =
  | 'microsoft-app'
  | 'authenticator'
  | 'app-store-link'
  | 'app-store-id'
  | 'web-address'
  | 'android-package'
  | 'wildcard'
  | 'team-prefix'
  | 'blank-inside'
  | 'too-long'
  | 'not-a-bundle-id';

/** Microsoft apps outside `com.microsoft.`: `wefwef` is Viva Engage (from Intune's own list of all Microsoft apps). */
const otherMicrosoftApps = new Set(['wefwef', 'com.microsoft']);
const startsLikeReverseDns = /^(com|org|net|io|co|app|edu|gov|us|uk|de|fr|eu|ch|at|nl|jp|cn|in|au|ca)\./i;

const isMicrosoft = (id: string): boolean =>
  id.toLowerCase().startsWith('com.microsoft.') || otherMicrosoftApps.has(id.toLowerCase());
const isAuthenticator = (id: string): boolean =>
  [authenticator.bundleId, authenticator.extension].some((known) => known.toLowerCase() === id.toLowerCase());

/** The id behind an Apple team prefix (ten upper-case letters and digits), if there is one. */
function behindTeamPrefix(id: string): string | undefined {
  const [, prefix, rest] = /^([A-Z0-9]{10})\.(.+)$/.exec(id) ?? [];
  if (!prefix || !rest) return undefined;
  return startsLikeReverseDns.test(rest) || (/\d/.test(prefix) && rest.includes('.')) ? rest : undefined;
}

/** The first reason against a trimmed candidate; undefined if there is none. `without` is the id without team prefix. */
export function refuseBundleId(id: string): { reason: RefusedReason; without?: string } | undefined {
  if (/^(https?:\/\/)?(apps|itunes|appstore)\.apple\.com\b|^itms(-apps|-appss|s)?:|\/id\d{6,}/i.test(id)) {
    return { reason: 'app-store-link' };
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(id) || /^www\./i.test(id)) return { reason: 'web-address' };
  if (/^(id)?\d{6,}$/i.test(id)) return { reason: 'app-store-id' };
  if (hasBlank(id)) return { reason: 'blank-inside' };
  const without = behindTeamPrefix(id);
  const bare = without ?? id;
  if (isAuthenticator(bare)) return { reason: 'authenticator' };
  if (bare.includes('*')) return { reason: 'wildcard' };
  if (isMicrosoft(bare)) return { reason: 'microsoft-app' };
  if (without) return { reason: 'team-prefix', without };
  if (id.length > longestBundleId) return { reason: 'too-long' };
  if (/^[A-Za-z0-9._-]+$/.test(id) && id.includes('_')) return { reason: 'android-package' };
  return isBundleIdSyntax(id) ? undefined : { reason: 'not-a-bundle-id' };
}
