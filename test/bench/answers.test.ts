import { expect, inject, it } from 'vitest';
import { measureAnswers, mostCardBytes } from './measure-answers.ts';

/** A smaller version of `npm run bench`. */
it('what a question costs grows with pages and named groups, and every card fits into a message', async () => {
  const found = await measureAnswers({
    size: { policies: 160, groups: 800, apps: 80 },
    latencyMs: 50,
    certificates: inject('certificates'),
  });
  // Five lists, and for all but the apps how devices enroll: type profiles, VPP tokens, an enrollment program token with its
  // profiles. A group with its parents and children or a person with groups on top; readiness with three further lists.
  expect(found.map(({ question, pages }) => [question, pages])).toEqual([
    ['which groups have JIT', 9],
    ['does Sales have JIT', 11],
    ['do all users have JIT', 9],
    ["why doesn't Megan Bowen have JIT", 11],
    ['which apps use JIT', 5],
    ['check JIT', 9],
    ['is my tenant ready for JIT', 12],
  ]);
  const onOneCard = ['does Sales have JIT', 'do all users have JIT', 'is my tenant ready for JIT'];
  for (const { question, batches, cards, cardBytes, ok, milliseconds } of found) {
    // Two reads for each of at most four groups a policy, twenty in a batch.
    expect(batches, question).toBeLessThanOrEqual((160 * 4 * 2) / 20);
    expect(cardBytes, question).toBeLessThanOrEqual(mostCardBytes);
    expect(ok, `${question}: ${milliseconds} ms`).toBe(true);
    expect(cards > 1, question).toBe(!onOneCard.includes(question));
  }
});
