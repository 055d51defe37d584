import { faultLine } from './authenticator-fault.ts';
import { authenticatorLine } from './authenticator-line.ts';
import { coverageRow, type CoverageRow } from './coverage-row.ts';
import { conflictLine, reachLine, withRemedy } from './explain-reach.ts';
import type { EnrolledSnapshot } from './enrollment-snapshot.ts';
import { leftOutGroups } from './left-out.ts';
import type { Line } from './line.ts';
import { adviceNotRead, isComplete, notRead, tokensNotRead, type NotRead } from './not-read.ts';
import { goneRemedy } from './remedy.ts';
import { readingRemedy } from './reading-remedy.ts';
import type { Unread } from './snapshot.ts';
import { groupName } from './targets.ts';
import { verdictSentence, type VerdictWords } from './verdict-sentence.ts';
import { viewOf, type View } from './view.ts';
import { exclusionsNaming, subjectOf, waysTo } from './ways.ts';

/** `does GROUP have JIT?` */
export interface GroupVerdict extends CoverageRow {
  /** the verdict, then each way in which a policy comes or is kept away, then Authenticator */
  lines: Line[];
  notRead: NotRead[];
}

/**
 * The verdict on one group, with what it inherits from the groups around it (`snapshot.parents`), All users and All devices.
 * Where something was not read that could bring it, nothing found is `unknown`, not `no`.
 */
export function groupVerdict(snapshot: EnrolledSnapshot, groupId: string): GroupVerdict {
  const view = viewOf(snapshot);
  const row = coverageRow({ kind: 'group', groupId }, view, {
    complete: isComplete(snapshot, groupId),
    leftOut: leftOutGroups(view),
  });
  const { name, policies, authenticator, advice, faults } = row;
  const matters = row.jit !== 'no' && row.jit !== 'excluded';
  return {
    ...row,
    lines: [
      withRemedy('verdict', row.unread ? openSentence(groupId) : verdictSentence(row, ofOne), row.remedy),
      ...(row.unread ? [unreadLine(row.unread)] : []),
      ...(row.deleted ? [deletedLine(name)] : []),
      ...[conflictLine(policies, name) ?? []].flat(),
      ...policies.map((reach) => reachLine(reach, name)),
      ...exclusionLines(groupId, view),
      ...(authenticator && matters
        ? [authenticatorLine(authenticator, { name, advice }), ...faults.map(faultLine)]
        : []),
    ],
    notRead: [...notRead(snapshot, [groupId]), ...adviceNotRead([row]), ...tokensNotRead([row], snapshot)],
  };
}

/** How a verdict is said of one group or person. */
export const ofOne: VerdictWords = {
  has: 'has',
  does: 'does',
  verdicts: {
    yes: (name) => `${name} has just-in-time registration.`,
    may: (name) => `${name} may have just-in-time registration, but that cannot be told for sure.`,
    no: (name) => `${name} does not have just-in-time registration.`,
    unknown: (name) =>
      `I found no just-in-time registration for ${name}, but could not read everything that may bring it.`,
    broken: (name) => `${name} has a policy for just-in-time registration that does not work.`,
    conflicting: (name) => `${name} has more than one SSO extension policy, so none can be relied on.`,
    excluded: (name) => `${name} is excluded from just-in-time registration.`,
  },
};

const openSentence = (groupId: string): string =>
  `I could not read the group ${groupId}, so whether it has just-in-time registration cannot be told for sure.`;

const unreadLine = (unread: Unread): Line => ({
  code: 'group-not-read',
  sentence: `${unread.why} It may be there all the same.`,
  remedy: readingRemedy(unread),
});

const deletedLine = (name: string): Line => ({
  code: 'group-deleted',
  sentence: `It is ${name}: an assignment names it, and Entra does not show it to you.`,
  remedy: goneRemedy,
});

/** Exclusions that leave a policy where it is, and those that take it from a part of the group only. */
function exclusionLines(groupId: string, view: View): Line[] {
  const { snapshot } = view;
  const subject = subjectOf({ kind: 'group', groupId }, view);
  const name = groupName(snapshot, groupId);
  return view.policies.flatMap(({ policy, assigned }) => {
    const ways = waysTo(subject, assigned, view);
    if (!ways.some(({ exclusion }) => !exclusion)) return [];
    return exclusionsNaming(subject, assigned).map((id): Line => {
      const excluded = groupName(snapshot, id);
      if (subject.inside.has(id)) {
        return {
          code: 'policy-excludes-part',
          sentence: `"${policy.name}" excludes ${excluded}, which is inside ${name}, so that part does not get it.`,
        };
      }
      return {
        code: 'exclusion-without-effect',
        sentence: `"${policy.name}" excludes ${excluded}, but that does not keep it from ${name}: Intune takes only users from users and devices from devices.`,
        remedy: 'Exclude a group of the same kind, or use a filter.',
      };
    });
  });
}
