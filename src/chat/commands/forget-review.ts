import type { Person } from '../../sign-in/person.ts';
import { deleteDraft, getDraft } from '../drafts.ts';
import type { Where } from '../incoming.ts';
import type { House } from './context.ts';

/** Ends the draft that led to a change, if it is still what the person is in the middle of here. */
export async function forgetReview(
  house: House,
  { who, where }: { who: Person; where: Where },
  changeId: string,
): Promise<void> {
  const stored = await getDraft(house.records, who, where);
  if (stored?.draft.changeId === changeId) await deleteDraft(house.records, who, where, stored.version);
}
