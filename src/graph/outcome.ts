import type { Concern } from './concern.ts';
import type { Result } from './result.ts';
import { createdSchema } from './schemas.ts';
import type { WriteOutcome } from './tenant.ts';
import { toProblem, wantsApproval } from './to-problem.ts';

/**
 * Each answer to a write is one of three (reference failures.md).
 * `done`: 2xx; for a create only if the answer names the new id.
 * `not-done`: 4xx but 408, a 429 that outlived its retries, an approval that is wanted, no connection.
 * `unknown`: everything else, as 408, 5xx, a redirect, a reset, no answer in time, a create with an unreadable answer.
 */
export function outcomeOf(
  result: Result,
  { creates, concern, now }: { creates: boolean; concern: Concern; now: number },
): WriteOutcome {
  const { requestId } = result;
  if (result.got === 'failure') {
    if (result.kind === 'never-sent')
      return { outcome: 'not-done', problem: toProblem(result, concern, now), requestId };
    if (result.kind === 'unreadable' && !creates) return { outcome: 'done', requestId };
    return { outcome: 'unknown', why: result.code, requestId };
  }
  const { status, body } = result;
  if (status >= 200 && status < 300) {
    if (!creates) return { outcome: 'done', requestId };
    const created = createdSchema.safeParse(body);
    if (created.success) return { outcome: 'done', id: created.data.id, requestId };
    return { outcome: 'unknown', why: `answer ${status} without an id`, requestId };
  }
  if (wantsApproval(result) || (status >= 400 && status < 500 && status !== 408)) {
    return { outcome: 'not-done', problem: toProblem(result, concern, now), requestId };
  }
  return { outcome: 'unknown', why: `answer ${status}`, requestId };
}
