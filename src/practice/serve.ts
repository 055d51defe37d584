import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const largestBody = 4 * 1024 * 1024;

/** A service of the practice tenant while it listens. */
export interface Served {
  /** `https://localhost:PORT`, without a slash at the end */
  origin: string;
  /** ends open connections, also those that wait for an answer, and stops listening */
  stop(): Promise<void>;
}

/**
 * Serves https on 127.0.0.1 only; port 0 (the default) takes a free one. A handler that throws ends the request with a
 * plain 500 and says so on stderr, because that is a mistake of the practice tenant itself.
 */
export async function serveOnLoopback(options: {
  certificates: { certPem: string; keyPem: string };
  port?: number | undefined;
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}): Promise<Served> {
  const { certPem, keyPem } = options.certificates;
  const server = createServer({ cert: certPem, key: keyPem }, (request, response) => {
    options.handle(request, response).catch((error: unknown) => {
      console.error('practice tenant:', error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `https://localhost:${port}`, stop: () => stop(server) };
}

/** The whole body as text; throws when it is larger than 4 MiB or the sender goes away. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestBody) throw new Error('the body is larger than 4 MiB');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
