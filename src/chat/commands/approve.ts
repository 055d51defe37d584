import { canResume, type Change } from '../../change/change.ts';
import type { BackInReview, CarryOut } from '../../change/carry-out.ts';
import { getChange, moveChange, type StoredChange } from '../../change/changes.ts';
import type { Person } from '../../sign-in/person.ts';
import { samePerson } from '../../sign-in/same-person.ts';
import { finalCard, progressCard } from '../cards/change-cards.ts';
import { isBlocked, reviewCard } from '../cards/review-card.ts';
import type { Outgoing, Where } from '../incoming.ts';
import type { House, Turn } from './context.ts';
import { describeDifference } from './describe-difference.ts';
import { explainError } from './explain-error.ts';

export type Approvable = { ok: true; stored: StoredChange } | { ok: false; why: string };

/** The first half of the click, from records only: is it this person's change, in review, and the plan that is on the card? */
export async function checkApproval(
  house: House,
  click: { who: Person; where: Where; changeId: string; digest?: string },
): Promise<Approvable> {
  const stored = await getChange(house.records, click.changeId);
  if (!stored || stored.change.conversationId !== click.where.conversationId)
    return { ok: false, why: 'I do not know this change here. Say "set up JIT" to start anew.' };
  const { change } = stored;
  if (!samePerson(change.requester, click.who))
    return { ok: false, why: `Only ${change.requester.name}, who asked for it, can do this.` };
  if (change.state !== 'in review') return { ok: false, why: stateSentence[change.state] };
  if (click.digest === undefined) return { ok: true, stored };
  if (click.digest !== change.plan.digest)
    return { ok: false, why: 'This card is older than the review. Use the newest card.' };
  if (isBlocked(change.plan.findings))
    return { ok: false, why: 'This cannot be approved as it is. Edit it first.' };
  return { ok: true, stored };
}

const stateSentence: Record<Exclude<Change['state'], 'in review'>, string> = {
  checking: 'It is approved already and being checked.',
  applying: 'It is approved already and being written.',
  applied: 'It was carried out already.',
  interrupted: 'It was begun and stopped. Use Resume on its card.',
  'waiting for sign-in': 'It was begun and waits for a sign-in. Use Resume on its card.',
  failed: 'It was tried already and stopped. Say "set up JIT" to start anew.',
  rejected: 'It was rejected. Say "set up JIT" to start anew.',
  expired: 'The review is too old. Say "set up JIT" to start anew.',
  cancelled: 'It was cancelled. Say "set up JIT" to start anew.',
};

/** Takes the click: exactly one caller gets the change, now `checking`. */
export const takeApproval = (
  house: House,
  stored: StoredChange,
  approver: Person,
): Promise<StoredChange | undefined> =>
  moveChange(house.records, stored, 'checking', house.now(), { approver });

/** A change that was begun, for the one whose approval it was. */
export async function checkResume(
  house: House,
  click: { who: Person; where: Where; changeId: string },
): Promise<Approvable> {
  const stored = await getChange(house.records, click.changeId);
  if (!stored || stored.change.conversationId !== click.where.conversationId)
    return { ok: false, why: 'I do not know this change here.' };
  const { approver, requester, state } = stored.change;
  const whose = approver ?? requester;
  if (!samePerson(whose, click.who))
    return { ok: false, why: `Only ${whose.name}, whose approval it was, can do this.` };
  return canResume(state)
    ? { ok: true, stored }
    : { ok: false, why: state === 'in review' ? 'It is in review.' : stateSentence[state] };
}

/** What change/ needs to carry something out, with its progress shown on the one card. */
export function carryOptions({ house, who, chat, tenant, clickedCard }: Turn): CarryOut {
  const show = async (message: Outgoing): Promise<void> => {
    if (clickedCard === undefined) await chat.send(message);
    else await chat.edit(clickedCard, message);
  };
  return {
    ...{ records: house.records, audit: house.audit, tenant, by: who, worker: house.worker },
    ...{ now: house.now, newId: house.newId, pause: house.pause },
    progress: {
      async backInReview(change, why) {
        if (change.state === 'in review') await show(reviewCard(change, backNote(house, why)));
        else await chat.send({ text: backNote(house, why).lines.join(' ') });
      },
      async begun(change, steps) {
        // A card that cannot be edited right now does not stop the work; the final edit tells the outcome.
        await show(progressCard(change, steps)).catch((error: unknown) =>
          house.log.warn({ err: error }, 'progress not shown'),
        );
      },
      async ended(change, applied) {
        house.log.info(
          { change: change.id, state: change.state, problem: applied.problem?.code },
          'change ended',
        );
        const final = finalCard(change, applied, house.adminCenter);
        // The outcome must be told: where the card is gone, as a new message.
        await show(final).catch(() => chat.send(final));
      },
    },
  };
}

function backNote(house: House, back: BackInReview): { title: string; lines: string[] } {
  if (back.why === 'moved')
    return {
      title: 'The tenant changed since this was shown. Nothing was written.',
      lines: describeDifference(back),
    };
  if (back.why === 'problem')
    return { title: 'Nothing was written.', lines: [explainError(back.problem, house)] };
  const doing = back.working ? 'is being written right now' : 'was begun and is not finished';
  return {
    title: 'Nothing was written.',
    lines: [
      `A change that ${back.by} asked for ${doing} and writes to the same objects. Try again when it is finished, undone or given up.`,
    ],
  };
}
