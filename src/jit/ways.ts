import { exclusionTakes, includedKind, membersOf, type Takes } from './groups.ts';
import type { Target } from './plan.ts';
import type { Snapshot, WireAssignment } from './snapshot.ts';
import { filterOf, findGroup, targetKey, unreadGroup } from './targets.ts';
import type { Assigned, Include, Included } from './take-apart.ts';
import type { View } from './view.ts';

/** Who is asked about: a target, or a person by the groups the person is in. Group ids are in lower case. */
export interface Subject {
  target: Included | { kind: 'person' };
  /** the groups it is in, directly or not */
  around: ReadonlySet<string>;
  /** the groups inside it, directly or not */
  inside: ReadonlySet<string>;
  /** for All users and All devices: every group counts as a part of them */
  holdsGroups?: boolean;
}

/** One assignment that has to do with the subject. */
export interface Way {
  how:
    | 'direct'
    /** the group is in the assigned group */
    | 'parent-group'
    /** the person is in the assigned group */
    | 'member'
    | 'all-users'
    | 'all-devices'
    /** the assigned group is inside the group, so only a part is meant */
    | 'child-group'
    /** the assigned group holds devices, and whose they are was not read */
    | 'device-group'
    | 'unknown-target';
  /** the assigned group, where it is one */
  groupId?: string;
  /** only some of the subject is meant, or it cannot be told */
  part: boolean;
  /** it decides device by device, so nothing is sure */
  filter?: NonNullable<ReturnType<typeof filterOf>>;
  /** an exclusion of the subject; not `sure` where it depends on whether that group holds users or devices */
  exclusion?: { groupId: string; sure: boolean };
  assignment: WireAssignment;
}

/**
 * A target as it is asked about; an exclusion like its group. What groups have says nothing about everyone, unless with
 * `holdsGroups` a part of everyone counts too.
 */
export function subjectOf(
  target: Target,
  { around, inside }: View,
  { holdsGroups = false }: { holdsGroups?: boolean } = {},
): Subject {
  if (!('groupId' in target)) return { target, around: new Set(), inside: new Set(), holdsGroups };
  const groupId = target.groupId.toLowerCase();
  return { target: { kind: 'group', groupId }, around: around(groupId), inside: inside(groupId) };
}

/** A person, by the ids of all groups that hold the person, directly or not. */
export const personSubject = (memberOf: readonly string[]): Subject => ({
  target: { kind: 'person' },
  around: new Set(memberOf.map((id) => id.toLowerCase())),
  inside: new Set(),
});

/**
 * Every way in which assignments meet a subject, those that an exclusion takes away included. Assignments of policy sets
 * count like direct ones; those with intent `remove` do not. Exclusions win within the same kind only, users from users and
 * devices from devices (Intune evaluates no relation between the two), and within the same intent.
 */
export function waysTo(subject: Subject, assigned: Assigned, view: View): Way[] {
  return candidates(subject, assigned).flatMap(({ target: include, assignment }): Way[] => {
    const how = include ? howItMeets(include, subject, view.snapshot) : 'unknown-target';
    if (!how) return [];
    const filter = filterOf(assignment.target);
    const excluded = assigned.excludedFrom(assignment.intent);
    const exclusion = include && exclusionFrom({ include, subject, excluded, view });
    return [
      {
        how,
        ...(include?.kind === 'group' ? { groupId: include.groupId } : {}),
        part: isPart(how, subject, view.snapshot),
        ...(filter ? { filter } : {}),
        ...(exclusion ? { exclusion } : {}),
        assignment,
      },
    ];
  });
}

/** What can meet the subject at all, in its order: looked up, because there may be thousands. */
function candidates({ target, around, inside, holdsGroups }: Subject, assigned: Assigned): Include[] {
  if (target.kind === 'person' || holdsGroups) return assigned.includes;
  const groups = target.kind === 'group' ? [target.groupId, ...around, ...inside] : [];
  const found = groups.flatMap((id) => assigned.toGroup.get(id) ?? []);
  return [...new Set([...assigned.toOthers, ...found])].sort((a, b) => a.at - b.at);
}

/** `yes`: all of the subject gets it; `may`: a filter decides, only a part, or it cannot be told; `excluded`: taken out. */
export function reachOf(ways: readonly Way[]): 'yes' | 'may' | 'excluded' | 'no' {
  const open = ways.filter(({ exclusion }) => !exclusion?.sure);
  if (open.some((way) => !way.filter && !way.exclusion && !way.part)) return 'yes';
  if (open.length > 0) return 'may';
  return ways.length > 0 ? 'excluded' : 'no';
}

/** Whether the whole subject is meant, filters aside: users who sign in on the devices of a group are users all the same. */
export const meansAll = ({ part, how }: Way): boolean => !part || how === 'all-users';

/** Devices of a device group get what users are assigned only where such a user signs in. */
function isPart(how: Way['how'], { target }: Subject, snapshot: Snapshot): boolean {
  if (how === 'child-group' || how === 'device-group' || how === 'unknown-target') return true;
  return how === 'all-users' && target.kind === 'group' && includedKind(target, snapshot) === 'devices';
}

/** Groups of exclusions that name the subject, a group around it, or a group inside it, whether they count or not. */
export const exclusionsNaming = ({ target, around, inside }: Subject, { excluded }: Assigned): string[] =>
  [...new Set([...('groupId' in target ? [target.groupId] : []), ...around, ...inside])].filter((id) =>
    excluded.has(id),
  );

/** Whether a person could be meant by a group that could not be read: it may hold devices, and one of the person's. */
export const hiddenInclude = (
  { target, around }: Subject,
  { toGroup }: Assigned,
  snapshot: Snapshot,
): boolean =>
  target.kind === 'person' &&
  [...toGroup.keys()].some((id) => !around.has(id) && unreadGroup(snapshot, id) !== undefined);

/**
 * Excluded groups that may hold devices of users whom an assignment meets by their devices: whose those are was not read. Those known
 * to hold devices come first.
 */
export function devicesLeftOut(
  { how, assignment }: Way,
  { target }: Subject,
  assigned: Assigned,
  { snapshot }: View,
): string[] {
  if (how !== 'all-devices' || target.kind === 'person' || includedKind(target, snapshot) === 'devices')
    return [];
  const excluded = [...assigned.excludedFrom(assignment.intent)];
  return [
    ...excluded.filter((id) => membersOf(findGroup(snapshot, id)) === 'devices'),
    ...excluded.filter((id) => unreadGroup(snapshot, id)),
  ];
}

function howItMeets(include: Included, subject: Subject, snapshot: Snapshot): Way['how'] | undefined {
  const { target, around, inside, holdsGroups } = subject;
  if (target.kind !== 'person' && targetKey(include) === targetKey(target)) return 'direct';
  if (include.kind !== 'group') return include.kind;
  if (target.kind === 'person') {
    if (around.has(include.groupId)) return 'member';
    return membersOf(findGroup(snapshot, include.groupId)) === 'devices' ? 'device-group' : undefined;
  }
  if (around.has(include.groupId)) return 'parent-group';
  return holdsGroups || inside.has(include.groupId) ? 'child-group' : undefined;
}

interface Excluding {
  include: Included;
  subject: Subject;
  excluded: ReadonlySet<string>;
  view: View;
}

function exclusionFrom(options: Excluding): Way['exclusion'] {
  const { subject, excluded, view } = options;
  if (excluded.size === 0) return undefined;
  const isPerson = subject.target.kind === 'person';
  const ids = isPerson ? [...excluded] : meant(options).filter((id) => excluded.has(id));
  const found = ids.flatMap((groupId) => {
    const takes = isPerson
      ? fromPerson(groupId, options)
      : exclusionTakes(includedKind(options.include, view.snapshot), findGroup(view.snapshot, groupId));
    return takes === 'no' ? [] : [{ groupId, sure: takes === 'yes' }];
  });
  return found.find(({ sure }) => sure) ?? found[0];
}

/** The person's own groups hold users; the groups of the person's devices were not read. */
function fromPerson(groupId: string, { include, subject, view }: Excluding): Takes {
  const forDevices =
    include.kind === 'all-devices' || (include.kind === 'group' && !subject.around.has(include.groupId));
  if (subject.around.has(groupId)) return forDevices ? 'no' : 'yes';
  const mayHoldDevices =
    membersOf(findGroup(view.snapshot, groupId)) === 'devices' || unreadGroup(view.snapshot, groupId);
  return forDevices && mayHoldDevices ? 'unsure' : 'no';
}

/** The groups whose exclusion takes the include away from a group; what everybody has, no single one takes away. */
function meant({ include, subject, view }: Excluding): string[] {
  const { target, around, inside, holdsGroups } = subject;
  const own = target.kind === 'group' ? [target.groupId, ...around] : [];
  const inner =
    include.kind === 'group' && (holdsGroups || inside.has(include.groupId))
      ? [include.groupId, ...view.around(include.groupId)]
      : [];
  return [...new Set([...own, ...inner])];
}
