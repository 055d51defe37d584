/** Rows of cells as lines, each column as wide as its widest cell, two blanks between; no blanks at the end. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((row) => [...(row[column] ?? '')].length)),
  );
  const padded = (cell: string, width: number): string =>
    cell + ' '.repeat(Math.max(0, width - [...cell].length));
  return rows.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
