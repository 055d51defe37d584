import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsv } from '../../../src/chat/files/to-csv.ts';
import { toJson } from '../../../src/chat/files/to-json.ts';
import type { Cell, Table } from '../../../src/jit/table.ts';
import { parseCsv } from '../../support/parse-csv.ts';

const seen = { readAt: '2026-01-05T08:00:00Z', asVisibleTo: 'Megan Bowen' };
const table = (rows: Table['rows'], more: Partial<Table> = {}): Table => ({
  columns: [
    { key: 'kind', title: 'Kind' },
    { key: 'name', title: 'Name' },
    { key: 'remark', title: 'What to do' },
  ],
  ...{ rows, notes: [], notRead: [] },
  ...more,
});

/** What a person may call a group or a policy, with all that hurts in a CSV. */
const name = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '|', '\t', '\r', '\n', ' ', 'ä', '＝', '1'),
    )
    .map((all) => all.join('')),
  fc.constantFrom(
    '=HYPERLINK("https://contoso.com")',
    '+49 1',
    '-1',
    '@SUM(1)',
    "'=1",
    '\t=1',
    '\r=1',
    '  =1',
    'x;=1+1;y',
    'x;"=1+1&";y',
    'x|@SUM(1)',
    'x\n=1',
    "x;'=1",
  ),
);
const cell: fc.Arbitrary<Cell> = fc.oneof(name, fc.array(name, { maxLength: 3 }));
const rows = fc.array(fc.record({ kind: fc.constant('group'), name: cell, remark: cell }), { maxLength: 5 });
const flat = (value: Cell): string => (typeof value === 'string' ? value : value.join('\n'));
const formula = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;
/** Takes one apostrophe off where what follows would begin a formula. */
const unguarded = (text: string): string =>
  text.replace(/(?<=^|[;|\t\r\n])'(?=[\s'"]*[=+\-@＝＋－＠])|^'(?='*[\t\r\n])/g, '');

test('any names come back from a CSV reader, and no cell begins a formula', () => {
  fc.assert(
    fc.property(rows, name, (given, asVisibleTo) => {
      const text = toCsv(table(given), { ...seen, asVisibleTo });
      const [head, ...records] = parseCsv(text.slice(1));
      expect(text[0]).toBe('\uFEFF');
      expect(head).toEqual(['Kind', 'Name', 'What to do', 'Read at', 'As visible to']);
      expect(records.flat().filter((one) => formula.test(one))).toEqual([]);
      expect(records.map((record) => record.map(unguarded))).toEqual(
        given.map((row) => ['group', flat(row.name), flat(row.remark), seen.readAt, asVisibleTo]),
      );
    }),
  );
});

test.each([
  ['semicolons', /[;\r\n]/],
  ['tabs', /[\t\r\n]/],
  ['bars', /[|\r\n]/],
])('where a spreadsheet takes %s for its separator, no field begins a formula', (_, separator) => {
  fc.assert(
    fc.property(rows, name, (given, asVisibleTo) => {
      const fields = toCsv(table(given), { ...seen, asVisibleTo })
        .slice(1)
        .split(separator);
      // Excel drops the quotes at the start of a field, wherever they end.
      expect(fields.filter((field) => /^[\s"]*[=+\-@＝＋－＠]/.test(field))).toEqual([]);
    }),
  );
});

test('any names come back from JSON', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const read = JSON.parse(toJson('groups', table(given), seen)) as { rows: unknown };
      expect(read.rows).toEqual(given);
    }),
  );
});

test('what could not be read is said in both, and never looks like a row of the tenant', () => {
  const given = table([{ kind: 'group', name: 'Sales' }], {
    notes: ['Microsoft apps take part.'],
    notRead: [{ what: 'custom profiles', why: 'Refused.' }],
  });
  expect(parseCsv(toCsv(given, seen).slice(1)).slice(1)).toEqual([
    ['group', 'Sales', '', seen.readAt, 'Megan Bowen'],
    ['note', '', 'Microsoft apps take part.', seen.readAt, 'Megan Bowen'],
    ['not-read', 'custom profiles', 'Refused.', seen.readAt, 'Megan Bowen'],
  ]);
  expect(JSON.parse(toJson('groups', given, seen))).toEqual({
    question: 'groups',
    ...seen,
    rows: [{ kind: 'group', name: 'Sales', remark: '' }],
    notes: ['Microsoft apps take part.'],
    notRead: [{ what: 'custom profiles', why: 'Refused.' }],
  });
});
