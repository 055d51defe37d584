import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, figureSchema } from './support/report.ts';

/** `npm run test:long`: every case of the reliability tests, and their figures into docs/reliability.md. */

const document = new URL('../../docs/reliability.md', import.meta.url);
const begin = '<!-- figures: written by npm run test:long -->';
const end = '<!-- end of figures -->';

const folder = mkdtempSync(join(tmpdir(), 'jit-reliability-'));
const file = join(folder, 'figures.jsonl');
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
  const sorted = figures.sort(
    (a, b) => order.indexOf(a.section) - order.indexOf(b.section) || (a.tried < b.tried ? -1 : 1),
  );
  const rows = sorted.map(
    ({ section, tried, runs, held, seed }) =>
      `| ${section} | ${tried} | ${runs.toLocaleString('en')} | ${held} | ${seed ?? ''} |`,
  );
  const table = ['| | tried | runs | what held in each | seed |', '|---|---|--:|---|--:|', ...rows].join(
    '\n',
  );
  const text = readFileSync(document, 'utf8');
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error('docs/reliability.md has lost its marks for the figures');
  const node = `Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`;
  writeFileSync(document, `${before}${begin}\n\n${node}\n\n${table}\n\n${end}${after}`);
}
