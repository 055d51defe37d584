import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { makeAudit } from './change/audit.ts';
import { makeAdapter, receiveActivity } from './chat/adapter.ts';
import type { Logger } from 'pino';
import { sweepOffers } from './chat/file-offers.ts';
import { makePutFile } from './chat/files/put-file.ts';
import { getSignInRequest, sweepSignInRequests } from './chat/pending-sign-in.ts';
import { makeTeams } from './chat/teams.ts';
import { openTenant } from './graph/open-tenant.ts';
import { createPace } from './graph/pace.ts';
import { openSqliteRecords } from './records/open-sqlite-records.ts';
import { startServer } from './server.ts';
import type { Settings } from './settings.ts';
import { makeConnectorToken } from './sign-in/connector-token.ts';
import { makeSignIn } from './sign-in/make-sign-in.ts';

/** Wires every room together and starts the server. `idle` resolves when no work is under way; `stop` lets it end first. */
export async function startBot({
  settings,
  log,
  pause = async (milliseconds) => delay(milliseconds),
}: {
  settings: Settings;
  log: Logger;
  /** how the bot waits before it asks Graph again; tests make it short */
  pause?: (milliseconds: number) => Promise<void>;
}): Promise<{ url: string; idle: () => Promise<void>; stop: () => Promise<void> }> {
  const records = openSqliteRecords(settings.records.path);
  const now = (): Date => new Date();
  // One for all people: Intune's write ceiling counts per app and tenant.
  const pace = createPace();
  const audit = makeAudit({ records, now, log });
  const adapter = makeAdapter({ settings, connectorToken: makeConnectorToken({ settings }), log });
  const { fileHosts } = settings.cloud;
  const teams = makeTeams({
    adapter,
    clientId: settings.clientId,
    log,
    makeHouse: (later) => ({
      records,
      audit,
      signIn: makeSignIn({ settings, log }),
      openTenant: (token) =>
        openTenant({
          graphRoot: settings.cloud.graphRoot,
          getToken: (options) => token.getToken(options),
          sleep: pause,
          pace,
          log: (call) => log.info(call, 'graph'),
        }),
      ...(fileHosts.length === 0 ? {} : { putFile: makePutFile({ hosts: fileHosts }) }),
      later,
      approval: settings.approval,
      underWay: new Map(),
      now,
      newId: randomUUID,
      worker: randomUUID(),
      every: (milliseconds, work) => {
        const timer = setInterval(() => void work(), milliseconds).unref();
        return () => clearInterval(timer);
      },
      pause,
      publicUrl: settings.publicUrl,
      adminCenter: settings.cloud.adminCenter,
      log,
    }),
  });
  const sweep = (): void => {
    const swept = [teams.sweep(), sweepSignInRequests(records, now()), sweepOffers(records, now())];
    Promise.all(swept).catch((error: unknown) => log.warn({ err: error }, 'sweep failed'));
  };
  const timer = setInterval(sweep, 30_000);
  sweep();
  const server = await startServer({
    settings,
    receive: (req, res) => receiveActivity(adapter, req, res, teams.run),
    ready: () => records.check(),
    signInRequest: (id) => getSignInRequest(records, id, now()),
    log,
  });
  return {
    url: server.url,
    idle: teams.idle,
    stop: async () => {
      clearInterval(timer);
      await server.stop();
      await teams.idle();
      await records.close();
    },
  };
}
