import { z } from 'zod/v4';
import type { Message } from './message.ts';
import type { Outgoing, Place } from './types.ts';

const offered = 'application/vnd.microsoft.teams.card.file.consent';
const saved = 'application/vnd.microsoft.teams.card.file.info';

const consentSchema = z.looseObject({
  contentType: z.literal(offered),
  name: z.string().regex(/^[^\\/:*?"<>|]+\.[a-z0-9]+$/i),
  content: z.strictObject({
    description: z.string().optional(),
    sizeInBytes: z.int().positive(),
    acceptContext: z.unknown(),
    declineContext: z.unknown(),
  }),
});
const infoSchema = z.looseObject({
  contentType: z.literal(saved),
  name: z.string().min(1),
  contentUrl: z.url(),
  content: z.strictObject({ uniqueId: z.string().min(1), fileType: z.string().min(1) }),
});
const fileCardSchema = z.discriminatedUnion('contentType', [consentSchema, infoSchema]);

/** The cards of Teams for files (Learn, "Send and receive files using bot"): one asks, one shows what was put there. */
export type FileCard = z.infer<typeof fileCardSchema>;
export type ConsentCard = z.infer<typeof consentSchema>;
type Attached = Pick<Message, 'attachments'>;

const isFileCard = ({ contentType }: { contentType: string }): boolean =>
  contentType === offered || contentType === saved;

export function fileCardOf({ attachments }: Attached): FileCard | undefined {
  const attachment = attachments.find(isFileCard);
  return attachment && fileCardSchema.parse(attachment);
}
export function consentCardOf(message: Attached): ConsentCard | undefined {
  const card = fileCardOf(message);
  return card?.contentType === offered ? card : undefined;
}

/** What is wrong with the file cards of a message; `isKept` knows the files that were put. */
export function fileFault(
  place: Place,
  { attachments = [] }: Outgoing,
  isKept: (uniqueId: string, contentUrl: string) => boolean,
): string | undefined {
  const cards = attachments.filter(isFileCard);
  if (cards.length === 0) return undefined;
  if (place !== 'personal') return 'bots can send files in personal chats only';
  if (attachments.length > 1) return 'a file card stands alone';
  const card = fileCardSchema.safeParse(cards[0]);
  if (!card.success) return 'the file card is malformed';
  const { data } = card;
  if (data.contentType === saved && !isKept(data.content.uniqueId, data.contentUrl))
    return 'no such file was put';
  return undefined;
}

/** The titles of the buttons that Teams puts on a consent card. */
export const fileButtons = { allow: 'Allow', decline: 'Decline' } as const;

/** A file card as lines of text. */
export function fileLines(card: FileCard | undefined): string[] {
  if (!card) return [];
  if (card.contentType === saved) return [`(file: ${card.name})`];
  return [
    `(may this file go to OneDrive: ${card.name})`,
    ...(card.content.description ?? '').split(/\r?\n/),
    `[${fileButtons.allow}] [${fileButtons.decline}]`,
  ];
}
