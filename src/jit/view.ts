import { authenticatorApps } from './authenticator.ts';
import { closedParents } from './groups.ts';
import type { Target } from './plan.ts';
import { recognisePolicies } from './recognise-policies.ts';
import type { SsoPolicy } from './recognised.ts';
import type { IosApp, Snapshot, Unread, WireAssignment } from './snapshot.ts';
import { fromWireTarget, includedNames } from './targets.ts';

/** A snapshot prepared for many questions: what is costly is done once, so that a thousand targets can be looked up. */
export interface View {
  snapshot: Snapshot;
  /** `assignedTo`: whom the policy includes, by name */
  policies: { policy: SsoPolicy; assigned: Assigned; assignedTo: string[] }[];
  authenticators: { app: IosApp; assigned: Assigned }[];
  /** ids (lower case) of the known groups around a group, whichever side of the nesting was read */
  around: (groupId: string) => ReadonlySet<string>;
  /** the same for the groups inside it */
  inside: (groupId: string) => ReadonlySet<string>;
  /** the groups around which nobody may look, by lower-case id */
  closed: ReadonlyMap<string, Unread>;
}

export type Included = Exclude<Target, { kind: 'exclude-group' }>;

/** Assignments taken apart; those with intent `remove` are left out. */
export interface Assigned {
  /** includes, and targets of a kind that we do not know, in their order */
  includes: Include[];
  /** the same by group */
  toGroup: ReadonlyMap<string, Include[]>;
  /** the same but for groups */
  toOthers: Include[];
  /** ids (lower case) of excluded groups */
  excluded: ReadonlySet<string>;
}

export interface Include {
  at: number;
  /** absent: a kind that we do not know */
  target?: Included;
  assignment: WireAssignment;
}

export function viewOf(snapshot: Snapshot): View {
  const { parents, children } = snapshot;
  const nothing: ReadonlySet<string> = new Set();
  const [up, down] = [relation(parents, children), relation(children, parents)];
  return {
    snapshot,
    policies: recognisePolicies(snapshot).map((policy) => ({
      policy,
      assigned: takeApart(policy.assignments),
      assignedTo: includedNames(policy.assignments, snapshot),
    })),
    authenticators: authenticatorApps(snapshot.apps).map((app) => ({
      app,
      assigned: takeApart(app.assignments),
    })),
    around: (groupId) => up.get(groupId.toLowerCase()) ?? nothing,
    inside: (groupId) => down.get(groupId.toLowerCase()) ?? nothing,
    closed: closedParents(snapshot),
  };
}

export function takeApart(assignments: readonly WireAssignment[]): Assigned {
  const includes: Include[] = [];
  const toGroup = new Map<string, Include[]>();
  const excluded = new Set<string>();
  for (const [at, assignment] of assignments.entries()) {
    if (assignment.intent === 'remove') continue;
    const target = fromWireTarget(assignment.target);
    if (target?.kind === 'exclude-group') {
      excluded.add(target.groupId);
      continue;
    }
    const include: Include = { at, ...(target ? { target } : {}), assignment };
    includes.push(include);
    if (target?.kind !== 'group') continue;
    const others = toGroup.get(target.groupId);
    if (others) others.push(include);
    else toGroup.set(target.groupId, [include]);
  }
  return {
    includes,
    toGroup,
    toOthers: includes.filter(({ target }) => target?.kind !== 'group'),
    excluded,
  };
}

function relation(direct: Snapshot['parents'], reverse: Snapshot['parents']): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => {
    const set = found.get(from.toLowerCase()) ?? new Set<string>();
    set.add(to.toLowerCase());
    found.set(from.toLowerCase(), set);
  };
  for (const [id, part] of Object.entries(direct))
    if (part.read) part.value.forEach((other) => add(id, other));
  for (const [id, part] of Object.entries(reverse))
    if (part.read) part.value.forEach((other) => add(other, id));
  return found;
}
