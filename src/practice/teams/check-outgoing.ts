import {
  adaptiveCardSchema,
  adaptiveContentType,
  type Attachment,
  type Outgoing,
  outgoingSchema,
} from './types.ts';
import { actionsOf, inputsOf } from './walk-card.ts';

/** Bytes of card JSON that every Teams surface takes; over it Teams answers 413 `MessageSizeTooBig`. */
export const largestCard = 28 * 1024;

export type Checked =
  { ok: true; outgoing: Outgoing } | { ok: false; status: 400 | 413; code: string; message: string };

function cardFault(attachment: Attachment): string | undefined {
  if (attachment.contentType !== adaptiveContentType) return undefined;
  const card = adaptiveCardSchema.safeParse(attachment.content);
  if (!card.success) return 'the card is no AdaptiveCard with a version';
  if (Number(card.data.version) > 1.5)
    return `version ${card.data.version} of a card is not supported, 1.5 is`;
  try {
    const ids = inputsOf(card.data).map((input) => input.id);
    actionsOf(card.data);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    return twice ? `two inputs have the id ${twice}` : undefined;
  } catch {
    return 'an input or an action of the card is malformed';
  }
}

/** What the connector checks before it takes an activity of the bot. */
export function checkOutgoing(body: unknown): Checked {
  const parsed = outgoingSchema.safeParse(body);
  const bad = (message: string): Checked => ({ ok: false, status: 400, code: 'BadSyntax', message });
  if (!parsed.success)
    return bad(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  const { text, attachments = [] } = parsed.data;
  if (parsed.data.type === 'message' && !text && attachments.length === 0)
    return bad('a message needs a text or an attachment');
  for (const attachment of attachments) {
    const fault = cardFault(attachment);
    if (fault) return bad(fault);
  }
  const size = Math.max(
    0,
    ...attachments.map(({ content }) => Buffer.byteLength(JSON.stringify(content ?? ''))),
  );
  if (size > largestCard)
    return {
      ...{ ok: false, status: 413, code: 'MessageSizeTooBig' },
      message: `the card has ${size} bytes, ${largestCard} are allowed`,
    };
  return { ok: true, outgoing: parsed.data };
}
