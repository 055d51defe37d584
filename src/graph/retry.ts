import type { GraphCall, Link, Timing } from './chain.ts';
import { failureOf } from './failure.ts';
import { jsonOf } from './result.ts';
import { backOffMs, retryAfterMs } from './retry-after.ts';

export interface RetryLimits {
  /** sends in all, the first included */
  attempts: number;
  /** no new attempt begins later than this after the first began; a longer Retry-After ends the call at once */
  budgetMs: number;
}

/**
 * Sends again only what is known not to have happened. Reads: 429, 502, 503, 504, no answer, a broken one.
 * Writes: 429, and connections that never came about; nothing else, ever, because a 504 may follow a commit
 * (the Graph client's own handler replays a POST on 503 and 504, reference failures.md). What goes out `once` is its
 * sender's to repeat.
 */
export function retry({ now, sleep, random, attempts, budgetMs }: Timing & RetryLimits): Link {
  return async (call, next) => {
    const begun = now();
    for (let attempt = 1; ; attempt++) {
      const sent = await next(call).then(
        (response) => ({ response, again: isAgainAnswer(call, response.status) }),
        (error: unknown) => ({ error, again: isAgainFailure(call, error) }),
      );
      const asked = 'response' in sent ? await askedWait(sent.response, now()) : undefined;
      const wait = asked ?? backOffMs(attempt, random);
      if (call.once || !sent.again || attempt >= attempts || now() + wait - begun > budgetMs) {
        if ('response' in sent) return sent.response;
        throw sent.error;
      }
      await sleep(wait);
    }
  };
}

function isAgainAnswer({ kind, handBack }: GraphCall, status: number): boolean {
  if (handBack.includes(status)) return false;
  return status === 429 || (kind === 'read' && [502, 503, 504].includes(status));
}

function isAgainFailure({ kind }: GraphCall, error: unknown): boolean {
  const failure = failureOf(error);
  return failure !== undefined && (kind === 'read' || failure.kind === 'never-sent');
}

async function askedWait(response: Response, now: number): Promise<number | undefined> {
  if (response.ok) return undefined;
  return retryAfterMs(response.headers, await jsonOf(response.clone()), now);
}
