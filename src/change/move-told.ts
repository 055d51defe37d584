import { randomUUID } from 'node:crypto';
import { z } from 'zod/v4';
import type { Records } from '../records/records.ts';
import { auditEventSchema, type Audit, type AuditEvent } from './audit.ts';
import { isOver, states, type Change, type ChangeState } from './change.ts';
import { getChange, moveChange, type StoredChange } from './changes.ts';
import { leaseMs } from './lock.ts';
import { tellOpen } from './tell-open.ts';

/** Moves that the audit tells of, also where the process ends between the two. */

const kind = 'audit-due';
const dueSchema = z.object({
  changeId: z.string(),
  to: z.enum(states),
  movedAt: z.string(),
  /** whoever is at it has so long to go on, from then */
  since: z.iso.datetime(),
  event: auditEventSchema,
});
type Due = z.infer<typeof dueSchema>;

interface House {
  records: Records;
  audit: Audit;
  now: () => Date;
}

export interface MovedTold extends StoredChange {
  /** to be called once: resolves when the entry is in the chain; where it throws, a sweep tells it later */
  tell: () => Promise<void>;
}

/**
 * Moves a change as `moveChange` does. That the audit is to tell `event` of it is on disk before it moves, until `tell` has
 * told it. Undefined: it did not move, and nothing will be told.
 */
export async function moveTold(
  house: House,
  stored: StoredChange,
  to: ChangeState,
  { event, patch }: { event: AuditEvent; patch: Parameters<typeof moveChange>[4] },
): Promise<MovedTold | undefined> {
  const { records } = house;
  const at = house.now();
  const key = randomUUID();
  const due: Due = {
    ...{ changeId: stored.change.id, to, event },
    ...{ movedAt: at.toISOString(), since: at.toISOString() },
  };
  const written = await records.insert(kind, key, due);
  const version = written.written ? written.version : undefined;
  const moved = await moveChange(records, stored, to, at, patch);
  if (!moved) {
    await records.delete(kind, key);
    return undefined;
  }
  return {
    ...moved,
    tell: async () => {
      // Who stood still for long finds that a sweep is at it.
      if ((await records.get(kind, key))?.version !== version) return;
      await tellOf(house, moved.change, event);
      await records.delete(kind, key);
    },
  };
}

/** Of what is over and not carried out, nobody will settle what is open. */
async function tellOf(house: House, change: Change, event: AuditEvent): Promise<void> {
  if (isOver(change.state) && change.state !== 'applied') await tellOpen(house, change);
  await house.audit.append(event);
}

/**
 * Tells what a dead process left untold, where its change still stands as it moved it: nothing leaves an end. Each is told by
 * one of the processes that run this, and twice only where a process ends, or stands still, between an entry and the
 * forgetting of it. `failed` hears of one that cannot be told now; it stays for the next time.
 */
export async function tellDue(
  house: House,
  failed: (error: unknown, changeId: string) => void,
): Promise<void> {
  const { records, now } = house;
  let after: string | undefined;
  do {
    const page = await records.list(kind, { limit: 200, ...(after === undefined ? {} : { after }) });
    for (const { key, value, version } of page.records) {
      const due = dueSchema.safeParse(value);
      if (!due.success || now().getTime() - Date.parse(due.data.since) < leaseMs) continue;
      const { changeId, to, movedAt, event } = due.data;
      const since = now().toISOString();
      const claimed = await records.replace(kind, key, { ...due.data, since }, version);
      if (!claimed.written) continue;
      try {
        const change = (await getChange(records, changeId))?.change;
        if (change?.state === to && change.movedAt === movedAt) await tellOf(house, change, event);
        await records.delete(kind, key, claimed.version);
      } catch (error) {
        failed(error, changeId);
      }
    }
    after = page.next;
  } while (after !== undefined);
}
