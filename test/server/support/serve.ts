import type { ServerOptions } from '../../../src/server.ts';
import { startServer } from '../../../src/server.ts';
import { collectLog, exampleSettings } from '../../settings/support/example-settings.ts';

/** The real server on a free loopback port. */
export async function serve(
  options: Partial<ServerOptions> & { env?: Record<string, string> } = {},
): Promise<{ url: string; stop: () => Promise<void>; lines: string[] }> {
  const { log, lines } = collectLog();
  const settings = { ...exampleSettings({ HOST: '127.0.0.1', ...options.env }), port: 0 };
  const server = await startServer({
    settings,
    receive: async (_req, res) => void res.status(200).end(),
    ready: async () => undefined,
    signInRequest: async () => undefined,
    log,
    ...options,
  });
  return { ...server, lines };
}

/** Fails where an answer lets out more than it should. */
export function leaks(text: string): string[] {
  return [
    /\bat .+:\d+:\d+/,
    /node_modules/,
    /\/src\//,
    /file:\/\//,
    /Error:/,
    /jwt/i,
    /ZodError/,
    /stack/i,
  ].flatMap((sign) => {
    const found = sign.exec(text);
    return found ? [found[0]] : [];
  });
}
