import { GraphRefusal } from './errors.ts';

const windowMs = 20_000;

/** Intune's published limits for one app in one tenant: requests in any 20 seconds (graph.md 2.7). */
export interface Limits {
  any: number;
  writes: number;
}
export const publishedLimits: Limits = { any: 1000, writes: 100 };

/** Counts Intune requests; throws a 429 with Retry-After when one is too many. A refused request does not count. */
export function makeThrottle(limits: Limits, now: () => Date): (write: boolean) => void {
  let recent: { at: number; write: boolean }[] = [];
  return (write) => {
    const at = now().getTime();
    recent = recent.filter((request) => request.at > at - windowMs);
    const writes = recent.filter((request) => request.write);
    const full =
      recent.length >= limits.any ? recent : write && writes.length >= limits.writes ? writes : undefined;
    if (full) throw tooMany(Math.ceil(((full[0]?.at ?? at) + windowMs - at) / 1000));
    recent.push({ at, write });
  };
}

export const tooMany = (seconds?: number): GraphRefusal =>
  new GraphRefusal(
    'gateway',
    429,
    'TooManyRequests',
    'Too many requests.',
    seconds === undefined ? {} : { 'retry-after': String(seconds) },
  );
