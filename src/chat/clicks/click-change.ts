import { moveChange } from '../../change/changes.ts';
import { progressCard } from '../cards/change-cards.ts';
import { carryOut, checkApproval, takeApproval } from '../commands/approve.ts';
import { startEdit } from '../commands/edit.ts';
import { closedCard } from '../commands/present.ts';
import { deleteDraft, getDraft } from '../drafts.ts';
import type { ClickAnswer } from '../incoming.ts';
import { answerWith, refuse, showToAll, turnOf, withToken, type ClickIn } from './click.ts';

/** The buttons of a review: `Approve`, `Edit`, `Cancel`. */

const tooLate = 'It is approved already.';

export async function clickApprove(
  click: ClickIn,
  data: { change: string; digest: string },
): Promise<ClickAnswer> {
  const { house, who, where } = click;
  const check = await checkApproval(house, { who, where, changeId: data.change, digest: data.digest });
  if (!check.ok) return refuse(check.why);
  return withToken(click, 'write', async (token) => {
    const taken = await takeApproval(house, check.stored);
    if (!taken) return refuse(tooLate);
    // Not in the order of what the person says: writing takes a while, and the person may go on talking.
    house.later(where, (chat) => carryOut(turnOf(click, chat, token), taken));
    return answerWith(progressCard(taken.change, []));
  });
}

export async function clickEdit(click: ClickIn, changeId: string): Promise<ClickAnswer> {
  const { house, who, where, cardId } = click;
  const check = await checkApproval(house, { who, where, changeId });
  if (!check.ok) return refuse(check.why);
  const card = await startEdit(house, { who, where, stored: check.stored, cardId });
  return card ? showToAll(click, card) : refuse(tooLate);
}

export async function clickCancel(click: ClickIn, changeId: string): Promise<ClickAnswer> {
  const { house, who, where } = click;
  const check = await checkApproval(house, { who, where, changeId });
  if (!check.ok) return refuse(check.why);
  if (!(await moveChange(house.records, check.stored, 'cancelled'))) return refuse(tooLate);
  const draft = await getDraft(house.records, who, where);
  if (draft?.draft.changeId === changeId) await deleteDraft(house.records, who, where, draft.version);
  return showToAll(
    click,
    closedCard('Cancelled. Nothing was written.', [check.stored.change.plan.request.displayName]),
  );
}
