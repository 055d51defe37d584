import { parseError } from './parse-error.ts';

/**
 * How long Graph asks us to wait, in milliseconds: header `Retry-After` (seconds or a date), else `RetryAfter` inside
 * Intune's nested error. Undefined: it does not say, which happens with 429 too (reference graph.md 2.7).
 */
export function retryAfterMs(headers: Headers, body: unknown, now: number): number | undefined {
  const header = headers.get('retry-after')?.trim();
  if (header !== undefined && /^\d+(\.\d+)?$/.test(header)) return Number(header) * 1000;
  if (header !== undefined && !Number.isNaN(Date.parse(header))) return Math.max(0, Date.parse(header) - now);
  const seconds = parseError(body).retryAfterSeconds;
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Exponential, from half a second, with jitter so that several callers do not come back together. `attempt` from 1. */
export function backOffMs(attempt: number, random: () => number): number {
  return 500 * 2 ** (attempt - 1) * (0.5 + random() / 2);
}
