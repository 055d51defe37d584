import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod/v4';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readySchema = z.strictObject({ bot: z.url(), playground: z.url(), graph: z.url(), entra: z.url() });

/** `npm run practice` without npm, with a temporary folder of its own. */
function run(...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'jit-main-test-'));
  const child = spawn(
    process.execPath,
    ['--no-deprecation', '--import', 'tsx', 'src/practice/main.ts', ...args],
    {
      cwd: root,
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  let complained = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, said, complained }));
  onTestFinished(async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const ready = new Promise<z.infer<typeof readySchema>>((resolve, reject) => {
    child.stdout.on('data', () => {
      const json = /^ready (\{.*\})$/m.exec(said)?.[1];
      if (json) resolve(readySchema.parse(JSON.parse(json)));
    });
    void ended.then(({ code }) => reject(new Error(`ended with ${code}: ${said}${complained}`)));
  });
  ready.catch(() => {});
  return {
    child,
    ended,
    ready,
    folder,
    left: () => readdirSync(folder).filter((name) => name.startsWith('jit-practice-')),
  };
}

const opens = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) }, () => (socket.destroy(), resolve(true)));
    socket.on('error', () => resolve(false));
  });

const childrenOf = ({ pid }: ChildProcess): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

describe('npm run practice', { timeout: 120_000 }, () => {
  it('starts everything, says ready, and ends everything on SIGTERM', async () => {
    const { child, ended, ready, left } = run('--no-browser');
    const urls = await ready;
    expect((await fetch(`${urls.bot}/readyz`)).status).toBe(200);
    expect(await (await fetch(urls.playground)).text()).toContain('<div id="root">');
    child.kill('SIGTERM');
    const { code, said } = await ended;
    expect(code).toBe(0);
    expect(said).toContain('You are Megan Bowen');
    for (const url of Object.values(urls)) expect(await opens(url), url).toBe(false);
    expect(left()).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('ends with a clear message when a part dies', async () => {
    const { child, ended, ready, left } = run('--no-browser');
    const urls = await ready;
    for (const pid of childrenOf(child))
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('agentsplayground'))
        process.kill(pid, 'SIGKILL');
    const { code, complained } = await ended;
    expect(code).toBe(1);
    expect(complained).toContain('The Agents Playground ended by itself (SIGKILL)');
    expect(await opens(urls.bot)).toBe(false);
    expect(left()).toHaveLength(1);
  });

  it('plays a script without the Playground, and fails with the line that finds no answer', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jit-script-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'conversation.txt');
    writeFileSync(file, 'as Adele\nsay help\nexpect JIT\nrestart\nsay help\nexpect JIT\nclick Not there\n');
    const { code, said, complained } = await run('--script', file).ended;
    expect(said).toContain('say help\n| Bot:\n');
    expect(complained).toContain(`${file}:7: click Not there\nno button "Not there" is visible`);
    expect(complained).toMatch(/Log: .*bot\.log/);
    expect(code).toBe(1);
  });
});

describe('a wrong command line', () => {
  it.each([
    [['--help'], 0, 'Usage: npm run practice'],
    [['--browser=no'], 2, "Unknown option '--browser'"],
    [['--script', 'not-there.txt'], 1, 'not-there.txt cannot be read'],
  ])('%j is answered at once', { timeout: 30_000 }, async (args, expected, message) => {
    const { code, said, complained } = await run(...args).ended;
    expect(code).toBe(expected);
    expect(said + complained).toContain(message);
  });
});
