import type { Done } from '../jit/plan.ts';
import type { Snapshot } from '../jit/snapshot.ts';
import type { Records } from '../records/records.ts';
import { isSender } from './carry-step.ts';
import type { Actor } from './change.ts';
import { openJournal } from './journal.ts';
import { undosOf } from './undos-of.ts';

/**
 * What of a change was written, without what undos of it have deleted since, in a tenant: their journals know it, and so nobody
 * has to wonder whether it is only hidden from them. A delete of which the answer got lost counts where its object does not
 * show: for who sent it, and for whoever approves what that one asked for (`lostCounts`).
 */
export async function withoutDeleted(
  { records, by, now }: { records: Records; by: Actor; now: () => Date },
  changeId: string,
  done: Done,
  lostCounts: boolean,
): Promise<(snapshot: Snapshot) => Done> {
  const undos = await undosOf(records, changeId);
  const journals = undos.map(({ id }) => openJournal(records, id, now));
  const read = async (
    step: 'delete-policy' | 'delete-authenticator',
  ): Promise<'yes' | 'unless seen' | 'no'> => {
    const known = await Promise.all(journals.map((journal) => journal.read(step)));
    if (known.some(({ state }) => state === 'done')) return 'yes';
    const isSent = known.some(
      (one) => (one.state === 'open' || one.state === 'unknown') && (lostCounts || isSender(one, by)),
    );
    return isSent ? 'unless seen' : 'no';
  };
  const [policy, app] = [await read('delete-policy'), await read('delete-authenticator')];
  const isGone = (
    deleted: typeof policy,
    id: string | undefined,
    standing: readonly { id: string }[],
  ): boolean => deleted === 'yes' || (deleted === 'unless seen' && !standing.some((one) => one.id === id));
  return (snapshot) => {
    const left = { ...done };
    if (isGone(policy, done.policyId, snapshot.policies)) {
      delete left.policyId;
      left.assignedPolicy = false;
      if (policy === 'unless seen') left.lostDelete = true;
    }
    if (isGone(app, done.appId, snapshot.apps))
      Object.assign(left, { createdApp: false, assignedApp: false });
    return left;
  };
}
