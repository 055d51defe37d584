import { authenticatorFindings } from './authenticator-findings.ts';
import { installableKind } from './authenticator.ts';
import { coverageOf } from './coverage.ts';
import type { CoverageRow } from './coverage-row.ts';
import type { EnrolledSnapshot, HowEnrolled } from './enrollment-snapshot.ts';
import { conflictLine } from './explain-reach.ts';
import { finding } from './finding-codes.ts';
import { bySeverity, type Finding } from './finding.ts';
import { includedKind } from './groups.ts';
import { colliding } from './jit-verdict.ts';
import { lintAssignments } from './lint-assignments.ts';
import { lintPolicy } from './lint-policy.ts';
import { enrollmentNotRead, type NotRead } from './not-read.ts';
import { referPolicy, type PolicyRef } from './policy-reach.ts';
import type { SsoPolicy } from './recognised.ts';
import type { Snapshot } from './snapshot.ts';
import { isInclude } from './targets.ts';
import { viewOf, type View } from './view.ts';

/** `check JIT`: everything that looks wrong, of what exists. */
export interface JitCheck {
  /** every SSO extension policy, those without findings included; the worst first */
  policies: CheckedPolicy[];
  /** policies that meet on the same target */
  conflicts: Finding[];
  authenticator: Finding[];
  /** of all the above */
  counts: { warnings: number; notes: number };
  notRead: NotRead[];
}

/** A policy by itself, and whether one of the conflicts is about it too. */
export interface CheckedPolicy {
  policy: PolicyRef;
  findings: Finding[];
  conflicts: boolean;
}

/** Whether nothing is found that has to do with a policy. */
export const isFine = ({ findings, conflicts }: CheckedPolicy): boolean =>
  findings.length === 0 && !conflicts;

/**
 * All findings on existing policies and on Authenticator. The enrollment side is optional: what was not read of it is not compared
 * with the app, and the answer says so.
 */
export function checkJit(snapshot: EnrolledSnapshot): JitCheck {
  const view = viewOf(snapshot);
  const { rows, notRead } = coverageOf(view);
  const conflicting = rows.filter((row) => conflictFinding(row).length > 0);
  const meeting = new Set(
    conflicting.flatMap((row) => colliding(row.policies).map(({ policy }) => policy.id)),
  );
  const policies = view.policies
    .map(({ policy }) => ({
      policy: referPolicy(policy),
      findings: bySeverity(checkPolicy(policy, snapshot)),
      conflicts: meeting.has(policy.id),
    }))
    .sort((a, b) => warnings(b.findings) - warnings(a.findings) || b.findings.length - a.findings.length);
  const conflicts = conflicting.flatMap(conflictFinding);
  const authenticator = bySeverity(authenticatorFindings(rows, view));
  const all = [...policies.flatMap(({ findings }) => findings), ...conflicts, ...authenticator];
  return {
    policies,
    conflicts,
    authenticator,
    counts: { warnings: warnings(all), notes: all.length - warnings(all) },
    notRead: [...notRead, ...enrollmentNotRead(snapshot, partsThatMatter(rows, view))],
  };
}

/** Type profiles decide about everybody, tokens only about groups of devices and about apps bought with them. */
function partsThatMatter(rows: readonly CoverageRow[], view: View): (keyof HowEnrolled)[] {
  const isOfDevices = rows.some(
    ({ target }) => target.kind !== 'unknown' && includedKind(target, view.snapshot) === 'devices',
  );
  const isBought = view.authenticators.some(({ app }) => installableKind(app) === 'vpp');
  return [
    'typeProfiles',
    ...(isOfDevices ? ['adeTokens' as const] : []),
    ...(isBought ? ['vppTokens' as const] : []),
  ];
}

const warnings = (findings: readonly Finding[]): number =>
  findings.filter(({ severity }) => severity !== 'info').length;

function checkPolicy(policy: SsoPolicy, snapshot: Snapshot): Finding[] {
  const named = `"${policy.name}"`;
  const findings = [...lintPolicy(policy), ...lintAssignments(named, policy.assignments, snapshot)];
  if (!policy.assignments.some(isInclude)) {
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

function conflictFinding({ policies, name, target, remedy }: CoverageRow): Finding[] {
  const isEveryone = target.kind === 'all-users' || target.kind === 'all-devices';
  const line = conflictLine(policies, name, isEveryone ? 'get' : 'gets');
  if (line?.code !== 'policies-conflict' && line?.code !== 'policies-may-conflict') return [];
  return [finding(line.code, line.sentence, line.remedy ?? remedy ?? '')];
}
