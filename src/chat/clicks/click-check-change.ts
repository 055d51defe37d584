import { getChange } from '../../change/changes.ts';
import type { Change } from '../../change/change.ts';
import { isUndo } from '../../jit/plan.ts';
import { findForPress } from '../commands/find-for-press.ts';
import { answerAbout } from '../commands/answer-why.ts';
import type { Subject } from '../commands/show-subjects.ts';
import type { ClickAnswer } from '../incoming.ts';
import { lookLater, refuse, type ClickIn } from './click.ts';

/**
 * `Check now` on a change that could not be compared after writing: whether those it is for have JIT by now, as answers of
 * their own, with the rights of whoever presses. The change stays as it is.
 */
export async function clickCheckChange(click: ClickIn, changeId: string): Promise<ClickAnswer> {
  const { house } = click;
  const found = await findForPress(house, { ...click, button: 'undo', changeId, inAnyState: true });
  if (!found.ok) return refuse(found.why);
  const subjects = await whomItIsFor(click, found.stored.change);
  if (subjects.length === 0)
    return refuse('I do not know any more whom this was for. Say "which groups have JIT".');
  return lookLater({ ...click, cardId: undefined }, 'read', (turn) =>
    answerAbout(
      turn,
      subjects.map((sure) => ({ sure })),
    ),
  );
}

/** An undo is for those for whom the change was that it takes back. */
async function whomItIsFor({ house }: ClickIn, { plan }: Change): Promise<Subject[]> {
  const setUp = isUndo(plan) ? (await getChange(house.records, plan.undoes))?.change.plan : plan;
  if (!setUp || isUndo(setUp)) return [];
  return setUp.request.targets.flatMap((target): Subject[] => {
    if (target.kind === 'exclude-group') return [];
    return [target.kind === 'group' ? { kind: 'group', id: target.groupId } : { kind: target.kind }];
  });
}
