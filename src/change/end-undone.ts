import type { Records } from '../records/records.ts';
import { undone, type Audit } from './audit.ts';
import { canUndo, type Actor } from './change.ts';
import { getChange, moveChange } from './changes.ts';
import { freeLocks } from './lock.ts';
import { tellOpen } from './tell-open.ts';

/** A change was taken back: it is `undone`, gives its objects free, and its cards tell so. */
export async function endUndone(
  house: {
    records: Records;
    audit: Audit;
    by: Actor;
    now: () => Date;
    changed: (changeId: string) => void;
  },
  changeId: string,
): Promise<void> {
  const { records, by, now } = house;
  for (;;) {
    const stored = await getChange(records, changeId);
    if (!stored || !canUndo(stored.change)) return;
    const moved = await moveChange(records, stored, 'undone', now(), { endedBy: by });
    // Moved by somebody else in between: looked at again.
    if (!moved) continue;
    await tellOpen(house, moved.change);
    await house.audit.append(undone(moved.change, by));
    await freeLocks(records, moved.change.plan);
    house.changed(changeId);
    return;
  }
}
