import { authenticatorFor, type AuthenticatorState } from './authenticator-state.ts';
import { authenticatorLine } from './authenticator-line.ts';
import { enrollmentFor, enrollmentTypeNames, type Enrollment } from './enrollment.ts';
import { conflictLine, missedLines, reachLine, withRemedy } from './explain-reach.ts';
import { byReach, verdictSentence } from './group-verdict.ts';
import { jitVerdict, standingOf, type JitVerdict, type Standing } from './jit-verdict.ts';
import type { Line } from './line.ts';
import { isComplete, notRead, notReadPart, type NotRead } from './not-read.ts';
import { few } from './phrases.ts';
import { policyReaches, type PolicyReach } from './policy-reach.ts';
import { remedyOf } from './remedy.ts';
import { requiredApps, suitsUserEnrollment } from './required-apps.ts';
import type { EnrollmentProfile, MaybeRead, Snapshot } from './snapshot.ts';
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
  /** absent where no profile reaches the person, or they could not be read */
  enrollment?: Enrollment;
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
  snapshot: Snapshot;
  person: Person;
  memberOf: readonly string[];
  enrollmentProfiles: MaybeRead<EnrollmentProfile[]>;
}): PersonVerdict {
  const { snapshot, person, enrollmentProfiles } = options;
  const name = person.displayName;
  const whom = `a group that ${name} is in`;
  const subject = personSubject(options.memberOf);
  const view = viewOf(snapshot);
  const policies = policyReaches(subject, view);
  const authenticator = authenticatorFor(subject, view);
  const couldReach = view.policies.some(({ assigned }) => hiddenInclude(subject, assigned, snapshot));
  const jit = jitVerdict(policies, { complete: isComplete(snapshot) && !couldReach });
  const standing = standingOf(jit, authenticator);
  const remedy = remedyOf({ name, whom, jit, standing, policies, authenticator, deleted: false });
  const enrollment = enrollmentProfiles.read
    ? enrollmentFor(subject, enrollmentProfiles.value, view)
    : undefined;
  const sorted = byReach(policies);
  const conflict = conflictLine(policies, name);
  return {
    ...{ person, jit, standing, policies: sorted, authenticator },
    ...(enrollment ? { enrollment } : {}),
    lines: [
      withRemedy('verdict', verdictSentence({ jit, name, standing, authenticator }), remedy),
      ...(conflict ? [conflict] : []),
      ...sorted.filter(({ reach }) => reach !== 'no').map((reach) => reachLine(reach, name)),
      authenticatorLine(authenticator, name, whom),
      ...licenceLines(subject, view, enrollment),
      enrollmentLine(enrollmentProfiles, enrollment, name),
      ...missedLines(sorted, name, { offer: jit === 'no' }),
    ],
    notRead: [
      ...notRead(snapshot),
      ...(enrollmentProfiles.read ? [] : [notReadPart('enrollment type profiles', enrollmentProfiles)]),
    ],
  };
}

function licenceLines(subject: Subject, view: View, enrollment: Enrollment | undefined): Line[] {
  if (enrollment?.profile.defaultEnrollmentType !== 'accountDrivenUserEnrollment') return [];
  const apps = requiredApps(subject, view);
  if (apps.length === 0 || suitsUserEnrollment(apps)) return [];
  return [
    {
      code: 'authenticator-licence',
      sentence:
        'Account-driven user enrollment installs Microsoft Authenticator only as a VPP app with user licences, and it is required in another way.',
      remedy: 'Require a VPP app object of Microsoft Authenticator with user licences there.',
    },
  ];
}

function enrollmentLine(
  profiles: MaybeRead<EnrollmentProfile[]>,
  enrollment: Enrollment | undefined,
  name: string,
): Line {
  if (!profiles.read) {
    return {
      code: 'enrollment-profile-not-read',
      sentence: `I could not read enrollment type profiles, so I do not know how ${name} enrolls: ${profiles.why}`,
    };
  }
  if (!enrollment) {
    return {
      code: 'enrollment-profile-none',
      sentence: `No enrollment type profile reaches ${name}.`,
      remedy: `Create one for web-based or account-driven enrollment, unless the devices come through automated device enrollment.`,
    };
  }
  const { displayName, priority, defaultEnrollmentType: type } = enrollment.profile;
  const before = enrollment.before.length === 0 ? '' : `; it comes before ${few(enrollment.before)}`;
  const how = enrollmentTypeNames[type] ?? type;
  return withRemedy(
    'enrollment-profile',
    `The enrollment type profile "${displayName}" applies (priority ${priority ?? 'unknown'}): ${how}${before}.`,
    type === 'user'
      ? 'User enrollment with Company Portal is deprecated and may not take part; use account-driven user enrollment.'
      : undefined,
  );
}
