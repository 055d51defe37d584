import { describe, expect, it } from 'vitest';
import { noteLines } from '../../../src/chat/cards/note-lines.ts';
import type { Plan } from '../../../src/jit/plan.ts';

const plan: Plan = {
  ...{ changeId: 'c1', steps: [], findings: [], digest: '' },
  request: { bundleIds: [], targets: [], displayName: 'JIT', description: '' },
};
const lines = (was: string[], is: string[]): string[] =>
  noteLines(
    { why: 'moved', before: [{ title: 'Microsoft Authenticator', before: was, after: [] }], blocking: [] },
    { plan, shown: [{ title: 'Microsoft Authenticator', before: is, after: [] }] },
  ).lines;

describe('what moved since a review was shown', () => {
  it.each([
    [['a', 'b'], ['a', 'c'], 'was b; is now c'],
    [['a', 'b'], ['a'], 'no longer b'],
    [['a'], ['a', 'c', 'd'], 'now also c, d'],
  ])('%j and %j: only what differs is named', (was, is, sentence) => {
    expect(lines(was, is)).toEqual([`Microsoft Authenticator: ${sentence}`]);
  });

  it('where the lines are the same, says that values differ', () => {
    expect(lines(['a'], ['a'])).toEqual(['The same objects hold other values than before.']);
  });
});
