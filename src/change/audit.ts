import { randomBytes } from 'node:crypto';
import { RecordsUnavailable, type Records } from '../records/records.ts';
import {
  auditKind,
  beginning,
  checkEntry,
  hashOf,
  headKey,
  headKind,
  headSchema,
  keyOf,
  makeEntry,
  personalKind,
  type AuditHead,
} from './audit-entry.ts';
import { auditEventSchema, type AuditEvent } from './audit-events.ts';
import { readRecord } from './read-audit.ts';

export type { AuditHead } from './audit-entry.ts';
export * from './audit-events.ts';

/**
 * Who asked, who approved and what was written, as one hash chain over all processes that share the records.
 */
export interface Audit {
  /**
   * Resolves when the entry is on disk and its hash is logged. Throws, and then nothing was told, where the store is lost
   * or damaged at the end of the chain (RecordsUnavailable) or the event is none (a mistake of the caller).
   */
  append(event: AuditEvent): Promise<void>;
  /** the last entry; undefined while there is none */
  head(): Promise<AuditHead | undefined>;
}

interface AuditLog {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

interface House {
  records: Records;
  now: () => Date;
  log: AuditLog;
}

/** So often another process may be first before an append gives up. */
const mostAttempts = 200;

export function makeAudit(house: House): Audit {
  let last = Promise.resolve();
  return {
    append(event) {
      // One at a time within a process, so that only other processes are raced.
      const appended = last.then(() => appendOne(house, event));
      last = appended.catch(() => undefined);
      return appended;
    },
    async head() {
      const head = await findHead(house);
      return head.seq === 0 ? undefined : head;
    },
  };
}

async function appendOne(house: House, told: AuditEvent): Promise<void> {
  const { records, now, log } = house;
  const { event, facts, personal } = auditEventSchema.parse(told);
  const beside = personal && { salt: randomBytes(16).toString('hex'), ...personal };
  let head = await findHead(house);
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const entry = makeEntry(head, {
      ...{ at: now().toISOString(), event, facts },
      ...(beside ? { personal: hashOf(beside) } : {}),
    });
    const key = keyOf(entry.seq);
    if ((await records.insert(auditKind, key, entry)).written) {
      if (beside && !(await records.insert(personalKind, key, beside)).written)
        log.error({ seq: entry.seq }, 'audit: there is personal data of an entry that is gone');
      await keepHead(records, { seq: entry.seq, hash: entry.hash });
      log.info({ seq: entry.seq, hash: entry.hash }, 'audit head');
      return;
    }
    head = await forward(records, head);
  }
  throw new RecordsUnavailable('the audit chain grows too fast to append to it');
}

/** The head record may be behind (another process is between its two writes, or died there), so entries after it count. */
async function findHead({ records, log }: House): Promise<AuditHead> {
  const stored = await readRecord(records, headKind, headKey);
  const known = headSchema.safeParse(stored?.value);
  if (stored && !known.success) log.error({}, 'audit: the head record cannot be read; verify the chain');
  return forward(records, known.success ? known.data : beginning);
}

async function forward(records: Records, from: AuditHead): Promise<AuditHead> {
  for (let head = from; ;) {
    const next = await readRecord(records, auditKind, keyOf(head.seq + 1));
    if (!next) return head;
    const checked = checkEntry(next.value);
    if ('fault' in checked)
      throw new RecordsUnavailable(`entry ${head.seq + 1} of the audit chain ${checked.fault}`);
    head = { seq: checked.entry.seq, hash: checked.entry.hash };
  }
}

/** Where another process keeps a newer one, that stays. If this does not come through, the next append does it. */
async function keepHead(records: Records, head: AuditHead): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const stored = await readRecord(records, headKind, headKey);
    if (!stored) {
      if ((await records.insert(headKind, headKey, head)).written) return;
      continue;
    }
    const known = headSchema.safeParse(stored.value);
    if (known.success && known.data.seq >= head.seq) return;
    if (stored.version === undefined) await records.delete(headKind, headKey);
    else if ((await records.replace(headKind, headKey, head, stored.version)).written) return;
  }
}
