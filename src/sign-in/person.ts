/** Who is asking: tenant and object id, both GUIDs in lower case. The name is for showing only and proves nothing. */
export interface Person {
  tenantId: string;
  objectId: string;
  name: string;
}

/** The delegated Graph scopes, without the resource: questions read, only an approval writes. */
export const readScopes = [
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementApps.Read.All',
  'GroupMember.Read.All',
] as const;
export const writeScopes = [
  'DeviceManagementConfiguration.ReadWrite.All',
  'DeviceManagementApps.ReadWrite.All',
  'GroupMember.Read.All',
] as const;

/**
 * What is asked for beyond reading, and only when a question needs it. `User.ReadBasic.All` finds people; their groups need
 * nothing more than `GroupMember.Read.All` (Microsoft Graph, "List users" and "List a user's memberships").
 */
const peopleScopes = [...readScopes, 'User.ReadBasic.All'] as const;
const readinessScopes = [...readScopes, 'DeviceManagementServiceConfig.Read.All'] as const;
const conditionalAccessScopes = [...readinessScopes, 'Policy.Read.All'] as const;

/** Writing where a group says who may approve: `/me/checkMemberGroups` needs `User.Read` (Learn). */
const approveScopes = [...writeScopes, 'User.Read'] as const;

export const needs = ['read', 'write', 'approve', 'people', 'readiness', 'conditional-access'] as const;
export type Need = (typeof needs)[number];

const scopesByNeed: Readonly<Record<Need, readonly string[]>> = {
  read: readScopes,
  write: writeScopes,
  approve: approveScopes,
  people: peopleScopes,
  readiness: readinessScopes,
  'conditional-access': conditionalAccessScopes,
};
export const scopesFor = (need: Need): readonly string[] => scopesByNeed[need];
