import type { AdeProfile, HowEnrolled } from './enrollment-snapshot.ts';
import type { SettingsCatalogPolicy, Snapshot, Unread } from './snapshot.ts';

/** How the person signs in on a device of automated device enrollment. `unknown`: the policy does not tell. */
export type AdeAuthentication =
  'modern' | 'legacy' | 'company-portal' | 'no-user' | 'shared-device-mode' | 'shared-ipad' | 'unknown';

/** An enrollment profile of automated device enrollment, out of either of its two homes. */
export interface AdeSignIn {
  name: string;
  authentication: AdeAuthentication;
  supervised: boolean;
}

/** Every profile that was read, and what could not be. */
export function adeProfiles(
  { adeTokens }: Pick<HowEnrolled, 'adeTokens'>,
  { catalogPolicies }: Pick<Snapshot, 'catalogPolicies'>,
): { profiles: AdeSignIn[]; unread: Unread[] } {
  const tokens = adeTokens.read ? adeTokens.value : [];
  const parts = [adeTokens, catalogPolicies, ...tokens.map(({ profiles }) => profiles)];
  return {
    profiles: [
      ...tokens.flatMap(({ profiles }) => (profiles.read ? profiles.value.map(classicSignIn) : [])),
      ...(catalogPolicies.read ? catalogPolicies.value.filter(isAdePolicy).map(policySignIn) : []),
    ],
    unread: parts.flatMap((part) => (part.read ? [] : [part])),
  };
}

/** The newer home of enrollment profiles. Graph lists technologies and platforms in one string each. */
function isAdePolicy({ technologies, platforms }: SettingsCatalogPolicy): boolean {
  const lists = (value: string, name: string): boolean =>
    value.split(',').some((part) => part.trim().toLowerCase() === name);
  return lists(technologies, 'enrollment') && lists(platforms, 'ios');
}

/** The three flags as in reference graph.md 5.3, which knows them from a sibling type. */
function classicSignIn(profile: AdeProfile): AdeSignIn {
  const { displayName: name, supervisedModeEnabled: supervised } = profile;
  return { name, supervised, authentication: classicAuthentication(profile) };
}

function classicAuthentication(profile: AdeProfile): AdeAuthentication {
  if (profile.enableSharedIPad) return 'shared-ipad';
  if (profile.userlessSharedAadModeEnabled) return 'shared-device-mode';
  if (!profile.requiresUserAuthentication) return 'no-user';
  if (profile.enableAuthenticationViaCompanyPortal) return 'company-portal';
  return profile.requireCompanyPortalOnSetupAssistantEnrolledDevices ? 'modern' : 'legacy';
}

/** By the values of the choices (reference graph.md 5.4); such devices are always supervised, as Apple has it since iOS 13. */
function policySignIn({ name, settings }: SettingsCatalogPolicy): AdeSignIn {
  const values = choices(settings);
  const has = (value: string): boolean => values.includes(value);
  const authentication: AdeAuthentication = has('ade_useraffinity_0')
    ? 'no-user'
    : has('ade_authenticationmethod_2')
      ? 'modern'
      : has('ade_authenticationmethod_1')
        ? 'company-portal'
        : has('ade_authenticationmethod_0')
          ? 'legacy'
          : 'unknown';
  return { name, supervised: true, authentication };
}

function choices(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(choices);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    const chosen =
      key === 'choiceSettingValue' && typeof value === 'object' && value !== null && 'value' in value
        ? [String(value.value).toLowerCase()]
        : [];
    return [...chosen, ...choices(value)];
  });
}
