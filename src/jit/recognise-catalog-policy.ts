import { catalogPairs, catalogValues, withInner, type CatalogGroup } from './catalog-values.ts';
import { authenticator, pluginKeys } from './microsoft-facts.ts';
import { appLists, isAuthenticatorExtension, isSignInUrl, judge, type SsoPolicy } from './recognised.ts';
import type { Pair } from './registration-faults.ts';
import type { SettingsCatalogPolicy } from './snapshot.ts';

/**
 * What a Settings Catalog policy is, told by its values, not by setting paths (one export of them is public); undefined where
 * it sets no extension that meets Microsoft's sign-in on iOS. macOS Platform SSO, Kerberos, enrolment policies, app
 * configuration and lists of apps that happen to name the extension do not count.
 */
export function recogniseCatalogPolicy(policy: SettingsCatalogPolicy): SsoPolicy | undefined {
  if (!isDeviceManagementOfIos(policy)) return undefined;
  const groups = policy.settings.map(catalogValues).flatMap(withInner);
  const is = (found: Pick<SsoPolicy, 'class' | 'faults'>, pairs: Pair[]): SsoPolicy => ({
    id: policy.id,
    name: policy.name,
    description: typeof policy['description'] === 'string' ? policy['description'] : null,
    where: 'settings-catalog',
    ...found,
    pairs,
    bundleIds: [],
    lists: appLists(pairs),
    assignments: policy.assignments,
  });
  const extensions = groups.filter(({ values }) => values.some(isAuthenticatorExtension));
  const pairs = pairsOf(extensions, groups);
  if (extensions.some((group) => isExtension(group, pairs))) {
    const exact = extensions.some(({ values }) => values.includes(authenticator.extension));
    return is(judge(pairs, exact ? [] : ['extension-identifier']), pairs);
  }
  const takesSignIn =
    extensions.length === 0 &&
    groups.some((group) => isNamedExtension(group) && group.values.some(isSignInUrl));
  return takesSignIn ? is({ class: 'other-extension', faults: [] }, []) : undefined;
}

function isDeviceManagementOfIos({ platforms, technologies, ...rest }: SettingsCatalogPolicy): boolean {
  const listed = (list: unknown): string[] =>
    typeof list === 'string' ? list.toLowerCase().split(/[\s,]+/) : [];
  const template = rest['templateReference'] as { templateFamily?: unknown } | null | undefined;
  if (template?.templateFamily === 'enrollmentConfiguration') return false;
  const manages = listed(technologies).some((one) => one === 'mdm' || one === 'appleremotemanagement');
  return listed(platforms).includes('ios') && manages;
}

/** The keys below the extension; where the tree has no groups below it, those of the whole policy. */
function pairsOf(extensions: CatalogGroup[], all: CatalogGroup[]): Pair[] {
  const inside = extensions.flatMap(withInner);
  const flat = extensions.every(({ inner }) => inner.length === 0);
  return (flat ? all : inside).flatMap(catalogPairs);
}

const isNamedExtension = ({ definitions }: CatalogGroup): boolean =>
  definitions.some((name) => /extensiblesso/i.test(name) && !/kerberos/i.test(name));

/** An SSO extension, and not a list of apps: by a definition's name, else by what else it holds. */
const isExtension = (group: CatalogGroup, pairs: Pair[]): boolean =>
  isNamedExtension(group) || group.values.some(isSignInUrl) || pairs.some(({ key }) => key in pluginKeys);
