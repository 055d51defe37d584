import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stopChild } from '../stop-child.ts';

/** Node runs this before the Playground, which would listen on all interfaces otherwise (teams.md 11). */
const loopbackOnly = `
import net from 'node:net';
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  const onDone = rest.filter((one) => typeof one === 'function');
  if (typeof first === 'object' && first !== null) return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest);
  if (typeof first === 'function') return listen.call(this, { port: 0, host: '127.0.0.1' }, first);
  return listen.call(this, { port: Number(first ?? 0), host: '127.0.0.1' }, ...onDone);
};
`;

export interface Playground {
  /** the page to open */
  url: string;
  child: ChildProcess;
  stop(): Promise<void>;
}

/**
 * Starts Microsoft's Agents Playground as a child on 127.0.0.1: telemetry off, no browser, everything that it writes in
 * `folder`. It takes `port`, or a free one where that is taken. Throws with its last words when it does not come up.
 */
export async function startPlayground(options: {
  folder: string;
  config: string;
  /** where its messages go, and what it names as service: both on the Teams side */
  endpoint: string;
  serviceUrl: string;
  port?: number;
  timeoutMs?: number;
}): Promise<Playground> {
  const { folder, config, endpoint, serviceUrl, port = 56_150, timeoutMs = 30_000 } = options;
  mkdirSync(folder, { recursive: true });
  const logPath = join(folder, 'm365agentsplayground.log');
  const configPath = join(folder, 'm365agentsplayground.yml');
  const preloadPath = join(folder, 'loopback-only.mjs');
  writeFileSync(configPath, config);
  writeFileSync(preloadPath, loopbackOnly);
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json')),
    'cli.js',
  );
  const child = spawn(
    process.execPath,
    [
      ...[
        '--no-deprecation',
        '--import',
        pathToFileURL(preloadPath).href,
        cli,
        'start',
        '--disable-telemetry',
      ],
      ...['-e', endpoint, '-c', 'msteams', '-p', String(port), '--service-url', serviceUrl],
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...{
          PATH: process.env['PATH'] ?? '',
          HOME: folder,
          USERPROFILE: folder,
          TEAMSAPPTESTER_BROWSER: 'none',
        },
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: configPath,
        M365_AGENTS_PLAYGROUND_LOGFILE: logPath,
      },
    },
  );
  const stop = (): Promise<void> => stopChild(child);
  const ended = endOf(child, { logPath, timeoutMs });
  try {
    const url = `http://127.0.0.1:${await Promise.race([portOf(child), ended.failure])}`;
    await Promise.race([untilItAnswers(`${url}/_debug/ping`, child), ended.failure]);
    return { url, child, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    ended.forget();
  }
}

/** Rejects with what the child said when it ends or takes too long. */
function endOf(child: ChildProcess, { logPath, timeoutMs }: { logPath: string; timeoutMs: number }) {
  let said = '';
  const read = (chunk: Buffer): void => void (said = (said + chunk.toString()).slice(-4000));
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  let timer: NodeJS.Timeout | undefined;
  const failure = new Promise<never>((_, reject) => {
    const fail = (why: string): void =>
      reject(new Error(`The Agents Playground ${why}. It said:\n${said.trim()}\n${lastWords(logPath)}`));
    timer = setTimeout(() => fail(`did not start within ${timeoutMs / 1000} s`), timeoutMs);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('close', (code) => fail(`ended with ${code ?? 'a signal'}`));
  });
  failure.catch(() => {});
  return { failure, forget: () => clearTimeout(timer) };
}

/** What is wrong with a configuration stands in the log file only. */
const lastWords = (logPath: string): string =>
  existsSync(logPath) ? readFileSync(logPath, 'utf8').slice(-2000).trim() : '';

const portOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const port = /Listening on (\d+)/.exec(said)?.[1];
      if (port) resolve(port);
    });
  });

/** It listens before it has read its configuration, and ends where that is wrong. */
async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
