import type { Table, TableQuestion } from '../../jit/table.ts';
import type { Seen } from './to-csv.ts';

/** A table as JSON: every row has every key of its table, in the order of the columns. */
export function toJson(question: TableQuestion, table: Table, { readAt, asVisibleTo }: Seen): string {
  const { columns, rows, notes, notRead } = table;
  const content = {
    question,
    readAt,
    asVisibleTo,
    rows: rows.map((row) =>
      Object.fromEntries(columns.map(({ key, list }) => [key, row[key] ?? (list ? [] : '')])),
    ),
    notes,
    notRead,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
