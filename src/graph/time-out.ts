import type { Link } from './chain.ts';

/** Ends each single send after so many milliseconds, its body included. The Graph client itself waits for ever. */
export function timeOut(ms: number): Link {
  return (call, next) => next({ ...call, signal: AbortSignal.timeout(ms) });
}
