import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Certificates, makeCertificates, writeCaFile } from './certificates.ts';
import { type PracticeEntra, startEntra } from './entra/start-entra.ts';
import { pickPort } from './free-port.ts';
import { type GraphOptions, type PracticeGraph, startGraph } from './graph/start-graph.ts';
import { joinTeams } from './join-teams.ts';
import { openPlayground } from './playground/open-playground.ts';
import { type BotChild, type BotProcess, lastLines, PortTaken, startBotChild } from './start-bot-child.ts';
import type { TeamsClient } from './teams/open-client.ts';
import type { Teams } from './teams/start-teams.ts';
import type { TeamsPerson } from './teams/types.ts';
import { loadTenant } from './tenant/load-tenant.ts';

export interface PracticeOptions {
  /** the production entry as a child, none (a test brings its own at `urls.bot`), or one that runs already */
  bot: 'child' | 'none' | { url: string };
  /** the Agents Playground in front */
  playground: boolean;
  /** PRACTICE_TENANT; absent: the built-in Contoso */
  tenantFile?: string;
  /** GRAPH_ROOT in it replaces the practice Graph; NODE_EXTRA_CA_CERTS is kept */
  env?: Readonly<NodeJS.ProcessEnv>;
  /** absent: fresh ones */
  certificates?: Certificates;
  /** latency, page size … of the practice Graph */
  graph?: Partial<
    Pick<GraphOptions, 'latencyMs' | 'pageSize' | 'publishAfterMs' | 'limits' | 'now' | 'onWrite'>
  >;
  /** of the bot as a child: asked at each of its starts */
  botProcess?: () => BotProcess;
  /** preferred ports; free ones are taken where they are not free. Absent: 3978 and 56150. 0: any */
  ports?: { bot?: number; playground?: number };
  onProgress?: (line: string) => void;
  /** a child ended by itself; the message names it and shows its last lines */
  onDeath?: (message: string) => void;
}

/** The practice tenant while it runs. */
export interface Practice {
  urls: { bot: string; playground: string | undefined; graph: string; entra: string };
  entra: PracticeEntra;
  /** undefined: GRAPH_ROOT names another */
  graph: PracticeGraph | undefined;
  teams: Teams;
  client: TeamsClient;
  /** who sits at the keyboard */
  person: TeamsPerson;
  /** the bot's whole environment, as design part 5 names it; `overrides` on top */
  settings(overrides?: Readonly<Record<string, string>>): Record<string, string>;
  restartBot(): Promise<void>;
  /** the bot's process, of the newest start; undefined: it is no child of the practice tenant */
  botChild(): BotChild['child'] | undefined;
  /** where the bot's log is, and its last lines */
  botLog(): string;
  /** ends everything it started, newest first, and removes its temporary folder; `keepLogs` leaves that */
  stop(options?: { keepLogs?: boolean }): Promise<void>;
}

/** Starts Entra, Graph, the Teams side, the bot and the Playground, in this order; on a failure ends what was started. */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const { env = process.env, ports = {}, onProgress = () => {}, onDeath = () => {} } = options;
  const folder = mkdtempSync(join(tmpdir(), 'jit-practice-'));
  const stops: (() => Promise<void> | void)[] = [];
  let stopping = false;
  const stop = async ({ keepLogs = false } = {}): Promise<void> => {
    stopping = true;
    for (const one of stops.splice(0).reverse()) await one();
    if (!keepLogs) rmSync(folder, { recursive: true, force: true });
  };
  const watch = (name: string, { child, logPath }: { child: BotChild['child']; logPath: string }): void =>
    void child.once('exit', (code, signal) => {
      if (!stopping && !expected.has(child))
        onDeath(`${name} ended by itself (${code ?? signal ?? ''}).\n${lastLines(logPath)}`);
    });
  const expected = new Set<BotChild['child']>();

  try {
    const tenant = loadTenant(options.tenantFile, options.graph?.now?.());
    const certificates = options.certificates ?? makeCertificates();
    let botUrl = typeof options.bot === 'object' ? options.bot.url : await pickUrl(ports.bot ?? 3978);
    const redirectUris = [`${botUrl}/auth/end`];
    const app = {
      ...{ clientId: randomUUID(), clientSecret: randomBytes(24).toString('base64url'), redirectUris },
    };

    onProgress('Starting Entra and Graph');
    const entra = await startEntra({ tenant, certificates, app });
    stops.push(() => entra.stop());
    const otherGraph = env['GRAPH_ROOT']?.trim();
    const graph = otherGraph
      ? undefined
      : await startGraph({ tenant, entra, certificates, ...options.graph });
    if (graph) stops.push(() => graph.stop());

    onProgress('Starting the Teams side');
    const { teams, client, person } = await joinTeams({
      tenant,
      entra,
      app,
      botUrl: () => botUrl,
      caPem: certificates.caPem,
    });
    stops.push(() => teams.stop());

    const caFile = writeCaFile(folder, certificates.caPem, env);
    const settings: Practice['settings'] = (overrides = {}) => ({
      ...{ TENANT_ID: tenant.tenantId, CLIENT_ID: app.clientId, CLIENT_SECRET: app.clientSecret },
      ...{ HOST: '127.0.0.1', PORT: new URL(botUrl).port, PUBLIC_URL: botUrl },
      ...{ AUTHORITY_HOST: entra.origin, GRAPH_ROOT: otherGraph || (graph?.origin ?? '') },
      ...{ BOT_OPENID_URL: teams.openIdUrl, BOT_TOKEN_ISSUER: 'https://api.botframework.com' },
      ...{ BOT_SERVICE_HOSTS: teams.serviceHost, RECORDS: `sqlite:${join(folder, 'records.db')}` },
      ...approvalSettings(env),
      ...{ NODE_EXTRA_CA_CERTS: caFile, ...overrides },
    });

    let bot: BotChild | undefined;
    const logPath = join(folder, 'bot.log');
    const startBot = async (): Promise<void> => {
      const process = options.botProcess?.() ?? {};
      bot = await startBotChild({ settings: settings(), url: botUrl, folder, logPath, env, process });
      watch('The bot', bot);
    };
    const stopBot = async (): Promise<void> => {
      if (bot) expected.add(bot.child);
      await bot?.stop();
    };
    if (options.bot === 'child') {
      onProgress('Starting the bot');
      stops.push(stopBot);
      await startBot().catch(async (error: unknown) => {
        if (!(error instanceof PortTaken)) throw error;
        botUrl = await pickUrl(0);
        redirectUris.push(`${botUrl}/auth/end`);
        await startBot();
      });
    }

    let playgroundUrl: string | undefined;
    if (options.playground) {
      onProgress("Starting Microsoft's Agents Playground");
      const opened = await openPlayground({
        ...{ teams, person, folder: join(folder, 'playground') },
        port: await pickPort(ports.playground ?? 56_150),
      });
      stops.push(() => opened.stop());
      watch('The Agents Playground', opened);
      playgroundUrl = opened.url;
    }

    return {
      urls: {
        bot: botUrl,
        playground: playgroundUrl,
        graph: settings()['GRAPH_ROOT'] ?? '',
        entra: entra.origin,
      },
      ...{ entra, graph, teams, client, person, settings, stop },
      botLog: () => lastLines(logPath),
      botChild: () => bot?.child,
      async restartBot() {
        if (options.bot !== 'child') throw new Error('the bot was not started by the practice tenant');
        await stopBot();
        await startBot();
      },
    };
  } catch (error) {
    await stop({ keepLogs: existsSync(join(folder, 'bot.log')) });
    throw error;
  }
}

/** Who may approve is for the person at the keyboard to choose. */
const approvalSettings = (env: Readonly<NodeJS.ProcessEnv>): Record<string, string> =>
  Object.fromEntries(
    ['APPROVAL', 'APPROVER_GROUP_ID'].flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  );

const pickUrl = async (port: number): Promise<string> => `http://127.0.0.1:${await pickPort(port)}`;
