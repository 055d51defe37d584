import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasLiveWorker, leaseMs, LockLost, takeLocks } from '../../src/change/lock.ts';
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
const take = (changeId: string, worker: string, objects = ['app/1', 'policy/2']) =>
  takeLocks(records, { objects, changeId, by: `who asked for ${changeId}`, worker, now });

describe('locks', () => {
  it('one of two workers of the same change gets them, all or none', async () => {
    const [first, second] = await Promise.all([take('c1', 'w1'), take('c1', 'w2')]);
    expect([first.locked, second.locked].filter(Boolean)).toHaveLength(1);
  });

  it('two changes in opposite order never both wait: one gets all', async () => {
    const [first, second] = await Promise.all([take('c1', 'w1', ['a', 'b']), take('c2', 'w2', ['b', 'a'])]);
    expect([first.locked, second.locked].filter(Boolean)).toHaveLength(1);
  });

  it('a dead worker of the same change is taken over when its lease is over, and then writes no more', async () => {
    const dead = await take('c1', 'w1');
    expect((await take('c1', 'w2')).locked).toBe(false);
    time += leaseMs + 1;
    expect(await hasLiveWorker(records, ['app/1'], 'c1', now())).toBe(false);
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
    expect(await hasLiveWorker(records, ['app/1'], 'c1', now())).toBe(true);
    await held.locks.rest();
    expect(await hasLiveWorker(records, ['app/1'], 'c1', now())).toBe(false);
    await held.locks.release();
    expect((await take('c2', 'w2')).locked).toBe(true);
  });

  it('names who holds it', async () => {
    await take('c1', 'w1');
    expect(await take('c2', 'w2', ['policy/2'])).toEqual({
      locked: false,
      by: 'who asked for c1',
      working: true,
    });
  });
});
