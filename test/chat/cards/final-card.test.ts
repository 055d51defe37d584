import { describe, expect, it } from 'vitest';
import type { StepReport } from '../../../src/change/apply.ts';
import { finalCard } from '../../../src/chat/cards/final-card.ts';
import type { Change } from '../../../src/change/change.ts';
import { renderCard } from '../../../src/practice/script/render-card.ts';

const change: Change = {
  id: 'c',
  state: 'interrupted',
  round: 0,
  plan: {
    changeId: 'c',
    request: { bundleIds: [], targets: [{ kind: 'all-users' }], displayName: 'iOS - JIT', description: '' },
    ...{ steps: [], findings: [], digest: 'd'.repeat(64) },
  },
  requester: { tenantId: 't', objectId: 'm', name: 'Megan Bowen' },
  policyName: 'iOS - JIT',
  place: 'personal',
  ...{ conversationId: 'a', shown: [], leftOut: [], groupNames: {} },
  ...{ createdAt: '', movedAt: '', expiresAt: '' },
};

function stoppedWith(create: StepReport['state']): string {
  const steps: StepReport[] = [
    { step: 'create-policy', state: create },
    { step: 'assign-policy', state: 'waiting' },
    { step: 'verify', state: 'waiting' },
  ];
  const message = finalCard(change, { ok: false, steps, differences: [] }, 'https://intune.microsoft.com');
  if (!('card' in message)) throw new Error('no card');
  return renderCard({ type: 'AdaptiveCard', version: '1.5', ...message.card }).join('\n');
}

describe('the final card of a change that stopped', () => {
  it('says that nothing was written where that is certain', () => {
    expect(stoppedWith('not-done')).toContain('Nothing was written.');
  });

  it('does not say so while it is not known whether something was', () => {
    const text = stoppedWith('unknown');
    expect(text).not.toContain('Nothing was written');
    expect(text).toContain('Not known: Create the policy');
  });

  it('tells what is done, and that nobody has it yet', () => {
    const text = stoppedWith('done');
    expect(text).not.toContain('Nothing was written');
    expect(text).toContain('Done: Create the policy');
    expect(text).toContain('The policy is not assigned to anybody');
  });
});
