import { z } from 'zod/v4';
import { tableQuestions } from '../jit/table.ts';
import type { Records } from '../records/records.ts';
import type { Person } from '../sign-in/person.ts';
import { fileFormats } from './files/make-file.ts';
import type { Where } from './incoming.ts';

/**
 * Files that were offered and wait for the person to allow them: who asked, which question, which format; nothing of the
 * tenant, which is read anew. One is taken once; taken ones stay until they are old, so that a second click is known as such.
 */

const offerSchema = z.object({
  tenantId: z.string(),
  objectId: z.string(),
  conversationId: z.string(),
  question: z.enum(tableQuestions),
  format: z.enum(fileFormats),
  createdAt: z.string(),
  taken: z.boolean(),
});
type Offer = z.infer<typeof offerSchema>;

export type Taken = { how: 'now'; offer: Pick<Offer, 'question' | 'format'> } | { how: 'before' | 'unknown' };

const kind = 'file-offer';
const day = 86_400_000;

export async function saveOffer(
  records: Records,
  id: string,
  { who, where, question, format, now }: Pick<Offer, 'question' | 'format'> & Asker & { now: Date },
): Promise<void> {
  const { tenantId, objectId } = who;
  const { conversationId } = where;
  const offer = { tenantId, objectId, conversationId, question, format, createdAt: now.toISOString() };
  await records.insert(kind, id, { ...offer, taken: false } satisfies Offer);
}

interface Asker {
  who: Person;
  where: Where;
}

/** Only one caller gets it, and only the person who asked, where it was asked, within a day. */
export async function takeOffer(
  records: Records,
  id: string,
  { who, where, now }: Asker & { now: Date },
): Promise<Taken> {
  const stored = await records.get(kind, id);
  const parsed = offerSchema.safeParse(stored?.value);
  if (!stored || !parsed.success) return { how: 'unknown' };
  const offer = parsed.data;
  const theirs =
    offer.tenantId === who.tenantId &&
    offer.objectId === who.objectId &&
    offer.conversationId === where.conversationId;
  if (!theirs || isOld(offer, now)) return { how: 'unknown' };
  if (offer.taken) return { how: 'before' };
  const { written } = await records.replace(kind, id, { ...offer, taken: true }, stored.version);
  return written ? { how: 'now', offer } : { how: 'before' };
}

/** Drops the offers that nobody can take any more. */
export async function sweepOffers(records: Records, now: Date): Promise<void> {
  let after: string | undefined;
  do {
    const page = await records.list(kind, { limit: 200, ...(after === undefined ? {} : { after }) });
    for (const { key, value, version } of page.records) {
      const offer = offerSchema.safeParse(value);
      if (!offer.success || isOld(offer.data, now)) await records.delete(kind, key, version);
    }
    after = page.next;
  } while (after !== undefined);
}

const isOld = ({ createdAt }: Offer, now: Date): boolean => now.getTime() - Date.parse(createdAt) > day;
