import { Writable } from 'node:stream';
import { pino, type Logger } from 'pino';
import { readSettings, type Settings } from '../../../src/settings.ts';

export const tenantId = '11111111-2222-4333-8444-555555555555';
export const clientId = '66666666-7777-4888-8999-aaaaaaaaaaaa';
export const clientSecret = 'not-a-real-secret~1';
export const identity = { TENANT_ID: tenantId, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret };

/** Settings as the real reader makes them, so that no test runs on a value that could not be. */
export function exampleSettings(env: Record<string, string> = {}): Settings {
  const result = readSettings({ ...identity, ...env });
  if (!result.ok) throw new Error(result.mistakes.join('; '));
  return result.settings;
}

/** A logger whose lines can be read. */
export function collectLog(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });
  return { log: pino({ level: 'trace' }, sink), lines };
}
