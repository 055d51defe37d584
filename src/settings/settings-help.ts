import { settingsTable } from './table.ts';

/** The table of settings as plain text for a terminal: name, meaning, default, example. */
export function settingsHelp(): string {
  const width = Math.max(...settingsTable.map((row) => row.name.length)) + 2;
  const indent = ' '.repeat(width + 2);
  const rows = settingsTable.map((row) => {
    const lines = [`  ${row.name.padEnd(width)}${row.meaning}`];
    if (row.default !== undefined) lines.push(`${indent}Default: ${row.default}`);
    if (row.example !== undefined) lines.push(`${indent}Example: ${row.example}`);
    return lines.join('\n');
  });
  return ['Settings (environment, or a file .env; the environment wins):', '', ...rows, ''].join('\n');
}
