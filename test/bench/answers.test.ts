import { expect, inject, it } from 'vitest';
import { measureAnswers, mostCardBytes } from './measure-answers.ts';

/** A smaller version of `npm run bench`. */
it('what a question costs grows with pages and named groups, and every card fits into a message', async () => {
  const found = await measureAnswers({
    size: { policies: 160, groups: 800, apps: 80 },
    latencyMs: 50,
    certificates: inject('certificates'),
  });
  // Five lists; a group with its name, parents and children, or a person with groups and enrollment on top.
  expect(found.map(({ pages }) => pages)).toEqual([5, 7, 8, 5, 6]);
  for (const { question, batches, cards, cardBytes, ok, milliseconds } of found) {
    // Two reads for each of at most four groups a policy, twenty in a batch.
    expect(batches, question).toBeLessThanOrEqual((160 * 4 * 2) / 20);
    expect(cardBytes, question).toBeLessThanOrEqual(mostCardBytes);
    expect(ok, `${question}: ${milliseconds} ms`).toBe(true);
    expect(cards > 1, question).toBe(question !== 'does Sales have JIT');
  }
});
