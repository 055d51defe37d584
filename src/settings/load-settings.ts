import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { findTypos } from './find-typos.ts';
import { readRecordsPlace, type RecordsPlace } from './read-records-place.ts';
import { readSettings, type SettingsResult } from './read-settings.ts';

/**
 * Reads `.env` in `cwd` (if there is one) and the environment, which wins where it says something; changes neither.
 * A name in `.env` that is nearly one of ours counts as a mistake too; the environment may hold whatever it likes.
 */
export function loadSettings({
  cwd = process.cwd(),
  env = process.env,
}: { cwd?: string; env?: Readonly<Record<string, string | undefined>> } = {}): SettingsResult {
  const file = readEnvFile(join(cwd, '.env'));
  if (file === undefined) return { ok: false, mistakes: [unreadable] };
  const fromEnvironment = Object.entries(env).filter(
    ([, value]) => value !== undefined && value.trim() !== '',
  );
  const result = readSettings({ ...file, ...Object.fromEntries(fromEnvironment) }, { cwd });
  const typos = findTypos(Object.keys(file));
  if (typos.length === 0) return result;
  return { ok: false, mistakes: [...typos, ...(result.ok ? [] : result.mistakes)] };
}

/** The same for RECORDS alone, for a tool that needs nothing else to be right. */
export function loadRecordsPlace({
  cwd = process.cwd(),
  env = process.env,
}: {
  cwd?: string;
  env?: Readonly<Record<string, string | undefined>>;
} = {}): { ok: true; place: RecordsPlace } | { ok: false; mistakes: string[] } {
  const file = readEnvFile(join(cwd, '.env'));
  if (file === undefined) return { ok: false, mistakes: [unreadable] };
  const given = [env['RECORDS'], file['RECORDS']].map((text) => text?.trim()).find((text) => text);
  const read = readRecordsPlace(given, cwd);
  return 'mistakes' in read ? { ok: false, mistakes: read.mistakes } : { ok: true, place: read.value };
}

const unreadable = '.env cannot be read; expected a text file, or none';

/** undefined: there is a file and it cannot be read */
function readEnvFile(path: string): Record<string, string> | undefined {
  try {
    return parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? {} : undefined;
  }
}
