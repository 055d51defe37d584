import { sweepChanges } from '../change/sweep.ts';
import { tellDue } from '../change/tell-due.ts';
import type { House } from './commands/context.ts';
import { showLeftBehind } from './show-change.ts';

/** Moves on what time or a dead worker left behind, tells the audit of it, and brings every card up to date. */
export async function sweepAndShow(house: House): Promise<void> {
  // One that cannot be told must not keep the others from being told; it is told at a later sweep.
  const failed = (error: unknown, what: string): void =>
    house.log.error({ err: error, what }, 'not in the audit');
  for (const { change, tell } of await sweepChanges(house)) {
    house.log.info({ change: change.id, state: change.state }, 'swept');
    await tell().catch((error: unknown) => failed(error, change.id));
  }
  await tellDue(house, failed).catch((error: unknown) => failed(error, 'notes'));
  await showLeftBehind(house);
}
