import { ended, expired, refused, type AuditEvent } from '../change/audit.ts';
import type { Change } from '../change/change.ts';
import { sweepChanges } from '../change/sweep.ts';
import type { House } from './commands/context.ts';
import { showLeftBehind } from './show-change.ts';

/** Moves on what time or a dead worker left behind, and brings every card up to date. */
export async function sweepAndShow(house: House): Promise<void> {
  for (const change of await sweepChanges({ records: house.records, now: house.now() })) {
    house.log.info({ change: change.id, state: change.state }, 'swept');
    // One that cannot be told must not keep the others from being told.
    await house.audit
      .append(sweptEvent(change))
      .catch((error: unknown) => house.log.error({ err: error, change: change.id }, 'not in the audit'));
  }
  await showLeftBehind(house);
}

function sweptEvent(change: Change): AuditEvent {
  if (change.state === 'expired') return expired(change);
  if (change.state === 'in review') return refused(change, undefined, 'stopped-in-the-middle');
  return ended(change, undefined, change.state);
}
