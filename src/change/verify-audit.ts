import type { Records } from '../records/records.ts';
import {
  auditKind,
  beginning,
  checkEntry,
  hashOf,
  headKey,
  headKind,
  headSchema,
  keyOf,
  personalKind,
  seqOf,
  type AuditEntry,
  type AuditHead,
} from './audit-entry.ts';
import { readPage, readRecord, type Found } from './read-audit.ts';

export interface AuditVerdict {
  ok: boolean;
  /** how many entries are there */
  entries: number;
  /** entries whose personal data was deleted; that is no problem */
  withoutPersonal: number;
  /** the last entry that is there and whole */
  head: AuditHead | undefined;
  /** `what` completes the sentence "entry SEQ …" */
  problems: { seq: number; what: string }[];
}

const pageSize = 200;

/**
 * Walks the whole chain: every number is there once, every entry has its hash and follows the one before, personal data is
 * what was recorded where it still is there, and the chain reaches the head record. `head` is one from the log: only with
 * it is an end found that was cut off together with the head record. Throws RecordsUnavailable where the store is lost.
 */
export async function verifyAudit(
  records: Records,
  { head: logged }: { head?: AuditHead } = {},
): Promise<AuditVerdict> {
  const verdict: AuditVerdict = {
    ok: false,
    entries: 0,
    withoutPersonal: 0,
    head: undefined,
    problems: [],
  };
  // Before the walk: entries that come meanwhile make the chain longer than the head, never shorter.
  const kept = await readRecord(records, headKind, headKey);
  let behind = beginning;
  for (let after = keyOf(0); ;) {
    const page = await readPage(records, auditKind, { after, limit: pageSize });
    if (page.length === 0) break;
    const personal = await Promise.all(page.map(({ key }) => readRecord(records, personalKind, key)));
    for (const [at, found] of page.entries()) behind = checkFound(verdict, behind, found, personal[at]);
    after = page.at(-1)?.key ?? after;
  }
  await checkHeadRecord(verdict, records, kept, behind.seq);
  if (logged) await checkHead(verdict, records, logged, 'the log');
  verdict.ok = verdict.problems.length === 0;
  return verdict;
}

/** Checks one record of the chain behind `behind`, and answers what the next one has to follow. */
function checkFound(
  verdict: AuditVerdict,
  behind: AuditHead,
  found: Found,
  personal: Found | undefined,
): AuditHead {
  const seq = seqOf(found.key);
  const say = (at: number, what: string): void => void verdict.problems.push({ seq: at, what });
  if (seq === undefined) {
    say(behind.seq, 'is followed by a record that is no entry');
    return behind;
  }
  verdict.entries += 1;
  const expected = behind.seq + 1;
  if (seq > expected)
    say(expected, seq === expected + 1 ? 'is missing' : `is missing, and all up to entry ${seq - 1}`);
  const checked = checkEntry(found.value);
  if ('fault' in checked) {
    say(seq, checked.fault);
    return { seq, hash: '' };
  }
  const { entry } = checked;
  if (entry.seq !== seq) say(seq, `holds what was entry ${entry.seq}`);
  // Behind one that is missing or unreadable there is nothing to compare with.
  else if (seq === expected && behind.hash !== '' && entry.previous !== behind.hash)
    say(seq, 'does not follow the entry before it');
  checkPersonal(verdict, seq, entry, personal);
  verdict.head = { seq, hash: entry.hash };
  return verdict.head;
}

function checkPersonal(
  verdict: AuditVerdict,
  seq: number,
  entry: AuditEntry,
  personal: Found | undefined,
): void {
  if (entry.personal === undefined) {
    if (personal) verdict.problems.push({ seq, what: 'has personal data beside it that was never recorded' });
  } else if (!personal) verdict.withoutPersonal += 1;
  else if (personal.value === undefined || hashOf(personal.value) !== entry.personal)
    verdict.problems.push({ seq, what: 'has other personal data beside it than was recorded' });
}

async function checkHeadRecord(
  verdict: AuditVerdict,
  records: Records,
  kept: Found | undefined,
  last: number,
): Promise<void> {
  const head = headSchema.safeParse(kept?.value);
  if (head.success) return checkHead(verdict, records, head.data, 'the head record');
  if (kept) verdict.problems.push({ seq: last, what: 'is the last one, but the head record cannot be read' });
  else if (last > 0)
    verdict.problems.push({ seq: last, what: 'is the last one, but there is no head record' });
}

/** The chain has to hold the entry that was its end once. */
async function checkHead(
  verdict: AuditVerdict,
  records: Records,
  head: AuditHead,
  by: string,
): Promise<void> {
  const found = await readRecord(records, auditKind, keyOf(head.seq));
  const checked = found && checkEntry(found.value);
  if (!checked)
    verdict.problems.push({ seq: head.seq, what: `is gone, though ${by} knows it: the end was cut off` });
  else if ('fault' in checked || checked.entry.hash !== head.hash)
    verdict.problems.push({ seq: head.seq, what: `is another one than ${by} knows` });
}
