import { recogniseCatalogPolicy } from './recognise-catalog-policy.ts';
import { recogniseCustomProfile } from './recognise-custom-profile.ts';
import { recognisePolicy } from './recognise-policy.ts';
import type { SsoPolicy } from './recognised.ts';
import type { MaybeRead, Snapshot } from './snapshot.ts';

/**
 * Every policy of the snapshot of which two would collide on one device: any with Authenticator's extension, and profiles for
 * other extensions that take over Microsoft's sign-in pages. Kerberos and the like go their own way and are left out.
 */
export function recognisePolicies(snapshot: Snapshot): SsoPolicy[] {
  return [
    ...snapshot.policies.flatMap((policy) => recognisePolicy(policy) ?? []),
    ...valueOf(snapshot.catalogPolicies).flatMap((policy) => recogniseCatalogPolicy(policy) ?? []),
    ...valueOf(snapshot.customProfiles).flatMap((profile) => recogniseCustomProfile(profile) ?? []),
  ];
}

const valueOf = <T>(part: MaybeRead<T[]>): T[] => (part.read ? part.value : []);
