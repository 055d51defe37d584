import type { Link } from './chain.ts';
import { failureOf } from './failure.ts';

/** One send as the log sees it: never a token, a body, an id of the tenant or a query. */
export interface RecordedCall {
  method: string;
  /** version and path with `{id}` for ids */
  path: string;
  /** absent where no answer came */
  status?: number;
  /** what stood instead of an answer */
  failure?: string;
  durationMs: number;
  /** Graph's id of the request, for Microsoft's support */
  requestId?: string;
  clientRequestId?: string;
}
export type Log = (call: RecordedCall) => void;

/** Tells of every single send, retries included. */
export function record({ log, now }: { log: Log; now: () => number }): Link {
  return async (call, next) => {
    const begun = now();
    const note = (outcome: Partial<RecordedCall>): void =>
      log({
        method: call.method,
        path: call.template,
        durationMs: now() - begun,
        clientRequestId: call.headers['client-request-id'],
        ...outcome,
      });
    try {
      const response = await next(call);
      note({ status: response.status, requestId: response.headers.get('request-id') ?? undefined });
      return response;
    } catch (error) {
      note({ failure: failureOf(error)?.code ?? 'error' });
      throw error;
    }
  };
}
