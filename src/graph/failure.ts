/** A 2xx whose body broke off or is no JSON: Graph did something, but its words are lost. */
export class UnreadableAnswer extends Error {
  constructor(
    readonly status: number,
    readonly requestId: string | undefined,
  ) {
    super('unreadable answer');
    this.name = 'UnreadableAnswer';
  }
}

/**
 * How a request failed without a usable answer. `never-sent`: no connection came about, so nothing happened;
 * `timed-out` and `connection-lost`: it may have happened; `unreadable`: Graph answered 2xx, but unreadably.
 */
export type FailureKind = 'never-sent' | 'timed-out' | 'connection-lost' | 'unreadable';

const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|.*CERT.*|UNABLE_TO_.*)$/;

/** What an error of `fetch` means; undefined: not of the network (a Problem, or a mistake of ours). */
export function failureOf(error: unknown): { kind: FailureKind; code: string } | undefined {
  if (error instanceof UnreadableAnswer) return { kind: 'unreadable', code: 'unreadable answer' };
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') {
    return { kind: 'timed-out', code: 'no answer in time' };
  }
  if (!(error instanceof TypeError) || !['fetch failed', 'terminated'].includes(error.message))
    return undefined;
  const codes = codesOf(error.cause);
  const neverSent = codes.length > 0 && codes.every((code) => beforeSending.test(code));
  return { kind: neverSent ? 'never-sent' : 'connection-lost', code: codes[0] ?? 'connection lost' };
}

/** A name with several addresses fails with one error for each (Node's AggregateError). */
function codesOf(cause: unknown): string[] {
  if (cause instanceof AggregateError) return cause.errors.flatMap(codesOf);
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return [];
  return typeof cause.code === 'string' ? [cause.code] : [];
}
