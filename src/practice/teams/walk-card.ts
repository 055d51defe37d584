import { z } from 'zod/v4';
import type { AdaptiveCard } from './types.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every object inside a card that has a `type`, in reading order; hidden ones only if asked for. */
export function walkCard(card: unknown): Record<string, unknown>[] {
  if (Array.isArray(card)) return card.flatMap(walkCard);
  if (!isObject(card)) return [];
  const own = typeof card['type'] === 'string' ? [card] : [];
  // `data` belongs to the bot and `fallback` to other clients: neither is on the card.
  const inside = Object.entries(card).filter(([key]) => key !== 'data' && key !== 'fallback');
  return [...own, ...inside.flatMap(([, value]) => walkCard(value))];
}

const inputSchema = z.looseObject({
  type: z.enum(['Input.Text', 'Input.Number', 'Input.Date', 'Input.Time', 'Input.Toggle', 'Input.ChoiceSet']),
  id: z.string().min(1),
  label: z.string().optional(),
  title: z.string().optional(),
  value: z.union([z.string(), z.number()]).optional(),
  isRequired: z.boolean().optional(),
  regex: z.string().optional(),
  maxLength: z.number().optional(),
  errorMessage: z.string().optional(),
  isMultiSelect: z.boolean().optional(),
  choices: z.array(z.looseObject({ title: z.string(), value: z.string() })).optional(),
  'choices.data': z.looseObject({ type: z.literal('Data.Query'), dataset: z.string() }).optional(),
  valueOn: z.string().optional(),
  valueOff: z.string().optional(),
});
export type CardInput = z.infer<typeof inputSchema>;

export const inputsOf = (card: AdaptiveCard): CardInput[] =>
  walkCard(card)
    .filter((element) => String(element['type']).startsWith('Input.'))
    .map((element) => inputSchema.parse(element));

/** The name a person knows an input by: its label, or the text beside a toggle. */
export const inputName = (input: CardInput): string => input.label ?? input.title ?? input.id;

const actionSchema = z.looseObject({
  type: z.enum([
    'Action.Execute',
    'Action.Submit',
    'Action.OpenUrl',
    'Action.ShowCard',
    'Action.ToggleVisibility',
    'Action.ResetInputs',
  ]),
  title: z.string().optional(),
  verb: z.string().optional(),
  data: z.unknown().optional(),
  url: z.string().optional(),
  associatedInputs: z.enum(['auto', 'none']).optional(),
  isEnabled: z.boolean().optional(),
});
export type CardAction = z.infer<typeof actionSchema>;

/** The buttons of a card, those of a nested card among them. */
export const actionsOf = (card: AdaptiveCard): CardAction[] =>
  walkCard({ ...card, refresh: undefined })
    .filter((element) => String(element['type']).startsWith('Action.'))
    .map((element) => actionSchema.parse(element));
