import type { Records } from '../records/records.ts';
import { changeSchema, transitions, type Change, type ChangeState } from './change.ts';

/** Changes in records: found by id, moved from state to state by compare-and-set, so that one click wins. */

const kind = 'change';

export interface StoredChange {
  change: Change;
  version: string;
}

export async function getChange(records: Records, id: string): Promise<StoredChange | undefined> {
  const stored = await records.get(kind, id);
  return stored ? { change: changeSchema.parse(stored.value), version: stored.version } : undefined;
}

/** Answers the version that was written. */
export async function insertChange(records: Records, change: Change): Promise<string> {
  const written = await records.insert(kind, change.id, change);
  if (!written.written) throw new Error(`a change with this id exists: ${change.id}`);
  return written.version;
}

/**
 * Moves a change on and writes what `patch` says with it; back in review is a round of its own. Undefined: somebody else was
 * first, or the state does not allow it; then nothing was written.
 */
export async function moveChange(
  records: Records,
  stored: StoredChange,
  to: ChangeState,
  now: Date,
  patch: Partial<Omit<Change, 'id' | 'state' | 'round' | 'movedAt'>> = {},
): Promise<StoredChange | undefined> {
  if (!transitions[stored.change.state].includes(to)) return undefined;
  const round = stored.change.round + (to === 'in review' ? 1 : 0);
  const change = { ...stored.change, ...patch, state: to, round, movedAt: now.toISOString() };
  const written = await records.replace(kind, change.id, change, stored.version);
  return written.written ? { change, version: written.version } : undefined;
}

/** Every change in one of these states, page by page; one of a form that this version does not know is passed over. */
export async function* changesIn(
  records: Records,
  wanted: readonly ChangeState[],
): AsyncGenerator<StoredChange> {
  let after: string | undefined;
  do {
    const page = await records.list(kind, { limit: 200, ...(after === undefined ? {} : { after }) });
    for (const { value, version } of page.records) {
      const change = changeSchema.safeParse(value);
      if (change.success && wanted.includes(change.data.state)) yield { change: change.data, version };
    }
    after = page.next;
  } while (after !== undefined);
}
