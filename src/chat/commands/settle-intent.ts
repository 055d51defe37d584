import { authenticatorApps, objectPhrase } from '../../jit/authenticator.ts';
import {
  answerFor,
  intentsElsewhere,
  isBeside,
  otherIntents,
  type OtherIntent,
} from '../../jit/other-intent.ts';
import type { IosApp, Snapshot } from '../../jit/snapshot.ts';
import type { Target } from '../../jit/plan.ts';
import { targetKey, targetName } from '../../jit/targets.ts';
import type { Draft, OpenIntent } from '../drafts.ts';

/**
 * The targets that have Authenticator as available or uninstall, and of which nobody said yet what shall become of that; the
 * same of further Authenticator objects, except for an uninstall, which the review refuses.
 */
export function openIntents(
  draft: Draft,
  app: IosApp,
  targets: readonly Target[],
  snapshot: Snapshot,
): OpenIntent[] {
  const question = ({ target, intent, canChange }: OtherIntent): OpenIntent => ({
    key: targetKey(target),
    name: targetName(snapshot, target),
    ...{ intent, canChange },
  });
  const own = otherIntents(app, targets).filter((other) => answerFor(other, draft) === undefined);
  const others = authenticatorApps(snapshot.apps).filter(({ id }) => id !== app.id);
  const elsewhere = intentsElsewhere({ app, others, targets, answers: draft }).filter(
    (other) => other.intent !== 'uninstall' && !isBeside(other, draft),
  );
  const assigning = objectPhrase(app);
  const first = elsewhere.filter(
    ({ target }, at) => elsewhere.findIndex((one) => targetKey(one.target) === targetKey(target)) === at,
  );
  return [
    ...own.map(question),
    ...first.map((other) => ({
      ...question(other),
      elsewhere: { has: objectPhrase(other.app), assigning },
    })),
  ];
}

export const nobodyLeft = 'Nobody is left. I need at least one group, or all users.';

/** Takes what a person decided about one target; anything that was not offered counts for nothing. */
export function settleIntent(draft: Draft, open: OpenIntent, choice: string): void {
  const { key, canChange, elsewhere } = open;
  if (choice === 'required' && elsewhere) draft.besideIntent = [...(draft.besideIntent ?? []), key];
  else if (choice === 'required' && canChange) draft.changeIntent = [...(draft.changeIntent ?? []), key];
  else if (choice === 'keep' && !elsewhere) draft.keepIntent = [...(draft.keepIntent ?? []), key];
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
