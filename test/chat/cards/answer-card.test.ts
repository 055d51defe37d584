import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerCard,
  type Answer,
  type AnswerLine,
  type AnswerRow,
} from '../../../src/chat/cards/answer-card.ts';
import type { Card, Outgoing } from '../../../src/chat/incoming.ts';
import { renderCard } from '../../../src/practice/script/render-card.ts';
import type { AdaptiveCard } from '../../../src/practice/teams/types.ts';

const mostBytes = 26_000;
const at = (page: number) => ({ page, verb: 'page' as const, data: { command: 'status' } });
const answer = (changes: Partial<Answer>): Answer => ({
  ...{ summary: 'An answer', title: 'Groups', rows: [], notRead: [], visibleTo: 'you' },
  ...changes,
});
const row = (name: string, lines: AnswerLine[] = [{ text: `about ${name}` }]): AnswerRow => ({
  ...{ name, lines },
  badge: { word: 'Broken', tone: 'attention' },
});
const rows = (count: number): AnswerRow[] => Array.from({ length: count }, (_, n) => row(`Group ${n}`));
const cardOf = (message: Outgoing): Card => ('card' in message ? message.card : {});
const linesOf = (message: Outgoing): string[] => renderCard(cardOf(message) as unknown as AdaptiveCard);
const buttonsOf = (message: Outgoing) =>
  (cardOf(message)['actions'] as { title: string; data: { page: number } }[]).map(
    ({ title, data }) => `${title} ${data.page}`,
  );

/** All pages, by pressing Next. */
function pagesOf(whole: Answer): Outgoing[] {
  const pages = [answerCard(whole, at(0))];
  while (buttonsOf(pages.at(-1)!).some((button) => button.startsWith('Next')))
    pages.push(answerCard(whole, at(pages.length)));
  return pages;
}

describe('pages', () => {
  it('there is one without buttons and without a number where everything fits', () => {
    const message = answerCard(answer({ rows: rows(10) }), at(0));
    expect(buttonsOf(message)).toEqual([]);
    expect(linesOf(message).at(-1)).toBe('As visible to you.');
  });

  it('follow each other by buttons that carry the page only, each row on one of them', () => {
    const pages = pagesOf(answer({ rows: rows(25), notes: ['Nobody has it.'] }));
    expect(pages.map(buttonsOf)).toEqual([['Next 1'], ['Previous 0', 'Next 2'], ['Previous 1']]);
    const seen = pages.flatMap(linesOf).flatMap((line) => /^(Group \d+) {2}Broken$/.exec(line)?.[1] ?? []);
    expect(seen).toEqual(rows(25).map(({ name }) => name));
    expect(pages.map((page) => linesOf(page).includes('Nobody has it.'))).toEqual([false, false, true]);
    expect(JSON.stringify(pages[1])).toContain('"data":{"command":"status","page":2}');
    expect(linesOf(pages[1]!)).toContain('Page 2 of 3. As visible to you.');
  });

  it('show the last one where there are fewer by now', () => {
    expect(linesOf(answerCard(answer({ rows: rows(15) }), at(9)))).toContain(
      'Page 2 of 2. As visible to you.',
    );
    expect(linesOf(answerCard(answer({ rows: [] }), at(3)))).toContain('As visible to you.');
  });

  it('a row with very many lines goes on under its name', () => {
    const many = Array.from({ length: 20 }, (_, n) => ({ text: `line ${n}` }));
    const lines = linesOf(answerCard(answer({ rows: [row('Megan Bowen', many)] }), at(0)));
    expect(lines.filter((line) => line.startsWith('Megan Bowen'))).toEqual([
      'Megan Bowen  Broken',
      'Megan Bowen (continued)',
      'Megan Bowen (continued)',
    ]);
    expect(lines.filter((line) => line.startsWith('line '))).toHaveLength(20);
  });

  it('fit into a message, whatever the tenant holds, and lose no row', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 300, unit: 'grapheme' }),
      fc.constantFrom('\u0001'.repeat(900), '\u{1F600}'.repeat(400), '"\\'.repeat(500), 'Sales', '${title}'),
    );
    const line = fc.oneof(
      text.map((said) => ({ text: said })),
      text.map((remedy) => ({ remedy })),
    );
    const anyRow = fc
      .record({ name: text, lines: fc.array(line, { maxLength: 30 }) })
      .map(({ name, lines }) => row(name, lines));
    const any = fc.record({
      summary: text,
      lead: fc.record({
        tone: fc.constantFrom('good' as const, 'default' as const),
        sentence: text,
        more: text,
      }),
      rows: fc.array(anyRow, { maxLength: 60 }),
      notes: fc.array(text, { maxLength: 6 }),
      notRead: fc.array(fc.record({ what: text, why: text }), { maxLength: 8 }),
      visibleTo: text,
    });
    fc.assert(
      fc.property(any, (whole) => {
        const pages = pagesOf(whole);
        for (const page of pages)
          expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(mostBytes);
        const badges = pages.flatMap((page) => JSON.stringify(page).match(/"text":"Broken"/g) ?? []);
        expect(badges.length).toBe(whole.rows.length);
      }),
      { numRuns: 25 },
    );
  });
});

describe('on top', () => {
  it('stand counts that are not 0, at most three beside each other', () => {
    const counts = [3, 0, 1, 4, 1].map((number, n) => ({ number, word: `word ${n}`, tone: 'good' as const }));
    const body = cardOf(answerCard(answer({ counts }), at(0)))['body'] as {
      type: string;
      columns?: unknown[];
    }[];
    expect(body.flatMap(({ type, columns }) => (type === 'ColumnSet' ? [columns?.length] : []))).toEqual([
      2, 2,
    ]);
  });

  it('what could not be read is told on every page', () => {
    const notRead = [{ what: 'the names of assignment filters', why: 'Graph refused it.' }];
    for (const page of pagesOf(answer({ rows: rows(15), notRead })))
      expect(linesOf(page)).toContain('The names of assignment filters: Graph refused it.');
  });
});
