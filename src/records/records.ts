/**
 * Where durable things live: five verbs over JSON values, free of SQL, so that a second engine can come.
 *
 * Promises: `insert` fails if the key exists; `replace` and `remove` fail if the version moved; what a verb answered `true` for
 * is on disk. Values are plain JSON; every reader checks them with its own schema. A lost store throws RecordsUnavailable.
 */
export interface StoredRecord {
  key: string;
  /** opaque; changes with every write */
  version: string;
  value: unknown;
}

export type Written =
  { written: true; version: string } | { written: false; why: 'exists' | 'moved' | 'missing' };

export interface Records {
  get(kind: string, key: string): Promise<StoredRecord | undefined>;
  /** fails with `exists` */
  insert(kind: string, key: string, value: unknown): Promise<Written>;
  /** fails with `moved` if the stored version is another one, `missing` if there is none */
  replace(kind: string, key: string, value: unknown, version: string): Promise<Written>;
  /** with a version: only that one; without: whatever stands there */
  delete(kind: string, key: string, version?: string): Promise<Written>;
  /** ordered by key (code points), from `prefix`, at most `limit` (1 to 1000); `next` pages on */
  list(
    kind: string,
    options: { prefix?: string; after?: string; limit: number },
  ): Promise<{ records: StoredRecord[]; next?: string }>;
  /** answers if the store can be read and written; throws otherwise */
  check(): Promise<void>;
  close(): Promise<void>;
}

export class RecordsUnavailable extends Error {}
