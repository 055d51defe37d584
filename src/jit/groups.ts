import { findGroup } from './targets.ts';
import type { Group, Snapshot, Unread } from './snapshot.ts';

/**
 * Whether a group holds users or devices. Graph has no property for it: only a dynamic rule or a Microsoft 365 group (users)
 * tells; else it is unknown.
 */
export function membersOf(group: Group | null): 'users' | 'devices' | 'unknown' {
  if (!group) return 'unknown';
  if (/\bdevice\./i.test(group.membershipRule ?? '')) return 'devices';
  return /\buser\./i.test(group.membershipRule ?? '') || group.groupTypes.includes('Unified')
    ? 'users'
    : 'unknown';
}

/** Intune takes security groups and Microsoft 365 groups; a plain distribution list cannot be targeted. */
export const isTargetable = (group: Group): boolean =>
  group.securityEnabled || group.groupTypes.includes('Unified');

/**
 * Whether excluding a group takes anything away from what is included: exclusions count only within the same kind, users
 * from users and devices from devices. Where the kind is unknown, it is taken to.
 */
export function exclusionCounts(included: 'users' | 'devices' | 'unknown', excluded: Group | null): boolean {
  const kind = membersOf(excluded);
  return kind === 'unknown' || included === 'unknown' || kind === included;
}

/** Ids (lower case) of the known groups around a group, whichever side of the nesting was read. */
export function parentsOf(snapshot: Snapshot, groupId: string): Set<string> {
  return related(snapshot.parents, snapshot.children, groupId);
}

/** Ids (lower case) of the known groups inside a group, whichever side of the nesting was read. */
export function childrenOf(snapshot: Snapshot, groupId: string): Set<string> {
  return related(snapshot.children, snapshot.parents, groupId);
}

function related(direct: Snapshot['parents'], reverse: Snapshot['parents'], groupId: string): Set<string> {
  const id = groupId.toLowerCase();
  const lower = (relation: Snapshot['parents'][string]): string[] =>
    relation.read ? relation.value.map((other) => other.toLowerCase()) : [];
  const found = new Set<string>();
  for (const [key, relation] of Object.entries(direct))
    if (key.toLowerCase() === id) lower(relation).forEach((other) => found.add(other));
  for (const [key, relation] of Object.entries(reverse))
    if (lower(relation).includes(id)) found.add(key.toLowerCase());
  return found;
}

/** Why parents or children of a group are not known; undefined if both were read. */
export function nestingGap(snapshot: Snapshot, groupId: string): string | undefined {
  for (const relation of [snapshot.parents, snapshot.children]) {
    const read = relation[groupId] ?? relation[groupId.toLowerCase()];
    if (!read?.read) return read?.why ?? 'it was not read';
  }
  return undefined;
}

/** Why what a target inherits from the groups around it is not known; undefined where it is, or was not asked for. */
export function parentsGap(
  target: { kind: string; groupId?: string },
  { parents }: Snapshot,
): Unread | undefined {
  if (target.groupId === undefined) return undefined;
  const found = parents[target.groupId] ?? parents[target.groupId.toLowerCase()];
  return found && !found.read ? found : undefined;
}

/** Who an include is for, as far as exclusions are concerned. */
export const includedKind = (
  target: { kind: string; groupId?: string },
  snapshot: Snapshot,
): 'users' | 'devices' | 'unknown' => {
  if (target.kind === 'all-users') return 'users';
  if (target.kind === 'all-devices') return 'devices';
  return target.groupId ? membersOf(findGroup(snapshot, target.groupId)) : 'unknown';
};
