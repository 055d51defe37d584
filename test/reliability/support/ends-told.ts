import { auditKind, entrySchema, type AuditEntry } from '../../../src/change/audit-entry.ts';
import { dueKind } from '../../../src/change/audit-due.ts';
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
 * more than once and for each process that ended or stood still (`stops`). No note of one that can be told is left.
 */
export async function checkEndsTold(records: Records, ended: Change[], stops: number): Promise<string[]> {
  const page = await records.list(auditKind, { limit: 1000 });
  const entries = page.records.map(({ value }) => entrySchema.parse(value));
  const notes = (await records.list(dueKind, { limit: 1000 })).records;
  const left = notes.filter(({ key }) => ended.some(({ moves }) => moves?.includes(key)));
  return [...wrongEnds(entries, ended, stops), ...left.map(({ key }) => `the note ${key} is not told`)];
}

function wrongEnds(entries: AuditEntry[], ended: Change[], stops: number): string[] {
  return ended.flatMap(({ id, state }) => {
    const own = entries.filter(({ facts }) => facts['changeId'] === id);
    return Object.entries(tells).flatMap(([end, isTold]) => {
      const times = own.filter(isTold).length;
      const before = state === 'undone' && end === 'applied';
      const least = end === state ? 1 : 0;
      const most = end !== state && !before ? 0 : 1 + stops;
      return times < least || times > most
        ? [`the audit tells ${times} times that ${id} is ${end}; it is ${state}`]
        : [];
    });
  });
}
