import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { startPractice, type PracticeOptions } from '../../src/practice/start-practice.ts';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import { readSettings } from '../../src/settings.ts';

async function start(options: Partial<PracticeOptions> = {}) {
  const practice = await startPractice({
    ...{ bot: 'none', playground: false, certificates: inject('certificates'), ports: { bot: 0 }, env: {} },
    ...options,
  });
  onTestFinished(() => practice.stop());
  return practice;
}

/** A temporary folder of this test's own. */
function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jit-start-test-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

describe('the practice tenant', () => {
  it('gives the bot complete settings, with secrets of its own at each start', async () => {
    const [one, two] = [await start(), await start()];
    expect(readSettings(one.settings())).toMatchObject({ ok: true });
    for (const name of ['CLIENT_ID', 'CLIENT_SECRET'] as const)
      expect(one.settings()[name]).not.toBe(two.settings()[name]);
    expect(one.settings({ LOG_LEVEL: 'warn' })).toMatchObject({ LOG_LEVEL: 'warn', HOST: '127.0.0.1' });
  });

  it('uses another Graph where GRAPH_ROOT names one', async () => {
    const practice = await start({ env: { GRAPH_ROOT: 'https://localhost:9' } });
    expect(practice.graph).toBeUndefined();
    expect(practice.urls.graph).toBe('https://localhost:9');
    expect(practice.settings()['GRAPH_ROOT']).toBe('https://localhost:9');
  });

  it('lets the surroundings say who may approve', async () => {
    const env = { APPROVAL: 'second-person', APPROVER_GROUP_ID: groupIds.intuneAdmins };
    const read = readSettings((await start({ env })).settings());
    const approval = { mode: 'second-person', groupId: groupIds.intuneAdmins };
    expect(read).toMatchObject({ ok: true, settings: { approval } });
  });

  it('takes another port where the usual one is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const practice = await start({ ports: { bot: port } });
    expect(practice.settings()['PORT']).not.toBe(String(port));
    expect(practice.urls.bot).toBe(`http://127.0.0.1:${practice.settings()['PORT']}`);
  });

  it('leaves nothing behind, neither after its end nor after a start that failed', async () => {
    const folder = ownFolder();
    const practice = await start();
    await practice.stop();
    await expect(start({ tenantFile: 'not-there.json' })).rejects.toThrow('not-there.json');
    expect(readdirSync(folder)).toEqual([]);
  });
});
