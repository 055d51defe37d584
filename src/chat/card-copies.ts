import { z } from 'zod/v4';
import type { Records } from '../records/records.ts';
import type { Where } from './incoming.ts';

/**
 * Where the cards of changes stand, and which revision each shows: so that every copy ends in the same state, whatever stopped
 * in between. Kept apart from the changes, because a click must not lose against bookkeeping.
 */

const copySchema = z.object({
  changeId: z.string(),
  conversationId: z.string(),
  place: z.enum(['personal', 'group', 'channel']),
  reference: z.unknown(),
  messageId: z.string(),
  /** the revision of the change that it shows; absent: not known */
  shows: z.string().optional(),
  /** edits that failed one after another */
  failures: z.int(),
});
export type CardCopy = z.infer<typeof copySchema>;

const kind = 'card-copy';
type Key = Pick<CardCopy, 'changeId' | 'conversationId' | 'messageId'>;
const keyOf = ({ changeId, conversationId, messageId }: Key): string =>
  `${changeId}/${JSON.stringify([conversationId, messageId])}`;

/**
 * Notes where a card stands, and which revision it shows, where that is known: else it is shown once more, and an edit that is
 * not needed could overtake a click. Where the card is known already, nothing changes.
 */
export async function addCopy(
  records: Records,
  changeId: string,
  { conversationId, place, reference }: Where,
  messageId: string,
  shows?: string,
): Promise<void> {
  const copy: CardCopy = { changeId, conversationId, place, reference, messageId, shows, failures: 0 };
  await records.insert(kind, keyOf(copy), copy);
}

export async function getCopy(records: Records, key: Key): Promise<CardCopy | undefined> {
  const copy = copySchema.safeParse((await records.get(kind, keyOf(key)))?.value);
  return copy.success ? copy.data : undefined;
}

/** Changes what is kept of a copy; one that is none any more stays away. */
export async function updateCopy(
  records: Records,
  key: Key,
  patch: Partial<Pick<CardCopy, 'shows' | 'failures'>>,
): Promise<void> {
  for (;;) {
    const stored = await records.get(kind, keyOf(key));
    const copy = copySchema.safeParse(stored?.value);
    if (!stored || !copy.success) return;
    const next = { ...copy.data, ...patch };
    if ((await records.replace(kind, keyOf(key), next, stored.version)).written) return;
  }
}

export async function removeCopy(records: Records, key: Key): Promise<void> {
  await records.delete(kind, keyOf(key));
}

/** The copies of one change, or all there are. */
export async function listCopies(records: Records, changeId?: string): Promise<CardCopy[]> {
  const found: CardCopy[] = [];
  let after: string | undefined;
  do {
    const page = await records.list(kind, {
      ...(changeId === undefined ? {} : { prefix: `${changeId}/` }),
      ...(after === undefined ? {} : { after }),
      limit: 200,
    });
    for (const { value } of page.records) {
      const copy = copySchema.safeParse(value);
      if (copy.success) found.push(copy.data);
    }
    after = page.next;
  } while (after !== undefined);
  return found;
}

export const whereOf = ({ conversationId, place, reference }: CardCopy): Where => ({
  ...{ conversationId, place, reference },
});
