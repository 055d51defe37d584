import { openBrowser } from './open-browser.ts';
import { type CommandOptions, readOptions, usage } from './options.ts';
import { readScript, runScript } from './run-script.ts';
import { type Practice, startPractice } from './start-practice.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** `npm run practice`: starts everything and stays until it is told to end; with `--script` plays it and ends. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    complain(`${options}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  if (options.help) return print(usage);
  const { script } = options;
  if (script !== undefined) readScript(script);

  let ending = false;
  /** ends what was started, also in the middle of the start, and then the process */
  const end = (code: number, why?: string): void => {
    if (ending) return;
    ending = true;
    if (why) complain(why);
    starting
      .then((practice) => practice.stop({ keepLogs: code !== 0 }))
      .catch(() => {})
      .finally(() => process.exit(code));
  };
  const starting = startPractice({
    ...{ bot: 'child', playground: script === undefined, onProgress: print },
    ...(process.env['PRACTICE_TENANT'] ? { tenantFile: process.env['PRACTICE_TENANT'] } : {}),
    onDeath: (message) => end(1, message),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => end(script === undefined ? 0 : 130));
  try {
    const practice = await starting;
    if (!ending) await stay(practice, { ...options, end });
  } catch (error) {
    end(1, messageOf(error));
  }
}

/** Plays the script and ends, or tells what is there and stays. */
async function stay(
  practice: Practice,
  { script, browser, end }: CommandOptions & { end: (code: number, why?: string) => void },
): Promise<void> {
  if (script !== undefined) {
    print('');
    try {
      await runScript(practice, { name: script, steps: readScript(script), print });
      return end(0);
    } catch (error) {
      return end(1, `${messageOf(error)}\n\n${practice.botLog()}`);
    }
  }
  const { bot, playground = '', graph, entra } = practice.urls;
  print(`
Open ${playground}
You are ${practice.person.name}, ${practice.person.userPrincipalName}. Try saying:
  set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales and Field Ops
  which groups have JIT
  help
In the group chat and the channel, mention the bot first: @${practice.teams.app.name}. Ctrl-C ends everything.
`);
  print(`ready ${JSON.stringify({ bot, playground, graph, entra })}`);
  if (browser) openBrowser(playground);
}

try {
  await main();
} catch (error) {
  complain(messageOf(error));
  process.exit(1);
}
