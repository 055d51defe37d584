import { Problem } from '../problems.ts';
import type { Concern } from './concern.ts';
import { parseError, type ParsedError } from './parse-error.ts';
import type { Result } from './result.ts';
import { retryAfterMs } from './retry-after.ts';

type Answer = Extract<Result, { got: 'answer' }>;

/** The problem that a person reads for an answer that is not 2xx, or for none. Facts hold no token and no URL. */
export function toProblem(result: Result, concern: Concern, now: number): Problem {
  const { what } = concern;
  if (result.got === 'failure') {
    const { kind, code, requestId } = result;
    if (kind === 'unreadable')
      return new Problem('graph-unexpected-answer', { what: 'an answer that breaks off', requestId });
    return new Problem('graph-unavailable', {
      status: kind === 'timed-out' ? code : `no connection, ${code}`,
      requestId,
    });
  }
  const { status, headers, body } = result;
  const error = parseError(body);
  const ids = {
    requestId: result.requestId,
    ...(error.activityId === undefined ? {} : { activityId: error.activityId }),
  };
  if (wantsApproval(result)) return new Problem('multi-admin-approval', { what, ...ids });
  if (/Request not applicable to target tenant/i.test(error.message))
    return new Problem('not-intune-tenant', ids);
  if (status === 403 || (status === 401 && error.fromIntune)) {
    return new Problem('graph-forbidden', { ...refusal(result, error, concern), ...ids });
  }
  if (status === 401) return new Problem('sign-in-needed', ids);
  if (status === 404) return new Problem('graph-not-found', { what, ...ids });
  if (status === 429) {
    const seconds = Math.ceil((retryAfterMs(headers, body, now) ?? 30_000) / 1000);
    return new Problem('graph-throttled', { seconds: String(seconds), ...ids });
  }
  if (status >= 400 && status < 500 && status !== 408) {
    return new Problem('graph-bad-request', { message: error.message || `${what} (${status})`, ...ids });
  }
  return new Problem('graph-unavailable', { status: String(status), ...ids });
}

/**
 * Multi Admin Approval refuses with 400, 403, 409 or 412, depending on the step and the day; only a header and the
 * text tell it (reference graph.md 6.5).
 */
export function wantsApproval({ status, headers, body }: Answer): boolean {
  if (status < 400) return false;
  const { code, message } = parseError(body);
  return (
    headers.has('x-msft-approval-code') ||
    code === 'ApprovalRequired' ||
    /x-msft-approval-justification|Approval Required|active Approval Request already exists/i.test(message)
  );
}

/**
 * Scope or role? Graph says "Application must have one of the following scopes" for either, and often nothing at all,
 * so what the token held decides; where that is not known, both are named.
 */
function refusal(
  { heldScopes }: Answer,
  error: ParsedError,
  { what, scopes }: Concern,
): Record<string, string> {
  const named = /following scopes:(.*)/i.exec(error.message)?.[1]?.match(/[A-Z]\w*(\.\w+)+/g) ?? [];
  const wanted: readonly string[] = named.length > 0 ? named : scopes;
  const missing =
    heldScopes === undefined
      ? 'scope-or-role'
      : heldScopes.some((scope) => wanted.includes(scope))
        ? 'role'
        : 'scope';
  const reason = {
    scope: 'the app lacks a permission',
    role: 'your role or its scope does not include it',
    'scope-or-role': 'the app lacks a permission, or your role does not include it',
  }[missing];
  return { what: `${what} (${reason})`, missing, scopes: named.length > 0 ? named.join(' or ') : scopes[0] };
}
