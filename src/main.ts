import { pino } from 'pino';
import { loadSettings, settingsHelp } from './settings.ts';
import { startBot } from './wire.ts';

/** `npm start`: settings in, server up; SIGTERM and SIGINT end it cleanly with 0. JSON lines go to stdout. */
async function main(): Promise<void> {
  const unknown = process.argv.slice(2).filter((argument) => argument !== '--help' && argument !== '-h');
  if (unknown.length > 0)
    return refuse(`Unknown argument: ${unknown.join(' ')}. Use --help for the settings.`);
  if (process.argv.length > 2) return void process.stdout.write(`${settingsHelp()}\n`);
  const read = loadSettings({ cwd: process.cwd(), env: process.env });
  if (!read.ok)
    return refuse(
      `The settings are not right, so nothing was started:\n- ${read.mistakes.join('\n- ')}\nUse "npm start -- --help" for the table.`,
    );

  const log = pino({ level: read.settings.logLevel });
  for (const remark of read.remarks) log.warn({}, remark);
  const bot = await startBot({ settings: read.settings, log });
  log.info({ url: bot.url, tenant: read.settings.tenantId, cloud: read.settings.cloud.name }, 'listening');

  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    bot.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopped badly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

function refuse(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

await main();
