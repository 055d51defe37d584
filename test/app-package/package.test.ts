import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientId } from './good-input.ts';

const script = join(import.meta.dirname, '..', '..', 'appPackage', 'build', 'package.ts');
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'jit-package-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs what `npm run package` runs, in an empty folder, with nothing of this machine's settings. */
function runPackage(environment: Record<string, string>) {
  return spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), script], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...environment },
    encoding: 'utf8',
  });
}
const zip = (): string => join(folder, 'build', 'out', 'intune-jit-bot.zip');

test('without settings: exit code 1, both named, the next step, and no file', () => {
  const { status, stderr } = runPackage({});
  expect(status).toBe(1);
  expect(stderr).toContain('CLIENT_ID is missing');
  expect(stderr).toContain('PUBLIC_URL is missing');
  expect(stderr).toContain('CLIENT_ID=<application id> PUBLIC_URL=https://<host> npm run package');
  expect(existsSync(zip())).toBe(false);
});

test('settings come from .env, the environment wins; a later mistake takes the old file away', () => {
  writeFileSync(join(folder, '.env'), `CLIENT_ID=${clientId}\nPUBLIC_URL=https://old.contoso.com\n`);
  const made = runPackage({ PUBLIC_URL: 'https://jit-bot.contoso.com', CLIENT_ID: '' });
  expect(made.stderr).toBe('');
  expect(made.status).toBe(0);
  expect(made.stdout).toContain('jit-bot.contoso.com');
  const manifest = Buffer.from(unzipSync(readFileSync(zip()))['manifest.json']!).toString();
  expect(manifest).toContain(`api://botid-${clientId}`);
  expect(manifest).not.toContain('old.contoso.com');

  expect(runPackage({ PUBLIC_URL: 'http://jit-bot.contoso.com' }).status).toBe(1);
  expect(existsSync(zip())).toBe(false);
});
