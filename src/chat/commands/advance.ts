import { pickAuthenticator } from '../../jit/pick-authenticator.ts';
import { vppChoices } from '../../jit/vpp-choices.ts';
import {
  askApps,
  askTargets,
  chooseAuthenticatorCard,
  chooseIntentCard,
  chooseNames,
} from '../cards/draft-cards.ts';
import { hasTargets, targetsOf, type StoredDraft } from '../drafts.ts';
import type { Turn } from './context.ts';
import { presentDraft } from './present.ts';
import { readEnrolled } from './read-enrolled.ts';
import { openIntents } from './settle-intent.ts';
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
    await settleAuthenticator(turn, stored);
  }
}

/** Which Authenticator, and what becomes of other intents of it; then the review. */
async function settleAuthenticator(turn: Turn, stored: StoredDraft): Promise<void> {
  const { draft } = stored;
  const targets = targetsOf(draft);
  const snapshot = await readEnrolled(
    turn,
    [...draft.include, ...draft.exclude].map(({ id }) => id),
  );
  const { choice } = pickAuthenticator(targets, snapshot, draft);
  if (choice.choice === 'gone') {
    delete draft.authenticatorAppId;
    return advance(turn, stored);
  }
  if (choice.choice === 'ask') {
    draft.question = 'authenticator';
    await presentDraft(turn, stored, chooseAuthenticatorCard(draft, vppChoices(choice.apps, snapshot)));
    return;
  }
  draft.openIntents = choice.choice === 'use' ? openIntents(draft, choice.app, targets, snapshot) : [];
  if (draft.openIntents.length > 0) {
    draft.question = 'intent';
    await presentDraft(turn, stored, chooseIntentCard(draft));
  } else await showReview(turn, stored, snapshot);
}
