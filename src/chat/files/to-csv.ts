import type { Cell, Table } from '../../jit/table.ts';

/** When the tenant was read, and by whose rights. */
export interface Seen {
  readAt: string;
  asVisibleTo: string;
}

/**
 * A table as CSV (RFC 4180): UTF-8 with a byte order mark, which Excel needs, CRLF, every cell in quotes, several values of
 * one cell on lines of their own. What could not be read is a row of the kind `not-read`, so that nobody takes it for missing.
 */
export function toCsv({ columns, rows, notes, notRead }: Table, { readAt, asVisibleTo }: Seen): string {
  const remarks: Table['rows'] = [
    ...notes.map((remark) => ({ kind: 'note', remark })),
    ...notRead.map(({ what, why, remedy }) => ({
      ...{ kind: 'not-read', name: what },
      remark: remedy === undefined ? why : `${why} ${remedy}`,
    })),
  ];
  const lines = [
    [...columns.map(({ title }) => title), 'Read at', 'As visible to'],
    ...[...rows, ...remarks].map((row) => [
      ...columns.map(({ key }) => plain(row[key] ?? '')),
      readAt,
      asVisibleTo,
    ]),
  ];
  return `\uFEFF${lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`;
}

const plain = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.join('\n'));
const quoted = (text: string): string => `"${withoutFormula(text).replaceAll('"', '""')}"`;

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"): at the start of a
 * cell, and behind each `;`, `|`, tab and line break, since where Excel takes that for its separator, a field begins there,
 * quotes or not. Blanks, quotes and apostrophes before the formula do not count; what was there comes back when one
 * apostrophe is taken off.
 */
const withoutFormula = (text: string): string =>
  text.replace(/(?<=^|[;|\t\r\n])(?=[\s'"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])|^(?='*[\t\r\n])/g, "'");
