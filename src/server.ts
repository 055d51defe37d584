import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { Logger } from 'pino';
import { receiveMessages } from './server/receive-messages.ts';
import { refuse } from './server/refuse.ts';
import { securityHeaders } from './server/security-headers.ts';
import { signInPages, type FindSignInRequest } from './server/sign-in-pages.ts';
import { stopServer } from './server/stop-server.ts';
import type { Settings } from './settings.ts';

export interface ServerOptions {
  settings: Settings;
  /** an activity that passed every check but its token's signature; answers the response itself */
  receive: (req: Request, res: Response) => Promise<void>;
  /** rejects while the bot cannot do its work (records not reachable) */
  ready: () => Promise<void>;
  /** what the sign-in window of that id has to ask for; undefined: not known, or too old */
  signInRequest: FindSignInRequest;
  log: Logger;
}

const graceMs = 10_000;

/**
 * HTTP: `POST /api/messages`, `GET /healthz`, `GET /readyz`, sign-in pages under `/auth`. Bodies of errors are plain
 * `{ error: { code, message } }` and hold no exception text. `url` is where it listens on this machine; `stop` stops
 * accepting, waits up to 10 seconds for requests in flight, and ends. Rejects if the port cannot be had.
 */
export async function startServer(
  options: ServerOptions,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer(makeApp(options));
  const { host, port } = options.settings;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = server.address() as AddressInfo;
  const everywhere = bound.address === '0.0.0.0' || bound.address === '::';
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return {
    url: `http://${everywhere ? 'localhost' : name}:${bound.port}`,
    stop: () => stopServer(server, graceMs),
  };
}

function makeApp({ settings, receive, ready, signInRequest, log }: ServerOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(securityHeaders(settings.publicUrl));

  app.post('/api/messages', ...receiveMessages({ settings, receive, log }));
  app.all('/api/messages', methodNotAllowed('POST'));
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.get('/readyz', async (_req, res) => {
    try {
      await ready();
      res.json({ status: 'ready' });
    } catch (error) {
      log.warn({ err: error }, 'not ready');
      refuse(res, { status: 503, code: 'not-ready', message: 'The record store cannot be reached.' });
    }
  });
  app.all(['/healthz', '/readyz', '/auth/*path'], (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') next();
    else methodNotAllowed('GET, HEAD')(req, res, next);
  });
  app.use('/auth', signInPages({ settings, signInRequest, log }));
  app.use((_req, res) => {
    refuse(res, { status: 404, code: 'not-found', message: 'There is nothing here.' });
  });
  app.use(answerError(log));
  return app;
}

const methodNotAllowed =
  (allowed: string): RequestHandler =>
  (_req, res) => {
    res.set('Allow', allowed);
    refuse(res, { status: 405, code: 'method-not-allowed', message: `Only ${allowed} is possible here.` });
  };

/** express hands errors of its body parser here, with a 4xx of their own; their texts quote the body, so none is used. */
const answerError =
  (log: Logger): ErrorRequestHandler =>
  (error: { status?: unknown }, _req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const status =
      typeof error.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : 500;
    if (status === 500) log.error({ err: error }, 'a request failed');
    const code =
      { 413: 'too-large', 415: 'unsupported-media-type', 500: 'unexpected' }[status] ?? 'bad-request';
    const message = status === 500 ? 'Something went wrong.' : 'The request cannot be read.';
    refuse(res, { status, code, message });
  };
