import type { FindingCode } from './finding-codes.ts';
import { bySeverity } from './finding.ts';
import type { Plan } from './plan.ts';

const ofEnrollment: readonly FindingCode[] = [
  'enrollment-not-checked',
  'mixed-enrollment',
  'authenticator-user-licence',
  'authenticator-needs-user-licence',
  'authenticator-user-licence-for-some',
  'authenticator-device-licence',
  'authenticator-asks-apple-account',
  'vpp-token-not-checked',
  'vpp-token-not-valid',
  'vpp-token-ends-soon',
  'vpp-licences-short',
  'vpp-licence-not-supported',
  'vpp-licence-other',
];

/** A plan made again without the enrollment side, with what was found there for the plan that was shown and the same app. */
export function keepEnrollmentFindings(fresh: Plan, shown: Plan): Plan {
  if (fresh.authenticator?.id !== shown.authenticator?.id) return fresh;
  const kept = shown.findings.filter(({ code }) => (ofEnrollment as readonly string[]).includes(code));
  return { ...fresh, findings: bySeverity([...fresh.findings, ...kept]) };
}
