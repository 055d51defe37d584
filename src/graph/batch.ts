import { z } from 'zod/v4';
import type { GraphClient } from './client.ts';
import type { Concern } from './concern.ts';
import { at } from './path.ts';
import { checked } from './read.ts';
import type { Result } from './result.ts';
import { toProblem } from './to-problem.ts';

/** JSON batching holds at most so many requests (reference graph.md 2.8). */
export const perBatch = 20;

export type BatchedAnswer = Extract<Result, { got: 'answer' }>;

/** A GET: version-less, with query; `headers` count for it alone. */
export interface BatchedRequest {
  url: string;
  headers?: Readonly<Record<string, string>>;
}

const answerSchema = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown(),
    }),
  ),
});

/**
 * GETs of v1.0 in one `$batch`. The answers stand in the order of `reads`, undefined where Graph left one out; each has a status of its own, and 429 there is the caller's to ask again. `refused`: this Graph
 * knows no batching (400, 404, 405, 501). Throws Problem where the batch as a whole fails.
 */
export async function sendBatch(
  client: GraphClient,
  reads: readonly BatchedRequest[],
  concern: Concern,
): Promise<(BatchedAnswer | undefined)[] | 'refused'> {
  const requests = reads.map((read, index) => ({ id: String(index), method: 'GET', ...read }));
  const result = await client.send({
    method: 'POST',
    kind: 'read',
    version: 'v1.0',
    path: at`/$batch`,
    body: { requests },
    concern,
  });
  if (result.got === 'answer' && [400, 404, 405, 501].includes(result.status)) return 'refused';
  if (result.got === 'failure' || result.status !== 200) {
    throw toProblem(result, concern, client.timing.now());
  }
  const { responses } = checked(answerSchema, result.body, concern.what, result.requestId);
  const { requestId } = result;
  const heldScopes = responses.some(({ status }) => status === 403) ? await client.heldScopes() : undefined;
  return reads.map((_, index) => {
    const found = responses.find(({ id }) => id === String(index));
    if (found === undefined) return undefined;
    const { status, headers, body } = found;
    return { got: 'answer', status, headers: new Headers(headers ?? {}), body, requestId, heldScopes };
  });
}
