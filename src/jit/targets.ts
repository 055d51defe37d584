import type { Target } from './plan.ts';
import type { Group, Snapshot, Unread, WireAssignment, WireTarget } from './snapshot.ts';

const wireTypes = {
  'all-users': '#microsoft.graph.allLicensedUsersAssignmentTarget',
  'all-devices': '#microsoft.graph.allDevicesAssignmentTarget',
  group: '#microsoft.graph.groupAssignmentTarget',
  'exclude-group': '#microsoft.graph.exclusionGroupAssignmentTarget',
} as const;

/** The target as Graph wants it; filters are never set by us. */
export function toWireTarget(target: Target): WireTarget {
  const type = { '@odata.type': wireTypes[target.kind] };
  return target.kind === 'group' || target.kind === 'exclude-group'
    ? { ...type, groupId: target.groupId }
    : type;
}

/** What Graph means; undefined for a target of a kind that we do not know. Group ids come in lower case. */
export function fromWireTarget(wire: WireTarget): Target | undefined {
  const type = `#${wire['@odata.type'].replace(/^#/, '')}`;
  const kind = (Object.keys(wireTypes) as Target['kind'][]).find((name) => wireTypes[name] === type);
  if (kind === 'all-users' || kind === 'all-devices') return { kind };
  return kind && wire.groupId ? { kind, groupId: wire.groupId.toLowerCase() } : undefined;
}

/** Equal for equal targets, whatever the case of the id; never looks at filters. */
export const targetKey = (target: Target): string =>
  'groupId' in target ? `${target.kind}:${target.groupId.toLowerCase()}` : target.kind;

/** The filter of a target, if it has one that counts: "no filter" is null, `none`, or the zero GUID. */
export function filterOf(
  wire: WireTarget,
): { id: string; mode: 'include' | 'exclude' | 'unknown' } | undefined {
  const id = wire.deviceAndAppManagementAssignmentFilterId;
  const mode = wire.deviceAndAppManagementAssignmentFilterType;
  if (!isRealId(id) || mode === 'none') return undefined;
  return { id: id.toLowerCase(), mode: mode === 'include' || mode === 'exclude' ? mode : 'unknown' };
}

export const isRealId = (id: unknown): id is string => typeof id === 'string' && /[^0-]/.test(id);

/** The group's name, or what can be said of one that is deleted, not visible, or refused. */
export function groupName(snapshot: Pick<Snapshot, 'groups'>, groupId: string): string {
  const known = findGroup(snapshot, groupId)?.displayName;
  if (known !== undefined) return known;
  return unreadGroup(snapshot, groupId)
    ? `a group that I could not read (${groupId})`
    : `a deleted or not visible group (${groupId})`;
}

/** The group, where it is there and could be read. */
export function findGroup(snapshot: Pick<Snapshot, 'groups'>, groupId: string): Group | null {
  const found = entryOf(snapshot, groupId);
  return found && !('read' in found) ? found : null;
}

/** Why a group could not be read that may be there all the same; undefined where Graph showed it, or knows none of that id. */
export function unreadGroup(snapshot: Pick<Snapshot, 'groups'>, groupId: string): Unread | undefined {
  const found = entryOf(snapshot, groupId);
  return found && 'read' in found ? found : undefined;
}

const entryOf = ({ groups }: Pick<Snapshot, 'groups'>, groupId: string): Snapshot['groups'][string] =>
  groups[groupId] ?? groups[groupId.toLowerCase()] ?? null;

/** Whom a target names, as an admin says it; an exclusion reads like its group. */
export function targetName(snapshot: Pick<Snapshot, 'groups'>, target: Target): string {
  if (target.kind === 'all-users') return 'All users';
  return target.kind === 'all-devices' ? 'All devices' : groupName(snapshot, target.groupId);
}

/** Whether an assignment brings something to somebody; a kind of target that we do not know counts too. */
export const isInclude = ({ target, intent }: WireAssignment): boolean =>
  intent !== 'remove' && fromWireTarget(target)?.kind !== 'exclude-group';

/** Whom assignments include, by name; each once. */
export const includedNames = (
  assignments: readonly WireAssignment[],
  snapshot: Pick<Snapshot, 'groups'>,
): string[] => [
  ...new Set(
    assignments.filter(isInclude).map(({ target }) => {
      const known = fromWireTarget(target);
      return known ? targetName(snapshot, known) : `something else (${target['@odata.type']})`;
    }),
  ),
];
