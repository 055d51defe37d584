import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { z } from 'zod/v4';
import { openDatabase } from './open-database.ts';
import { RecordsUnavailable, type Records, type StoredRecord, type Written } from './records.ts';

const bytes = z.instanceof(ArrayBuffer);
const rowShape = z.object({ key: bytes, version: bytes, value: bytes });
const changesShape = z.object({ changes: z.number() });
// As bytes: libsql ends the whole process on a text that is no UTF-8, as a damaged file may hold (tried: libsql 0.5.29).
const columns =
  'SELECT key, CAST(version AS BLOB) AS version, CAST(value AS BLOB) AS value FROM record WHERE kind = ?';

/**
 * Records in one SQLite file (created with its folder if missing), through libsql's prebuilt library. WAL and full
 * synchronous: an answer `written` is on disk. Several connections and processes may share the file; each waits up to
 * `busyTimeoutMs` (2000) for another's write, blocking this process meanwhile. Keys are stored as the bytes of their UTF-8,
 * whose order is that of code points. `:memory:` is refused, since nothing would survive a restart, unless `inMemory` asks
 * for it (tests).
 *
 * Throws RecordsUnavailable where the file cannot be opened, read or written; TypeError for a key that is no well-formed
 * Unicode (two such keys could become one) or a value that is no JSON, which are mistakes of the caller.
 */
export function openSqliteRecords(
  path: string,
  options: { busyTimeoutMs?: number; inMemory?: boolean } = {},
): Records {
  const { busyTimeoutMs = 2000, inMemory = false } = options;
  const database = openDatabase(path, { busyTimeoutMs, inMemory });
  const run = (sql: string, ...values: unknown[]): number =>
    changesShape.parse(database.prepare(sql).run(...values)).changes;
  const rows = (sql: string, ...values: unknown[]): StoredRecord[] =>
    database
      .prepare(sql)
      .all(...values)
      .map((row) => toRecord(rowShape.parse(row)));
  const find = (kind: string, key: Buffer) => rows(`${columns} AND key = ?`, kind, key)[0];
  const written = (changes: number, version: string, kind: string, key: Buffer): Written => {
    if (changes > 0) return { written: true, version };
    return { written: false, why: find(kind, key) === undefined ? 'missing' : 'moved' };
  };

  return {
    async get(kind, key) {
      const bytes = toBytes(key);
      return guarded(() => find(kind, bytes));
    },
    async insert(kind, key, value) {
      const bytes = toBytes(key);
      const json = toJson(value);
      const version = randomUUID();
      const sql = 'INSERT INTO record (kind, key, version, value) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING';
      const changes = guarded(() => run(sql, kind, bytes, version, json));
      return changes > 0 ? { written: true, version } : { written: false, why: 'exists' };
    },
    async replace(kind, key, value, version) {
      const bytes = toBytes(key);
      const json = toJson(value);
      const next = randomUUID();
      const sql = 'UPDATE record SET version = ?, value = ? WHERE kind = ? AND key = ? AND version = ?';
      return guarded(() => written(run(sql, next, json, kind, bytes, version), next, kind, bytes));
    },
    async delete(kind, key, version) {
      const bytes = toBytes(key);
      const sql = 'DELETE FROM record WHERE kind = ? AND key = ?';
      return guarded(() => {
        const changes =
          version === undefined ? run(sql, kind, bytes) : run(`${sql} AND version = ?`, kind, bytes, version);
        return written(changes, version ?? '', kind, bytes);
      });
    },
    async list(kind, { prefix = '', after, limit }) {
      if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
        throw new RangeError('limit is not from 1 to 1000');
      const from = toBytes(prefix);
      const past = after === undefined ? undefined : toBytes(after);
      return guarded(() => {
        const paging =
          past === undefined ? { condition: '', bound: [] } : { condition: ' AND key > ?', bound: [past] };
        const sql = `${columns} AND key >= ?${paging.condition} ORDER BY key LIMIT ?`;
        // Keys with the prefix stand together from the prefix on, so one row too many says whether there are more.
        const found = rows(sql, kind, from, ...paging.bound, limit + 1).filter((record) =>
          record.key.startsWith(prefix),
        );
        const records = found.slice(0, limit);
        const last = records.at(-1);
        return found.length > limit && last !== undefined ? { records, next: last.key } : { records };
      });
    },
    async check() {
      guarded(() => run('UPDATE store SET checked = ?', randomUUID()));
      if (!inMemory && !existsSync(path))
        throw new RecordsUnavailable('the file of the record store is gone');
    },
    async close() {
      if (database.open) database.close();
    },
  };
}

function toBytes(key: string): Buffer {
  if (/\p{Surrogate}/u.test(key)) throw new TypeError('a key has to be well-formed Unicode');
  return Buffer.from(key, 'utf8');
}

function toJson(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new TypeError('a value has to be JSON');
  return json;
}

/** Throws for bytes that are no UTF-8. */
const toText = (utf8: ArrayBuffer): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(utf8);

const toRecord = (row: z.infer<typeof rowShape>): StoredRecord => ({
  key: toText(row.key),
  version: toText(row.version),
  value: JSON.parse(toText(row.value)) as unknown,
});

function guarded<Answer>(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    throw new RecordsUnavailable('the record store cannot be read or written', { cause: error });
  }
}
