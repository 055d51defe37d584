import type { Server } from 'node:http';

/** Stops accepting, lets requests in flight end for at most `graceMs`, then ends what is left. */
export function stopServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = setTimeout(() => {
      server.closeAllConnections();
    }, graceMs);
    // A connection that has just answered stays open for another request; nobody is there to take one any more.
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, 50);
    server.close(() => {
      clearTimeout(end);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
