import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** `preferred` if nobody listens there on loopback, else a free port. Somebody else may still take it before you do. */
export async function pickPort(preferred: number): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? preferred;
}

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}
