import { takeApps } from './take-apps.ts';
import type { Command } from '../commands.ts';
import { newDraft, startDraft, type Draft } from '../drafts.ts';
import { advance } from './advance.ts';
import type { Turn } from './context.ts';
import { closedCard } from '../cards/change-card.ts';
import { resolveGroups } from './resolve-groups.ts';

type SetUp = Extract<Command, { command: 'set-up' }>;

/** `set up JIT …`: a new draft out of what the sentence holds, and then the first question or the review. */
export async function setUp(turn: Turn, said: SetUp): Promise<void> {
  const { house, who, where, tenant } = turn;
  const draft = newDraft(house.newId());
  const command = await settleOpenPhrase(turn, said);
  if (command.noApps) Object.assign(draft, { bundleIds: [], question: 'targets' });
  const [snapshot] = await Promise.all([
    command.apps === undefined ? undefined : tenant.readSnapshot({ aboutGroups: [] }),
    command.targets === undefined ? undefined : giveTargets(turn, draft, command.targets, 'include'),
    command.exclude === undefined ? undefined : giveTargets(turn, draft, command.exclude, 'exclude'),
  ]);
  if (command.apps !== undefined && snapshot) giveApps(draft, command.apps, snapshot.apps);
  const { replaced, ...stored } = await startDraft(house.records, who, where, draft);
  // A review stays what it is: it has its own buttons. An unanswered question does not.
  if (replaced?.cardId !== undefined && replaced.question !== 'review')
    await turn.chat.edit(replaced.cardId, closedCard('Replaced by a newer request', []));
  await advance(turn, stored);
}

/** One "for" with plain names: apps of the tenant if all of them are, else groups. */
async function settleOpenPhrase(turn: Turn, said: SetUp): Promise<SetUp> {
  const { appsOrTargets, ...command } = said;
  if (appsOrTargets === undefined) return command;
  const [{ apps }, groups] = await Promise.all([
    turn.tenant.readSnapshot({ aboutGroups: [] }),
    resolveGroups({ tenant: turn.tenant, phrase: appsOrTargets, role: 'include' }),
  ]);
  const taken = takeApps(appsOrTargets, apps);
  const areApps = taken.accepted.length > 0 && !taken.wantsCorrection && groups.groups.length === 0;
  return areApps ? { ...command, apps: appsOrTargets } : { ...command, targets: appsOrTargets };
}

/** Puts apps into the draft; what was refused is shown on the next card, and asked for again where a correction is wanted. */
export function giveApps(draft: Draft, text: string, apps: Parameters<typeof takeApps>[1]): void {
  const taken = takeApps(text, apps);
  draft.bundleIds = taken.accepted;
  draft.refused = taken.refused.map(({ id, sentence, remedy }) => ({ id, sentence, remedy }));
  draft.question = taken.wantsCorrection || taken.accepted.length === 0 ? 'apps' : 'targets';
}

/** Puts names of one role into the draft, in place of those that stood there. */
export async function giveTargets(
  turn: Turn,
  draft: Draft,
  phrase: string,
  role: 'include' | 'exclude',
): Promise<void> {
  const known = [...draft.include, ...draft.exclude];
  const { everyone, groups, open } = await resolveGroups({ tenant: turn.tenant, phrase, role, known });
  const [kind] = everyone;
  if (role === 'include') {
    draft.include = groups;
    if (kind === undefined) delete draft.everyone;
    else draft.everyone = kind;
  } else draft.exclude = groups;
  draft.openNames = [...draft.openNames.filter((other) => other.role !== role), ...open];
}
