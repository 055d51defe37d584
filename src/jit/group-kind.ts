import { isTargetable, membersOf } from './groups.ts';
import type { Group } from './snapshot.ts';

/** What kind of group it is, in Entra's words, for telling groups of the same name apart. (Microsoft Graph, group resource.) */
export function groupKind(group: Group): string {
  if (!isTargetable(group)) return 'distribution list, cannot be targeted';
  const base = group.groupTypes.includes('Unified')
    ? 'Microsoft 365 group'
    : group.mailEnabled
      ? 'mail-enabled security group'
      : 'security group';
  return group.groupTypes.includes('DynamicMembership')
    ? `${base}, dynamic ${membersOf(group) === 'devices' ? 'devices' : 'users'}`
    : base;
}
