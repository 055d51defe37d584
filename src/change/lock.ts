import { z } from 'zod/v4';
import type { AnyPlan } from '../jit/plan.ts';
import type { Records } from '../records/records.ts';
import { getChange } from './changes.ts';
import { isOver, type Change } from './change.ts';
import { keeperOf, mayTakeOver, takenFrom } from './keeper.ts';
import { objectsOf } from './objects-of.ts';

/**
 * One lock per object that a change writes. From its approval until a change is over its locks keep others away (keeper.ts); a
 * lease on top says which worker is at it right now. Locks are taken in one order, so that two changes never wait for each
 * other.
 */

const lockSchema = z.object({
  changeId: z.string(),
  worker: z.string(),
  /** ISO time until which the worker counts as alive */
  leaseUntil: z.string(),
});
type Lock = z.infer<typeof lockSchema>;

export interface Locks {
  /** prolongs the lease; throws LockLost if it is over or not ours any more, and then nothing more may be written */
  renew(): Promise<void>;
  /** ends the lease; the locks stay with the unfinished change */
  rest(): Promise<void>;
  /** gives the objects free, or back to the unfinished change that an undo took them from */
  release(): Promise<void>;
}
export class LockLost extends Error {}

/** Whose change is at an object, and whether it is being written right now. */
export interface Holder {
  by: string;
  place: Change['place'];
  working: boolean;
}
export type Locked = { locked: true; locks: Locks } | { locked: false; holder: Holder };

const kind = 'lock';
/** a worker that has not renewed for so long counts as dead; a living one renews while it works (keep-lease.ts) */
export const leaseMs = 60_000;

/**
 * Takes all locks of a plan or none. What is taken over, where no living worker is at it: the lock of a change that is over or
 * in review, this change's own, and for an undo the locks of the unfinished change that it takes back, or of another undo of
 * that one.
 */
export async function takeLocks(
  records: Records,
  options: { plan: AnyPlan; worker: string; now: () => Date },
): Promise<Locked> {
  const { plan, worker, now } = options;
  const held = new Map<string, string>();
  /** what this change kept before */
  const kept = new Set<string>();
  /** ms; until then the lease of every lock that we hold lasts */
  let until = now().getTime() + leaseMs;
  const value = (ms: number): Lock => ({
    changeId: plan.changeId,
    worker,
    leaseUntil: new Date(now().getTime() + ms).toISOString(),
  });
  const giveBack = async (stays: ReadonlySet<string> = new Set()): Promise<void> => {
    const theirs = await takenFrom(records, plan);
    for (const [object, version] of held) {
      const to = stays.has(object) ? plan.changeId : theirs.get(object)?.id;
      await letGo(records, { object, version, to });
    }
  };
  for (const object of objectsOf(plan)) {
    const taken = await takeOne(records, object, { value: value(leaseMs), plan, now: now() });
    if (!taken.taken) {
      await giveBack(kept);
      return { locked: false, holder: taken.holder };
    }
    held.set(object, taken.version);
    if (taken.wasOurs) kept.add(object);
  }
  const write = async (ms: number): Promise<void> => {
    for (const [object, version] of held) {
      const written = await records.replace(kind, object, value(ms), version);
      if (!written.written) throw new LockLost(object);
      held.set(object, written.version);
    }
  };
  // A lease that was over, if only for a moment, does not come to life again: somebody may have seen it.
  const checkLease = (): void => {
    if (now().getTime() >= until) throw new LockLost('the lease is over');
  };
  const renew = async (): Promise<void> => {
    checkLease();
    const next = now().getTime() + leaseMs;
    await write(leaseMs);
    checkLease();
    until = next;
  };
  const end = (how: () => Promise<void>) => (): Promise<void> => {
    until = 0;
    return how();
  };
  // One after another: steps that run at the same time share the locks.
  let last = Promise.resolve();
  const inTurn = (work: () => Promise<void>) => (): Promise<void> => (last = last.then(work, work));
  return {
    locked: true,
    locks: {
      renew: inTurn(renew),
      rest: inTurn(end(() => write(0))),
      release: inTurn(end(() => giveBack())),
    },
  };
}

type Taken = { taken: true; version: string; wasOurs: boolean } | { taken: false; holder: Holder };

async function takeOne(
  records: Records,
  object: string,
  ask: { value: Lock; plan: AnyPlan; now: Date },
): Promise<Taken> {
  const inserted = await records.insert(kind, object, ask.value);
  if (inserted.written) return { taken: true, version: inserted.version, wasOurs: false };
  const stored = await records.get(kind, object);
  // It was given free between our two looks.
  if (!stored) return takeOne(records, object, ask);
  const lock = lockSchema.parse(stored.value);
  const owner = (await getChange(records, lock.changeId))?.change;
  // A worker that died between its change's end and giving the lock back writes no more, whatever its lease says.
  const working = new Date(lock.leaseUntil) > ask.now && !(owner && isOver(owner.state));
  const keeper = working ? owner : owner && (await keeperOf(records, object, owner));
  if (working || (keeper && !mayTakeOver(ask.plan, keeper))) {
    const { requester, place } = keeper ?? { requester: { name: 'somebody' }, place: 'personal' as const };
    return { taken: false, holder: { by: requester.name, place, working } };
  }
  const replaced = await records.replace(kind, object, ask.value, stored.version);
  if (!replaced.written) return takeOne(records, object, ask);
  return { taken: true, version: replaced.version, wasOurs: lock.changeId === ask.plan.changeId };
}

/** Whether a living worker is at the change right now. */
export async function hasLiveWorker(records: Records, plan: AnyPlan, now: Date): Promise<boolean> {
  const locks = await Promise.all(objectsOf(plan).map((object) => records.get(kind, object)));
  return locks.some((stored) => {
    const lock = lockSchema.safeParse(stored?.value);
    return lock.success && lock.data.changeId === plan.changeId && new Date(lock.data.leaseUntil) > now;
  });
}

async function letGo(
  records: Records,
  { object, version, to }: { object: string; version: string; to: string | undefined },
): Promise<void> {
  if (to === undefined) await records.delete(kind, object, version);
  else {
    const resting: Lock = { changeId: to, worker: '', leaseUntil: new Date(0).toISOString() };
    await records.replace(kind, object, resting, version);
  }
}

/** Gives the objects of a change that is over free, whoever worked at it; an undo gives them back as `release` does. */
export async function freeLocks(records: Records, plan: AnyPlan): Promise<void> {
  const theirs = await takenFrom(records, plan);
  for (const object of objectsOf(plan)) {
    const stored = await records.get(kind, object);
    const lock = lockSchema.safeParse(stored?.value);
    if (stored && lock.success && lock.data.changeId === plan.changeId)
      await letGo(records, { object, version: stored.version, to: theirs.get(object)?.id });
  }
}
