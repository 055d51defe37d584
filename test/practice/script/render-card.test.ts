import { describe, expect, it } from 'vitest';
import { renderCard } from '../../../src/practice/script/render-card.ts';

const render = (body: unknown[], actions: unknown[] = []): string =>
  renderCard({ type: 'AdaptiveCard', version: '1.5', body, actions }).join('\n');
const text = (words: string, more = {}) => ({ type: 'TextBlock', text: words, ...more });

describe('a card as text', () => {
  it('keeps texts, facts, columns and tables aligned, and leaves hidden elements out', () => {
    const cell = (words: string) => ({ type: 'TableCell', items: [text(words)] });
    const row = (...words: string[]) => ({ type: 'TableRow', cells: words.map(cell) });
    expect(
      render([
        text('Review\nof a change'),
        text('not seen', { isVisible: false }),
        { type: 'RichTextBlock', inlines: ['plain ', { type: 'TextRun', text: 'run' }] },
        {
          type: 'FactSet',
          facts: [
            { title: 'Name', value: 'JIT' },
            { title: 'Targets', value: 'Sales' },
          ],
        },
        {
          type: 'Container',
          items: [
            {
              type: 'ColumnSet',
              columns: [
                { type: 'Column', items: [text('a'), text('b')] },
                { type: 'Column', items: [text('c')] },
              ],
            },
          ],
        },
        { type: 'Table', rows: [row('Group', 'Kind'), row('Sales', 'Security')] },
        { type: 'Image', url: 'https://x', altText: 'a phone' },
        { type: 'Badge' },
        ...['Now', 'After'].map((when) => ({
          type: 'ColumnSet',
          columns: [when, `${when} it is`].map((words) => ({ type: 'Column', items: [text(words)] })),
        })),
      ]),
    ).toBe(`Review
of a change
plain run
Name     JIT
Targets  Sales
a  c
b
Group  Kind
-----------
Sales  Security
(image: a phone)
(Badge)
Now    Now it is
After  After it is`);
  });

  it('shows inputs with label and value, and buttons', () => {
    const choices = [
      { title: 'Box', value: 'box' },
      { title: 'Slack', value: 'slack' },
    ];
    expect(
      render(
        [
          { type: 'Input.Text', id: 'a', label: 'Name', isRequired: true, value: 'JIT' },
          { type: 'Input.Text', id: 'b', label: 'Note', isMultiline: true, value: 'one\ntwo' },
          { type: 'Input.Text', id: 'c', label: 'Empty' },
          { type: 'Input.ChoiceSet', id: 'd', label: 'Apps', isMultiSelect: true, value: 'slack', choices },
          { type: 'Input.ChoiceSet', id: 'e', label: 'App', value: 'box', choices },
          {
            type: 'Input.ChoiceSet',
            id: 'f',
            label: 'Group',
            choices: [],
            'choices.data': { type: 'Data.Query', dataset: 'groups' },
          },
          { type: 'Input.Toggle', id: 'g', title: 'Safari', value: 'true' },
        ],
        [
          { type: 'Action.Execute', title: 'Approve' },
          { type: 'Action.OpenUrl', title: 'Open', url: 'https://intune' },
          { type: 'Action.ShowCard', title: 'More', card: { type: 'AdaptiveCard', body: [text('inside')] } },
          { type: 'Action.Execute', title: 'Edit', isEnabled: false },
        ],
      ),
    ).toBe(`Name *: JIT
Note: one
  two
Empty: ____
Apps:
  [ ] Box
  [x] Slack
App:
  (x) Box
  ( ) Slack
Group: (type to search)
[x] Safari
[Approve] [Open](https://intune) [More] [Edit] (disabled)
More:
  inside`);
  });

  it('does not change with the order of keys', () => {
    expect(render([{ text: 'x', type: 'TextBlock' }])).toBe(render([{ type: 'TextBlock', text: 'x' }]));
  });
});
