import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../support/conversation.ts';
import { startConversation } from '../support/conversation.ts';
import { authenticatorOf, newPolicies, targetsOf, meaningOf } from '../support/tenant-look.ts';

const sentence = 'set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales';

/** What the tenant must hold after the sentence above was approved, whichever way it was said. */
function expectSetUp(
  { practice }: Conversation,
  before: ReturnType<typeof authenticatorOf>,
  groups = ['Sales'],
): void {
  const [policy, ...others] = newPolicies(practice);
  expect(others).toEqual([]);
  expect(policy?.type).toMatch(/iosDeviceFeaturesConfiguration$/);
  expect(policy?.properties['iosSingleSignOnExtension']).toEqual({
    '@odata.type': '#microsoft.graph.iosAzureAdSingleSignOnExtension',
    enableSharedDeviceMode: false,
    bundleIdAccessControlList: ['com.salesforce.chatter', 'com.box.BoxNet'],
    configurations: [
      {
        '@odata.type': '#microsoft.graph.keyStringValuePair',
        key: 'device_registration',
        value: '{{DEVICEREGISTRATION}}',
      },
      {
        '@odata.type': '#microsoft.graph.keyIntegerValuePair',
        key: 'browser_sso_interaction_enabled',
        value: 1,
      },
    ],
  });
  expect(targetsOf(practice, policy?.assignments ?? [])).toEqual(groups.map((group) => `include ${group}`));
  const after = authenticatorOf(practice);
  expect(after.assignments.map(meaningOf)).toEqual(expect.arrayContaining(before.assignments.map(meaningOf)));
  const added = after.assignments.filter(
    (one) => !before.assignments.some((old) => isDeepStrictEqual(meaningOf(old), meaningOf(one))),
  );
  expect(added.map(({ intent }) => intent)).toEqual(groups.map(() => 'required'));
  expect(targetsOf(practice, added)).toEqual(groups.map((group) => `include ${group}`));
}

describe('setting up in one sentence', () => {
  it('for all users and all devices at once: takes the first, and says so', async () => {
    const chat = await startConversation();
    await chat.say('set up JIT for com.box.BoxNet for all users and all devices');
    await chat.expectText('I took the first that you named');
    await chat.expectCard([
      'New single sign-on app extension policy',
      'new: required for All users',
      '[Edit]',
    ]);
  });

  it('reaches the review in one turn, and after Approve the tenant holds exactly what was shown', async () => {
    const chat = await startConversation();
    const before = structuredClone(authenticatorOf(chat.practice));
    await chat.say(sentence);
    await chat.expectCard([
      'com.salesforce.chatter, com.box.BoxNet',
      'Sales',
      '[Approve]',
      '[Edit]',
      '[Cancel]',
    ]);
    expect(chat.writes()).toEqual([]);
    await chat.click('Approve');
    await chat.expectCard([
      'JIT registration is set up',
      'Open Microsoft Teams first',
      'Safari',
      'enrollment profile',
    ]);
    expectSetUp(chat, before);
    expect(chat.writes().map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      'POST /beta/deviceManagement/deviceConfigurations 201',
      expect.stringMatching(/^POST \/beta\/deviceAppManagement\/mobileApps\/[0-9a-f-]+\/assign 204$/),
      expect.stringMatching(/^POST \/beta\/deviceManagement\/deviceConfigurations\/[0-9a-f-]+\/assign 200$/),
    ]);
    const [create] = chat.writes();
    expect(JSON.stringify(create?.body)).toMatch(
      /^\{"@odata\.type":"#microsoft\.graph\.iosDeviceFeaturesConfiguration","displayName":"iOS - JIT registration - Sales","description":"[^"]*\\n\[jit-bot [0-9a-f-]{36}\]","roleScopeTagIds":\["0"\],"iosSingleSignOnExtension":\{/,
    );
  });

  it('works by app names, with two groups, in other words', async () => {
    const chat = await startConversation();
    const before = structuredClone(authenticatorOf(chat.practice));
    await chat.say(
      'please enable just-in-time registration with apps Salesforce, Box for the groups Sales and Field Ops',
    );
    await chat.expectCard(['com.salesforce.chatter, com.box.BoxNet', '[Approve]']);
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    expectSetUp(chat, before, ['Sales', 'Field Ops']);
  });
});

describe('setting up step by step', () => {
  it('on cards', async () => {
    const chat = await startConversation();
    const before = structuredClone(authenticatorOf(chat.practice));
    await chat.say('set up JIT');
    await chat.expectCard('Which apps should sign in with SSO?');
    await chat.click('Next', {
      set: { 'Apps of your tenant': ['Salesforce (com.salesforce.chatter)', 'Box (com.box.BoxNet)'] },
    });
    await chat.expectCard('Who should get it?');
    await chat.click('Next', { set: { Groups: 'Sales' } });
    await chat.expectCard('[Approve]');
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    // In the order in which the card lists them, which is the tenant's by name.
    const [policy] = newPolicies(chat.practice);
    const extension = policy?.properties['iosSingleSignOnExtension'] as {
      bundleIdAccessControlList: string[];
    };
    expect([...extension.bundleIdAccessControlList].sort()).toEqual([
      'com.box.BoxNet',
      'com.salesforce.chatter',
    ]);
    expect(targetsOf(chat.practice, policy?.assignments ?? [])).toEqual(['include Sales']);
    expect(authenticatorOf(chat.practice).assignments.length).toBe(before.assignments.length + 1);
  });

  it('typed, with a restart of the bot between any two turns', async () => {
    const chat = await startConversation();
    const before = structuredClone(authenticatorOf(chat.practice));
    await chat.say('set up JIT');
    await chat.expectCard('Which apps should sign in with SSO?');
    await chat.restart();
    await chat.say('\u00A0com.salesforce.chatter\u200B;\n\t com.box.BoxNet, COM.BOX.BOXNET ');
    await chat.expectCard('Who should get it?');
    await chat.restart();
    await chat.say('Sales');
    await chat.expectCard('[Approve]');
    await chat.restart();
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    expectSetUp(chat, before);
  });

  it('on cards, with a restart of the bot between any two turns', async () => {
    const chat = await startConversation();
    const before = structuredClone(authenticatorOf(chat.practice));
    await chat.say('set up JIT');
    await chat.expectCard('Which apps should sign in with SSO?');
    await chat.restart();
    await chat.click('Next', { set: { 'Bundle IDs': 'com.salesforce.chatter\ncom.box.BoxNet' } });
    await chat.expectCard('Who should get it?');
    await chat.restart();
    await chat.click('Next', { set: { Groups: 'Sales' } });
    await chat.expectCard('[Approve]');
    await chat.restart();
    await chat.click('Edit');
    await chat.expectCard('[Review]');
    await chat.restart();
    await chat.click('Review');
    await chat.expectCard('[Approve]');
    await chat.restart();
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    expectSetUp(chat, before);
  });

  it('without other apps', async () => {
    const chat = await startConversation();
    await chat.say('set up JIT for Sales');
    await chat.expectCard('Which apps should sign in with SSO?');
    await chat.say('none');
    await chat.expectCard(['none (Microsoft apps only)', '[Approve]']);
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    expect(newPolicies(chat.practice)[0]?.properties['iosSingleSignOnExtension']).toMatchObject({
      bundleIdAccessControlList: [],
    });
  });
});

describe('what was given wrong', () => {
  it('names each refused id with its reason, keeps the good ones, and asks again', async () => {
    const chat = await startConversation();
    await chat.say('set up JIT for Sales');
    await chat.say(
      'com.microsoft.skype.teams, wefwef, com.box.BoxNet, com_android.app, ABCDE12345.com.contoso.app, *.contoso.com',
    );
    const { text } = await chat.expectCard('I cannot use these');
    for (const id of [
      'com.microsoft.skype.teams',
      'wefwef',
      'com_android.app',
      'ABCDE12345.com.contoso.app',
      '*.contoso.com',
    ])
      expect(text).toContain(id);
    await chat.click('Next');
    await chat.expectCard(['Bundle IDs: com.box.BoxNet', '[Approve]']);
  });

  it('leaves Microsoft apps out and says so on the review', async () => {
    const chat = await startConversation();
    await chat.say(
      'set up JIT for com.microsoft.azureauthenticator, com.microsoft.Office.Word and com.box.BoxNet for Sales',
    );
    const { text } = await chat.expectCard(['Left out of your list', '[Approve]']);
    expect(text).toContain('Bundle IDs: com.box.BoxNet');
    expect(text).not.toMatch(/Bundle IDs:.*microsoft/i);
  });

  it('asks which group is meant, and takes only one that was offered', async () => {
    const chat = await startConversation();
    await chat.say('set up JIT for com.box.BoxNet for Marketing');
    const { lines } = await chat.expectCard('Several groups are called \u201CMarketing\u201D');
    const security = lines
      .find((line) => /Marketing \(security group/.test(line))
      ?.match(/Marketing \([^)]*\)/)?.[0];
    await chat.click('Next', { set: { 'Group for Marketing': security ?? '' } });
    await chat.expectCard(['Marketing', '[Approve]']);
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    const target = newPolicies(chat.practice)[0]?.assignments[0]?.target as { groupId: string };
    const group = chat.practice.graph!.state.groups.find(({ id }) => id === target.groupId);
    expect(group).toMatchObject({ displayName: 'Marketing', securityEnabled: true, groupTypes: [] });
  });

  it('offers near groups where none has the name, and takes another name instead', async () => {
    const chat = await startConversation();
    await chat.say('set up JIT for com.box.BoxNet for Sale');
    await chat.expectCard(['No group is called exactly \u201CSale\u201D', 'Sales EMEA']);
    await chat.say('Sales');
    await chat.expectCard('[Approve]');
  });

  it('says that a group is not there, and goes on with the next answer', async () => {
    const chat = await startConversation();
    await chat.say('set up JIT for com.box.BoxNet for Zebra');
    await chat.expectCard('No group called \u201CZebra\u201D is visible to you.');
    await chat.click('Next', { set: { 'Group for Zebra': 'Leave it out' } });
    await chat.expectCard('Who should get it?');
    await chat.say('Field Ops');
    await chat.expectCard(['Field Ops', '[Approve]']);
  });

  it('asks again with a note where nothing was given, and keeps what was typed', async () => {
    const chat = await startConversation();
    await chat.say('set up JIT');
    await chat.click('Next');
    await chat.expectCard('Pick or type at least one app');
    await chat.click('No other apps');
    await chat.expectCard('Who should get it?');
    await chat.click('Next', { set: { 'Except groups (optional)': 'Contractors' } });
    await chat.expectCard(['I need at least one group', 'Contractors']);
  });
});

describe('Edit and Cancel', () => {
  it('Edit brings the inputs back filled in, and its review replaces the first', async () => {
    const chat = await startConversation();
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    await chat.click('Edit');
    const { text } = await chat.expectCard('Edit before review');
    for (const part of [
      'com.salesforce.chatter',
      'com.box.BoxNet',
      'Sales',
      'iOS - JIT registration - Sales',
    ])
      expect(text).toContain(part);
    await chat.click('Review', {
      set: { 'Bundle IDs': 'com.box.BoxNet', Groups: 'Field Ops', 'Policy name': 'Field phones' },
    });
    await chat.expectCard(['Field phones', 'Bundle IDs: com.box.BoxNet', '[Approve]']);
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    const [policy, ...others] = newPolicies(chat.practice);
    expect(others).toEqual([]);
    expect(policy?.properties['displayName']).toBe('Field phones');
    expect(targetsOf(chat.practice, policy?.assignments ?? [])).toEqual(['include Field Ops']);
  });

  it('a default name follows the groups', async () => {
    const chat = await startConversation();
    await chat.say(sentence);
    await chat.expectCard('iOS - JIT registration - Sales');
    await chat.click('Edit');
    await chat.click('Review', { set: { Groups: 'Field Ops' } });
    await chat.expectCard(['iOS - JIT registration - Field Ops', '[Approve]']);
  });

  it('cancel ends it at every point, by button and by word, and nothing is written', async () => {
    const chat = await startConversation();
    await chat.say('cancel');
    await chat.expectText('There is nothing to cancel');
    await chat.say('set up JIT');
    await chat.click('Cancel');
    await chat.expectText('Cancelled');
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    await chat.say('cancel');
    await chat.expectText('Nothing was written');
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    await chat.click('Cancel');
    await chat.expectText('Cancelled');
    expect(chat.writes()).toEqual([]);
  });
});
