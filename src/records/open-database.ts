import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { z } from 'zod/v4';
import { RecordsUnavailable } from './records.ts';

const layout = 1;
const layoutShape = z.object({ layout: z.number() });

/** Opens (or creates) the file with the tables of this version; throws RecordsUnavailable. */
export function openDatabase(
  path: string,
  { busyTimeoutMs, inMemory }: { busyTimeoutMs: number; inMemory: boolean },
): Database.Database {
  if (path.startsWith(':memory:') !== inMemory || path === '')
    throw new RecordsUnavailable('the record store needs a file, so that it survives a restart');
  let database: Database.Database | undefined;
  try {
    if (!inMemory) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    database = new Database(path, { timeout: busyTimeoutMs });
    prepare(database, busyTimeoutMs);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof RecordsUnavailable) throw error;
    throw new RecordsUnavailable('the record store cannot be opened', { cause: error });
  }
}

function prepare(database: Database.Database, busyTimeoutMs: number): void {
  database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
  retryWhileBusy(busyTimeoutMs, () => database.exec('PRAGMA journal_mode = WAL'));
  database.exec('PRAGMA synchronous = FULL');
  const create = database.transaction(() => {
    database.exec('CREATE TABLE IF NOT EXISTS store (layout INTEGER NOT NULL, checked TEXT NOT NULL) STRICT');
    database.exec(
      `INSERT INTO store (layout, checked) SELECT ${layout}, '' WHERE NOT EXISTS (SELECT 1 FROM store)`,
    );
    database.exec(
      'CREATE TABLE IF NOT EXISTS record (kind TEXT NOT NULL, key BLOB NOT NULL, version TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID',
    );
  });
  create.immediate();
  const found = layoutShape.parse(database.prepare('SELECT layout FROM store').get()).layout;
  if (found !== layout)
    throw new RecordsUnavailable(`the record store has layout ${found}, this version knows layout ${layout}`);
}

/** Turning to WAL does not wait for another connection that does the same, whatever busy_timeout says (tried: libsql 0.5.29). */
function retryWhileBusy(forMs: number, work: () => void): void {
  const end = Date.now() + forMs;
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      if (
        !(error instanceof Database.SqliteError) ||
        !error.code.startsWith('SQLITE_BUSY') ||
        Date.now() > end
      )
        throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
