import { resolve } from 'node:path';
import type { Outcome } from './read-credential.ts';

/** Where durable things live; `path` is absolute. */
export interface RecordsPlace {
  kind: 'sqlite';
  path: string;
}

const expected = 'sqlite:PATH, such as sqlite:./data/jit-bot.db';

/** RECORDS may hold the key of a storage account, so nothing of it is ever repeated. */
export function readRecordsPlace(given: string | undefined, cwd: string): Outcome<RecordsPlace> {
  const text = given ?? 'sqlite:./data/jit-bot.db';
  if (
    text.startsWith('azure-tables:') ||
    /(^|;)\s*(AccountName|AccountKey|TableEndpoint|UseDevelopmentStorage)=/i.test(text)
  )
    return {
      mistakes: [`RECORDS names Azure Table Storage, which is not in this version; expected ${expected}`],
    };
  if (!text.startsWith('sqlite:')) return { mistakes: [`RECORDS has an unknown form; expected ${expected}`] };
  const path = text.slice('sqlite:'.length).trim();
  if (path === '') return { mistakes: [`RECORDS names no file; expected ${expected}`] };
  if (path.startsWith(':memory:') || path.startsWith('file:'))
    return {
      mistakes: [`RECORDS names no plain file, so nothing would survive a restart; expected ${expected}`],
    };
  return { value: { kind: 'sqlite', path: resolve(cwd, path) } };
}
