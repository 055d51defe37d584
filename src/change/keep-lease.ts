import { leaseMs, type Locks } from './lock.ts';

/** Calls `work` again and again, so many milliseconds apart, until what it answers is called. */
export type Every = (milliseconds: number, work: () => Promise<void>) => () => void;

/**
 * Renews the lease as long as the work takes, so that whoever waits for a slow Graph does not count as dead; however the work
 * ends, that ends with it. A renewal that fails is made up for by the next one; a lease that is lost stays so, and the next
 * write stumbles over it.
 */
export async function keepLease<T>(locks: Locks, every: Every, work: () => Promise<T>): Promise<T> {
  const stop = every(leaseMs / 3, () => locks.renew().catch(() => undefined));
  try {
    return await work();
  } finally {
    stop();
  }
}
