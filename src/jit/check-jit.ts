import { authenticatorFindings } from './authenticator-findings.ts';
import { coverageOf } from './coverage.ts';
import type { CoverageRow } from './coverage-row.ts';
import { conflictLine } from './explain-reach.ts';
import { finding } from './finding-codes.ts';
import { bySeverity, type Finding } from './finding.ts';
import { lintAssignments } from './lint-assignments.ts';
import { lintPolicy } from './lint-policy.ts';
import { notReadPart, type NotRead } from './not-read.ts';
import { referPolicy, type PolicyRef } from './policy-reach.ts';
import type { SsoPolicy } from './recognised.ts';
import type { EnrollmentProfile, MaybeRead, Snapshot, Unread } from './snapshot.ts';
import { viewOf } from './view.ts';

/** `check JIT`: everything that looks wrong, of what exists. */
export interface JitCheck {
  /** every SSO extension policy, those without findings included; the worst first */
  policies: { policy: PolicyRef; findings: Finding[] }[];
  /** policies that meet on the same target */
  conflicts: Finding[];
  authenticator: Finding[];
  /** of all the above */
  counts: { warnings: number; notes: number };
  notRead: NotRead[];
}

/**
 * All findings on existing policies and on Authenticator. Enrollment type profiles are optional: without them, licences are
 * not compared with the way people enroll, and the answer says so.
 */
export function checkJit(
  snapshot: Snapshot,
  options: { enrollmentProfiles?: MaybeRead<EnrollmentProfile[]> } = {},
): JitCheck {
  const profiles = options.enrollmentProfiles ?? notAsked;
  const view = viewOf(snapshot);
  const { rows, notRead } = coverageOf(view);
  const policies = view.policies
    .map(({ policy }) => ({
      policy: referPolicy(policy),
      findings: bySeverity(checkPolicy(policy, snapshot)),
    }))
    .sort((a, b) => warnings(b.findings) - warnings(a.findings) || b.findings.length - a.findings.length);
  const conflicts = rows.flatMap(conflictFinding);
  const authenticator = bySeverity(authenticatorFindings(rows, view, profiles));
  const all = [...policies.flatMap(({ findings }) => findings), ...conflicts, ...authenticator];
  return {
    policies,
    conflicts,
    authenticator,
    counts: { warnings: warnings(all), notes: all.length - warnings(all) },
    notRead: [...notRead, ...profilesNotRead(profiles)],
  };
}

const notAsked: Unread = { read: false, why: 'This answer did not look at them.' };

function profilesNotRead(profiles: MaybeRead<EnrollmentProfile[]>): NotRead[] {
  const what = 'enrollment type profiles';
  if (profiles.read) return [];
  return [profiles === notAsked ? { what, why: profiles.why } : notReadPart(what, profiles)];
}

const warnings = (findings: readonly Finding[]): number =>
  findings.filter(({ severity }) => severity !== 'info').length;

function checkPolicy(policy: SsoPolicy, snapshot: Snapshot): Finding[] {
  const named = `"${policy.name}"`;
  const findings = [...lintPolicy(policy), ...lintAssignments(named, policy.assignments, snapshot)];
  if (policy.assignments.length === 0) {
    findings.push(
      finding(
        'policy-unassigned',
        `${named} is assigned to nobody.`,
        'Assign it, or delete it if it is not needed any more.',
      ),
    );
  }
  return findings;
}

function conflictFinding({ policies, name }: CoverageRow): Finding[] {
  const line = conflictLine(policies, name);
  if (line?.code !== 'policies-conflict' && line?.code !== 'policies-may-conflict') return [];
  return [finding(line.code, line.sentence, line.remedy ?? '')];
}
