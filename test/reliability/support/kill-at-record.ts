import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

/**
 * Loaded into the bot's process before it starts (`--import`): notes each write of a journal entry or of a change's state in
 * the file `seen` of CRASH_FOLDER, and ends the process, as a loss of power would, before or after the write that the file
 * `kill` names: `{"what":"journal create-policy/1/begin","when":"before"}`.
 */

const folder = process.env['CRASH_FOLDER'];
if (folder === undefined) throw new Error('CRASH_FOLDER is not set');

/** What a write is called, whoever's change it belongs to; undefined: it is of no interest here. */
function nameOf(sql: string, values: unknown[]): string | undefined {
  if (sql.startsWith('INSERT INTO record') && values[0] === 'journal') {
    const key = Buffer.from(values[1] as Uint8Array).toString('utf8');
    return `journal ${key.slice(key.indexOf('/') + 1)}`;
  }
  if (sql.startsWith('INSERT INTO record') && values[0] === 'card-copy') return 'card placed';
  if (sql.startsWith('UPDATE record') && values[2] === 'change')
    return `change ${(JSON.parse(String(values[1])) as { state: string }).state}`;
  return undefined;
}

function killAt(what: string, when: 'before' | 'after'): void {
  const wanted = JSON.parse(readFileSync(join(String(folder), 'kill'), 'utf8')) as {
    what?: string;
    when?: string;
  };
  if (wanted.what !== what || wanted.when !== when) return;
  process.kill(process.pid, 'SIGKILL');
  // Nothing more happens in this process, even if the signal takes a moment.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its database below
const prepare = Database.prototype.prepare;
Database.prototype.prepare = function (this: Database.Database, sql: string) {
  const statement = prepare.call(this, sql) as Database.Statement;
  const run = statement.run.bind(statement);
  statement.run = (...values: unknown[]) => {
    const what = nameOf(sql, values);
    if (what === undefined) return run(...values);
    killAt(what, 'before');
    const result = run(...values);
    appendFileSync(join(String(folder), 'seen'), `${what}\n`);
    killAt(what, 'after');
    return result;
  };
  return statement;
} as typeof prepare;
