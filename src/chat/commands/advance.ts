import { chooseAuthenticator } from '../../jit/authenticator.ts';
import { askApps, askTargets, chooseAuthenticatorCard, chooseNames } from '../cards/draft-cards.ts';
import { hasTargets, type StoredDraft } from '../drafts.ts';
import type { Turn } from './context.ts';
import { presentDraft } from './present.ts';
import { showReview } from './show-review.ts';
import { pickableApps } from './take-apps.ts';

/**
 * Asks for the first thing that is missing, one thing a turn; when nothing is, shows the review. The draft is written before
 * anything is shown.
 */
export async function advance(
  turn: Turn,
  stored: StoredDraft,
  options: { note?: string } = {},
): Promise<void> {
  const { draft } = stored;
  const note = options.note === undefined ? {} : { note: options.note };
  if (draft.bundleIds === undefined || draft.question === 'apps') {
    draft.question = 'apps';
    const { apps } = await turn.tenant.readSnapshot({ aboutGroups: [] });
    const offered = pickableApps(apps);
    await presentDraft(turn, stored, askApps(draft, offered.apps, { more: offered.more, ...note }));
  } else if (!hasTargets(draft)) {
    draft.question = 'targets';
    await presentDraft(turn, stored, askTargets(draft, note));
  } else if (draft.openNames.length > 0) {
    draft.question = 'names';
    await presentDraft(turn, stored, chooseNames(draft));
  } else {
    const aboutGroups = [...draft.include, ...draft.exclude].map(({ id }) => id);
    const snapshot = await turn.tenant.readSnapshot({ aboutGroups });
    const choice = chooseAuthenticator(snapshot.apps, draft.authenticatorAppId);
    if (choice.choice === 'gone') {
      delete draft.authenticatorAppId;
      return advance(turn, stored);
    }
    if (choice.choice === 'ask') {
      draft.question = 'authenticator';
      await presentDraft(turn, stored, chooseAuthenticatorCard(draft, choice.apps.map(authenticatorChoice)));
    } else {
      await showReview(turn, stored, snapshot);
    }
  }
}

const authenticatorChoice = (app: {
  id: string;
  displayName: string;
  vppTokenOrganizationName?: string | null;
}): { title: string; value: string } => ({
  title: `${app.displayName} (${app.vppTokenOrganizationName ?? 'volume purchase'}, id ${app.id.slice(0, 8)})`,
  value: app.id,
});
