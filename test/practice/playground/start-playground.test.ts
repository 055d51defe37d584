import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { playgroundConfig } from '../../../src/practice/playground/playground-config.ts';
import { startPlayground } from '../../../src/practice/playground/start-playground.ts';
import { adele, app, megan, tenantId } from '../support/small-teams.ts';

const more = ['Alex Wilber', 'Diego Siciliani', 'Lee Gu', 'Nestor Wilke'].map((name, index) => ({
  ...{ id: `3d6f1f2e-0000-4000-8000-00000000001${index}`, name },
  userPrincipalName: `${name.split(' ')[0] ?? name}@contoso.com`,
}));

const opens = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 }, () => (socket.destroy(), resolve(true)));
    socket.on('error', () => resolve(false));
    socket.on('timeout', () => (socket.destroy(), resolve(false)));
  });

it('starts on loopback only, with the people of the tenant, and ends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jit-playground-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const config = playgroundConfig({ tenantId, app, people: [megan, adele, ...more], currentPerson: megan });
  const endpoint = 'http://127.0.0.1:9/playground/api/messages';
  const playground = await startPlayground({
    folder,
    config,
    endpoint,
    serviceUrl: 'http://127.0.0.1:9/teams/',
    port: 0,
  });
  onTestFinished(() => playground.stop());
  const port = Number(new URL(playground.url).port);
  const testConfig = await (await fetch(`${playground.url}/_internal/v1/testConfig`)).text();
  for (const { name } of [megan, adele, ...more]) expect(testConfig).toContain(name);
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of outside) expect(await opens(address, port)).toBe(false);
  await playground.stop();
  expect(await opens('127.0.0.1', port)).toBe(false);
});

it('says what the Playground said when it does not start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jit-playground-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const start = startPlayground({
    folder,
    config: 'version: "0.1.1"\nusers: []',
    endpoint: 'http://127.0.0.1:9/',
    serviceUrl: 'http://127.0.0.1:9/',
    port: 0,
  });
  await expect(start).rejects.toThrow(/The Agents Playground ended with 1. It said:\n.*Reason/s);
});
