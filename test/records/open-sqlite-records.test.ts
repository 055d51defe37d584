import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Database from 'libsql';
import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteRecords } from '../../src/records/open-sqlite-records.ts';
import { RecordsUnavailable } from '../../src/records/records.ts';
import { describeRecordsContract } from './records-contract.ts';

const racer = fileURLToPath(new URL('./support/race.ts', import.meta.url));

describeRecordsContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'records-'));
  const path = join(folder, 'records.db');
  return {
    open: () => openSqliteRecords(path),
    race: async (job, startAt) => {
      const { stdout } = await promisify(execFile)(process.execPath, [
        '--import',
        'tsx',
        racer,
        path,
        job,
        String(startAt),
      ]);
      return Number(stdout);
    },
    remove: async () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

describe('openSqliteRecords', () => {
  const folder = mkdtempSync(join(tmpdir(), 'records-'));
  afterEach(() => {
    rmSync(join(folder, 'a'), { recursive: true, force: true });
  });
  const path = join(folder, 'a', 'b', 'records.db');

  it('makes the folder, and writes ahead with full synchronous', async () => {
    const records = openSqliteRecords(path);
    await records.insert('thing', 'one', 1);
    expect(existsSync(`${path}-wal`)).toBe(true);
    await records.close();
    const database = new Database(path);
    expect(database.pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    database.close();
  });

  it('refuses a store of another layout', () => {
    void openSqliteRecords(path).close();
    const database = new Database(path);
    database.exec('UPDATE store SET layout = 2');
    database.close();
    expect(() => openSqliteRecords(path)).toThrow(/layout 2/);
    expect(() => openSqliteRecords(path)).toThrow(RecordsUnavailable);
  });

  it('refuses a file that is no database, a folder, and a place that does not exist', () => {
    const file = join(folder, 'garbage');
    writeFileSync(file, 'garbage'.repeat(1000));
    expect(() => openSqliteRecords(file)).toThrow(RecordsUnavailable);
    expect(() => openSqliteRecords(folder)).toThrow(RecordsUnavailable);
    expect(() => openSqliteRecords(join(file, 'records.db'))).toThrow(RecordsUnavailable);
  });

  it('keeps nothing in memory unless asked to', async () => {
    expect(() => openSqliteRecords(':memory:')).toThrow(RecordsUnavailable);
    expect(() => openSqliteRecords('')).toThrow(RecordsUnavailable);
    const records = openSqliteRecords(':memory:', { inMemory: true });
    expect(await records.insert('thing', 'one', 1)).toMatchObject({ written: true });
    await records.close();
  });

  it('answers RecordsUnavailable once it is closed or lost', async () => {
    const records = openSqliteRecords(path);
    rmSync(join(folder, 'a'), { recursive: true });
    await expect(records.check()).rejects.toThrow(RecordsUnavailable);
    await records.close();
    await expect(records.get('thing', 'one')).rejects.toThrow(RecordsUnavailable);
    await expect(records.insert('thing', 'one', 1)).rejects.toThrow(RecordsUnavailable);
    await expect(records.list('thing', { limit: 1 })).rejects.toThrow(RecordsUnavailable);
  });

  it('gives up on a store that another keeps locked, and goes on when it is free', async () => {
    const records = openSqliteRecords(path, { busyTimeoutMs: 50 });
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(records.insert('thing', 'one', 1)).rejects.toThrow(RecordsUnavailable);
    await expect(records.check()).rejects.toThrow(RecordsUnavailable);
    other.exec('COMMIT');
    other.close();
    expect(await records.insert('thing', 'one', 1)).toMatchObject({ written: true });
    await records.close();
  });

  it('answers RecordsUnavailable for bytes that are no UTF-8 or no JSON, and goes on with the others', async () => {
    const records = openSqliteRecords(path);
    await records.insert('thing', 'one', 'text');
    await records.insert('thing', 'two', 'text');
    const other = new Database(path);
    const set = other.prepare('UPDATE record SET value = CAST(? AS TEXT) WHERE key = ?');
    for (const bytes of [[0x22, 0xff, 0x22], [0x22, 0xc3], [0x22, 0x00, 0x22], [0x22], []]) {
      set.run(Buffer.from(bytes), Buffer.from('one'));
      await expect(records.get('thing', 'one'), String(bytes)).rejects.toThrow(RecordsUnavailable);
      await expect(records.list('thing', { limit: 10 })).rejects.toThrow(RecordsUnavailable);
    }
    expect(await records.get('thing', 'two')).toMatchObject({ value: 'text' });
    await records.check();
    other.close();
    await records.close();
  });

  it.skipIf(process.getuid?.() === 0)('answers RecordsUnavailable where it may not write', () => {
    const file = join(folder, 'read-only.db');
    void openSqliteRecords(file).close();
    chmodSync(file, 0o400);
    expect(() => openSqliteRecords(file)).toThrow(RecordsUnavailable);
  });
});
