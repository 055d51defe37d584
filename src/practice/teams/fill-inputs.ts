import type { AdaptiveCard } from './types.ts';
import { type CardInput, inputName, inputsOf } from './walk-card.ts';

/** What a person puts into an input: text, a choice by title or value, several choices, or a toggle. */
export type Given = string | boolean | readonly string[];

/** The Teams client itself refused: no such button or input, a required input is empty … The message says which. */
export class ClientRefused extends Error {}

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

function choiceValue(input: CardInput, given: string): string {
  const choices = input.choices ?? [];
  const found = choices.find(({ title, value }) => same(title, given) || same(value, given));
  if (found) return found.value;
  if (input['choices.data']) return given;
  const known = choices.map(({ title }) => title).join(', ');
  throw new ClientRefused(`"${inputName(input)}" has no choice "${given}"; it has: ${known}`);
}

function toggleValue(input: CardInput, given: Given): string {
  const on = given === true || (typeof given === 'string' && /^(yes|true|on)$/i.test(given));
  const off = given === false || (typeof given === 'string' && /^(no|false|off)$/i.test(given));
  if (!on && !off) throw new ClientRefused(`"${inputName(input)}" takes yes or no, not "${String(given)}"`);
  return on ? (input.valueOn ?? 'true') : (input.valueOff ?? 'false');
}

/** The value that goes to the bot for what a person gave; undefined: nothing chosen. */
function valueFor(input: CardInput, given: Given | undefined): string | number | undefined {
  if (input.type === 'Input.Toggle')
    return given === undefined ? String(input.value ?? input.valueOff ?? 'false') : toggleValue(input, given);
  if (input.type === 'Input.ChoiceSet') {
    if (given === undefined)
      return input.value === undefined || input.value === '' ? undefined : String(input.value);
    const wanted = (
      Array.isArray(given)
        ? (given as readonly string[])
        : input.isMultiSelect
          ? String(given).split(';')
          : [String(given)]
    )
      .map((one) => one.trim())
      .filter((one) => one !== '');
    return wanted.length === 0 ? undefined : wanted.map((one) => choiceValue(input, one)).join(',');
  }
  const typed = given === undefined ? String(input.value ?? '') : String(given);
  if (input.type !== 'Input.Number') return typed;
  return typed === '' ? undefined : Number(typed);
}

function check(input: CardInput, value: string | number | undefined): void {
  const refuse = (why: string): never => {
    throw new ClientRefused(
      `"${inputName(input)}" ${why}${input.errorMessage ? ` ("${input.errorMessage}")` : ''}`,
    );
  };
  const text = value === undefined ? '' : String(value);
  if (input.isRequired && text.trim() === '') refuse('is required');
  if (input.isRequired && input.type === 'Input.Toggle' && value !== (input.valueOn ?? 'true'))
    refuse('must be on');
  if (input.maxLength !== undefined && text.length > input.maxLength)
    refuse(`takes ${input.maxLength} characters at most`);
  if (input.regex && text !== '' && !new RegExp(input.regex).test(text))
    refuse('does not have the right form');
}

/** The input of a card that a person names by label, toggle text or id. */
export const findInput = (card: AdaptiveCard, name: string): CardInput | undefined =>
  inputsOf(card).find((input) => same(inputName(input), name) || input.id === name);

/**
 * All inputs of a card as the client sends them, preset values included. Checks what the client checks (required,
 * regex, length, known choices) and throws ClientRefused. An empty choice set or number is left out, as by the client.
 */
export function fillInputs(
  card: AdaptiveCard,
  given: Readonly<Record<string, Given>>,
): Record<string, string | number> {
  for (const name of Object.keys(given))
    if (!findInput(card, name)) {
      const known = inputsOf(card).map(inputName).join(', ');
      throw new ClientRefused(`the card has no input "${name}"; it has: ${known || 'none'}`);
    }
  const filled: Record<string, string | number> = {};
  for (const input of inputsOf(card)) {
    const name = Object.keys(given).find((one) => same(inputName(input), one) || input.id === one);
    const value = valueFor(input, name === undefined ? undefined : given[name]);
    check(input, value);
    if (value !== undefined) filled[input.id] = value;
  }
  return filled;
}
