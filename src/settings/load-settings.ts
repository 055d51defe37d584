import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { findTypos } from './find-typos.ts';
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
  if (file === undefined)
    return { ok: false, mistakes: ['.env cannot be read; expected a text file, or none'] };
  const fromEnvironment = Object.entries(env).filter(
    ([, value]) => value !== undefined && value.trim() !== '',
  );
  const result = readSettings({ ...file, ...Object.fromEntries(fromEnvironment) }, { cwd });
  const typos = findTypos(Object.keys(file));
  if (typos.length === 0) return result;
  return { ok: false, mistakes: [...typos, ...(result.ok ? [] : result.mistakes)] };
}

/** undefined: there is a file and it cannot be read */
function readEnvFile(path: string): Record<string, string> | undefined {
  try {
    return parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? {} : undefined;
  }
}
