import { randomUUID } from 'node:crypto';
import type { AuditEvent } from './audit.ts';
import { dueKind, dueSchema, tellMove, type AuditHouse } from './audit-due.ts';
import type { ChangeState } from './change.ts';
import { moveChange, type StoredChange } from './changes.ts';

export interface MovedTold extends StoredChange {
  /**
   * To be called once: resolves when the entry is in the chain, or left to a sweep that took it over meanwhile. Where it throws, or
   * is never called, a sweep tells it later.
   */
  tell: () => Promise<void>;
}

/**
 * Moves a change as `moveChange` does, so that the audit tells `event` of it even where the process ends right after the move.
 * Undefined: it did not move, and nothing will be told.
 */
export async function moveTold(
  house: AuditHouse,
  stored: StoredChange,
  to: ChangeState,
  { event, patch }: { event: AuditEvent; patch: Parameters<typeof moveChange>[4] },
): Promise<MovedTold | undefined> {
  const { records } = house;
  const { id, moves = [] } = stored.change;
  const now = house.now();
  const key = randomUUID();
  const due = dueSchema.parse({
    ...{ changeId: id, from: stored.version, to, event },
    since: now.toISOString(),
  });
  const noted = await records.insert(dueKind, key, due);
  if (!noted.written) throw new Error(`a note with this key exists: ${key}`);
  const moved = await moveChange(records, stored, to, now, { ...patch, moves: [...moves, key] });
  if (!moved) {
    await records.delete(dueKind, key);
    return undefined;
  }
  return {
    ...moved,
    tell: async () => {
      // Who stood still for long finds that a sweep is at it, or has told it.
      if ((await records.get(dueKind, key))?.version !== noted.version) return;
      await tellMove(house, { change: moved.change, to, event });
      await records.delete(dueKind, key);
    },
  };
}
