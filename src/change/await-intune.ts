import type { IntuneApproval, Tenant } from '../graph/tenant.ts';
import type { AnyStep } from '../jit/plan.ts';
import { Problem } from '../problems.ts';
import { whatOf } from './step-options.ts';

/**
 * Multi Admin Approval (graph.md 6.5): Intune refuses a write until another admin approved it there, and then takes the same
 * request of the same person with the code of the approval.
 */

/** What the other admin reads; names change and step, so that a code that got lost is found again. */
export const justify = (options: {
  changeId: string;
  policyName: string;
  by: string;
  step: AnyStep['step'];
}): string =>
  `JIT registration for iOS/iPadOS: ${options.policyName}, approved by ${options.by} ${markOf(options)}`;

const markOf = ({ changeId, step }: { changeId: string; step: string }): string =>
  `[jit-bot ${changeId} ${step}]`;

export type Asked =
  /** it may be sent with this code; without one, as if for the first time */
  | { go: true; approvalCode?: string }
  | { go: false; waits: true }
  /** it was not approved: the next attempt asks anew */
  | { go: false; waits: false; problem: Problem };

/** What became of an approval that a step waits for. Where that cannot be read, Intune itself decides on the code. */
export async function askIntune(options: {
  tenant: Tenant;
  changeId: string;
  step: AnyStep;
  approvalCode: string | undefined;
}): Promise<Asked> {
  const { tenant, changeId, step, approvalCode } = options;
  const withCode = (code: string | undefined): Asked => ({
    go: true,
    ...(code === undefined ? {} : { approvalCode: code }),
  });
  let approvals: IntuneApproval[];
  try {
    approvals = await tenant.readApprovals();
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'sign-in-needed') throw error;
    return withCode(approvalCode);
  }
  const mark = markOf({ changeId, step: step.step });
  const known =
    approvals.find(({ id }) => id.toLowerCase() === approvalCode?.toLowerCase()) ??
    approvals.findLast(({ justification }) => justification.endsWith(mark));
  if (!known) return withCode(approvalCode);
  switch (known.status) {
    case 'needsApproval':
      return { go: false, waits: true };
    case 'approved':
      return withCode(known.id);
    case 'completed':
      return { go: true };
    default: {
      const facts = { status: known.status, what: whatOf(step) };
      return { go: false, waits: false, problem: new Problem('intune-approval-ended', facts) };
    }
  }
}
