import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../src/change/change.ts';
import { getChange, insertChange, moveChange } from '../../src/change/changes.ts';
import { keepLease, type Every } from '../../src/change/keep-lease.ts';
import { hasLiveWorker, leaseMs, LockLost, takeLocks } from '../../src/change/lock.ts';
import type { AnyPlan } from '../../src/jit/plan.ts';
import { openSqliteRecords } from '../../src/records/open-sqlite-records.ts';
import type { Records } from '../../src/records/records.ts';

let folder: string;
let records: Records;
let time: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jit-lock-'));
  records = openSqliteRecords(join(folder, 'records.db'));
  time = Date.parse('2026-11-24T08:00:00Z');
});
afterEach(async () => {
  await records.close();
  rmSync(folder, { recursive: true });
});

const now = (): Date => new Date(time);
/** A plan that takes assignments back from these objects. */
const planOf = (
  changeId: string,
  objects = ['app/1', 'policy/2'],
  undoes = `undone by ${changeId}`,
): AnyPlan => ({
  ...{ changeId, undoes, findings: [], digest: '' },
  steps: objects.map((object) => {
    const [kind, id = ''] = object.split('/');
    const sets = { before: [], after: [] };
    return kind === 'app'
      ? { step: 'unassign-authenticator', app: { id }, ...sets }
      : { step: 'unassign-policy', policy: { id }, ...sets };
  }),
});
const take = (changeId: string, worker: string, objects?: string[], undoes?: string) =>
  takeLocks(records, { plan: planOf(changeId, objects, undoes), worker, now });

describe('locks', () => {
  it('one of two workers of the same change gets them, all or none', async () => {
    const [first, second] = await Promise.all([take('c1', 'w1'), take('c1', 'w2')]);
    expect([first.locked, second.locked].filter(Boolean)).toHaveLength(1);
  });

  it('two changes in opposite order never both wait: one gets all', async () => {
    const [first, second] = await Promise.all([
      take('c1', 'w1', ['app/a', 'app/b']),
      take('c2', 'w2', ['app/b', 'app/a']),
    ]);
    expect([first.locked, second.locked].filter(Boolean)).toHaveLength(1);
  });

  it('a dead worker of the same change is taken over when its lease is over, and then writes no more', async () => {
    const dead = await take('c1', 'w1');
    expect((await take('c1', 'w2')).locked).toBe(false);
    time += leaseMs + 1;
    expect(await hasLiveWorker(records, planOf('c1'), now())).toBe(false);
    expect((await take('c1', 'w2')).locked).toBe(true);
    expect(dead.locked).toBe(true);
    if (dead.locked) await expect(dead.locks.renew()).rejects.toThrow(LockLost);
  });

  it('renewing keeps the worker alive, resting ends its lease and keeps the lock, releasing frees the objects', async () => {
    const held = await take('c1', 'w1');
    if (!held.locked) throw new Error('not locked');
    time += leaseMs - 1;
    await held.locks.renew();
    time += 2;
    expect(await hasLiveWorker(records, planOf('c1'), now())).toBe(true);
    await held.locks.rest();
    expect(await hasLiveWorker(records, planOf('c1'), now())).toBe(false);
    await held.locks.release();
    expect((await take('c2', 'w2')).locked).toBe(true);
  });

  it('a lease that is over is not renewed, though nobody took the objects over', async () => {
    const held = await take('c1', 'w1');
    if (!held.locked) throw new Error('not locked');
    time += leaseMs;
    await expect(held.locks.renew()).rejects.toThrow(LockLost);
    time -= 1;
    await held.locks.renew();
    await held.locks.rest();
    await expect(held.locks.renew()).rejects.toThrow(LockLost);
    expect(await hasLiveWorker(records, planOf('c1'), now())).toBe(false);
    await held.locks.release();
    expect((await take('c2', 'w2')).locked).toBe(true);
  });

  it('a lease that was over while it was renewed counts as lost', async () => {
    const slow: Records = {
      ...records,
      replace: async (...given) => {
        time += leaseMs;
        return records.replace(...given);
      },
    };
    const held = await takeLocks(slow, { plan: planOf('c1'), worker: 'w1', now });
    if (!held.locked) throw new Error('not locked');
    await expect(held.locks.renew()).rejects.toThrow(LockLost);
    await expect(held.locks.renew()).rejects.toThrow(LockLost);
  });

  it.each(['done', 'failed'])('work of any length stays alive until it is %s, and no longer', async (how) => {
    const held = await take('c1', 'w1');
    if (!held.locked) throw new Error('not locked');
    const beats: (() => Promise<void>)[] = [];
    const every: Every = (milliseconds, beat) => {
      beats.push(async () => {
        time += milliseconds;
        await beat();
      });
      return () => void beats.pop();
    };
    const work = keepLease(held.locks, every, async () => {
      for (let waited = 0; waited < 5 * leaseMs; waited += leaseMs / 3) await beats[0]?.();
      expect(await hasLiveWorker(records, planOf('c1'), now())).toBe(true);
      if (how === 'failed') throw new Error('failed');
    });
    await (how === 'failed' ? expect(work).rejects.toThrow('failed') : work);
    expect(beats).toEqual([]);
  });

  it('a renewal that fails in between is made up for while the lease lasts', async () => {
    let fails = true;
    const failing: Records = {
      ...records,
      replace: async (...given) => {
        if (fails) throw new Error('SQLITE_BUSY');
        return records.replace(...given);
      },
    };
    const held = await takeLocks(failing, { plan: planOf('c1'), worker: 'w1', now });
    if (!held.locked) throw new Error('not locked');
    await expect(held.locks.renew()).rejects.toThrow('SQLITE_BUSY');
    time += leaseMs - 1;
    fails = false;
    await held.locks.renew();
    expect(await hasLiveWorker(records, planOf('c1'), now())).toBe(true);
  });

  it('names who holds it, and where it was asked for', async () => {
    await insertChange(records, changeOf('c1', 'applying'));
    await take('c1', 'w1');
    expect(await take('c2', 'w2', ['policy/2'])).toEqual({
      locked: false,
      holder: { by: 'Megan Bowen', place: 'group', working: true },
    });
  });

  it('an unfinished change keeps others away without a lease, until it is over', async () => {
    await insertChange(records, changeOf('c1', 'interrupted'));
    const held = await take('c1', 'w1');
    if (held.locked) await held.locks.rest();
    const refused = await take('c2', 'w2');
    expect(refused).toMatchObject({ locked: false, holder: { working: false } });
    const stored = (await getChange(records, 'c1'))!;
    await moveChange(records, stored, 'cancelled', now());
    expect((await take('c2', 'w2')).locked).toBe(true);
  });

  it('a change that is in review again keeps nobody away, except while its worker may be alive', async () => {
    await insertChange(records, changeOf('c1', 'in review'));
    await take('c1', 'dead');
    expect(await take('c2', 'w2')).toMatchObject({ locked: false, holder: { working: true } });
    time += leaseMs + 1;
    expect((await take('c2', 'w2')).locked).toBe(true);
  });

  it.each(['in review', 'expired'] as const)(
    'what an undo that is %s held when its worker died stays with the unfinished change that it is of',
    async (state) => {
      const interrupted = { ...changeOf('c1', 'interrupted'), plan: planOf('c1', ['app/1']) };
      await insertChange(records, interrupted);
      const undo = { ...changeOf('undo', state), plan: planOf('undo', ['app/1', 'policy/2'], 'c1') };
      await insertChange(records, undo);
      await take('undo', 'dead', ['app/1', 'policy/2'], 'c1');
      time += leaseMs + 1;
      expect(await take('other', 'w2', ['app/1'])).toMatchObject({
        ...{ locked: false, holder: { by: 'Megan Bowen', working: false } },
      });
      expect((await take('other', 'w2', ['policy/2'])).locked).toBe(true);
      expect((await take('c1', 'w1', ['app/1'])).locked).toBe(true);
    },
  );

  it('a change that is over keeps nobody away, though its worker died before it gave the lock back', async () => {
    await insertChange(records, changeOf('c1', 'applied'));
    await take('c1', 'w1');
    expect((await take('c2', 'w2')).locked).toBe(true);
  });

  it('only the undo of an unfinished change takes its objects over, and then keeps it away', async () => {
    await insertChange(records, changeOf('c1', 'interrupted'));
    const held = await take('c1', 'w1');
    if (held.locked) await held.locks.rest();
    expect((await take('other', 'w2', ['app/1'])).locked).toBe(false);
    await insertChange(records, changeOf('undo', 'interrupted'));
    const undo = await take('undo', 'w2', ['app/1'], 'c1');
    expect(undo.locked).toBe(true);
    if (undo.locked) await undo.locks.rest();
    expect((await take('c1', 'w1')).locked).toBe(false);
  });

  it('a new undo takes over what another undo of the same change left half-way, and gives it back', async () => {
    await insertChange(records, changeOf('c1', 'applied'));
    const first = await stoppedUndo('first', 'c1');
    expect((await take('other', 'w2', ['app/1'])).locked, 'another change').toBe(false);
    expect((await take('of another', 'w2', ['app/1'], 'c2')).locked, 'an undo of another change').toBe(false);
    const second = await take('second', 'w2', ['app/1', 'policy/3'], 'c1');
    if (!second.locked) throw new Error('not locked');
    expect((await take('first', 'w1', ['app/1', 'policy/2'], 'c1')).locked, 'while it works').toBe(false);
    await second.locks.release();
    expect(await take('other', 'w2', ['app/1'])).toMatchObject({ locked: false, holder: { by: first } });
    expect((await take('other', 'w2', ['policy/3'])).locked).toBe(true);
    expect((await take('first', 'w1', ['app/1', 'policy/2'], 'c1')).locked).toBe(true);
  });

  it('an undo whose worker lives is not taken over by another one of the same change', async () => {
    await insertChange(records, changeOf('c1', 'applied'));
    await insertChange(records, { ...changeOf('first', 'applying'), plan: planOf('first', ['app/1'], 'c1') });
    await take('first', 'w1', ['app/1'], 'c1');
    expect(await take('second', 'w2', ['app/1'], 'c1')).toMatchObject({
      ...{ locked: false, holder: { working: true } },
    });
    time += leaseMs + 1;
    expect((await take('second', 'w2', ['app/1'], 'c1')).locked, 'before a sweep has found it dead').toBe(
      false,
    );
  });

  it('renewing from two steps at the same time does not lose the locks', async () => {
    const held = await take('c1', 'w1');
    if (!held.locked) throw new Error('not locked');
    await Promise.all([held.locks.renew(), held.locks.renew(), held.locks.renew()]);
    await held.locks.release();
  });
});

/** An undo of this change that was interrupted; answers who asked for it. */
async function stoppedUndo(id: string, undoes: string): Promise<string> {
  const objects = ['app/1', 'policy/2'];
  const undo = { ...changeOf(id, 'interrupted'), plan: planOf(id, objects, undoes) };
  await insertChange(records, undo);
  const held = await take(id, 'w1', objects, undoes);
  if (held.locked) await held.locks.rest();
  return undo.requester.name;
}

function changeOf(id: string, state: Change['state']): Change {
  const megan = { tenantId: 't', objectId: 'o', name: 'Megan Bowen' };
  const at = now().toISOString();
  return {
    ...{ id, state, round: 0, plan: planOf(id), policyName: 'JIT', requester: megan, conversationId: 'x' },
    ...{ place: 'group', shown: [], leftOut: [], groupNames: {}, createdAt: at, movedAt: at, expiresAt: at },
  };
}
