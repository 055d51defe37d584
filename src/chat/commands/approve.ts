import { applyPlan, type StepReport } from '../../change/apply.ts';
import type { Change } from '../../change/change.ts';
import { getChange, moveChange, type StoredChange } from '../../change/changes.ts';
import { describePlan } from '../../jit/describe-plan.ts';
import { planSetUp } from '../../jit/plan-set-up.ts';
import type { Person } from '../../sign-in/person.ts';
import { samePerson } from '../../sign-in/same-person.ts';
import { finalCard, progressCard } from '../cards/change-cards.ts';
import { isBlocked, reviewCard } from '../cards/review-card.ts';
import type { Where } from '../incoming.ts';
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
  failed: 'It was tried already and stopped. Say "set up JIT" to start anew.',
  cancelled: 'It was cancelled. Say "set up JIT" to start anew.',
};

/** Takes the click: exactly one caller gets the change, now `checking`. */
export const takeApproval = (house: House, stored: StoredChange): Promise<StoredChange | undefined> =>
  moveChange(house.records, stored, 'checking');

/**
 * The second half, after the answer: the tenant is read again and planned anew. Only the very plan that was shown is
 * written; anything else goes back into review with the difference. The one message is edited to the end.
 */
export async function carryOut(turn: Turn, taken: StoredChange): Promise<void> {
  const { house, chat } = turn;
  const cardId = turn.clickedCard;
  const show = async (message: Parameters<typeof chat.edit>[1]): Promise<void> => {
    if (cardId === undefined) await chat.send(message);
    else await chat.edit(cardId, message);
  };
  const { request, digest } = taken.change.plan;
  let applying: StoredChange | undefined;
  try {
    const aboutGroups = request.targets.flatMap((target) => ('groupId' in target ? [target.groupId] : []));
    const snapshot = await turn.tenant.readSnapshot({ aboutGroups });
    const plan = planSetUp({ request, snapshot, changeId: taken.change.id });
    if (plan.digest !== digest || isBlocked(plan.findings)) {
      const shown = describePlan(plan, snapshot);
      const lines = describeDifference({ before: taken.change.shown, after: shown, findings: plan.findings });
      const back = await moveChange(house.records, taken, 'in review', { plan, shown });
      if (back)
        await show(
          reviewCard(back.change, {
            title: 'The tenant changed since this was shown. Nothing was written.',
            lines,
          }),
        );
      return;
    }
    applying = await moveChange(house.records, taken, 'applying');
  } catch (error) {
    const back = await moveChange(house.records, taken, 'in review');
    if (back)
      await show(
        reviewCard(back.change, { title: 'Nothing was written.', lines: [explainError(error, house)] }),
      );
    return;
  }
  if (!applying) return;
  const report = async (steps: StepReport[]): Promise<void> => {
    // A card that cannot be edited right now does not stop the work; the final edit tells the outcome.
    await show(progressCard(taken.change, steps)).catch((error: unknown) =>
      house.log.warn({ err: error }, 'progress not shown'),
    );
  };
  const applied = await applyPlan({
    tenant: turn.tenant,
    plan: taken.change.plan,
    newId: house.newId,
    report,
    pause: house.pause,
  });
  await moveChange(house.records, applying, applied.ok ? 'applied' : 'failed');
  house.log.info({ change: taken.change.id, ok: applied.ok, problem: applied.problem?.code }, 'change ended');
  const final = finalCard(taken.change, applied, house.adminCenter);
  // The outcome must be told: where the card is gone, as a new message.
  await show(final).catch(() => chat.send(final));
}
