import type { Change } from '../../change/change.ts';
import { isSamePerson } from '../../change/may-press.ts';
import { isUndo, onlyCloses } from '../../jit/plan.ts';
import type { Person } from '../../sign-in/person.ts';
import { whatIsTaken } from '../cards/step-texts.ts';
import type { Chat } from '../incoming.ts';

/** Tells who asked what became of it, where somebody else decided: an edited card notifies nobody. */
export async function tellRequester(chat: Chat, change: Change, by: Person): Promise<void> {
  const { requester, policyName } = change;
  if (isSamePerson(requester, by)) return;
  const outcome = outcomeOf(change, by);
  if (outcome === undefined) return;
  await chat.send({ text: `${requester.name}: ${outcome} (${policyName})` });
}

function outcomeOf({ state, plan, outcome, approver }: Change, who: Person): string | undefined {
  const by = who.name;
  const what = onlyCloses(plan)
    ? 'it is closed with nothing taken back'
    : `${whatIsTaken(plan)} is ${isUndo(plan) ? 'taken back' : 'set up'}`;
  switch (state) {
    case 'applied':
      return outcome?.verified
        ? `${by} approved it, and ${what}.`
        : `${by} approved it, and it was written, but please look: the card says at what.`;
    case 'rejected':
      return `${by} rejected it. Nothing was written.`;
    case 'in review':
      return `${by} selected Approve, but nothing was written; the review says why.`;
    case 'waiting for Intune approval':
    case 'waiting for sign-in':
    case 'interrupted':
      return approver && isSamePerson(approver, who)
        ? `${by} approved it, but it stopped before the end; the card says where it stands.`
        : `${by} selected Resume, but it did not go on; the card says why.`;
    case 'checking':
    case 'applying':
    case 'expired':
    case 'cancelled':
    case 'undone':
      return undefined;
  }
}
