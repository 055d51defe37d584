import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRecordsPlace, loadSettings } from '../../src/settings.ts';
import { clientId, clientSecret, identity, tenantId } from './support/example-settings.ts';

const folderWith = (env?: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  if (env !== undefined) writeFileSync(join(folder, '.env'), env);
  return folder;
};
const file = `\uFEFFTENANT_ID=${tenantId}\nCLIENT_ID="${clientId}"\nCLIENT_SECRET='${clientSecret}'\nPORT=4000\n`;

describe('loadSettings', () => {
  it('reads .env, and the environment wins where it says something', () => {
    const before = { ...process.env };
    const result = loadSettings({ cwd: folderWith(file), env: { PORT: '5000', TENANT_ID: '' } });
    expect(result).toMatchObject({ ok: true, settings: { tenantId, clientId, port: 5000 } });
    expect(process.env).toEqual(before);
  });

  it('does without .env', () => {
    expect(loadSettings({ cwd: folderWith(), env: identity })).toMatchObject({ ok: true });
  });

  it('names what is nearly a setting in .env', () => {
    const result = loadSettings({
      cwd: folderWith(`${file}CLIENT_SECRETT=x\nTENANTID=y\nport=1\nNODE_ENV=z\nEDITOR=vi\n`),
      env: {},
    });
    expect(result).toEqual({
      ok: false,
      mistakes: [
        'CLIENT_SECRETT in .env is not a setting; expected CLIENT_SECRET?',
        'TENANTID in .env is not a setting; expected TENANT_ID?',
        'port in .env is not a setting; expected PORT?',
      ],
    });
  });

  it('leaves the names of the environment alone', () => {
    expect(loadSettings({ cwd: folderWith(file), env: { TENANTID: 'x', HOSTS: 'y' } })).toMatchObject({
      ok: true,
    });
  });

  it('says so when .env cannot be read', () => {
    const folder = folderWith();
    mkdirSync(join(folder, '.env'));
    expect(loadSettings({ cwd: folder, env: identity })).toEqual({
      ok: false,
      mistakes: [expect.stringContaining('.env cannot be read')],
    });
  });
});

describe('loadRecordsPlace', () => {
  it('needs nothing but RECORDS, from the environment, .env or the default', () => {
    const folder = folderWith('RECORDS=sqlite:one.db\n');
    const from = (cwd: string, env = {}) => loadRecordsPlace({ cwd, env });
    const place = (path: string) => ({ ok: true, place: { kind: 'sqlite', path } });
    expect(from(folder)).toEqual(place(join(folder, 'one.db')));
    expect(from(folder, { RECORDS: ' sqlite:/two.db ' })).toEqual(place('/two.db'));
    expect(from(folder, { RECORDS: ' ' })).toEqual(place(join(folder, 'one.db')));
    const empty = folderWith();
    expect(from(empty)).toEqual(place(join(empty, 'data/jit-bot.db')));
  });

  it('says what is wrong, and never what was given', () => {
    const folder = folderWith();
    const read = loadRecordsPlace({ cwd: folder, env: { RECORDS: 'AccountKey=secret' } });
    expect(read).toMatchObject({ ok: false });
    expect(JSON.stringify(read)).not.toContain('secret');
    mkdirSync(join(folder, '.env'));
    expect(loadRecordsPlace({ cwd: folder, env: {} })).toMatchObject({ ok: false });
  });
});
