import type { Draft, OpenIntent, OpenName } from '../drafts.ts';
import type { Outgoing } from '../incoming.ts';
import { cardMessage } from './render.ts';

/** The questions of setting up, one card each. All data is plain; see render.ts. */

/** A long paste of nonsense must still fit on a card. */
const mostRefused = 10;

const refusedPart = ({ refused }: Draft): object => ({
  hasRefused: refused.length > 0,
  refusedTitle:
    refused.length === 1
      ? 'I cannot use this one'
      : refused.length <= mostRefused
        ? 'I cannot use these'
        : `I cannot use ${refused.length} of them; the first ${mostRefused} are`,
  refused: refused.slice(0, mostRefused),
});
const notePart = (note: string | undefined): object => ({ hasNote: note !== undefined, note: note ?? '' });

/** Groups as the person may type them back: names with a separator in them are quoted. */
const typedGroups = (groups: { displayName: string }[]): string =>
  groups
    .map(({ displayName }) => (/[,;&+"]|\band\b/i.test(displayName) ? `"${displayName}"` : displayName))
    .join('; ');

/** What stands in the field of a role: groups that are settled, and names that are still open, as they were typed. */
const typedFor = (draft: Draft, role: OpenName['role']): string =>
  typedGroups([
    ...draft[role],
    ...draft.openNames.filter((open) => open.role === role).map(({ name }) => ({ displayName: name })),
  ]);

export interface PickableApp {
  title: string;
  value: string;
}

export function askApps(
  draft: Draft,
  apps: PickableApp[],
  options: { note?: string; more: boolean },
): Outgoing {
  const pickable = new Set(apps.map(({ value }) => value.toLowerCase()));
  const chosen = draft.bundleIds ?? [];
  return cardMessage(
    'ask-apps',
    {
      draft: draft.id,
      ...notePart(options.note),
      ...refusedPart(draft),
      hasApps: apps.length > 0,
      appsLabel: options.more ? `Apps of your tenant (the first ${apps.length})` : 'Apps of your tenant',
      apps,
      picked: chosen.filter((id) => pickable.has(id.toLowerCase())).join(','),
      bundleIds: chosen.filter((id) => !pickable.has(id.toLowerCase())).join('\n'),
    },
    'Which apps should sign in with SSO?',
  );
}

export function askTargets(draft: Draft, options: { note?: string } = {}): Outgoing {
  const ids = draft.bundleIds ?? [];
  return cardMessage(
    'ask-targets',
    {
      draft: draft.id,
      ...notePart(options.note),
      ...refusedPart(draft),
      appsLine: ids.length === 0 ? "only Microsoft's own" : ids.join(', '),
      groups: typedFor(draft, 'include'),
      everyone: String(draft.everyone === 'all-users'),
      exclude: typedFor(draft, 'exclude'),
    },
    'Who should get it?',
  );
}

/** So many names are asked about on one card; the others come after them. */
const mostNames = 6;

export function chooseNames(draft: Draft, options: { note?: string } = {}): Outgoing {
  const one = draft.openNames.length === 1;
  return cardMessage(
    'choose-names',
    {
      draft: draft.id,
      ...notePart(options.note),
      title: one ? 'Which group do you mean?' : 'Which groups do you mean?',
      names: draft.openNames
        .slice(0, mostNames)
        .map((open, at) => ({ at: String(at), ...nameQuestion(open) })),
    },
    'Which group do you mean?',
  );
}

function nameQuestion(open: OpenName): object {
  const choices = open.candidates.map(({ id, displayName, detail }) => ({
    title: `${displayName} (${detail})`,
    value: id,
  }));
  if (open.separate)
    choices.push({ title: `Separate groups: ${open.separate.join(' + ')}`, value: 'separate' });
  choices.push({ title: 'Leave it out', value: 'drop' });
  return {
    explanation: `${open.role === 'exclude' ? 'To be left out: ' : ''}${explain(open)}`,
    label: `Group for ${open.name}`,
    choices,
    hasOther: !open.exact,
    otherLabel: `Another name instead of ${open.name}`,
  };
}

function explain({ name, candidates, exact, separate }: OpenName): string {
  if (candidates.length === 0) return `No group called \u201C${name}\u201D is visible to you.`;
  if (separate) return `\u201C${name}\u201D is one group, and also ${separate.length} others.`;
  return exact
    ? `Several groups are called \u201C${name}\u201D.`
    : `No group is called exactly \u201C${name}\u201D. These are near:`;
}

export function chooseAuthenticatorCard(draft: Draft, apps: PickableApp[]): Outgoing {
  return cardMessage('choose-authenticator', { draft: draft.id, apps }, 'Which Microsoft Authenticator?');
}

/** So many targets are asked about on one card; the others come after them. */
const mostIntents = 6;

export function chooseIntentCard(draft: Draft, options: { note?: string } = {}): Outgoing {
  const open = draft.openIntents ?? [];
  return cardMessage(
    'choose-intent',
    {
      draft: draft.id,
      ...notePart(options.note),
      targets: open.slice(0, mostIntents).map((one, at) => ({ at: String(at), ...intentQuestion(one) })),
    },
    'What shall become of Microsoft Authenticator?',
  );
}

function intentQuestion({ name, intent, canChange, elsewhere }: OpenIntent): object {
  if (elsewhere) {
    return {
      explanation: `${name} has another Microsoft Authenticator as ${intent}: ${elsewhere.has}, which I do not change.`,
      label: `The other Microsoft Authenticator for ${name}`,
      choices: [
        { title: `Require ${elsewhere.assigning} besides`, value: 'required' },
        { title: `Leave ${name} out of JIT registration`, value: 'out' },
      ],
    };
  }
  const uninstall = intent === 'uninstall';
  return {
    explanation: uninstall
      ? `${name} has Microsoft Authenticator set to uninstall.`
      : `${name} has Microsoft Authenticator as ${intent}${canChange ? '' : ', by a policy set, which I cannot change'}.`,
    label: `Microsoft Authenticator for ${name}`,
    choices: [
      ...(canChange ? [{ title: 'Make it required, so that it is installed', value: 'required' }] : []),
      { title: `Leave ${name} out of JIT registration`, value: 'out' },
      {
        title: uninstall
          ? 'Keep it as it is: JIT registration will not work for them'
          : 'Keep it as it is: JIT registration will not work for those without it',
        value: 'keep',
      },
    ],
  };
}

export function editCard(draft: Draft, options: { note?: string } = {}): Outgoing {
  return cardMessage(
    'edit',
    {
      draft: draft.id,
      ...notePart(options.note),
      ...refusedPart(draft),
      bundleIds: (draft.bundleIds ?? []).join('\n'),
      groups: typedFor(draft, 'include'),
      everyone: String(draft.everyone === 'all-users'),
      exclude: typedFor(draft, 'exclude'),
      name: draft.displayName ?? '',
      description: draft.description ?? '',
    },
    'Edit before review',
  );
}
