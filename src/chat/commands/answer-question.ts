import { authenticatorApps, vppTokenOf } from '../../jit/authenticator.ts';
import { hasTargets, type Draft, type OpenName, type StoredDraft } from '../drafts.ts';
import { parseSetUp, saysNoApps } from '../understand/parse-set-up.ts';
import { advance } from './advance.ts';
import type { Turn } from './context.ts';
import { giveApps, giveTargets } from './set-up.ts';
import { intentChoice, nobodyLeft, settleIntent } from './settle-intent.ts';

/** A typed answer to the open question of a draft. What it cannot be used for is said, and the question asked again. */
export async function answerQuestion(turn: Turn, stored: StoredDraft, text: string): Promise<void> {
  const { draft } = stored;
  switch (draft.question) {
    case 'apps':
      if (saysNoApps(text)) Object.assign(draft, { bundleIds: [], refused: [], question: 'targets' });
      else giveApps(draft, text, (await turn.tenant.readSnapshot({ aboutGroups: [] })).apps);
      return advance(turn, stored);
    case 'targets':
      await answerTargets(turn, draft, text);
      return advance(
        turn,
        stored,
        hasTargets(draft) ? {} : { note: 'I need at least one group, or all users.' },
      );
    case 'names':
      await answerName(turn, draft, text);
      return advance(turn, stored);
    case 'authenticator':
      draft.authenticatorAppId = await typedApp(turn, text.trim());
      return advance(turn, stored);
    case 'intent': {
      const [first] = draft.openIntents ?? [];
      if (first) settleIntent(draft, first, intentChoice(text));
      return advance(turn, stored, hasTargets(draft) ? {} : { note: nobodyLeft });
    }
    case 'all':
    case 'review':
      await turn.chat.send({ text: 'Use the buttons on the card above, or say "cancel".' });
  }
}

/** The app of the token with that name; else what was typed counts as an id, and is looked up like one. */
async function typedApp(turn: Turn, text: string): Promise<string> {
  const { apps } = await turn.tenant.readSnapshot({ aboutGroups: [] });
  const named = authenticatorApps(apps).filter(
    (app) => vppTokenOf(app)?.toLowerCase() === text.toLowerCase(),
  );
  return named.length === 1 && named[0] ? named[0].id : text;
}

async function answerTargets(turn: Turn, draft: Draft, text: string): Promise<void> {
  const { targets, appsOrTargets, apps, exclude } = parseSetUp(`for groups ${text}`);
  const include = [targets, appsOrTargets, apps].filter((part) => part !== undefined).join(', ');
  if (include !== '') await giveTargets(turn, draft, include, 'include');
  if (exclude !== undefined) await giveTargets(turn, draft, exclude, 'exclude');
}

/** A number picks from the first open question; anything else is another name for it. */
async function answerName(turn: Turn, draft: Draft, text: string): Promise<void> {
  const first = draft.openNames[0];
  if (!first) return;
  const picked = /^\d{1,2}$/.test(text.trim()) ? first.candidates[Number(text.trim()) - 1]?.id : undefined;
  await settleName(turn, draft, first, picked ?? '', picked === undefined ? text : '');
}

/**
 * Settles one open name: by the id of a candidate, `separate` (the names taken apart), `drop`, or another name that was typed.
 * An id that was not offered counts for nothing.
 */
export async function settleName(
  turn: Turn,
  draft: Draft,
  open: OpenName,
  choice: string,
  otherName: string,
): Promise<void> {
  const picked = open.candidates.find(({ id }) => id === choice);
  const list = open.role === 'include' ? draft.include : draft.exclude;
  const done = (): void => {
    draft.openNames = draft.openNames.filter((other) => other !== open);
  };
  if (otherName.trim() !== '') {
    done();
    await addNames(turn, draft, otherName, open.role);
  } else if (picked) {
    done();
    if (!list.some(({ id }) => id === picked.id)) list.push(picked);
  } else if (choice === 'drop') done();
  else if (choice === 'separate' && open.separate) {
    done();
    for (const name of open.separate) await addNames(turn, draft, `"${name}"`, open.role);
  }
}

/** Adds names to those that are settled already, instead of taking their place. */
async function addNames(turn: Turn, draft: Draft, phrase: string, role: OpenName['role']): Promise<void> {
  const before = {
    include: draft.include,
    exclude: draft.exclude,
    openNames: draft.openNames,
    everyone: draft.everyone,
  };
  await giveTargets(turn, draft, phrase, role);
  const list = role === 'include' ? 'include' : 'exclude';
  draft[list] = [
    ...before[list],
    ...draft[list].filter(({ id }) => !before[list].some((other) => other.id === id)),
  ];
  draft.openNames = [
    ...before.openNames,
    ...draft.openNames.filter((open) => !before.openNames.includes(open)),
  ];
  if (draft.everyone === undefined && before.everyone !== undefined) draft.everyone = before.everyone;
}
