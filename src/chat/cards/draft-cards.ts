import type { Draft, OpenName } from '../drafts.ts';
import type { Outgoing } from '../incoming.ts';
import { cardMessage } from './render.ts';

/** The questions of setting up, one card each. All data is plain; see render.ts. */

const refusedPart = (draft: Draft): object => ({
  hasRefused: draft.refused.length > 0,
  refusedTitle: draft.refused.length === 1 ? 'I cannot use this one' : 'I cannot use these',
  refused: draft.refused,
});
const notePart = (note: string | undefined): object => ({ hasNote: note !== undefined, note: note ?? '' });

/** Groups as the person may type them back: names with a separator in them are quoted. */
export const typedGroups = (groups: { displayName: string }[]): string =>
  groups
    .map(({ displayName }) => (/[,;&+"]|\band\b/i.test(displayName) ? `"${displayName}"` : displayName))
    .join('; ');

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
      groups: typedGroups(draft.include),
      everyone: String(draft.everyone === 'all-users'),
      exclude: typedGroups(draft.exclude),
    },
    'Who should get it?',
  );
}

export function chooseNames(draft: Draft, options: { note?: string } = {}): Outgoing {
  const one = draft.openNames.length === 1;
  return cardMessage(
    'choose-names',
    {
      draft: draft.id,
      ...notePart(options.note),
      title: one ? 'Which group do you mean?' : 'Which groups do you mean?',
      names: draft.openNames.map((open, at) => ({ at: String(at), ...nameQuestion(open) })),
    },
    'Which group do you mean?',
  );
}

function nameQuestion(open: OpenName): object {
  const except = open.role === 'exclude' ? 'Except ' : '';
  const choices = open.candidates.map(({ id, displayName, detail }) => ({
    title: `${displayName} (${detail})`,
    value: id,
  }));
  if (open.separate)
    choices.push({ title: `Separate groups: ${open.separate.join(' + ')}`, value: 'separate' });
  choices.push({ title: 'None of these: leave it out', value: 'drop' });
  const found = open.candidates.length > 0;
  return {
    heading: `${except}\u201C${open.name}\u201D`,
    explanation: !found
      ? 'No group with such a name is visible to you.'
      : open.separate
        ? 'This is the name of one group, and also of separate ones.'
        : open.exact
          ? 'Several groups have exactly this name.'
          : 'No group has exactly this name. These are near:',
    hasChoices: true,
    label: `Group for ${open.name}`,
    otherLabel: `Another name instead of ${open.name}`,
    choices,
  };
}

export function chooseAuthenticatorCard(draft: Draft, apps: PickableApp[]): Outgoing {
  return cardMessage('choose-authenticator', { draft: draft.id, apps }, 'Which Microsoft Authenticator?');
}

export function editCard(draft: Draft, options: { note?: string } = {}): Outgoing {
  return cardMessage(
    'edit',
    {
      draft: draft.id,
      ...notePart(options.note),
      ...refusedPart(draft),
      bundleIds: (draft.bundleIds ?? []).join('\n'),
      groups: typedGroups(draft.include),
      everyone: String(draft.everyone === 'all-users'),
      exclude: typedGroups(draft.exclude),
      name: draft.displayName ?? '',
      description: draft.description ?? '',
    },
    'Edit before review',
  );
}
