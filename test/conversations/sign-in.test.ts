import { describe, expect, it } from 'vitest';
import { startConversation } from '../support/conversation.ts';
import { newPolicies } from '../support/tenant-look.ts';

const sentence = 'set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales';

describe.each(['group', 'channel'] as const)('in a %s', (place) => {
  it('the Continue button carries the sign-in, and the same request goes on to the final card', async () => {
    const chat = await startConversation({ in: place });
    await chat.say(sentence);
    await chat.expectCard(['Sign in to go on', '[Continue]']);
    await chat.click('Continue');
    await chat.expectCard(['com.salesforce.chatter', '[Approve]']);
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    expect(newPolicies(chat.practice)).toHaveLength(1);
  });

  it('nobody else can continue, answer, approve, edit or cancel it', async () => {
    const chat = await startConversation({ in: place });
    const alex = { as: 'Alex Wilber' };
    await chat.say(sentence);
    await chat.expectCard('[Continue]');
    await chat.click('Continue', alex);
    await chat.expectText('This waits for somebody else', alex);
    await chat.click('Continue');
    await chat.expectCard('[Approve]');
    for (const title of ['Approve', 'Edit', 'Cancel']) {
      await chat.click(title, alex);
      await chat.expectText('Only Megan Bowen, who asked for it, can do this.', alex);
    }
    expect(chat.writes()).toEqual([]);
  });

  it('who is refused is named, after the sign-in and whenever they ask again', async () => {
    const chat = await startConversation({ in: place, as: 'Lee Gu' });
    const refused = /^Lee Gu: Microsoft Graph refused this for your account/m;
    await chat.say('which groups have JIT');
    await chat.click('Continue');
    await chat.expectText(refused);
    await chat.say('which groups have JIT');
    await chat.expectText(refused);
  });

  it('two people set up at the same time without disturbing each other', async () => {
    const chat = await startConversation({ in: place });
    const alex = { as: 'Alex Wilber' };
    await chat.say('set up JIT');
    await chat.click('Continue');
    await chat.expectCard('Which apps should sign in with SSO?');
    await chat.say('set up JIT for com.box.BoxNet for Field Ops', alex);
    await chat.click('Continue', alex);
    await chat.expectCard(['Field Ops', 'asked for by Alex Wilber', '[Approve]'], alex);
    await chat.say('com.salesforce.chatter');
    await chat.expectCard('Who should get it?');
    await chat.say('Sales');
    await chat.expectCard(['com.salesforce.chatter', 'asked for by Megan Bowen', '[Approve]']);
  });
});

describe('consent and another factor', () => {
  it('a missing consent becomes a sign-in button that asks for exactly the scopes, and the request goes on by itself', async () => {
    const chat = await startConversation();
    chat.practice.entra.revokeConsent('megan');
    await chat.say(sentence);
    await chat.click('Sign in');
    await chat.expectCard('[Approve]');
    const megan = chat.practice.graph?.state.people.find(({ id }) => id === 'megan');
    expect(megan?.consentedScopes.filter((scope) => scope.includes('.')).sort()).toEqual([
      'DeviceManagementApps.Read.All',
      'DeviceManagementConfiguration.Read.All',
      'GroupMember.Read.All',
    ]);
  });

  it('another factor is asked for with the claims that Entra wants', async () => {
    const chat = await startConversation();
    chat.practice.entra.requireMfa('megan');
    await chat.say(sentence);
    await chat.click('Sign in');
    await chat.expectCard('[Approve]');
  });

  it('write scopes are asked for only when approving', async () => {
    const chat = await startConversation();
    chat.practice.entra.revokeConsent('megan', [
      'DeviceManagementConfiguration.ReadWrite.All',
      'DeviceManagementApps.ReadWrite.All',
    ]);
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    await chat.click('Approve');
    await chat.click('Sign in');
    await chat.expectText('JIT registration is set up');
    expect(newPolicies(chat.practice)).toHaveLength(1);
  });
});
