import { describe, expect, it } from 'vitest';
import type { HistoryChange, HistoryEvent } from '../../../src/change/read-history.ts';
import { historyCard } from '../../../src/chat/cards/history-card.ts';
import { renderCard } from '../../../src/practice/script/render-card.ts';

const about = { changeId: 'c', tenantId: 't' };
const head = { seq: 7, hash: 'a'.repeat(64) };
const at = '2026-03-02T09:14:07.123Z';
const asked = (policyName: string, targets: string[]): HistoryEvent => ({
  ...{ at, event: 'asked', who: 'Megan Bowen' },
  facts: { ...about, policyName, targets, digest: 'd'.repeat(64) },
});
const ofSize = (id: string, names: number): HistoryChange => ({
  id,
  events: [
    asked('\u{1F600}'.repeat(256), ['group g']),
    ...Array.from({ length: names }, (): HistoryEvent => ({
      at,
      event: 'approved',
      who: '\u{1F600}'.repeat(256),
      facts: { ...about, digest: 'd'.repeat(64) },
    })),
  ],
  groupNames: { g: '\u{1F600}'.repeat(256) },
});
const textOf = (...parameters: Parameters<typeof historyCard>): string => {
  const message = historyCard(...parameters);
  return 'card' in message
    ? renderCard({ type: 'AdaptiveCard', version: '1.5', ...message.card }).join('\n')
    : message.text;
};

describe('historyCard', () => {
  it('names people, groups, steps and request-ids, and the head of the chain', () => {
    const change: HistoryChange = {
      id: 'c',
      state: 'interrupted',
      groupNames: { 'g-1': 'Sales' },
      events: [
        asked('iOS - JIT', ['all-users', 'group g-1', 'exclude-group g-2']),
        { at, event: 'approved', who: null, facts: { ...about, digest: 'd'.repeat(64) } },
        {
          ...{ at, event: 'written', who: 'Adele Vance' },
          facts: { ...about, step: 'assign-policy', outcome: 'unknown', clientRequestId: 'r-2' },
        },
        {
          ...{ at, event: 'written', who: 'Adele Vance' },
          facts: { ...about, step: 'later-step', outcome: 'done', requestId: 'r-1' },
        },
        { at, event: 'ended', who: 'Adele Vance', facts: { ...about, state: 'interrupted' } },
      ],
    };
    const text = textOf({ changes: [change], damaged: false }, head);
    for (const part of [
      'iOS - JIT',
      'Interrupted',
      'For: All users, Sales except g-2',
      '2026-03-02 09:14:07 UTC: asked for by Megan Bowen',
      'approved by a person whose name was deleted',
      'Assign the policy: not known whether done, client-request-id r-2',
      'later-step: done, request-id r-1',
      `Audit chain: entry 7, hash ${'a'.repeat(64)}`,
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('npm run audit');
  });

  it('calls a click on Approve an approval only where it was not refused', () => {
    const by = (who: string): HistoryEvent => ({
      ...{ at, event: 'approved', who },
      facts: { ...about, digest: 'd'.repeat(64) },
    });
    const events: HistoryEvent[] = [
      asked('iOS - JIT', ['all-users']),
      by('Lee Gu'),
      { at, event: 'refused', who: 'Lee Gu', facts: { ...about, code: 'not-entitled' } },
      by('Alex Wilber'),
    ];
    const text = textOf({ changes: [{ id: 'c', groupNames: {}, events }], damaged: false }, head);
    expect(text).toContain('UTC: Approve selected by Lee Gu');
    expect(text).toContain('UTC: not carried out, nothing was written (not-entitled)');
    expect(text).toContain('UTC: approved by Alex Wilber');
    expect(text).not.toContain('approved by Lee Gu');
  });

  it('says so where there is nothing, and where entries are damaged', () => {
    expect(textOf({ changes: [], damaged: false }, undefined)).toContain('The audit chain is empty.');
    expect(textOf({ changes: [], damaged: true }, head)).toContain('npm run audit -- verify');
  });

  it('shows as many changes as fit into a message of 28 KB, and says how many do not', () => {
    const changes = Array.from({ length: 10 }, (_, number) => ofSize(`c-${number}`, 4));
    const message = historyCard({ changes, damaged: true }, head);
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(28 * 1024);
    expect(JSON.stringify(message)).toMatch(/[1-9] more did not fit here\./);
    expect(JSON.stringify(message)).toContain('asked for by Megan Bowen');
  });

  it('shows beginning and end of a change that was tried again and again', () => {
    const message = historyCard({ changes: [ofSize('c', 60)], damaged: false }, head);
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(28 * 1024);
  });
});
