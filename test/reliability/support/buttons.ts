import { z } from 'zod/v4';
import type { Outgoing } from '../../../src/chat/incoming.ts';

/** A button of a message, as a person would see it. */
export interface Button {
  messageId: string;
  verb: string;
  /** without the inputs of the card */
  data: { change?: string; digest?: string; draft?: string };
}

const cardSchema = z.object({
  actions: z
    .array(
      z.object({
        verb: z.string().optional(),
        data: z
          .object({
            change: z.string().optional(),
            digest: z.string().optional(),
            draft: z.string().optional(),
          })
          .optional(),
      }),
    )
    .optional(),
});

/** Buttons of one state of a message. */
export function buttonsOf(messageId: string, message: Outgoing): Button[] {
  if (!('card' in message)) return [];
  const { actions = [] } = cardSchema.parse(message.card);
  return actions.flatMap(({ verb, data = {} }) => (verb === undefined ? [] : [{ messageId, verb, data }]));
}

/** Buttons that stand now, or that ever stood, in the order of messages. */
export const standing = (messages: Map<string, Outgoing[]>): Button[] =>
  [...messages].flatMap(([id, states]) => buttonsOf(id, states.at(-1)!));
export const everStood = (messages: Map<string, Outgoing[]>): Button[] =>
  [...messages].flatMap(([id, states]) => states.flatMap((state) => buttonsOf(id, state)));

/** A button that only a change has that is not over: what is set up may still be undone, and looked at. */
export const isOfOpen = ({ verb, data }: Button): boolean =>
  data.change !== undefined && verb !== 'undo' && verb !== 'check-change';
