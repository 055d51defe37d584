import { describe, expect, it } from 'vitest';
import { startConversation } from '../support/conversation.ts';

const sentence = 'set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales';

describe('history', () => {
  it('names who asked and approved, the policy, the steps with their request-ids, and the head', async () => {
    const chat = await startConversation();
    await chat.say('history');
    await chat.expectCard(['Nothing was asked for yet', 'The audit chain is empty.']);
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    await chat.say('what changed?');
    await chat.expectCard(['iOS - JIT registration - Sales', 'In review', 'asked for by Megan Bowen']);
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    await chat.restart();
    await chat.say('who changed JIT');
    const { text } = await chat.expectCard('What changed, the newest first');
    for (const part of [
      /^iOS - JIT registration - Sales\b/m,
      /\bApplied\b/,
      /For: Sales$/m,
      /UTC: asked for by Megan Bowen$/m,
      /UTC: approved by Megan Bowen$/m,
      /UTC: Create the policy, not assigned to anybody yet: done, request-id [0-9a-f-]{36}$/m,
      /UTC: Require Microsoft Authenticator for the same people: done, request-id [0-9a-f-]{36}$/m,
      /UTC: Assign the policy: done, request-id [0-9a-f-]{36}$/m,
      /UTC: ended as applied$/m,
    ])
      expect(text).toMatch(part);
    const [, seq, hash] = /Audit chain: entry (\d+), hash ([0-9a-f]{64})/.exec(text) ?? [];
    expect(chat.log.join('')).toContain(`"seq":${seq},"hash":"${hash}","msg":"audit head"`);
  });

  it('tells what was cancelled and edited, and needs no sign-in', async () => {
    const chat = await startConversation();
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    await chat.click('Edit');
    await chat.click('Review', { set: { Groups: 'Field Ops' } });
    await chat.expectCard(['Field Ops', '[Cancel]']);
    await chat.click('Cancel');
    await chat.expectText('Cancelled. Nothing was written.');
    await chat.say('history', { in: 'group', as: 'Adele Vance' });
    const { text } = await chat.expectCard('Cancelled', { in: 'group', as: 'Adele Vance' });
    expect(text).not.toContain('Sign in');
    expect(text).toMatch(/taken back for editing by Megan Bowen$/m);
    expect(text).toMatch(/cancelled by Megan Bowen$/m);
    expect(text.indexOf('Field Ops')).toBeLessThan(text.indexOf('Sales'));
  });
});
