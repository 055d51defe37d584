import type { AdaptiveCard } from '../teams/types.ts';
import { inputName, inputsOf } from '../teams/walk-card.ts';
import { alignColumns } from './align-columns.ts';

type Element = Record<string, unknown>;

const isElement = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const elements = (value: unknown): Element[] => (Array.isArray(value) ? value.filter(isElement) : []);
const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const lines = (value: unknown): string[] => text(value).split(/\r?\n/);
const indent = (all: string[]): string[] => all.map((line) => `  ${line}`);

function button(action: Element): string {
  const title = text(action['title']) || text(action['type']);
  const disabled = action['isEnabled'] === false ? ' (disabled)' : '';
  return action['type'] === 'Action.OpenUrl' ? `[${title}](${text(action['url'])})` : `[${title}]${disabled}`;
}

function actionLines(value: unknown): string[] {
  const actions = elements(value);
  const row = actions.map(button).join(' ');
  const opened = actions.filter(({ card }) => isElement(card));
  return [
    ...(row === '' ? [] : [row]),
    ...opened.flatMap((action) => [
      `${text(action['title'])}:`,
      ...indent(bodyLines(action['card'] as Element)),
    ]),
  ];
}

/** `Label: value`, and below it the choices with those taken marked. */
function inputLines(element: Element): string[] {
  const [input] = inputsOf({ type: 'AdaptiveCard', version: '1.5', body: [element] });
  if (!input) return [];
  const name = `${inputName(input)}${input.isRequired ? ' *' : ''}:`;
  if (input.type === 'Input.Toggle') {
    const on = text(input.value) === (input.valueOn ?? 'true');
    return [`${on ? '[x]' : '[ ]'} ${text(element['title']) || inputName(input)}`];
  }
  if (input.type !== 'Input.ChoiceSet') {
    const [first = '', ...rest] = lines(input.value);
    return [`${name} ${first === '' ? '____' : first}`, ...indent(rest)];
  }
  const taken = text(input.value).split(input.isMultiSelect ? ',' : /$^/);
  const mark = (value: string): string => {
    const on = taken.includes(value);
    return input.isMultiSelect ? (on ? '[x]' : '[ ]') : on ? '(x)' : '( )';
  };
  const choices = (input.choices ?? []).map(({ title, value }) => `${mark(value)} ${title}`);
  return [input['choices.data'] ? `${name} (type to search)` : name, ...indent(choices)];
}

/** Rows of a column set: cells stand beside each other, line by line. */
function columnRows(columns: Element[]): string[][] {
  const rendered = columns
    .filter((column) => column['isVisible'] !== false)
    .map((column) => elementsLines(column['items']));
  const height = Math.max(0, ...rendered.map((column) => column.length));
  return Array.from({ length: height }, (_, row) => rendered.map((column) => column[row] ?? ''));
}

function tableLines(element: Element): string[] {
  const rows = elements(element['rows']).map((row) =>
    elements(row['cells']).map((cell) => elementsLines(cell['items']).join(' ')),
  );
  const [head, ...rest] = alignColumns(rows);
  if (head === undefined) return [];
  const ruled = element['firstRowAsHeaders'] === false || element['firstRowAsHeader'] === false;
  return ruled ? [head, ...rest] : [head, '-'.repeat(head.length), ...rest];
}

function elementLines(element: Element): string[] {
  switch (element['type']) {
    case 'TextBlock':
      return lines(element['text']);
    case 'RichTextBlock': {
      const inlines = Array.isArray(element['inlines']) ? (element['inlines'] as unknown[]) : [];
      return lines(
        inlines.map((inline) => (isElement(inline) ? text(inline['text']) : text(inline))).join(''),
      );
    }
    case 'FactSet':
      return alignColumns(
        elements(element['facts']).map((fact) => [`${text(fact['title'])}`, text(fact['value'])]),
      );
    case 'Container':
    case 'Column':
    case 'TableCell':
      return elementsLines(element['items']);
    case 'Table':
      return tableLines(element);
    case 'ActionSet':
      return actionLines(element['actions']);
    case 'Image':
      return [`(image: ${text(element['altText']) || 'without description'})`];
    default:
      return text(element['type']).startsWith('Input.')
        ? inputLines(element)
        : [`(${text(element['type'])})`];
  }
}

/** Column sets that follow each other are rows of one table to the eye, so they are aligned together. */
function elementsLines(value: unknown): string[] {
  const shown = elements(value).filter((element) => element['isVisible'] !== false);
  const all: string[] = [];
  let rows: string[][] = [];
  for (const [index, element] of shown.entries()) {
    if (element['type'] !== 'ColumnSet') {
      all.push(...elementLines(element));
      continue;
    }
    rows.push(...columnRows(elements(element['columns'])));
    if (shown[index + 1]?.['type'] === 'ColumnSet') continue;
    all.push(...alignColumns(rows));
    rows = [];
  }
  return all;
}
const bodyLines = (card: Element): string[] => [
  ...elementsLines(card['body']),
  ...actionLines(card['actions']),
];

/**
 * An Adaptive Card as lines of text, for transcripts: the same card always gives the same lines. Hidden elements are left
 * out, a nested card stands below its button, an element that is not known shows as its type in brackets.
 */
export const renderCard = (card: AdaptiveCard): string[] => bodyLines(card);
