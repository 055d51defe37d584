import { appendFileSync } from 'node:fs';
import { z } from 'zod/v4';

/** One figure of docs/reliability.md: what was tried how often, and what held every time. */
export const figureSchema = z.strictObject({
  /** the order in the document */
  section: z.enum([
    'published failures',
    'crash points',
    'faults',
    'foreign assignments',
    'schedules',
    'audit',
    'locks',
    'round trips',
  ]),
  /** a sentence: what was tried */
  tried: z.string(),
  runs: z.int().min(1),
  /** a sentence: what held in every run (a run in which it did not fails the test) */
  held: z.string(),
  /** of a random test: repeats it */
  seed: z.int().optional(),
  /** when it had held, `YYYY-MM-DD` in UTC */
  day: z.iso.date(),
});
export type Figure = z.infer<typeof figureSchema>;

/** True in `npm run test:long`: every case instead of a sample. */
export const isLong = process.env['RELIABILITY'] === 'long';

/** Call it at the end of a test, when everything held: prints the figure, and keeps it where test:long collects them. */
export function report(held: Omit<Figure, 'day'>): void {
  const figure = { ...held, day: new Date().toISOString().slice(0, 10) };
  console.log(`${figure.section}: ${figure.tried}: ${figure.runs} runs${seedOf(figure)}. ${figure.held}`);
  const file = process.env['RELIABILITY_FIGURES'];
  if (file) appendFileSync(file, `${JSON.stringify(figureSchema.parse(figure))}\n`);
}

export const seedOf = ({ seed }: Pick<Figure, 'seed'>): string =>
  seed === undefined ? '' : ` (seed ${seed})`;
