import { RecordsUnavailable, type Records, type StoredRecord } from '../records/records.ts';
import { keyOf, seqOf } from './audit-entry.ts';

/**
 * Reading the audit where it may be damaged: a record that is no JSON fails a whole page of `list`, so it is read one by one
 * then. A store that is lost throws RecordsUnavailable as always.
 */

/** A record; where its value is no JSON, without value and version. */
export type Found = Pick<StoredRecord, 'key'> & Partial<StoredRecord>;

export async function readRecord(records: Records, kind: string, key: string): Promise<Found | undefined> {
  try {
    return await records.get(kind, key);
  } catch (error) {
    await storeAnswers(records, error);
    // Once more, so that a short trouble of the store is not taken for damage.
    return records.get(kind, key).catch(() => ({ key }));
  }
}

/** At most `limit` records behind the key `after`, in order. None: that was the end. */
export async function readPage(
  records: Records,
  kind: string,
  { after, limit }: { after: string; limit: number },
): Promise<Found[]> {
  try {
    return (await records.list(kind, { after, limit })).records;
  } catch (error) {
    await storeAnswers(records, error);
    const last = seqOf(after);
    if (last === undefined) return [];
    const keys = Array.from({ length: limit }, (_, at) => keyOf(last + 1 + at));
    const found = await Promise.all(keys.map((key) => readRecord(records, kind, key)));
    return found.filter((one) => one !== undefined);
  }
}

async function storeAnswers(records: Records, error: unknown): Promise<void> {
  if (!(error instanceof RecordsUnavailable)) throw error;
  await records.check();
}
