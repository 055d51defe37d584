import { z } from 'zod/v4';
import type { Outcome } from '../teams/execute-action.ts';
import { fileButtons, type FileCard } from '../teams/file-cards.ts';
import type { AdaptiveCard, Delivered } from '../teams/types.ts';

const verbs = { allow: 'practice-allow-file', decline: 'practice-decline-file' } as const;
const bold = (text: string) => ({ type: 'TextBlock', text, wrap: true, weight: 'Bolder' });

/** The Playground knows no file cards: the question as a card with the two buttons of Teams, the file as a link. */
export function fileOnScreen(card: FileCard): AdaptiveCard {
  const { type, version } = { type: 'AdaptiveCard', version: '1.5' } as const;
  if (card.contentType === 'application/vnd.microsoft.teams.card.file.info') {
    const actions = [{ type: 'Action.OpenUrl', title: 'Download', url: card.contentUrl }];
    return { type, version, body: [bold(card.name)], actions };
  }
  const about = { type: 'TextBlock', text: card.content.description ?? '', wrap: true };
  const asked = { type: 'TextBlock', text: 'May this file go to your OneDrive?', wrap: true };
  const actions = (['allow', 'decline'] as const).map((one) => ({
    ...{ type: 'Action.Execute', title: fileButtons[one], verb: verbs[one], data: {} },
  }));
  return { type, version, body: [bold(card.name), about, asked], actions };
}

/** What stands below the card after a press. */
export const fileOutcome = ({ status }: Delivered, allow: boolean): Outcome =>
  status === 200
    ? { outcome: 'message', text: allow ? 'Allowed.' : 'Declined.' }
    : { outcome: 'error', text: `The app did not take it (HTTP ${status}).` };

const pressed = z.looseObject({ action: z.looseObject({ verb: z.enum([verbs.allow, verbs.decline]) }) });

/** What was pressed on such a card; undefined: neither of the two. */
export function isAllowed(value: unknown): boolean | undefined {
  const parsed = pressed.safeParse(value);
  return parsed.success ? parsed.data.action.verb === verbs.allow : undefined;
}
