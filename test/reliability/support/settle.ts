import type { Change, ChangeState } from '../../../src/change/change.ts';
import { canResume, isOver, states } from '../../../src/change/change.ts';
import { changesIn } from '../../../src/change/changes.ts';
import type { Records } from '../../../src/records/records.ts';
import type { Person } from '../../../src/sign-in/person.ts';
import { isOfOpen, standing, type Button } from './buttons.ts';
import { leaseMs, reviewMs, type Played } from './play-schedule.ts';
import type { Answer } from './protocol.ts';
import type { TwoProcesses } from './two-processes.ts';

export async function allChanges(
  records: Records,
  wanted: readonly ChangeState[] = states,
): Promise<Change[]> {
  const found: Change[] = [];
  for await (const { change } of changesIn(records, wanted)) found.push(change);
  return found;
}

export interface Settled {
  /** changes after the first sweep, and at the end */
  swept: Change[];
  ended: Change[];
  /** what was answered to a click on a button that was left standing though its change is over */
  lateAnswers: Answer[];
  /** houses that ended in the middle */
  dropped: number;
}

/** Lets time pass and both processes sweep; then whoever may resume or give up does so, and what nobody approved expires. */
export async function settle(
  two: TwoProcesses,
  { run, complaints, clicks, trace }: Played,
): Promise<Settled> {
  const sweepAfter = async (ms: number): Promise<void> => {
    await two.setClock(two.clock() + ms);
    await Promise.all([two.ask(0, { do: 'sweep' }), two.ask(1, { do: 'sweep' })]);
    complaints.push(...(await two.idle()));
  };
  const click = async (who: Person, button: Button): Promise<Answer> => {
    clicks.push({ who, button });
    const { verb, data, messageId: cardId } = button;
    const answer = await two.ask(0, { do: 'click', who, where: run.where, verb, data, cardId });
    complaints.push(...(await two.idle()));
    return answer;
  };
  await sweepAfter(leaseMs);
  const swept = await allChanges(run.records);
  for (const { id, state, approver } of swept) {
    if (!canResume(state) || !approver) continue;
    for (const verb of ['resume', 'cancel']) {
      const button = standing(run.messages).find((one) => one.verb === verb && one.data.change === id);
      const now = (await allChanges(run.records)).find((change) => change.id === id);
      if (!button || !now || isOver(now.state)) continue;
      trace.push(`at the end: ${approver.name}: ${verb}`);
      await click(approver, button);
    }
  }
  await sweepAfter(reviewMs);
  const lateAnswers: Answer[] = [];
  const over = (await allChanges(run.records)).filter(({ state }) => isOver(state));
  for (const button of standing(run.messages).filter(isOfOpen)) {
    const change = over.find(({ id }) => id === button.data.change);
    if (change) lateAnswers.push(await click(change.approver ?? change.requester, button));
  }
  return { swept, ended: await allChanges(run.records), lateAnswers, dropped: two.dropped() };
}
