import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { AuditHead } from './change/audit.ts';
import { verifyAudit, type AuditVerdict } from './change/verify-audit.ts';
import { openSqliteRecords } from './records/open-sqlite-records.ts';
import { loadRecordsPlace } from './settings.ts';

const usage = `Usage: npm run audit -- verify [--head SEQ:HASH]

Checks the audit chain in the bot's records (RECORDS, from the environment or .env): no entry is missing, changed or moved,
and its end was not cut off. The bot may run meanwhile.

  --head SEQ:HASH  an entry as the bot logged it ("audit head"); only so is an end found that was cut off completely
  --help           shows this

Ends with 0 where the chain holds, 1 where it does not, 2 where it could not be checked.`;

/** `npm run audit`: what it finds goes to stdout, what keeps it from looking to stderr. */
async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2));
  if (typeof asked === 'string') return refuse(`${asked}\n\n${usage}`);
  if (asked.help) return print(usage);
  const read = loadRecordsPlace({ cwd: process.cwd(), env: process.env });
  if (!read.ok) return refuse(read.mistakes.join('\n'));
  // Opening would make a new one.
  if (!existsSync(read.place.path)) return refuse(`There are no records at ${read.place.path}.`);
  const records = openSqliteRecords(read.place.path);
  try {
    const verdict = await verifyAudit(records, asked.head ? { head: asked.head } : {});
    print(describe(verdict));
    return verdict.ok ? 0 : 1;
  } finally {
    await records.close();
  }
}

/** A string is what is wrong with the command line. */
function readArguments(args: string[]): { help: boolean; head?: AuditHead } | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { help: { type: 'boolean', short: 'h' }, head: { type: 'string' } },
      allowPositionals: true,
    });
    if (values.help) return { help: true };
    if (positionals[0] !== 'verify') return 'Say what to do: verify.';
    if (positionals.length > 1) return `Unknown argument: ${positionals.slice(1).join(' ')}.`;
    if (values.head === undefined) return { help: false };
    const [, seq, hash] = /^([1-9]\d{0,11}):([0-9a-f]{64})$/.exec(values.head) ?? [];
    if (seq === undefined || hash === undefined)
      return '--head needs SEQ:HASH, the number and the 64 hex digits of an entry.';
    return { help: false, head: { seq: Number(seq), hash } };
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
  }
}

function describe({ ok, entries, withoutPersonal, head, problems }: AuditVerdict): string {
  if (ok && entries === 0) return 'The audit chain is empty.';
  return [
    ok
      ? `The audit chain holds: ${entries} entries, none missing, none changed.`
      : `The audit chain does not hold. It has ${entries} entries, and:`,
    ...problems.map(({ seq, what }) => `- entry ${seq} ${what}`),
    ...(withoutPersonal > 0 ? [`Without personal data, because it was deleted: ${withoutPersonal}.`] : []),
    ...(head ? [`Last entry: ${head.seq}:${head.hash}`] : []),
  ].join('\n');
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function refuse(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = refuse(error instanceof Error ? error.message : String(error));
}
