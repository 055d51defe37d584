import { z } from 'zod/v4';
import type { Records } from '../records/records.ts';
import { auditEventSchema, type Audit, type AuditEvent } from './audit.ts';
import { isOver, states, type Change, type ChangeState } from './change.ts';
import { tellOpen } from './tell-open.ts';

/**
 * Notes of what the audit is to tell of a move, on disk from before the move until it is told. A change that moved holds the
 * key of the note among its `moves`, so each note tells for itself whether its move came.
 */
export const dueKind = 'audit-due';

export const dueSchema = z.object({
  changeId: z.string(),
  /** version of the change that is to move */
  from: z.string(),
  to: z.enum(states),
  event: auditEventSchema,
  /** ISO, UTC; a sweep leaves it alone for the time of a lease from then on, since somebody is at it */
  since: z.iso.datetime(),
});

export interface AuditHouse {
  records: Records;
  audit: Audit;
  now: () => Date;
}

/** Tells of a move. Of what is over and not carried out, nobody will settle any more what is open, so that comes first. */
export async function tellMove(
  { records, audit, now }: AuditHouse,
  { change, to, event }: { change: Change; to: ChangeState; event: AuditEvent },
): Promise<void> {
  if (isOver(to) && to !== 'applied') await tellOpen({ records, audit, now }, change);
  await audit.append(event);
}
