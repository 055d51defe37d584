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
  /** ids (lower case) of excluded groups, whatever they are excluded from */
  excluded: ReadonlySet<string>;
  /**
   * Those that are excluded from what has an intent. An app keeps exclusions for each intent apart: public threads show it of
   * Win32 apps and in Graph's own shape, and none was found that says otherwise of iOS apps.
   */
  excludedFrom: (intent: WireAssignment['intent']) => ReadonlySet<string>;
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
  const excluded = new Map<string, Set<string>>();
  for (const [at, assignment] of assignments.entries()) {
    if (assignment.intent === 'remove') continue;
    const target = fromWireTarget(assignment.target);
    if (target?.kind === 'exclude-group') {
      const intent = intentOf(assignment.intent);
      excluded.set(intent, (excluded.get(intent) ?? new Set()).add(target.groupId));
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
    excluded: new Set([...excluded.values()].flatMap((ids) => [...ids])),
    excludedFrom: (intent) => excluded.get(intentOf(intent)) ?? nothing,
  };
}

const nothing: ReadonlySet<string> = new Set();

/** The intent as it is compared: that of policies is `apply`, which may go unsaid. */
export const intentOf = (intent: WireAssignment['intent']): string => intent ?? 'apply';
