import type { Records } from '../records/records.ts';
import { cancelled, undone, type Audit } from './audit.ts';
import { canResume, canUndo, isStoppedUndo, type Actor, type Change } from './change.ts';
import { getChange } from './changes.ts';
import { freeLocks } from './lock.ts';
import { moveTold } from './move-told.ts';
import { undosOf } from './undos-of.ts';

interface House {
  records: Records;
  audit: Audit;
  by: Actor;
  now: () => Date;
  changed: (changeId: string) => void;
}

/** By which undo, and whether its locks are its own still: then nobody else writes for what it ends. */
interface Through {
  id: string;
  holds: boolean;
  /** it left the policy, which did not show */
  policyUnseen: boolean;
}

/**
 * A change was taken back (by the undo `through`): it is `undone`, and other undos of it that stopped half-way are given up,
 * since nothing is left for them. All give their objects free, and their cards tell so.
 */
export async function endUndone(house: House, changeId: string, through?: Through): Promise<void> {
  const policyUnseen = through?.policyUnseen ? { policyUnseen: true as const } : {};
  await end(house, changeId, {
    if: orResumed(canUndo, through),
    to: 'undone',
    event: undone,
    ...policyUnseen,
  });
  await giveUpUndos(house, changeId, through);
}

/**
 * What stopped half-way of a change is given up, itself and undos of it, without anything being taken back. One that was
 * carried out stays as it is, so that somebody who sees more can undo it.
 */
export async function closeUnfinished(house: House, changeId: string, through?: Through): Promise<void> {
  const stopped = ({ state }: Change): boolean => canResume(state);
  await end(house, changeId, { if: orResumed(stopped, through), to: 'cancelled', event: givenUp });
  await giveUpUndos(house, changeId, through);
}

/** Resume may be selected in the last moment; it can do nothing as long as the undo has its locks. */
const orResumed =
  (may: (change: Change) => boolean, through: Through | undefined) =>
  (change: Change): boolean =>
    may(change) || (change.state === 'applying' && through?.holds === true);

async function giveUpUndos(house: House, changeId: string, through: Through | undefined): Promise<void> {
  const mayEnd = orResumed(isStoppedUndo, through);
  for (const { id } of (await undosOf(house.records, changeId)).filter(mayEnd))
    if (id !== through?.id) await end(house, id, { if: mayEnd, to: 'cancelled', event: givenUp });
}

const givenUp = (change: Change, by: Actor): ReturnType<typeof cancelled> => cancelled(change, by, 'give-up');

async function end(
  { records, audit, by, now, changed }: House,
  id: string,
  how: {
    if: (change: Change) => boolean;
    to: 'undone' | 'cancelled';
    event: typeof givenUp;
    policyUnseen?: true;
  },
): Promise<void> {
  for (;;) {
    const stored = await getChange(records, id);
    if (!stored || !how.if(stored.change)) return;
    const unseen = how.policyUnseen ? { policyUnseen: true } : {};
    const moved = await moveTold({ records, audit, now }, stored, how.to, {
      ...{ event: how.event(stored.change, by), patch: { endedBy: by, ...unseen } },
    });
    // Moved by somebody else in between: looked at again.
    if (!moved) continue;
    await moved.tell();
    await freeLocks(records, moved.change.plan);
    changed(id);
    return;
  }
}
