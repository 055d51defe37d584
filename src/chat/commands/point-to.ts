import { canUndo, isStoppedUndo, type Change, type ChangeState } from '../../change/change.ts';
import { isSamePerson } from '../../change/may-press.ts';
import { onlyCloses } from '../../jit/plan.ts';
import { placeTexts } from '../cards/note-lines.ts';
import { pendingCard } from '../cards/pending-card.ts';
import { sendCard } from '../show-change.ts';
import type { Turn } from './context.ts';
import { isTheirs, seeingRefusal } from './may-see.ts';
import { toPerson } from './reply.ts';

/**
 * Instead of undoing the last change, which is not over: what it is at, whose it is, and what can be done about it. Its card
 * comes along where it stands in this conversation; elsewhere what can be pressed from anywhere.
 */
export async function pointTo(turn: Turn, change: Change): Promise<void> {
  const { house, who, where, chat } = turn;
  const refusal = isTheirs(change, who) ? undefined : await seeingRefusal(turn, 'changes of others');
  if (refusal !== undefined) {
    await chat.send({ text: toPerson(turn, refusal) });
    return;
  }
  const isHere = change.conversationId === where.conversationId;
  await chat.send({ text: `${whatItIsAt(change)} ${nextStep(change, isHere)}` });
  if (isHere) await sendCard(house, where, chat, change);
  if (isStoppedUndo(change) || (!isHere && hasStopped(change) && canUndo(change)))
    await chat.send(pendingCard([change], where.conversationId));
}

const hasStopped = ({ state }: Change): boolean => state !== 'checking' && state !== 'applying';

const stateTexts: Partial<Record<ChangeState, string>> = {
  checking: 'was approved and is being checked right now, before it is written',
  applying: 'is being written right now',
  interrupted: 'stopped half-way',
  'waiting for sign-in': 'was approved and waits for a sign-in',
  'waiting for Intune approval': 'was approved and waits for an approval in Intune',
};

function whatItIsAt({ state, policyName, requester, approver, place }: Change): string {
  const byOther = approver && !isSamePerson(approver, requester) ? ` and ${approver.name} approved` : '';
  return `The last change ${stateTexts[state] ?? 'is not over'}: "${policyName}", which ${requester.name} asked for ${placeTexts[place]}${byOther}.`;
}

function nextStep(change: Change, isHere: boolean): string {
  if (!hasStopped(change))
    return `Wait until ${isHere ? 'its card, which follows,' : 'its card there'} says how it ended, then say "undo the last change" once more.`;
  if (onlyCloses(change.plan))
    return isHere
      ? 'On its card, which follows, Resume goes on with it, and Cancel gives it up. Where these are not yours to press, Undo below it asks anew.'
      : 'Undo asks for it anew; Resume and Cancel are on its card there.';
  if (isStoppedUndo(change))
    return isHere
      ? 'On its card, which follows, Resume goes on with it, and Cancel gives it up; what was written stays then. Where these are not yours to press, Undo below it plans anew what is still to be taken back.'
      : 'Undo plans anew what is still to be taken back; Resume and Cancel are on its card there.';
  const undo = canUndo(change) ? ', Undo takes back what of it was written' : '';
  if (isHere)
    return `On its card, which follows, Resume goes on with it${undo}, and Cancel gives it up; what was written stays then.`;
  return canUndo(change)
    ? 'Undo takes back what of it was written; Resume and Cancel are on its card there.'
    : 'Resume and Cancel are on its card there.';
}
