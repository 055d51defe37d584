import { authenticator } from './microsoft-facts.ts';
import {
  appLists,
  isAuthenticatorExtension,
  isSignInUrl,
  judge,
  type PolicyPlace,
  type SsoPolicy,
} from './recognised.ts';
import { readPairs, typeName, type Fault } from './registration-faults.ts';
import type { DeviceFeaturesPolicy } from './snapshot.ts';

/**
 * What a Device-features policy as GET returns it is; undefined where it sets no extension that meets Microsoft's sign-in
 * (Kerberos and the like go their own way). Never throws, whatever its values are.
 */
export function recognisePolicy(policy: DeviceFeaturesPolicy): SsoPolicy | undefined {
  return (
    recogniseExtension(policy, policy.iosSingleSignOnExtension, 'device-features') ??
    recogniseExtension(policy, policy.singleSignOnExtension, 'deprecated')
  );
}

function recogniseExtension(
  policy: DeviceFeaturesPolicy,
  extension: Record<string, unknown> | null | undefined,
  place: PolicyPlace,
): SsoPolicy | undefined {
  if (!extension) return undefined;
  const pairs = readPairs(extension['configurations']);
  const is = (found: Pick<SsoPolicy, 'class' | 'faults'>, where: PolicyPlace): SsoPolicy => ({
    id: policy.id,
    name: policy.displayName,
    description: policy.description,
    where: place === 'deprecated' ? place : where,
    ...found,
    pairs,
    bundleIds: texts(extension['bundleIdAccessControlList']),
    lists: appLists(pairs),
    assignments: policy.assignments,
  });
  if (/azureAdSingleSignOnExtension$/i.test(typeName(extension))) {
    const shared = extension['enableSharedDeviceMode'] === true;
    return is(shared ? { class: 'shared-device-mode', faults: [] } : judge(pairs, []), 'device-features');
  }
  const takesSignIn = texts(extension['urlPrefixes']).some(isSignInUrl);
  const identifier = extension['extensionIdentifier'];
  if (!isAuthenticatorExtension(identifier))
    return takesSignIn ? is({ class: 'other-extension', faults: [] }, 'redirect') : undefined;
  const faults: Fault[] = [];
  if (identifier !== authenticator.extension) faults.push('extension-identifier');
  if (!/redirectSingleSignOnExtension$/i.test(typeName(extension))) faults.push('extension-type');
  else if (!takesSignIn) faults.push('redirect-urls');
  return is(judge(pairs, faults), 'redirect');
}

const texts = (list: unknown): string[] =>
  Array.isArray(list) ? list.filter((entry): entry is string => typeof entry === 'string') : [];
