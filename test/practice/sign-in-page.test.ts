import { describe, expect, it } from 'vitest';
import { startConversation } from '../support/conversation.ts';

describe('a sign-in that cannot be silent', { timeout: 60_000 }, () => {
  it('is done on the page behind the button, and the bot goes on by itself', async () => {
    const { practice, teams, say, click, expectText, expectCard } = await startConversation();
    practice.entra.revokeConsent('megan');
    await say('set up JIT for com.box.BoxNet for Sales');
    await expectText('[Sign in]');
    await click('Sign in');
    await expectCard(['com.box.BoxNet', '[Approve]']);
    expect(teams.refused()).toEqual([]);
  });

  it('is done from a card in a group chat as well', async () => {
    const { practice, teams, say, click, expectText, expectCard } = await startConversation({ in: 'group' });
    practice.entra.revokeConsent('megan');
    await say('set up JIT for com.box.BoxNet for Sales');
    await click('Continue');
    await expectText('[Sign in]');
    await click('Sign in');
    await expectCard(['com.box.BoxNet', '[Approve]']);
    expect(teams.refused()).toEqual([]);
  });
});
