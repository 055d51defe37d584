import { canResume, canUndo, isStoppedUndo, type Change, type ChangeState } from '../../change/change.ts';
import { getChange, type StoredChange } from '../../change/changes.ts';
import { pressRefusal, type Button } from '../../change/may-press.ts';
import { reviewDigest } from '../../change/review-digest.ts';
import type { Person } from '../../sign-in/person.ts';
import { isBlocked } from '../cards/review-card.ts';
import type { Where } from '../incoming.ts';
import type { House } from './context.ts';

export type Pressable =
  | { ok: true; stored: StoredChange }
  /** `outdated`: the card that was clicked shows an earlier round of the review */
  | { ok: false; why: string; state?: ChangeState; outdated?: true };

/**
 * The change of a button, if this person may press it here and now, out of records only: known in this conversation, in a state
 * that has the button, theirs to press, and for Approve the very plan and round of the review that are on the card.
 */
export async function findForPress(
  house: House,
  press: {
    button: Button;
    who: Person;
    where: Where;
    changeId: string;
    digest?: string;
    /** for looking only */
    inAnyState?: boolean;
  },
): Promise<Pressable> {
  const { button, who, where, digest } = press;
  const stored = await getChange(house.records, press.changeId);
  // An undo is a request of its own, so it may be asked for anywhere in the tenant.
  const isHere =
    stored?.change.conversationId === where.conversationId ||
    (button === 'undo' && !press.inAnyState && stored?.change.requester.tenantId === who.tenantId);
  if (!stored || !isHere)
    return { ok: false, why: 'I do not know this change here. Say "set up JIT" to start anew.' };
  const { change } = stored;
  const { state, plan } = change;
  if (press.inAnyState) return { ok: true, stored };
  const refusal = pressRefusal({ button, mode: house.approval.mode, change, who });
  if (refusal !== undefined) return { ok: false, why: refusal, state };
  if (!hasButton(button, change)) return { ok: false, why: stateSentences[state], state };
  if (state === 'in review' && new Date(change.expiresAt) <= house.now())
    return { ok: false, why: stateSentences.expired, state };
  if (digest === undefined) return { ok: true, stored };
  if (digest !== reviewDigest(change)) {
    const why = 'This click was for the review as it stood before. Look at the card as it is now.';
    return { ok: false, why, state, outdated: true };
  }
  if (isBlocked(plan.findings)) return { ok: false, why: 'This cannot be approved as it is.', state };
  return { ok: true, stored };
}

function hasButton(button: Button, change: Change): boolean {
  switch (button) {
    case 'approve':
    case 'reject':
    case 'edit':
    case 'cancel':
      return change.state === 'in review';
    case 'resume':
    case 'give up':
      return canResume(change.state);
    case 'undo':
      return canUndo(change) || isStoppedUndo(change);
  }
}

const stateSentences: Record<ChangeState, string> = {
  'in review': 'It is in review.',
  checking: 'It is approved already and being checked.',
  applying: 'It is approved already and being written.',
  applied: 'It was carried out already.',
  interrupted: 'It was begun and stopped. Use Resume on its card.',
  'waiting for sign-in': 'It was begun and waits for a sign-in. Use Resume on its card.',
  'waiting for Intune approval': 'It was begun and waits for an approval in Intune. Use Resume on its card.',
  rejected: 'It was rejected. Say "set up JIT" to start anew.',
  expired: 'The review is too old. Say "set up JIT" to start anew.',
  cancelled: 'It was cancelled. Say "set up JIT" to start anew.',
  undone: 'It was taken back already.',
};
