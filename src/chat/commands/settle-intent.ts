import { answerFor, otherIntents } from '../../jit/other-intent.ts';
import type { IosApp, Snapshot } from '../../jit/snapshot.ts';
import type { Target } from '../../jit/plan.ts';
import { targetKey, targetName } from '../../jit/targets.ts';
import type { Draft, OpenIntent } from '../drafts.ts';

/** The targets that have Authenticator as available or uninstall, and of which nobody said yet what shall become of that. */
export const openIntents = (
  draft: Draft,
  app: IosApp,
  targets: readonly Target[],
  snapshot: Snapshot,
): OpenIntent[] =>
  otherIntents(app, targets)
    .filter((other) => answerFor(other, draft) === undefined)
    .map(({ target, intent, canChange }) => ({
      key: targetKey(target),
      name: targetName(snapshot, target),
      ...{ intent, canChange },
    }));

export const nobodyLeft = 'Nobody is left. I need at least one group, or all users.';

/** Takes what a person decided about one target; anything that was not offered counts for nothing. */
export function settleIntent(draft: Draft, { key, canChange }: OpenIntent, choice: string): void {
  if (choice === 'required' && canChange) draft.changeIntent = [...(draft.changeIntent ?? []), key];
  else if (choice === 'keep') draft.keepIntent = [...(draft.keepIntent ?? []), key];
  else if (choice === 'out') {
    draft.include = draft.include.filter(({ id }) => targetKey({ kind: 'group', groupId: id }) !== key);
    if (draft.everyone === key) delete draft.everyone;
  }
}

/** A typed decision, for the first open target. */
export function intentChoice(text: string): string {
  if (/\b(?:leave|skip|without|out|drop|exclude)\b/i.test(text)) return 'out';
  if (/\b(?:keep|stay|stays|as it is)\b/i.test(text)) return 'keep';
  return /\b(?:require|required|change|yes|make)\b/i.test(text) ? 'required' : '';
}
