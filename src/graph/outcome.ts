import { parseError } from './parse-error.ts';
import type { Concern } from './concern.ts';
import type { Result } from './result.ts';
import { retryAfterMs } from './retry-after.ts';
import { createdSchema } from './schemas.ts';
import type { WriteOutcome, WriteRequest } from './tenant.ts';
import { toProblem, wantsApproval } from './to-problem.ts';

type Answer = Extract<Result, { got: 'answer' }>;

/**
 * Each answer to a write is one of four (reference failures.md).
 * `done`: 2xx, for a create only if the answer names the new id; 404 to a delete, since then it is not there.
 * `needs-approval`: Multi Admin Approval. `not-done`: other 4xx but 408, a 429 that outlived its retries, no connection.
 * `unknown`: everything else, as 408, 5xx, a redirect, a reset, no answer in time, a create with an unreadable answer.
 */
export function outcomeOf(
  result: Result,
  { write, concern, now }: { write: WriteRequest['write']; concern: Concern; now: number },
): WriteOutcome {
  const creates = write === 'create-policy' || write === 'create-app';
  const deletes = write === 'delete-policy' || write === 'delete-app';
  const { requestId } = result;
  if (result.got === 'failure') {
    if (result.kind === 'never-sent')
      return { outcome: 'not-done', problem: toProblem(result, concern, now), requestId, busy: {} };
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
  if (deletes && status === 404) return { outcome: 'done', requestId };
  const problem = toProblem(result, concern, now);
  if (wantsApproval(result)) {
    const code = approvalCodeOf(result);
    return {
      outcome: 'needs-approval',
      problem,
      requestId,
      ...(code === undefined ? {} : { approvalCode: code }),
    };
  }
  if (status === 429) {
    const askedMs = retryAfterMs(result.headers, body, now);
    return { outcome: 'not-done', problem, requestId, busy: askedMs === undefined ? {} : { askedMs } };
  }
  if (status >= 400 && status < 500 && status !== 408) return { outcome: 'not-done', problem, requestId };
  return { outcome: 'unknown', why: `answer ${status}`, requestId };
}

const guid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;

/** From the header, else out of the text, which may hold the support id too: the code stands behind its own name. */
function approvalCodeOf({ headers, body }: Answer): string | undefined {
  const named = /approval code\D{0,20}?([0-9a-f-]{36})/i.exec(parseError(body).message)?.[1];
  return [headers.get('x-msft-approval-code'), named].map((text) => guid.exec(text ?? '')?.[0]).find(Boolean);
}
