import { findGroup } from './targets.ts';
import type { Group, MaybeRead, Snapshot, Unread } from './snapshot.ts';

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

export type Takes = 'yes' | 'unsure' | 'no';

/**
 * The same where it has to be sure: a group that is not known to hold devices is taken to hold users, as nearly all do, and what is for
 * devices it takes away only perhaps.
 */
export function exclusionTakes(included: 'users' | 'devices' | 'unknown', excluded: Group | null): Takes {
  const kind = membersOf(excluded);
  if (kind === included) return 'yes';
  if (included === 'devices') return kind === 'unknown' ? 'unsure' : 'no';
  return kind === 'devices' ? (included === 'unknown' ? 'unsure' : 'no') : 'yes';
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
  snapshot: Snapshot,
): Unread | undefined {
  if (target.groupId === undefined) return undefined;
  const found = parentsRead(snapshot, target.groupId);
  return found && !found.read ? found : undefined;
}

/** What was read of the groups around a group; undefined: nobody asked for them. */
export const parentsRead = ({ parents }: Snapshot, groupId: string): MaybeRead<string[]> | undefined =>
  parents[groupId] ?? parents[groupId.toLowerCase()];

/** The groups around which nobody may look, by lower-case id, with the reason. */
export const closedParents = ({ parents }: Snapshot): Map<string, Unread> =>
  new Map(
    Object.entries(parents).flatMap(([id, found]): [string, Unread][] =>
      found.read ? [] : [[id.toLowerCase(), found]],
    ),
  );

/**
 * Why it is not known which of the groups in assignments are inside a target; undefined where it is. Either side of the
 * nesting tells: the groups inside it, or those around each of the others. `closed` is for many targets of one snapshot.
 */
export function insideGap(
  target: { kind: string; groupId?: string },
  { children }: Snapshot,
  closed: ReadonlyMap<string, Unread>,
): Unread | undefined {
  if (target.groupId === undefined || closed.size === 0) return undefined;
  const id = target.groupId.toLowerCase();
  const inside = children[target.groupId] ?? children[id];
  if (inside?.read) return undefined;
  const other = [...closed].find(([key]) => key !== id)?.[1];
  return other && (inside ?? other);
}

/** Whether all of the groups around a group and inside it is known that matters for assignments. */
export const isNestingKnown = (snapshot: Snapshot, groupId: string): boolean =>
  parentsRead(snapshot, groupId)?.read === true &&
  insideGap({ kind: 'group', groupId }, snapshot, closedParents(snapshot)) === undefined;

/** Who an include is for, as far as exclusions are concerned. */
export const includedKind = (
  target: { kind: string; groupId?: string },
  snapshot: Snapshot,
): 'users' | 'devices' | 'unknown' => {
  if (target.kind === 'all-users') return 'users';
  if (target.kind === 'all-devices') return 'devices';
  return target.groupId ? membersOf(findGroup(snapshot, target.groupId)) : 'unknown';
};
