import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal, requestDigestOf } from '../../src/change/journal.ts';
import { openSqliteRecords } from '../../src/records/open-sqlite-records.ts';
import type { Records } from '../../src/records/records.ts';

let folder: string;
let records: Records;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jit-journal-'));
  records = openSqliteRecords(join(folder, 'records.db'));
});
afterEach(async () => {
  await records.close();
  rmSync(folder, { recursive: true });
});

const by = { tenantId: 't', objectId: 'o', name: 'Megan Bowen' };
const journal = () => openJournal(records, 'c1', () => new Date('2026-11-24T08:00:00Z'));
const requestDigest = requestDigestOf({ secretLooking: 'x' });
const entry = (clientRequestId: string) => ({ by, body: { secretLooking: 'x' }, clientRequestId });

describe('the journal', () => {
  it('knows nothing of a step that was never begun', async () => {
    expect(await journal().read('create-policy')).toEqual({ state: 'never' });
  });

  it('an entry without outcome is open, for every reader, from disk', async () => {
    await journal().begin('create-policy', entry('r1'));
    expect(await journal().read('create-policy')).toEqual({
      ...{ state: 'open', attempt: 1, clientRequestId: 'r1', requestDigest },
      by: { tenantId: 't', objectId: 'o' },
    });
    expect(await journal().read('assign-policy')).toEqual({ state: 'never' });
  });

  it('keeps every attempt: refused, then done with the id', async () => {
    await journal().begin('create-policy', entry('r1'));
    await journal().end('create-policy', { outcome: 'not-done', requestId: 'g1' });
    await journal().begin('create-policy', entry('r2'));
    await journal().end('create-policy', { outcome: 'done', id: 'p1', requestId: 'g2' });
    expect(await journal().read('create-policy')).toEqual({
      state: 'done',
      attempt: 2,
      by: { tenantId: 't', objectId: 'o' },
      ...{ clientRequestId: 'r2', requestDigest },
      id: 'p1',
      requestId: 'g2',
    });
  });

  it('a step may be tried as often as it takes: the newest attempt counts', async () => {
    const store = openSqliteRecords(':memory:', { inMemory: true });
    const long = openJournal(store, 'c1', () => new Date());
    for (let attempt = 1; attempt <= 120; attempt += 1) {
      await long.begin('assign-policy', entry(`r${attempt}`));
      await long.end('assign-policy', { outcome: 'not-done', requestId: `g${attempt}` });
      if (attempt % 10 === 0)
        expect(await long.read('assign-policy')).toMatchObject({ attempt, requestId: `g${attempt}` });
    }
    await store.close();
  });

  it('an unknown outcome that was cleared up by looking is told by a further entry', async () => {
    await journal().begin('create-policy', entry('r1'));
    await journal().end('create-policy', { outcome: 'unknown' });
    expect(await journal().read('create-policy')).toMatchObject({ state: 'unknown' });
    await journal().end('create-policy', { outcome: 'done', id: 'p1', probed: true });
    expect(await journal().read('create-policy')).toMatchObject({ state: 'done', id: 'p1' });
  });

  it('holds a digest of the request, never its body, and no name', async () => {
    await journal().begin('create-policy', entry('r1'));
    const stored = JSON.stringify((await records.list('journal', { limit: 10 })).records);
    expect(stored).toMatch(/[0-9a-f]{64}/);
    expect(stored).not.toMatch(/secretLooking|Megan/);
  });
});
