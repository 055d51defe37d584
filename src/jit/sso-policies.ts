import {
  extensionOf,
  recogniseCatalogPolicy,
  recognisePolicy,
  redirectsSignIn,
  type Recognised,
} from './recognise.ts';
import type { Snapshot, WireAssignment } from './snapshot.ts';

/** A policy that brings Microsoft's SSO extension, wherever it lives. */
export interface SsoPolicy {
  id: string;
  name: string;
  livesIn: 'device-features' | 'settings-catalog';
  recognised: Recognised;
  description: string | null;
  assignments: WireAssignment[];
}

export const placeName = (livesIn: SsoPolicy['livesIn']): string =>
  livesIn === 'device-features' ? 'Device features' : 'Settings Catalog';

/**
 * Every policy of the snapshot that two of would meet on one device: any with Authenticator's extension, and profiles for other
 * extensions that take over Microsoft's sign-in pages. Kerberos and the like go their own way and are left out.
 */
export function ssoPolicies(snapshot: Snapshot): SsoPolicy[] {
  const template = snapshot.policies.flatMap((policy): SsoPolicy[] => {
    const recognised = recognisePolicy(policy);
    const extension = extensionOf(policy);
    const meets =
      recognised.class === 'other-extension'
        ? extension !== null && redirectsSignIn(extension)
        : recognised.class !== 'none';
    const { id, displayName, description, assignments } = policy;
    return meets
      ? [{ id, name: displayName, livesIn: 'device-features', recognised, description, assignments }]
      : [];
  });
  const catalog = (snapshot.catalogPolicies.read ? snapshot.catalogPolicies.value : []).flatMap(
    (policy): SsoPolicy[] => {
      const recognised = recogniseCatalogPolicy(policy);
      const { id, name, assignments } = policy;
      const description = typeof policy['description'] === 'string' ? policy['description'] : null;
      return recognised.class === 'none'
        ? []
        : [{ id, name, livesIn: 'settings-catalog', recognised, description, assignments }];
    },
  );
  return [...template, ...catalog];
}
