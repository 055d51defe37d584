import { trimBlanks } from './blanks.ts';
import { looksLikeBundleId } from './bundle-id-syntax.ts';

/**
 * The cells of the bundle ID column, if the text is a table: at least two lines with the same number (two or more) of
 * cells, separated by tabs, bars, semicolons or commas. The column is the one whose heading says "bundle", else the only
 * one that holds nothing but bundle IDs. Undefined: no table, or no such column.
 */
export function readIdColumn(text: string): string[] | undefined {
  const lines = text.split('\n').filter((line) => trimBlanks(line) !== '' && !/^[\s|:-]+$/.test(line));
  const rows = ['\t', '|', ';', ',']
    .map((separator) => lines.map((line) => cellsOf(line, separator)))
    .find(
      (table) => table.length > 1 && table.every((row) => row.length > 1 && row.length === table[0]?.length),
    );
  const [head, ...body] = rows ?? [];
  if (!rows || !head) return undefined;
  const hasHeading = !head.some(mayHoldId);
  const named = hasHeading ? head.findIndex((cell) => /bundle/i.test(cell)) : -1;
  const data = hasHeading ? body : rows;
  const column = named >= 0 ? named : onlyIdColumn(data, head.length);
  return column === undefined
    ? undefined
    : data.map((row) => row[column] ?? '').filter((cell) => cell !== '');
}

function onlyIdColumn(data: string[][], width: number): number | undefined {
  const cells = (column: number): string[] =>
    data.map((row) => row[column] ?? '').filter((cell) => cell !== '');
  const columns = Array.from({ length: width }, (_, column) => column);
  const [only, ...others] = columns.filter((column) => cells(column).some(mayHoldId));
  return only !== undefined && others.length === 0 && cells(only).every(looksLikeBundleId) ? only : undefined;
}

/** Whether something in the cell could be meant as a bundle ID; a web address is not. */
const mayHoldId = (cell: string): boolean =>
  !cell.includes('://') && (/[A-Za-z0-9-]\.[A-Za-z]/.test(cell) || /wefwef/i.test(cell));

/** The cells of one line; a separator inside double quotes does not separate, a bar at either end is no cell. */
function cellsOf(line: string, separator: string): string[] {
  const inner = separator === '|' ? trimBlanks(line).replace(/^\||\|$/g, '') : line;
  const cells = [''];
  let quoted = false;
  for (const point of inner) {
    if (point === '"') quoted = !quoted;
    else if (point === separator && !quoted) cells.push('');
    else cells[cells.length - 1] += point;
  }
  return cells.map((cell) => trimBlanks(cell).replace(/^['`]+|['`]+$/g, ''));
}
