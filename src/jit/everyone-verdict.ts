import { faultLine } from './authenticator-fault.ts';
import { authenticatorLine } from './authenticator-line.ts';
import { coverageRow } from './coverage-row.ts';
import { conflictLine, reachLine, withRemedy } from './explain-reach.ts';
import type { GroupVerdict } from './group-verdict.ts';
import { exclusionTakes, type Takes } from './groups.ts';
import type { EnrolledSnapshot } from './enrollment-snapshot.ts';
import { leftOutGroups } from './left-out.ts';
import type { Line } from './line.ts';
import { adviceNotRead, isComplete, notRead, tokensNotRead } from './not-read.ts';
import { few } from './phrases.ts';
import type { Group } from './snapshot.ts';
import { findGroup, fromWireTarget, groupName, unreadGroup } from './targets.ts';
import { verdictSentence, type VerdictWords } from './verdict-sentence.ts';
import { viewOf, type View } from './view.ts';
import { subjectOf, waysTo, type Way } from './ways.ts';

/**
 * `do all users have JIT?`: the verdict on All users or All devices as a target of its own. What groups have says nothing
 * about it. Authenticator is told in any case, since a policy would need it.
 */
export function everyoneVerdict(snapshot: EnrolledSnapshot, kind: 'all-users' | 'all-devices'): GroupVerdict {
  const view = viewOf(snapshot);
  const row = coverageRow({ kind }, view, { complete: isComplete(snapshot), leftOut: leftOutGroups(view) });
  const { name, policies, authenticator, advice, faults, remedy } = row;
  return {
    ...row,
    lines: [
      withRemedy('verdict', verdictSentence(row, ofEveryone), remedy),
      ...[conflictLine(policies, name, 'get') ?? []].flat(),
      ...policies.map((reach) => reachLine(reach, name)),
      ...exclusionLines(kind, view),
      ...(authenticator
        ? [authenticatorLine(authenticator, { name, whom: name.toLowerCase(), advice })]
        : []),
      ...faults.map(faultLine),
    ],
    notRead: [...notRead(snapshot), ...adviceNotRead([row]), ...tokensNotRead([row], snapshot)],
  };
}

/** Who is left out of what everyone gets. */
function exclusionLines(kind: 'all-users' | 'all-devices', view: View): Line[] {
  const { snapshot } = view;
  const subject = subjectOf({ kind }, view);
  return view.policies.flatMap(({ policy, assigned }): Line[] => {
    const ways = waysTo(subject, assigned, view);
    if (ways.length === 0) return [];
    const taken = (id: string) => takenFrom(kind, ways, findGroup(snapshot, id));
    const out = [...assigned.excluded].filter((id) => taken(id) !== 'no');
    if (out.length === 0) return [];
    const names = few(out.map((id) => groupName(snapshot, id)));
    const perhaps = out.every((id) => unreadGroup(snapshot, id) || taken(id) === 'unsure') ? 'perhaps ' : '';
    return [
      {
        code: 'policy-excludes-part',
        sentence: `"${policy.name}" excludes ${names}, so ${perhaps}not all get it.`,
      },
    ];
  });
}

/** Whether an exclusion takes a group from everything by which a policy comes; whose devices it holds was not read. */
function takenFrom(kind: 'all-users' | 'all-devices', ways: readonly Way[], excluded: Group | null): Takes {
  const takes = ways.map(({ assignment }): Takes => {
    const include = fromWireTarget(assignment.target);
    const taken = exclusionTakes(
      include?.kind === 'all-users' ? 'users' : include ? 'devices' : 'unknown',
      excluded,
    );
    return taken === 'yes' && kind === 'all-users' && include?.kind === 'all-devices' ? 'unsure' : taken;
  });
  if (takes.includes('no')) return 'no';
  return takes.includes('unsure') ? 'unsure' : 'yes';
}

const ofEveryone: VerdictWords = {
  has: 'have',
  does: 'do',
  verdicts: {
    yes: (name) => `${name} have just-in-time registration.`,
    may: (name) => `${name} may have just-in-time registration, but that cannot be told for sure.`,
    no: (name) => `No policy for just-in-time registration is assigned to ${name}.`,
    unknown: (name) =>
      `I found no policy for just-in-time registration that is assigned to ${name}, but could not read everything that may be.`,
    broken: (name) => `${name} have a policy for just-in-time registration that does not work.`,
    conflicting: (name) => `${name} have more than one SSO extension policy, so none can be relied on.`,
    excluded: (name) => `${name} are excluded from just-in-time registration.`,
  },
};
