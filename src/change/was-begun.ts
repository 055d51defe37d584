import type { Records } from '../records/records.ts';
import type { Change } from './change.ts';
import { openJournal } from './journal.ts';

/**
 * Whether something of an unfinished change may have been sent. One that is interrupted counts as begun even where its journal is
 * empty: its check is over, and its locks are its own.
 */
export async function wasBegun(records: Records, change: Change): Promise<boolean> {
  if (change.state !== 'waiting for sign-in') return true;
  const journal = openJournal(records, change.id, () => new Date());
  const known = await Promise.all(change.plan.steps.map(({ step }) => journal.read(step)));
  return known.some(({ state }) => state !== 'never');
}
