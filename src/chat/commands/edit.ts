import { cancelled } from '../../change/audit.ts';
import type { Change } from '../../change/change.ts';
import { isUndo, type SetUpRequest } from '../../jit/plan.ts';
import type { StoredChange } from '../../change/changes.ts';
import { moveTold } from '../../change/move-told.ts';
import { editCard } from '../cards/draft-cards.ts';
import { getDraft, newDraft, startDraft, type ChosenGroup, type Draft } from '../drafts.ts';
import type { Outgoing, Where } from '../incoming.ts';
import type { Person } from '../../sign-in/person.ts';
import type { House } from './context.ts';

/**
 * `Edit` on a review: that review is over, and its inputs come back filled in on the same card. Undefined: another click was
 * first.
 */
export async function startEdit(
  house: House,
  click: { who: Person; where: Where; stored: StoredChange; cardId: string | undefined },
): Promise<Outgoing | undefined> {
  const { who, where, stored } = click;
  const event = cancelled(stored.change, who, 'edit');
  const closed = await moveTold(house, stored, 'cancelled', { event, patch: { endedBy: who } });
  if (!closed) return undefined;
  await closed.tell();
  const current = await getDraft(house.records, who, where);
  const draft =
    current?.draft.changeId === stored.change.id
      ? { ...current.draft }
      : draftOf(stored.change, house.newId());
  draft.id = house.newId();
  draft.question = 'all';
  delete draft.changeId;
  // What becomes of other intents is asked anew, since targets may change.
  for (const decided of ['openIntents', 'changeIntent', 'keepIntent', 'besideIntent'] as const)
    delete draft[decided];
  if (click.cardId !== undefined) draft.cardId = click.cardId;
  await startDraft(house.records, who, where, draft);
  return editCard(draft);
}

/** The draft that led to a change, out of the change alone: for a review that is no longer the newest request. */
function draftOf(change: Change, id: string): Draft {
  const { plan } = change;
  if (isUndo(plan)) throw new Error('an undo has nothing to edit');
  const { request } = plan;
  const groups = (kind: 'group' | 'exclude-group'): ChosenGroup[] =>
    request.targets.flatMap((target) =>
      target.kind === kind
        ? [
            {
              id: target.groupId,
              displayName: change.groupNames[target.groupId] ?? target.groupId,
              detail: '',
            },
          ]
        : [],
    );
  const everyone = request.targets
    .map(({ kind }) => kind)
    .find((kind) => kind === 'all-users' || kind === 'all-devices');
  return {
    ...newDraft(id),
    bundleIds: request.bundleIds,
    ...(everyone === undefined ? {} : { everyone }),
    include: groups('group'),
    exclude: groups('exclude-group'),
    displayName: request.displayName,
    description: request.description,
    ...(isChosen(request) ? { authenticatorAppId: request.authenticatorAppId } : {}),
  };
}

/** The plan settles app and licences together, for these very targets; an app alone is what the person chose. */
const isChosen = (request: SetUpRequest): request is SetUpRequest & { authenticatorAppId: string } =>
  request.authenticatorAppId !== undefined && request.authenticatorLicences === undefined;
