import { z } from 'zod/v4';
import type { Plan } from '../jit/plan.ts';
import type { Records } from '../records/records.ts';
import { getChange } from './changes.ts';
import { isOver } from './change.ts';

/**
 * One lock per object that a change writes. While a change is unfinished its locks keep others away; a lease on top says
 * which worker is at it right now. Locks are taken in one order, so that two changes never wait for each other.
 */

const lockSchema = z.object({
  changeId: z.string(),
  /** who asked, for telling others */
  by: z.string(),
  worker: z.string(),
  /** ISO time until which the worker counts as alive */
  leaseUntil: z.string(),
});

export interface Locks {
  /** prolongs the lease; throws LockLost if it is not ours any more, and then nothing more may be written */
  renew(): Promise<void>;
  /** ends the lease; the locks stay with the unfinished change */
  rest(): Promise<void>;
  /** gives the objects free */
  release(): Promise<void>;
}
export class LockLost extends Error {}

export type Locked = { locked: true; locks: Locks } | { locked: false; by: string; working: boolean };

const kind = 'lock';
/** a worker that has not renewed for so long counts as dead; longer than any single Graph call with its retries */
export const leaseMs = 60_000;

/** The objects that a plan writes: a slot per new policy's name, the Authenticator app, policies that exist. */
export function objectsOf(plan: Plan): string[] {
  const objects = plan.steps.map((step) => {
    switch (step.step) {
      case 'create-policy':
        return `new-policy/${plan.request.displayName.trim().toLowerCase()}`;
      case 'create-authenticator':
        return 'new-app/authenticator';
      case 'assign-authenticator':
        return 'id' in step.app ? `app/${step.app.id}` : 'new-app/authenticator';
      case 'assign-policy':
        return 'id' in step.policy
          ? `policy/${step.policy.id}`
          : `new-policy/${plan.request.displayName.trim().toLowerCase()}`;
    }
  });
  return [...new Set(objects)].sort();
}

/** Takes all locks or none. Another change's lock that is over, and a dead worker's of the same change, are taken over. */
export async function takeLocks(
  records: Records,
  options: { objects: string[]; changeId: string; by: string; worker: string; now: () => Date },
): Promise<Locked> {
  const { objects, changeId, by, worker, now } = options;
  const held = new Map<string, string>();
  const value = (ms: number): z.infer<typeof lockSchema> => ({
    changeId,
    by,
    worker,
    leaseUntil: new Date(now().getTime() + ms).toISOString(),
  });
  const giveBack = async (): Promise<void> => {
    for (const [object, version] of held) await records.delete(kind, object, version);
  };
  for (const object of [...objects].sort()) {
    const taken = await takeOne(records, object, value(leaseMs), now());
    if (taken.taken) held.set(object, taken.version);
    else {
      await giveBack();
      return { locked: false, by: taken.by, working: taken.working };
    }
  }
  const write = async (ms: number): Promise<void> => {
    for (const [object, version] of held) {
      const written = await records.replace(kind, object, value(ms), version);
      if (!written.written) throw new LockLost(object);
      held.set(object, written.version);
    }
  };
  return { locked: true, locks: { renew: () => write(leaseMs), rest: () => write(0), release: giveBack } };
}

type Taken = { taken: true; version: string } | { taken: false; by: string; working: boolean };

async function takeOne(
  records: Records,
  object: string,
  value: z.infer<typeof lockSchema>,
  now: Date,
): Promise<Taken> {
  const inserted = await records.insert(kind, object, value);
  if (inserted.written) return { taken: true, version: inserted.version };
  const stored = await records.get(kind, object);
  // It was given free between our two looks.
  if (!stored) return takeOne(records, object, value, now);
  const lock = lockSchema.parse(stored.value);
  const alive = new Date(lock.leaseUntil) > now && lock.worker !== value.worker;
  const owner = lock.changeId === value.changeId ? undefined : await getChange(records, lock.changeId);
  const othersUnfinished = owner !== undefined && !isOver(owner.change.state);
  if (alive || othersUnfinished) return { taken: false, by: lock.by, working: alive };
  const replaced = await records.replace(kind, object, value, stored.version);
  return replaced.written ? { taken: true, version: replaced.version } : takeOne(records, object, value, now);
}

/** Whether a living worker is at the change right now. */
export async function hasLiveWorker(
  records: Records,
  objects: string[],
  changeId: string,
  now: Date,
): Promise<boolean> {
  const locks = await Promise.all(objects.map((object) => records.get(kind, object)));
  return locks.some((stored) => {
    const lock = lockSchema.safeParse(stored?.value);
    return lock.success && lock.data.changeId === changeId && new Date(lock.data.leaseUntil) > now;
  });
}

/** Gives the objects of a change that is over free, whoever worked at it. */
export async function freeLocks(records: Records, objects: string[], changeId: string): Promise<void> {
  for (const object of objects) {
    const stored = await records.get(kind, object);
    const lock = lockSchema.safeParse(stored?.value);
    if (stored && lock.success && lock.data.changeId === changeId)
      await records.delete(kind, object, stored.version);
  }
}
