import { z } from 'zod/v4';
import type { Records } from '../records/records.ts';
import { auditKind, checkEntry, hashOf, keyOf, personalKind, type AuditHead } from './audit-entry.ts';
import { auditEventSchema, type AuditEvent } from './audit-events.ts';
import { states, type ChangeState } from './change.ts';
import { readPage, readRecord } from './read-audit.ts';

export type HistoryEvent = AuditEvent & {
  /** ISO, UTC */
  at: string;
  /** null: the name was deleted; absent: nobody did it */
  who?: string | null;
};
export interface HistoryChange {
  id: string;
  /** oldest first */
  events: HistoryEvent[];
  /** as the change's own record says; absent where that is gone */
  state?: ChangeState;
  /** group id → name as it was shown when the change was asked for */
  groupNames: Record<string, string>;
  /** it was taken back without its policy, which did not show */
  policyUnseen?: true;
  /** an undo without anything to take back: it only closes what stopped half-way */
  onlyCloses?: true;
}
export interface History {
  /** the one that something happened to last comes first */
  changes: HistoryChange[];
  /** entries were passed that are not what was recorded; they are left out */
  damaged: boolean;
}

const pageSize = 200;
/** How far back it looks for the beginning of a change. */
const mostPages = 25;
const recordSchema = z.looseObject({
  groupNames: z.record(z.string(), z.string()),
  state: z.enum(states),
  policyUnseen: z.boolean().optional(),
  plan: z.looseObject({ findings: z.array(z.looseObject({ code: z.string() })) }).optional(),
});

/** The last changes of this tenant, as the audit chain up to `head` tells them. */
export async function readHistory(
  records: Records,
  { head, tenantId, most }: { head: AuditHead | undefined; tenantId: string; most: number },
): Promise<History> {
  const changes = new Map<string, HistoryChange>();
  let damaged = false;
  let before = (head?.seq ?? 0) + 1;
  for (let pages = 0; before > 1 && pages < mostPages && !isComplete(changes, most); pages += 1) {
    const from = Math.max(1, before - pageSize);
    const page = await readPage(records, auditKind, { after: keyOf(from - 1), limit: before - from });
    for (const { key, value } of page.filter((found) => found.key < keyOf(before)).reverse()) {
      const checked = checkEntry(value);
      if ('fault' in checked || keyOf(checked.entry.seq) !== key) {
        damaged = true;
        continue;
      }
      const { event, facts, at, personal } = checked.entry;
      const told = auditEventSchema.safeParse({ event, facts });
      // An event of a later version is passed over.
      if (!told.success || told.data.facts.tenantId !== tenantId) continue;
      const id = told.data.facts.changeId;
      if (!changes.has(id) && changes.size < most) changes.set(id, { id, events: [], groupNames: {} });
      const change = changes.get(id);
      if (!change) continue;
      const who = personal === undefined ? {} : { who: await readName(records, key, personal) };
      change.events.unshift({ ...told.data, at, ...who });
    }
    before = from;
  }
  const found = await Promise.all([...changes.values()].map((change) => withRecord(records, change)));
  return { changes: found, damaged };
}

const isComplete = (changes: Map<string, HistoryChange>, most: number): boolean =>
  changes.size === most && [...changes.values()].every(({ events }) => events[0]?.event === 'asked');

/** The name beside an entry, if it still is there and is the one that was recorded. */
async function readName(records: Records, key: string, hash: string): Promise<string | null> {
  const value = (await readRecord(records, personalKind, key))?.value;
  const named = z.looseObject({ name: z.string() }).safeParse(value);
  return named.success && hashOf(value) === hash ? named.data.name : null;
}

async function withRecord(records: Records, change: HistoryChange): Promise<HistoryChange> {
  const stored = recordSchema.safeParse((await readRecord(records, 'change', change.id))?.value);
  if (!stored.success) return change;
  const { groupNames, state, policyUnseen, plan } = stored.data;
  const closes = plan?.findings.some(({ code }) => code === 'undo-only-closes');
  return {
    ...{ ...change, groupNames, state },
    ...(policyUnseen ? { policyUnseen } : {}),
    ...(closes ? { onlyCloses: true } : {}),
  };
}
