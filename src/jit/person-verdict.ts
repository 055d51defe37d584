import { faultLine } from './authenticator-fault.ts';
import { authenticatorFaults } from './authenticator-faults.ts';
import { adviceFor } from './authenticator-advice.ts';
import { authenticatorFor, type AuthenticatorState } from './authenticator-state.ts';
import { authenticatorLine } from './authenticator-line.ts';
import { enrollmentLines } from './enrollment-lines.ts';
import type { EnrolledSnapshot } from './enrollment-snapshot.ts';
import { decidingProfiles } from './enrollment-types.ts';
import { conflictLine, missedLines, reachLine, withRemedy } from './explain-reach.ts';
import { ofOne } from './group-verdict.ts';
import { jitVerdict, standingOf, type JitVerdict, type Standing } from './jit-verdict.ts';
import type { Line } from './line.ts';
import {
  enrollmentNotRead,
  isComplete,
  notLookedAt,
  notRead,
  tokensNotRead,
  type NotRead,
} from './not-read.ts';
import { byReach, policyReaches, type PolicyReach } from './policy-reach.ts';
import { remedyOf } from './remedy.ts';
import { verdictSentence } from './verdict-sentence.ts';
import { viewOf, type View } from './view.ts';
import { hiddenInclude, personSubject, type Subject } from './ways.ts';

/** `why doesn't PERSON have JIT` */
export interface PersonVerdict {
  person: Person;
  jit: JitVerdict;
  standing: Standing;
  /** every SSO extension policy, those that miss the person included */
  policies: PolicyReach[];
  authenticator: AuthenticatorState;
  /** the verdict, collisions, policies that come or are kept away, Authenticator, enrollment, then policies for others */
  lines: Line[];
  notRead: NotRead[];
}

export interface Person {
  id: string;
  displayName: string;
}

/**
 * The verdict on one person. `memberOf` holds the ids of all groups that the person is in, directly or not. Which devices
 * the person has is not looked at, so device groups and filters leave it open.
 */
export function personVerdict(options: {
  snapshot: EnrolledSnapshot;
  person: Person;
  memberOf: readonly string[];
}): PersonVerdict {
  const { snapshot, person } = options;
  const name = person.displayName;
  const whom = `a group that ${name} is in`;
  const subject = personSubject(options.memberOf);
  const view = viewOf(snapshot);
  const policies = policyReaches(subject, view);
  const authenticator = authenticatorFor(subject, view);
  const couldReach = view.policies.some(({ assigned }) => hiddenInclude(subject, assigned, snapshot));
  const jit = jitVerdict(policies, { complete: isComplete(snapshot) && !couldReach });
  const faults = authenticatorFaults(subject, { name, whom }, view);
  const standing = standingOf(jit, authenticator, faults);
  const { advice } = adviceFor(authenticator, subject, view);
  const judged = {
    name,
    whom,
    kind: 'person' as const,
    pronoun: name,
    deleted: false,
    faults,
    ...(advice ? { advice } : {}),
  };
  const remedy = remedyOf({ ...judged, jit, standing, policies, authenticator });
  const sorted = byReach(policies);
  const conflict = conflictLine(policies, name);
  return {
    ...{ person, jit, standing, policies: sorted, authenticator },
    lines: [
      withRemedy('verdict', verdictSentence({ jit, name, standing, authenticator, faults }, ofOne), remedy),
      ...(conflict ? [conflict] : []),
      ...sorted.filter(({ reach }) => reach !== 'no').map((reach) => reachLine(reach, name)),
      authenticatorLine(authenticator, { name, whom, advice }),
      ...faults.map(faultLine),
      ...linesOfEnrollment(subject, view, name),
      ...missedLines(sorted, name, { offer: jit === 'no' }),
    ],
    notRead: [
      ...notRead(snapshot),
      ...enrollmentNotRead(snapshot, ['typeProfiles']),
      ...tokensNotRead([{ standing, authenticator }], snapshot),
    ],
  };
}

function linesOfEnrollment(subject: Subject, view: View, name: string): Line[] {
  const profiles = view.snapshot.enrollment?.typeProfiles;
  if (profiles?.read)
    return enrollmentLines(decidingProfiles(subject, view.typeProfiles, view), name, view.snapshot);
  const why = profiles?.why ?? notLookedAt;
  return [
    {
      code: 'enrollment-profile-not-read',
      sentence: `I could not read enrollment type profiles, so I do not know how ${name} enrolls: ${why}`,
    },
  ];
}
