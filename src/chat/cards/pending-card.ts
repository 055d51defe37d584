import { canResume, canUndo, isStoppedUndo, type Change, type ChangeState } from '../../change/change.ts';
import { isUndo, onlyCloses } from '../../jit/plan.ts';
import type { Outgoing } from '../incoming.ts';
import { placeTexts } from './note-lines.ts';
import { cardMessage } from './render.ts';

/** So many fit into one message with room to spare. */
const most = 12;

/**
 * Changes that wait, the newest first; those of this conversation with a button that shows their card again. `withheld`: why
 * these are only the person's own.
 */
export function pendingCard(changes: Change[], conversationId: string, withheld?: string): Outgoing {
  const title = titleOf(changes.length, withheld === undefined ? '' : ' of yours');
  const left = changes.length - most;
  return cardMessage(
    'pending',
    {
      title,
      changes: changes.slice(0, most).map((change) => ({
        ...{ policyName: change.policyName, changeId: change.id, state: stateTexts[change.state] },
        line: `${onlyCloses(change.plan) ? 'Closing' : isUndo(change.plan) ? 'Taking back' : 'Setting up'}, asked for by ${change.requester.name} ${placeTexts[change.place]} on ${change.createdAt.slice(0, 16).replace('T', ' ')} UTC${isStoppedUndo(change) && !onlyCloses(change.plan) ? '. Undo plans anew what is still to be taken back' : ''}`,
        isHere: change.conversationId === conversationId,
        // Its card is elsewhere, or has no Undo, and whoever asked may be gone: taking it back is open to everybody.
        canUndo:
          isStoppedUndo(change) ||
          (change.conversationId !== conversationId && canResume(change.state) && canUndo(change)),
      })),
      hasMore: left > 0,
      more: `${left} more are not shown here.`,
      hasWithheld: withheld !== undefined,
      withheld: withheld ?? '',
    },
    title,
  );
}

const titleOf = (count: number, whose: string): string =>
  count === 0
    ? `Nothing${whose} is pending`
    : count === 1
      ? `One change${whose} is pending`
      : `${count} changes${whose} are pending`;

const stateTexts: Partial<Record<ChangeState, string>> = {
  'in review': 'In review',
  checking: 'Being checked',
  applying: 'Being written',
  interrupted: 'Stopped half-way',
  'waiting for sign-in': 'Waits for a sign-in',
  'waiting for Intune approval': 'Waits for Intune',
};
