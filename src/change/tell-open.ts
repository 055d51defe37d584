import type { Records } from '../records/records.ts';
import { written, type Audit } from './audit.ts';
import type { Change } from './change.ts';
import { openJournal } from './journal.ts';
import { isSamePerson } from './may-press.ts';

/**
 * Tells the audit what was sent for a change and never settled, where nobody will any more, because the change was given up
 * or taken back: as not known.
 */
export async function tellOpen(
  { records, audit, now }: { records: Records; audit: Audit; now: () => Date },
  change: Change,
): Promise<void> {
  const journal = openJournal(records, change.id, now);
  for (const { step } of change.plan.steps) {
    const known = await journal.read(step);
    if (known.state !== 'open') continue;
    const { by, clientRequestId } = known;
    const people = [change.approver, change.requester];
    const sender = people.find((person) => person && by && isSamePerson(person, by));
    await audit.append(written(change, sender, { step, outcome: 'unknown', clientRequestId }));
  }
}
