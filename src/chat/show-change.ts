import type { StepReport } from '../change/apply.ts';
import { canResume, isOver, type Change } from '../change/change.ts';
import { getChange, type StoredChange } from '../change/changes.ts';
import { readApplied } from '../change/read-applied.ts';
import { changeCard } from './cards/change-card.ts';
import {
  addCopy,
  getCopy,
  listCopies,
  removeCopy,
  updateCopy,
  whereOf,
  type CardCopy,
} from './card-copies.ts';
import type { House } from './commands/context.ts';
import type { Chat, Outgoing, Where } from './incoming.ts';

/** A message that cannot be edited so often in a row is gone. */
const mostFailures = 5;

/**
 * Shows a change on every copy of its card, after the answer. Edits of one message go one after another, and each ends only
 * when the newest revision stands there, so that whoever edits last leaves the newest: also between two processes. `steps`
 * are how far this process is with writing it. Never fails.
 */
export function showChange(house: House, where: Where, changeId: string, steps?: StepReport[]): void {
  if (steps) house.underWay.set(changeId, steps);
  house.later(where, async () => {
    for (const copy of await listCopies(house.records, changeId))
      house.later(whereOf(copy), (chat) => showCopy(house, chat, copy), `card ${copy.messageId}`);
  });
}

/** A new message with the card of a change, which is one of its copies from then on. */
export async function sendCard(house: House, where: Where, chat: Chat, change: Change): Promise<void> {
  const stored = await getChange(house.records, change.id);
  if (!stored) return;
  const revision = await revisionOf(house, stored);
  const messageId = await chat.send(await cardNow(house, stored.change));
  await addCopy(house.records, change.id, where, messageId, revision);
  showChange(house, where, change.id);
}

async function showCopy(house: House, chat: Chat, known: CardCopy): Promise<void> {
  const { records } = house;
  for (;;) {
    const [copy, stored] = [await getCopy(records, known), await getChange(records, known.changeId)];
    if (!copy || !stored) return;
    const revision = await revisionOf(house, stored);
    if (copy.shows === revision) {
      if (stored.change.state !== 'applying') house.underWay.delete(copy.changeId);
      return;
    }
    const message = await cardNow(house, stored.change);
    try {
      await chat.edit(copy.messageId, message);
    } catch (error) {
      return editFailed(house, chat, { copy, change: stored.change, message, error });
    }
    await updateCopy(records, copy, { shows: revision, failures: 0 });
  }
}

/**
 * While it is written, what this process knows of its steps belongs to what is shown; where it stopped half-way, its journal,
 * since a worker that counted as dead may still note how its last request ended.
 */
async function revisionOf(
  { records, now, underWay }: House,
  { change, version }: StoredChange,
): Promise<string> {
  if (change.state === 'applying') return `${version} ${JSON.stringify(underWay.get(change.id) ?? [])}`;
  if (!canResume(change.state) && change.state !== 'cancelled') return version;
  const { steps } = await readApplied(records, change, now);
  return `${version} ${JSON.stringify(steps.map(({ state, requestId }) => [state, requestId]))}`;
}

/** The card of a change as it stands, out of records; while it is written here, with the steps as they go. */
async function cardNow(house: House, change: Change): Promise<Outgoing> {
  const { records, now, underWay, approval, adminCenter } = house;
  const applied = await readApplied(records, change, now);
  const steps = change.state === 'applying' ? (underWay.get(change.id) ?? applied.steps) : applied.steps;
  return changeCard(change, { ...applied, steps }, { approval, adminCenter });
}

/** How a change ended must be told: where its card cannot be edited, as a new message. The sweep tries the card again. */
async function editFailed(
  house: House,
  chat: Chat,
  failed: { copy: CardCopy; change: Change; message: Outgoing; error: unknown },
): Promise<void> {
  const { copy, change, message, error } = failed;
  house.log.warn({ err: error, change: change.id }, 'a card could not be edited');
  const failures = copy.failures + 1;
  const mustTell = isOver(change.state) || canResume(change.state);
  if (failures === 1 && mustTell) {
    const messageId = await chat.send(message);
    await addCopy(house.records, change.id, whereOf(copy), messageId);
  }
  if (failures >= mostFailures) await removeCopy(house.records, copy);
  else await updateCopy(house.records, copy, { failures });
}

/**
 * Copies that show an older revision, as a process leaves them that ended between a move and its edits. The place of a card that
 * shows what is over for good is forgotten only here, a while later: until then an older edit of it may still be under way.
 */
export async function showLeftBehind(house: House): Promise<void> {
  for (const copy of await listCopies(house.records)) {
    const stored = await getChange(house.records, copy.changeId);
    if (!stored) continue;
    const { state, movedAt } = stored.change;
    if (copy.shows !== (await revisionOf(house, stored))) {
      if (state !== 'checking' && state !== 'applying')
        house.later(whereOf(copy), (chat) => showCopy(house, chat, copy), `card ${copy.messageId}`);
    } else if (isOverForGood(state) && house.now().getTime() - Date.parse(movedAt) > editMs)
      await removeCopy(house.records, copy);
  }
}

/** What was applied may be undone some day. */
const isOverForGood = (state: Change['state']): boolean => isOver(state) && state !== 'applied';
/** Longer than any edit takes. */
const editMs = 300_000;
