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

  it('tells what was cancelled and edited, in a group after a sign-in', async () => {
    const chat = await startConversation();
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    await chat.click('Edit');
    await chat.click('Review', { set: { Groups: 'Field Ops' } });
    await chat.expectCard(['Field Ops', '[Cancel]']);
    await chat.click('Cancel');
    await chat.expectText('Cancelled. Nothing was written.');
    const adele = { in: 'group' as const, as: 'Adele Vance' };
    await chat.say('history', adele);
    await chat.click('Continue', adele);
    const { text } = await chat.expectCard('Cancelled', adele);
    expect(text).toMatch(/taken back for editing by Megan Bowen$/m);
    expect(text).toMatch(/cancelled by Megan Bowen$/m);
    expect(text.indexOf('Field Ops')).toBeLessThan(text.indexOf('Sales'));
  });

  it('is shown only to who may read device configurations in Intune, and refused where that cannot be checked', async () => {
    const chat = await startConversation();
    const lee = { as: 'Lee Gu' };
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    const why = 'I show the history only to people who may read device configurations in Intune.';
    for (const asked of ['history', 'what changed?']) {
      await chat.say(asked, lee);
      await chat.expectText(
        new RegExp(`^${why} Microsoft Graph refused this for your account: .*You need the rights`),
        lee,
      );
    }
    expect(JSON.stringify(chat.client.visible('personal', 'Lee Gu'))).not.toContain('registration - Sales');
    await chat.say('history', { ...lee, in: 'group' });
    await chat.expectText(`Lee Gu: ${why}`, { ...lee, in: 'group' });
    const path = '/deviceManagement/deviceConfigurations';
    chat.practice.graph!.faults.add({ match: { method: 'GET', path }, kind: '503', times: 4 });
    await chat.say('history');
    await chat.expectText(
      `${why} Microsoft Graph did not give a usable answer (503). Try again in a minute.`,
    );
    await chat.say('history');
    await chat.expectCard('asked for by Megan Bowen');
  });
});
