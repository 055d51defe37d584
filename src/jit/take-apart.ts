import type { Target } from './plan.ts';
import type { WireAssignment } from './snapshot.ts';
import { fromWireTarget } from './targets.ts';

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
