import type { Click } from '../commands.ts';
import { hasTargets, type Draft, type StoredDraft } from '../drafts.ts';
import { saysNoApps } from '../understand/parse-set-up.ts';
import { advance } from './advance.ts';
import { settleName } from './answer-question.ts';
import { editCard } from '../cards/draft-cards.ts';
import type { Turn } from './context.ts';
import { presentDraft } from './present.ts';
import { giveApps, giveTargets } from './set-up.ts';
import { nobodyLeft, settleIntent } from './settle-intent.ts';

/** The clicks that carry the inputs of a question's card. */
export type FormClick = Extract<
  Click,
  {
    verb:
      | 'give-apps'
      | 'no-apps'
      | 'give-targets'
      | 'choose-names'
      | 'choose-authenticator'
      | 'choose-intent'
      | 'give-all';
  }
>;

/** Takes what was filled in, and goes on to the next question or the review. Inputs are as hostile as typed text. */
export async function takeForm(turn: Turn, stored: StoredDraft, click: FormClick): Promise<void> {
  const { draft } = stored;
  switch (click.verb) {
    case 'no-apps':
      Object.assign(draft, { bundleIds: [], refused: [], question: 'targets' });
      return advance(turn, stored);
    case 'give-apps': {
      const text = [click.data.picked, click.data.bundleIds].filter((part) => part?.trim()).join('\n');
      if (text === '')
        return advance(turn, stored, { note: 'Pick or type at least one app, or choose "No other apps".' });
      await takeAppsText(turn, draft, text);
      return advance(turn, stored);
    }
    case 'give-targets':
      await takeTargets(turn, draft, click.data);
      return advance(
        turn,
        stored,
        hasTargets(draft) ? {} : { note: 'I need at least one group, or all users.' },
      );
    case 'choose-names': {
      const input = inputOf(click.data);
      for (const [at, open] of [...draft.openNames].entries())
        await settleName(turn, draft, open, input(`choice${at}`), input(`name${at}`));
      return advance(turn, stored);
    }
    case 'choose-authenticator':
      if (click.data.app !== undefined) draft.authenticatorAppId = click.data.app;
      return advance(turn, stored);
    case 'choose-intent': {
      const input = inputOf(click.data);
      for (const [at, open] of (draft.openIntents ?? []).entries())
        settleIntent(draft, open, input(`intent${at}`));
      return advance(turn, stored, hasTargets(draft) ? {} : { note: nobodyLeft });
    }
    case 'give-all':
      return takeAll(turn, stored, click.data);
  }
}

const inputOf =
  (data: Readonly<Record<string, unknown>>) =>
  (name: string): string => {
    const value = data[name];
    return typeof value === 'string' ? value : '';
  };

async function takeAppsText(turn: Turn, draft: Draft, text: string): Promise<void> {
  if (saysNoApps(text)) Object.assign(draft, { bundleIds: [], refused: [], question: 'targets' });
  else giveApps(draft, text, (await turn.tenant.readSnapshot({ aboutGroups: [] })).apps);
}

/** "Everyone" ticked counts instead of the groups beside it. */
async function takeTargets(
  turn: Turn,
  draft: Draft,
  data: { groups?: string; everyone?: string; exclude?: string },
): Promise<void> {
  await giveTargets(turn, draft, data.everyone === 'true' ? 'all users' : (data.groups ?? ''), 'include');
  await giveTargets(turn, draft, data.exclude ?? '', 'exclude');
}

async function takeAll(
  turn: Turn,
  stored: StoredDraft,
  data: Extract<Click, { verb: 'give-all' }>['data'],
): Promise<void> {
  const { draft } = stored;
  const description = data.description?.trim() ?? '';
  takeNames(draft, data.name?.trim() ?? '', description);
  if (data.bundleIds?.trim()) await takeAppsText(turn, draft, data.bundleIds);
  else Object.assign(draft, { bundleIds: [], refused: [], question: 'targets' });
  await takeTargets(turn, draft, data);
  if (description.length > longestDescription) {
    const note = `The description has ${description.length} characters; I take at most ${longestDescription}.`;
    draft.question = 'all';
    await presentDraft(turn, stored, editCard(draft, { note }));
    return;
  }
  return advance(turn, stored, hasTargets(draft) ? {} : { note: 'I need at least one group, or all users.' });
}

/** Our own limit, in characters, so that a review fits into a message; Intune documents none. */
const longestDescription = 1000;

/** A name or description that was changed is the person's own and stays; a default one is made anew for the new targets. */
function takeNames(draft: Draft, name: string, description: string): void {
  if (name !== '' && (draft.ownName || name !== draft.displayName))
    Object.assign(draft, { displayName: name, ownName: true });
  else delete draft.displayName;
  if (description !== '' && (draft.ownDescription || description !== draft.description))
    Object.assign(draft, { description, ownDescription: true });
  else delete draft.description;
}
