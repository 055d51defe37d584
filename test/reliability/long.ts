import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, figureSchema } from './support/report.ts';

/**
 * `npm run test:long`: every case of the reliability tests, and their figures into docs/reliability.md. With the name of a test
 * file only that one: then the rows of its parts are replaced, and the others stay. With `-t NAME` of its tests only those of
 * that name: then the same row of an earlier run is replaced. RELIABILITY_FIGURES=FILE keeps the figures of a run that is cut
 * off, so that the next one with the same file writes them too.
 */

const document = new URL('../../docs/reliability.md', import.meta.url);
const begin = '<!-- figures: written by npm run test:long -->';
const end = '<!-- end of figures -->';

const folder = mkdtempSync(join(tmpdir(), 'jit-reliability-'));
const file = process.env['RELIABILITY_FIGURES'] ?? join(folder, 'figures.jsonl');
const some = process.argv.includes('-t');
const vitest = spawnSync('npx', ['vitest', 'run', '--project', 'reliability', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, RELIABILITY: 'long', RELIABILITY_FIGURES: file },
});
if (vitest.status === 0) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  writeFigures(lines.map((line) => figureSchema.parse(JSON.parse(line))));
}
rmSync(folder, { recursive: true, force: true });
process.exitCode = vitest.status ?? 1;

function writeFigures(figures: Figure[]): void {
  const order = figureSchema.shape.section.options;
  // The newest of each.
  const newest = [...new Map(figures.map((figure) => [figure.section + figure.tried, figure])).values()];
  const sorted = newest.sort(
    (a, b) => order.indexOf(a.section) - order.indexOf(b.section) || (a.tried < b.tried ? -1 : 1),
  );
  const rows = sorted.map(
    ({ section, tried, runs, held, seed, day }) =>
      `| ${section} | ${tried} | ${runs.toLocaleString('en')} | ${held} | ${seed ?? ''} | ${day} |`,
  );
  const text = readFileSync(document, 'utf8');
  const [before, rest] = text.split(begin);
  const [old, after] = rest?.split(end) ?? [];
  if (old === undefined || after === undefined)
    throw new Error('docs/reliability.md has lost its marks for the figures');
  const cellsOf = (row: string): string[] => row.split('|').map((cell) => cell.trim());
  const partOf = (row: string): string => cellsOf(row)[1] ?? '';
  const keyOf = (row: string): string => (some ? cellsOf(row).slice(1, 3).join('|') : partOf(row));
  const ran = new Set(rows.map(keyOf));
  const parts = order as readonly string[];
  const kept = old.split('\n').filter((row) => parts.includes(partOf(row)) && !ran.has(keyOf(row)));
  const all = [...kept, ...rows].sort((a, b) => parts.indexOf(partOf(a)) - parts.indexOf(partOf(b)));
  const head = ['| part | tried | runs | what held in each | seed | day |', '|---|---|--:|---|--:|---|'];
  writeFileSync(document, `${before}${begin}\n\n${[...head, ...all].join('\n')}\n\n${end}${after}`);
}
