import { canResume, canUndo, type Change, type ChangeState } from '../../change/change.ts';
import { isUndo } from '../../jit/plan.ts';
import type { Outgoing } from '../incoming.ts';
import { placeTexts } from './note-lines.ts';
import { cardMessage } from './render.ts';

/** So many fit into one message with room to spare. */
const most = 12;

/** Changes that wait, the newest first; those of this conversation with a button that shows their card again. */
export function pendingCard(changes: Change[], conversationId: string): Outgoing {
  const title =
    changes.length === 0
      ? 'Nothing is pending'
      : changes.length === 1
        ? 'One change is pending'
        : `${changes.length} changes are pending`;
  const left = changes.length - most;
  return cardMessage(
    'pending',
    {
      title,
      changes: changes.slice(0, most).map((change) => ({
        ...{ policyName: change.policyName, changeId: change.id, state: stateTexts[change.state] },
        line: `${isUndo(change.plan) ? 'Taking back' : 'Setting up'}, asked for by ${change.requester.name} ${placeTexts[change.place]} on ${change.createdAt.slice(0, 16).replace('T', ' ')} UTC`,
        isHere: change.conversationId === conversationId,
        // Its card is elsewhere, and whoever asked may be gone: taking it back is open to everybody.
        canUndo: change.conversationId !== conversationId && canResume(change.state) && canUndo(change),
      })),
      hasMore: left > 0,
      more: `${left} more are not shown here.`,
    },
    title,
  );
}

const stateTexts: Partial<Record<ChangeState, string>> = {
  'in review': 'In review',
  checking: 'Being checked',
  applying: 'Being written',
  interrupted: 'Stopped half-way',
  'waiting for sign-in': 'Waits for a sign-in',
  'waiting for Intune approval': 'Waits for Intune',
};
