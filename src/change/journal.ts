import { createHash } from 'node:crypto';
import { z } from 'zod/v4';
import type { AnyStep } from '../jit/plan.ts';
import type { Records } from '../records/records.ts';
import type { Actor } from './change.ts';

/**
 * What was sent for a change, and what came of it. An entry is on disk before its request leaves, and its outcome after the
 * answer; an entry without an outcome means that nobody knows whether the request arrived. Entries are only ever added.
 */

const beginSchema = z.object({
  at: z.string(),
  by: z.object({ tenantId: z.string(), objectId: z.string() }),
  /** hex SHA-256 of the body */
  requestDigest: z.string(),
  clientRequestId: z.string(),
});
const endSchema = z.object({
  at: z.string(),
  outcome: z.enum(['done', 'not-done', 'needs-approval', 'unknown']),
  /** of the object that a create made */
  id: z.string().optional(),
  /** Graph's, for support */
  requestId: z.string().optional(),
  /** of the approval that Intune waits for, or that went out with what Intune did not take, and that still counts */
  approvalCode: z.string().optional(),
  /** found by looking, not by an answer */
  probed: z.boolean().optional(),
});
export type StepEnd = Omit<z.infer<typeof endSchema>, 'at'>;

/** A step as the journal knows it. `open`: sent, or about to be, and no outcome on disk. */
export type Journaled =
  | { state: 'never' }
  | ({ state: 'open'; attempt: number } & Sent)
  | ({ state: StepEnd['outcome']; attempt: number } & Sent &
      Pick<StepEnd, 'id' | 'requestId' | 'approvalCode'>);
/** as whom the last request was sent, whatever looking found since; with which id, and what: absent where an entry only tells that */
type Sent = Partial<Omit<z.infer<typeof beginSchema>, 'at'>>;

export interface Journal {
  /** resolves when the entry is on disk; throws, and so nothing may be sent, where it is not */
  begin(step: AnyStep['step'], entry: { by: Actor; body: unknown; clientRequestId: string }): Promise<void>;
  end(step: AnyStep['step'], end: StepEnd): Promise<void>;
  /** what is known of a step, from disk */
  read(step: AnyStep['step']): Promise<Journaled>;
}

const kind = 'journal';

/** Hex SHA-256 of what a request sends. */
export const requestDigestOf = (body: unknown): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('hex');

export function openJournal(records: Records, changeId: string, now: () => Date): Journal {
  const keyOf = (step: string, attempt: number, phase: 'begin' | 'end'): string =>
    `${changeId}/${step}/${attempt}/${phase}`;

  /** Every attempt at a step, the oldest first. Keys come in the order of text (10 before 2), so only all of them tell the newest. */
  async function attempts(
    step: string,
  ): Promise<{ attempt: number; sent: Sent; end: z.infer<typeof endSchema> | undefined }[]> {
    const found = new Map<string, unknown>();
    let after: string | undefined;
    do {
      const paging = after === undefined ? {} : { after };
      const page = await records.list(kind, { prefix: `${changeId}/${step}/`, limit: 200, ...paging });
      for (const { key, value } of page.records) found.set(key, value);
      after = page.next;
    } while (after !== undefined);
    const numbers = [...found.keys()]
      .filter((key) => key.endsWith('/begin'))
      .map((key) => Number(key.split('/')[2]));
    return numbers
      .sort((a, b) => a - b)
      .map((attempt) => {
        const end = found.get(keyOf(step, attempt, 'end'));
        const begin = beginSchema.safeParse(found.get(keyOf(step, attempt, 'begin'))).data;
        const { at: _, ...sent }: Sent & { at?: string } = begin ?? {};
        return { attempt, sent, end: end === undefined ? undefined : endSchema.parse(end) };
      });
  }
  const insert = async (key: string, value: object): Promise<void> => {
    const { written } = await records.insert(kind, key, value);
    if (!written) throw new Error(`another worker wrote this journal entry: ${key}`);
  };

  return {
    async begin(step, { by, body, clientRequestId }) {
      const last = (await attempts(step)).at(-1)?.attempt ?? 0;
      const person = { tenantId: by.tenantId, objectId: by.objectId };
      const entry = beginSchema.parse({
        at: now().toISOString(),
        by: person,
        requestDigest: requestDigestOf(body),
        clientRequestId,
      });
      await insert(keyOf(step, last + 1, 'begin'), entry);
    },
    async end(step, end) {
      const last = (await attempts(step)).findLast((one) => one.end?.outcome !== 'done');
      if (!last) throw new Error(`no open journal entry for ${step}`);
      // An unknown outcome that was cleared up later is told by an entry of its own, not by changing the first.
      const attempt = last.end === undefined ? last.attempt : last.attempt + 1;
      if (last.end !== undefined) await insert(keyOf(step, attempt, 'begin'), { probe: true });
      await insert(keyOf(step, attempt, 'end'), { at: now().toISOString(), ...end });
    },
    async read(step) {
      const known = await attempts(step);
      const last = known.at(-1);
      if (!last) return { state: 'never' };
      const { attempt, sent, end } = last;
      const by = known.findLast((one) => one.sent.by !== undefined)?.sent.by;
      const as = { ...sent, ...(by ? { by } : {}) };
      if (!end) return { state: 'open', attempt, ...as };
      const { outcome, id, requestId, approvalCode } = end;
      return { state: outcome, attempt, ...as, id, requestId, approvalCode };
    },
  };
}
