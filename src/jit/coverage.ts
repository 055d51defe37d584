import { coverageRow, type CoverageRow } from './coverage-row.ts';
import type { EnrolledSnapshot } from './enrollment-snapshot.ts';
import { insideGap, parentsGap } from './groups.ts';
import { standings, type Standing } from './jit-verdict.ts';
import { leftOutGroups } from './left-out.ts';
import { adviceNotRead, isComplete, notRead, tokensNotRead, type NotRead } from './not-read.ts';
import { referPolicy, type PolicyReach, type PolicyRef } from './policy-reach.ts';
import type { PolicyClass, SsoPolicy } from './recognised.ts';
import { fromWireTarget, isInclude, targetKey } from './targets.ts';
import type { Included } from './take-apart.ts';
import { viewOf, type View } from './view.ts';

/** `which groups have JIT`, as far as the snapshot (and so the person) sees. */
export interface Coverage {
  /**
   * one row a target that a policy with Authenticator's extension for people names, or that only Authenticator excludes; the
   * worst first
   */
  rows: CoverageRow[];
  counts: Record<Standing, number>;
  /** policies for just-in-time registration, working or not, that nobody has */
  unassigned: PolicyRef[];
  /** policies for shared devices, which look alike but are not for a person; they count where they collide */
  sharedDeviceMode: PolicyRef[];
  notRead: NotRead[];
}

/** Whose targets get a row. */
const forPeople: PolicyClass[] = ['jit', 'broken', 'check-by-hand', 'sso-only'];

/**
 * The verdict on every target that an SSO extension policy names, and on the groups of theirs that Authenticator excludes. Groups inherit from groups around them, from All users and
 * from All devices; what of that was not read is named.
 */
export function coverage(snapshot: EnrolledSnapshot): Coverage {
  const found = coverageOf(viewOf(snapshot));
  const { rows } = found;
  return { ...found, notRead: [...found.notRead, ...adviceNotRead(rows), ...tokensNotRead(rows, snapshot)] };
}

/** The same where a view is at hand; what is not known of enrollment is for the caller to say. */
export function coverageOf(view: View): Coverage {
  const { snapshot } = view;
  const policies = view.policies.map(({ policy }) => policy);
  const mine = policies.filter(({ class: kind }) => forPeople.includes(kind));
  const everything = isComplete(snapshot);
  const leftOut = leftOutGroups(view);
  const targets = new Map<string, Included>(
    [...mine.flatMap(targetsOf), ...leftOut.map(({ groupId }) => ({ kind: 'group' as const, groupId }))].map(
      (target) => [targetKey(target), target],
    ),
  );
  const rows = [...targets.values()].map((target) =>
    coverageRow(target, view, {
      complete: everything && !parentsGap(target, snapshot) && !insideGap(target, snapshot, view.closed),
      leftOut,
    }),
  );
  const all = [...rows, ...unknownRows(mine)].sort(worstFirst);
  const groupIds = [...targets.values()].flatMap((target) =>
    target.kind === 'group' ? [target.groupId] : [],
  );
  return {
    rows: all,
    counts: countByStanding(all),
    unassigned: mine
      .filter((policy) => policy.class !== 'sso-only' && !policy.assignments.some(isInclude))
      .map(referPolicy),
    sharedDeviceMode: policies.filter((policy) => policy.class === 'shared-device-mode').map(referPolicy),
    notRead: notRead(snapshot, groupIds),
  };
}

function countByStanding(rows: readonly CoverageRow[]): Record<Standing, number> {
  const counts = Object.fromEntries(standings.map((one) => [one, 0])) as Record<Standing, number>;
  for (const { standing } of rows) counts[standing] += 1;
  return counts;
}

/** Whom the policy includes or excludes. Being kept out of what is single sign-on only is nothing to tell. */
const targetsOf = ({ assignments, class: kind }: SsoPolicy): Included[] =>
  assignments.flatMap(({ target, intent }): Included[] => {
    const known = intent === 'remove' ? undefined : fromWireTarget(target);
    if (known?.kind !== 'exclude-group') return known ? [known] : [];
    return kind === 'sso-only' ? [] : [{ kind: 'group', groupId: known.groupId }];
  });

/** Targets of a kind that Graph added after this was written: shown, never guessed at. */
function unknownRows(policies: readonly SsoPolicy[]): CoverageRow[] {
  const byType = new Map<string, PolicyReach[]>();
  for (const policy of policies) {
    for (const { target, intent } of policy.assignments) {
      const type = target['@odata.type'];
      if (intent === 'remove' || fromWireTarget(target)) continue;
      const reach: PolicyReach = {
        policy: referPolicy(policy),
        reach: 'may',
        ways: [{ how: 'unknown-target', fromPolicySet: false }],
        assignedTo: [],
      };
      byType.set(type, [...(byType.get(type) ?? []), reach]);
    }
  }
  return [...byType].map(([type, reaches]) => ({
    target: { kind: 'unknown', type },
    name: `Something else (${type})`,
    deleted: false,
    jit: 'may',
    standing: 'check',
    policies: reaches,
    faults: [],
    remedy: 'Look at the assignment in the Intune admin center.',
  }));
}

const worstFirst = (a: CoverageRow, b: CoverageRow): number =>
  standings.indexOf(a.standing) - standings.indexOf(b.standing) ||
  (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : a.name.toLowerCase() > b.name.toLowerCase() ? 1 : 0);
