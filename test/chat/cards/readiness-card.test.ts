import { describe, expect, it } from 'vitest';
import { readinessCard, type ReadinessAnswer } from '../../../src/chat/cards/readiness-card.ts';
import { readinessTopics, type ReadinessItem, type ReadinessState } from '../../../src/jit/readiness-item.ts';

const asker = { objectId: '6f2b0c1e-7d34-4b8a-9e51-000000000101', name: 'Megan Bowen' };
const item = (state: ReadinessState, more: Partial<ReadinessItem> = {}): ReadinessItem => ({
  ...{ topic: 'compliance', title: 'Compliance policy', state, reason: 'So it is.', remedy: 'Do that.' },
  ...{ details: [], link: { title: 'Intune', url: 'https://intune.microsoft.com/#view/x' } },
  ...more,
});
const shown = (items: ReadinessItem[], couldAsk: Partial<ReadinessAnswer['couldAsk']> = {}): string =>
  JSON.stringify(
    readinessCard({ items, asker, couldAsk: { enrollment: false, conditionalAccess: false, ...couldAsk } }),
  );

describe('the readiness card', () => {
  it('fits into a message, however long the names of a tenant are', () => {
    const long = 'Ä\u{1F4F1} "long" \\ name '.repeat(300);
    const items = readinessTopics.map((topic) =>
      item('attention', { topic, reason: long, remedy: long, details: Array<string>(60).fill(long) }),
    );
    expect(Buffer.byteLength(shown(items))).toBeLessThanOrEqual(28 * 1024);
    expect(shown(items)).not.toContain('\uFFFD');
  });

  it('has a link on each row, one that is good too', () => {
    expect(shown([item('good'), item('attention')]).match(/\[Intune\]\(https:/g)).toHaveLength(2);
  });

  it('cuts details, and says how many are left', () => {
    const details = Array.from({ length: 12 }, (_, at) => `detail ${at}`);
    const text = shown([item('attention', { details: [...details, 'So it is.'] })]);
    expect(text).toContain('detail 4');
    expect(text).not.toContain('detail 5');
    expect(text).toContain('and 7 more');
  });

  it.each<[ReadinessState[], string]>([
    [['good', 'good'], 'Ready for JIT registration'],
    [['good', 'could-not-check'], 'Ready for JIT registration, as far as I could check'],
    [['attention', 'good'], 'Ready for JIT registration, with things to look at'],
    [['bad', 'could-not-check'], 'Not ready for JIT registration yet'],
  ])('%j is titled "%s"', (states, title) => {
    expect(shown(states.map((state) => item(state)))).toContain(`"summary":"${title}"`);
  });

  it('offers another try only for what no right would open', () => {
    const missing = { kind: 'role', scope: 'X.Read.All' } as const;
    expect(shown([item('could-not-check')])).toContain('Check again');
    expect(shown([item('could-not-check', { missing })])).not.toContain('Check again');
    expect(shown([item('could-not-check')], { enrollment: true })).not.toContain('Check again');
  });
});
