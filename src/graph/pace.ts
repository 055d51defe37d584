import { setTimeout as wait } from 'node:timers/promises';
import type { Link, Timing } from './chain.ts';

/** Waits for a turn to write. One for the whole process, since Intune counts per app and tenant, not per person. */
export type Pace = () => Promise<void>;

/**
 * At most `limit` turns in any `windowMs`, first come first served.
 * Default: Intune's published ceiling of 100 writes in 20 s per app and tenant (reference graph.md 2.7).
 */
export function createPace({
  now = Date.now,
  sleep = async (ms) => wait(ms),
  limit = 100,
  windowMs = 20_000,
}: Partial<Pick<Timing, 'now' | 'sleep'>> & { limit?: number; windowMs?: number } = {}): Pace {
  const turns: number[] = [];
  return async () => {
    const present = now();
    const oldest = turns.length < limit ? undefined : turns.shift();
    const turn = oldest === undefined ? present : Math.max(present, oldest + windowMs);
    turns.push(turn);
    if (turn > present) await sleep(turn - present);
  };
}

/** Holds writes to the pace; reads pass. */
export function paced(pace: Pace): Link {
  return async (call, next) => {
    if (call.kind === 'write') await pace();
    return next(call);
  };
}
