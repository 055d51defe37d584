import { auditKind, entrySchema, type AuditEntry } from '../../../src/change/audit-entry.ts';
import type { Change } from '../../../src/change/change.ts';
import type { Records } from '../../../src/records/records.ts';

/** Which entry tells that a change came to this end. */
const tells: Partial<Record<Change['state'], (entry: AuditEntry) => boolean>> = {
  applied: ({ event, facts }) => event === 'ended' && facts['state'] === 'applied',
  cancelled: ({ event }) => event === 'cancelled',
  expired: ({ event }) => event === 'expired',
  rejected: ({ event }) => event === 'rejected',
  undone: ({ event }) => event === 'undone',
};

/**
 * The end of each change stands in the audit, no other end does (what is undone was carried out before, if it was), and none
 * twice. Where processes end or stand still, it may be told twice, but never left out.
 */
export async function checkEndsTold(
  records: Records,
  ended: Change[],
  { mayTwice }: { mayTwice: boolean },
): Promise<string[]> {
  const page = await records.list(auditKind, { limit: 1000 });
  const entries = page.records.map(({ value }) => entrySchema.parse(value));
  return ended.flatMap(({ id, state }) => {
    const own = entries.filter(({ facts }) => facts['changeId'] === id);
    return Object.entries(tells).flatMap(([end, isTold]) => {
      const times = own.filter(isTold).length;
      const before = state === 'undone' && end === 'applied';
      const least = end === state ? 1 : 0;
      const most = end !== state && !before ? 0 : mayTwice ? Infinity : 1;
      return times < least || times > most
        ? [`the audit tells ${times} times that ${id} is ${end}; it is ${state}`]
        : [];
    });
  });
}
