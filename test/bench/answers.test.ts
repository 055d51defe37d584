import { expect, inject, it } from 'vitest';
import { measureAnswers, mostCardBytes } from './measure-answers.ts';

/** A smaller version of `npm run bench`. */
it('what a question costs grows with pages and named groups, and every card fits into a message', async () => {
  const options = { latencyMs: 50, certificates: inject('certificates') };
  const small = await measureAnswers({ ...options, size: { policies: 40, groups: 200, apps: 40 } });
  const larger = await measureAnswers({ ...options, size: { policies: 160, groups: 800, apps: 80 } });
  expect(larger.map(({ question, pages }) => ({ question, pages }))).toEqual(
    small.map(({ question, pages }) => ({ question, pages })),
  );
  for (const { question, batches, cards, cardBytes, ok, milliseconds } of larger) {
    // Two reads for each of at most four groups a policy, twenty in a batch.
    expect(batches, question).toBeLessThanOrEqual((160 * 4 * 2) / 20);
    expect(cardBytes, question).toBeLessThanOrEqual(mostCardBytes);
    expect(ok, `${question}: ${milliseconds} ms`).toBe(true);
    expect(cards > 1, question).toBe(question !== 'does Sales have JIT');
  }
});
