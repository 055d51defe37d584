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
export type Need = 'read' | 'write';
export const scopesFor = (need: Need): readonly string[] => (need === 'read' ? readScopes : writeScopes);
