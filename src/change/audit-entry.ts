import { createHash } from 'node:crypto';
import { z } from 'zod/v4';
import { canonicalJson } from '../jit/canonical.ts';

/**
 * An entry of the audit chain as it is stored. Its hash covers everything else in it, and it names the hash of the entry
 * before, so that no entry can be changed, taken out or moved without a trace. Personal data stands beside the chain under
 * the same key; the entry holds only its salted hash, so that it can be deleted and the chain still holds.
 */

export const auditKind = 'audit';
export const personalKind = 'audit-personal';
export const headKind = 'audit-head';
export const headKey = 'head';

const digits = 12;
/** Sequence number → record key; the order of keys is that of numbers. */
export const keyOf = (seq: number): string => String(seq).padStart(digits, '0');
/** Record key → sequence number; undefined for a key that no entry has. */
export const seqOf = (key: string): number | undefined => (/^\d{12}$/.test(key) ? Number(key) : undefined);

/** Hex SHA-256 over canonical JSON. */
export const hashOf = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex');

const seqSchema = z
  .int()
  .min(1)
  .max(10 ** digits - 1);
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const entrySchema = z.strictObject({
  seq: seqSchema,
  /** ISO, UTC */
  at: z.iso.datetime(),
  event: z.string(),
  facts: z.record(z.string(), z.unknown()),
  /** hash of the record beside it; absent where nobody did it */
  personal: hashSchema.optional(),
  previous: hashSchema,
  hash: hashSchema,
});
export type AuditEntry = z.infer<typeof entrySchema>;

/** The last entry: as the head record holds it, and as it is logged. */
export const headSchema = z.strictObject({ seq: seqSchema, hash: hashSchema });
export type AuditHead = z.infer<typeof headSchema>;

/** What the first entry follows. */
export const beginning: AuditHead = { seq: 0, hash: '0'.repeat(64) };

/** An entry of this content behind `head`. */
export function makeEntry(
  head: AuditHead,
  content: Pick<AuditEntry, 'at' | 'event' | 'facts' | 'personal'>,
): AuditEntry {
  const entry = { ...content, seq: head.seq + 1, previous: head.hash };
  return { ...entry, hash: hashOf(entry) };
}

/** A stored value as an entry, if it is one and has its own hash. */
export function checkEntry(
  value: unknown,
): { entry: AuditEntry } | { fault: 'cannot be read' | 'was changed' } {
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) return { fault: 'cannot be read' };
  // Over what is stored, not over what the schema made of it.
  const { hash, ...content } = value as AuditEntry;
  return hashOf(content) === hash ? { entry: parsed.data } : { fault: 'was changed' };
}
