import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stopChild } from './stop-child.ts';

/** Something of the practice tenant did not start or ended; the message is for the person at the keyboard. */
export class PracticeError extends Error {}

/** Somebody else took the bot's port just before it did. */
export class PortTaken extends PracticeError {}

const entry = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Variables of the surroundings that the bot's process may see; settings come from the practice tenant alone. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'TMP', 'TEMP', 'LANG', 'SystemRoot', 'USERPROFILE'];

export interface BotChild {
  child: ChildProcess;
  logPath: string;
  stop(): Promise<void>;
}

/** What the bot's process gets on top, for tests that stop or watch it from within. */
export interface BotProcess {
  /** arguments for Node, read after tsx is loaded: `--import FILE.ts` */
  nodeArguments?: readonly string[];
  /** variables beside the settings */
  env?: Readonly<Record<string, string>>;
}

interface BotChildOptions {
  /** the settings, complete (design, part 5) */
  settings: Readonly<Record<string, string>>;
  url: string;
  /** working folder: holds no `.env` that could leak in */
  folder: string;
  logPath: string;
  env: Readonly<NodeJS.ProcessEnv>;
  process?: BotProcess;
  timeoutMs?: number;
}

/**
 * Starts the production entry as a child and resolves when `GET /readyz` answers 200. What it prints goes to the log
 * file. Throws PracticeError with its last lines where it ends or is not ready in time.
 */
export async function startBotChild(options: BotChildOptions): Promise<BotChild> {
  const { settings, url, folder, logPath, env, timeoutMs = 60_000 } = options;
  const { nodeArguments = [], env: extra = {} } = options.process ?? {};
  const inherited = passedOn.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  const loader = ['--no-deprecation', '--import', import.meta.resolve('tsx')];
  const child = spawn(process.execPath, [...loader, ...nodeArguments, entry], {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), ...settings, ...extra },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logPath, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  const heard = { listening: false };
  child.stdout.on('data', (chunk: Buffer) => (heard.listening ||= chunk.toString().includes('"listening"')));
  child.stderr.pipe(log, { end: false });
  child.once('close', () => log.end());
  const stop = (): Promise<void> => stopChild(child, 10_000);

  const until = Date.now() + timeoutMs;
  while (child.exitCode === null && child.signalCode === null && Date.now() < until) {
    // another bot may answer on the port as long as this one has not said that it listens
    const ready =
      heard.listening &&
      (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined));
    if (ready && ready.ok) return { child, logPath, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const why =
    child.exitCode === null ? `was not ready within ${timeoutMs / 1000} s` : `ended with ${child.exitCode}`;
  await stop();
  const said = lastLines(logPath);
  if (said.includes('EADDRINUSE')) throw new PortTaken(`The bot's port is taken: ${url}.\n${said}`);
  throw new PracticeError(`The bot ${why}.\n${said}`);
}

/** The end of a log, with its path, for a message about a failure. */
export function lastLines(logPath: string, count = 15): string {
  const lines = existsSync(logPath) ? readFileSync(logPath, 'utf8').trimEnd().split('\n') : [];
  return [`Log: ${logPath}`, ...lines.slice(-count).map((line) => `  ${line}`)].join('\n');
}
