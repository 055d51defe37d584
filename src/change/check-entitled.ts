import type { Tenant } from '../graph/tenant.ts';
import { explainProblem, Problem } from '../problems.ts';

/**
 * Whether this person may approve, where a group says so: proven through Graph as this very person. Undefined: yes. What
 * cannot be checked is refused.
 */
export async function checkEntitled(
  tenant: Tenant,
  approverGroupId: string | undefined,
): Promise<Problem | undefined> {
  if (approverGroupId === undefined) return undefined;
  try {
    return (await tenant.isMemberOf(approverGroupId)) ? undefined : new Problem('not-entitled');
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'sign-in-needed') throw error;
    return new Problem('entitlement-not-checked', { reason: explainProblem(error).sentence });
  }
}
