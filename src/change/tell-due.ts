import { RecordsUnavailable, type StoredRecord } from '../records/records.ts';
import { dueKind, dueSchema, tellMove, type AuditHouse } from './audit-due.ts';
import { getChange } from './changes.ts';
import { leaseMs } from './lock.ts';

/** Hears of a note (its key) that could not be told now; it stays for the next time. */
type Failed = (error: unknown, key: string) => void;

/**
 * Tells the audit of moves whose process ended before it had told them, and forgets notes of moves that cannot come any more.
 * Several processes may run it: one takes a note over, so a move is told twice only where a process ends, or stands still for a
 * lease, while it is telling. Stops at the first note where the store or the chain is lost.
 */
export async function tellDue(house: AuditHouse, failed: Failed): Promise<void> {
  const { records } = house;
  let after: string | undefined;
  do {
    const page = await records.list(dueKind, { limit: 200, ...(after === undefined ? {} : { after }) });
    for (const stored of page.records)
      try {
        await tellNote(house, stored);
      } catch (error) {
        failed(error, stored.key);
        if (error instanceof RecordsUnavailable) return;
      }
    after = page.next;
  } while (after !== undefined);
}

async function tellNote(house: AuditHouse, { key, value, version }: StoredRecord): Promise<void> {
  const { records, now } = house;
  const due = dueSchema.parse(value);
  if (now().getTime() - Date.parse(due.since) < leaseMs) return;
  const stored = await getChange(records, due.changeId);
  if (!stored?.change.moves?.includes(key)) {
    // Where the change stands as before, whoever is to move it may only stand still.
    if (stored?.version !== due.from) await records.delete(dueKind, key, version);
    return;
  }
  const claimed = await records.replace(dueKind, key, { ...due, since: now().toISOString() }, version);
  if (!claimed.written) return;
  await tellMove(house, { ...due, change: stored.change });
  await records.delete(dueKind, key, claimed.version);
}
