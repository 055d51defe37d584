import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/jit/canonical.ts';
import { startConversation, type Conversation } from '../support/conversation.ts';
import { authenticatorOf, meaningOf, newPolicies, targetsOf } from '../support/tenant-look.ts';

const sentence = 'set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales';
async function setUp(): Promise<Conversation & { before: string[] }> {
  const chat = await startConversation({ patienceMs: 30_000 });
  const before = appNow(chat);
  await chat.say(sentence);
  await chat.expectCard('[Approve]');
  await chat.click('Approve');
  await chat.expectCard(['JIT registration is set up', '[Undo]']);
  return { ...chat, before };
}
/** It stops with nothing written, and where the create is concerned only who sent it can tell that. */
async function withNothingKnown(): Promise<Conversation> {
  const chat = await startConversation();
  await chat.say(sentence);
  await chat.expectCard('[Approve]');
  const { faults } = chat.practice.graph!;
  faults.add({ match: { method: 'POST', path: '/deviceManagement/deviceConfigurations' }, kind: '504' });
  faults.add({ match: { method: 'POST', path: /mobileApps.*assign/ }, kind: '403' });
  await chat.click('Approve');
  return chat;
}
/** What Authenticator is assigned to, in an order of its own. */
function appNow({ practice }: Conversation): string[] {
  return authenticatorOf(practice)
    .assignments.map((one) => canonicalJson(meaningOf(one)))
    .sort();
}

describe('undo', () => {
  it.each([
    ['by word', (chat: Conversation) => chat.say('undo the last change')],
    ['by button', (chat: Conversation) => chat.click('Undo')],
  ])('%s: shows the reverse for review, and takes back exactly what was written', async (_, ask) => {
    const chat = await setUp();
    await ask(chat);
    const { text } = await chat.expectCard(['Review: taking JIT registration back', 'deleted', '[Approve]']);
    expect(text).not.toContain('[Edit]');
    expect(newPolicies(chat.practice)).toHaveLength(1);
    await chat.restart();
    await chat.click('Approve');
    await chat.expectCard('JIT registration is taken back');
    expect(newPolicies(chat.practice)).toEqual([]);
    expect(appNow(chat)).toEqual(chat.before);
    await chat.settled();
    const first = chat.client
      .visible('personal', 'Megan Bowen')
      .filter(({ cards }) => JSON.stringify(cards).includes('Taken back by Megan Bowen'));
    expect(first).toHaveLength(1);
    await chat.say('history');
    await chat.expectCard(['Undone', 'taken back by Megan Bowen', 'taking it back was asked for']);
    await chat.say('undo');
    await chat.expectText('I made no change here that could be taken back.');
  });

  it('never removes what others added since', async () => {
    const chat = await setUp();
    const [policy] = newPolicies(chat.practice);
    const state = chat.practice.graph!.state;
    const finance = state.groups.find(({ displayName }) => displayName === 'Field Ops')!;
    const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: finance.id };
    policy!.assignments.push({ id: `${policy!.id}_x`, target, source: 'direct', sourceId: null });
    await chat.say('undo the last change');
    await chat.expectCard(['Others have assigned', 'Field Ops', '[Approve]']);
    await chat.click('Approve');
    await chat.expectCard('JIT registration is taken back');
    expect(targetsOf(chat.practice, newPolicies(chat.practice)[0]?.assignments ?? [])).toEqual([
      'include Field Ops',
    ]);
  });

  it('of what was changed between review and click: nothing is written, the difference is shown', async () => {
    const chat = await setUp();
    await chat.click('Undo');
    await chat.expectCard('[Approve]');
    const [policy] = newPolicies(chat.practice);
    policy!.assignments = [];
    const writes = chat.writes().length;
    await chat.click('Approve');
    await chat.expectCard([
      'The tenant, or what I see of it, changed since this was shown. Nothing was written.',
      '[Approve]',
    ]);
    expect(chat.writes()).toHaveLength(writes);
    await chat.click('Approve');
    await chat.expectCard('JIT registration is taken back');
    expect(newPolicies(chat.practice)).toEqual([]);
  });

  it('tells device groups inside the target from others at the click just as at the review', async () => {
    const chat = await startConversation({ patienceMs: 30_000 });
    const { groups, policies } = chat.practice.graph!.state;
    const idOf = (name: string): string => groups.find(({ displayName }) => displayName === name)!.id;
    groups.find(({ displayName }) => displayName === 'Sales')!.members.push(idOf('Sales - iOS devices'));
    const direct = { source: 'direct' as const, sourceId: null };
    const everyone = { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' };
    authenticatorOf(chat.practice).assignments.push({
      ...{ id: 'everyone', ...direct, intent: 'required', target: everyone },
    });
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    await chat.click('Approve');
    await chat.expectCard(['JIT registration is set up', '[Undo]']);
    // Somebody else's policy reaches those devices, and what all users are assigned does not reach all of them.
    const theirs = structuredClone(newPolicies(chat.practice)[0]!);
    Object.assign(theirs, { id: '5d0c9a53-6a5a-4f0e-9a3c-1f0d3d1c7a11' });
    Object.assign(theirs.properties, { displayName: 'JIT for devices', description: '' });
    const devices = {
      '@odata.type': '#microsoft.graph.groupAssignmentTarget',
      groupId: idOf('Sales - iOS devices'),
    };
    theirs.assignments = [{ id: `${theirs.id}_1`, ...direct, target: devices }];
    policies.push(theirs);
    await chat.click('Undo');
    await chat.expectCard(['stays required for Sales', 'JIT for devices', '[Approve]']);
    await chat.click('Approve');
    await chat.expectCard('JIT registration is taken back');
    expect(targetsOf(chat.practice, authenticatorOf(chat.practice).assignments)).toContain('include Sales');
  });

  it('of a change that stopped half-way takes back what it wrote, and frees its objects', async () => {
    const chat = await startConversation();
    const before = appNow(chat);
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    chat.practice.graph!.faults.add({
      match: { method: 'POST', path: /deviceConfigurations.*assign/ },
      kind: '403',
    });
    await chat.click('Approve');
    await chat.expectCard(['Stopped before the end', '[Resume]', '[Undo]']);
    await chat.click('Undo');
    await chat.expectCard(['Review: taking JIT registration back', '[Approve]']);
    await chat.click('Approve');
    await chat.expectCard('JIT registration is taken back');
    expect(newPolicies(chat.practice)).toEqual([]);
    expect(appNow(chat)).toEqual(before);
    await chat.settled();
    await chat.say('show pending changes');
    await chat.expectCard('Nothing is pending');
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
  });

  it('that stops half-way is loud, keeps the first change away from its objects, and can be resumed', async () => {
    const chat = await setUp();
    await chat.click('Undo');
    await chat.expectCard('[Approve]');
    chat.practice.graph!.faults.add({ match: { method: 'POST', path: /mobileApps.*assign/ }, kind: '403' });
    await chat.click('Approve');
    await chat.expectCard(['Stopped before the end', 'Done: Delete the policy', '[Resume]']);
    await chat.restart();
    await chat.click('Resume');
    await chat.expectCard('JIT registration is taken back');
    expect(newPolicies(chat.practice)).toEqual([]);
    expect(appNow(chat)).toEqual(chat.before);
  });

  it.each(['504-after', 'reset-after'])(
    'an answer to the delete that got lost (%s) is looked for',
    async (kind) => {
      const chat = await setUp();
      await chat.click('Undo');
      await chat.expectCard('[Approve]');
      chat.practice.graph!.faults.add({ match: { method: 'DELETE', path: /./ }, kind: kind as never });
      await chat.click('Approve');
      await chat.expectCard('JIT registration is taken back');
      expect(newPolicies(chat.practice)).toEqual([]);
    },
  );

  it('by word, of one that stopped half-way: points to its card here, and elsewhere offers what can be pressed there', async () => {
    const chat = await startConversation();
    const alex = { as: 'Alex Wilber' };
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    chat.practice.graph!.faults.add({ match: { method: 'POST', path: /mobileApps.*assign/ }, kind: '403' });
    await chat.click('Approve');
    await chat.expectCard(['Stopped before the end', '[Resume]']);
    const policy = '"iOS - JIT registration - Sales", which Megan Bowen asked for in a chat with me alone.';
    for (const _ of ['once', 'twice']) {
      await chat.say('undo the last change');
      await chat.expectText(
        `The last change stopped half-way: ${policy} On its card, which follows, Resume goes on with it, Undo takes back what of it was written, and Cancel gives it up; what was written stays then.`,
      );
      await chat.expectCard(['Stopped before the end', '[Resume]', '[Undo]', '[Cancel]']);
    }
    await chat.say('undo the last change', alex);
    await chat.expectText(
      `The last change stopped half-way: ${policy} Undo takes back what of it was written; Resume and Cancel are on its card there.`,
      alex,
    );
    await chat.expectCard(['One change is pending', '[Undo]'], alex);
    await chat.click('Undo', alex);
    await chat.expectCard(['Review: taking JIT registration back', '[Approve]'], alex);
  });

  it('by word, of an undo that stopped half-way: points to it, and offers anybody to take its place', async () => {
    const chat = await setUp();
    await chat.click('Undo');
    await chat.expectCard('[Approve]');
    chat.practice.graph!.faults.add({ match: { method: 'POST', path: /mobileApps.*assign/ }, kind: '403' });
    await chat.click('Approve');
    await chat.expectCard('Stopped before the end');
    await chat.say('undo the last change');
    await chat.expectText(
      'On its card, which follows, Resume goes on with it, and Cancel gives it up; what was written stays then.',
    );
    const { text } = await chat.expectCard(['Stopped before the end', '[Resume]']);
    expect(text).not.toContain('[Undo]');
    await chat.expectCard(['One change is pending', '[Undo]']);
    const alex = { as: 'Alex Wilber' };
    await chat.say('undo', alex);
    await chat.expectText(
      'Undo plans anew what is still to be taken back; Resume and Cancel are on its card there.',
      alex,
    );
    await chat.expectCard(['Taking back', 'in a chat with me alone', '[Undo]'], alex);
    await chat.click('Undo', alex);
    await chat.expectCard(['Review: taking JIT registration back', '[Approve]'], alex);
    await chat.click('Approve', alex);
    await chat.expectCard('JIT registration is taken back', alex);
    expect(appNow(chat)).toEqual(chat.before);
    await chat.settled();
    expect(JSON.stringify(chat.client.visible('personal', 'Megan Bowen'))).not.toContain('"resume"');
  });

  it('of a change of which nothing stands, as the one sees who sent it, ends it', async () => {
    const chat = await withNothingKnown();
    await chat.expectCard(['Stopped before the end', '[Undo]']);
    await chat.click('Undo');
    await chat.expectText('stands in the tenant, so there was nothing to take back. I closed it');
    await chat.say('show pending changes');
    await chat.expectCard('Nothing is pending');
  });

  it('of a change of which nothing shows ends it also for somebody else and from elsewhere, who is told what is not known', async () => {
    const chat = await withNothingKnown();
    const alex = { as: 'Alex Wilber' };
    await chat.expectCard(['Stopped before the end', 'Not known', '[Resume]']);
    await chat.say('show pending changes', alex);
    await chat.expectCard(['Stopped half-way', 'Megan Bowen in a chat with me alone', '[Undo]'], alex);
    await chat.click('Undo', alex);
    await chat.expectText(
      /^I closed "iOS - JIT registration - Sales" without taking anything back, .* It is not known whether the policy/,
      alex,
    );
    await chat.settled();
    expect(JSON.stringify(chat.client.visible('personal', 'Megan Bowen'))).not.toContain('"resume"');
    await chat.say('set up JIT for com.box.BoxNet for Field Ops', alex);
    await chat.expectCard('[Approve]', alex);
    await chat.click('Approve', alex);
    await chat.expectCard('JIT registration is set up', alex);
  });

  it('is cancelled by word like any review, and nothing is written', async () => {
    const chat = await setUp();
    await chat.say('undo');
    await chat.expectCard('[Approve]');
    await chat.say('cancel');
    await chat.expectText('Cancelled. Nothing was written.');
    expect(newPolicies(chat.practice)).toHaveLength(1);
  });
});

describe('pending changes', () => {
  it('of others are shown only to who may read device configurations; own ones in any case', async () => {
    const chat = await startConversation();
    const [lee, diego] = [{ as: 'Lee Gu' }, { as: 'Diego Siciliani' }];
    const sales = 'iOS - JIT registration - Sales';
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    await chat.say('show pending changes', diego);
    await chat.expectCard(['One change is pending', sales], diego);

    const why = 'I show changes of others only to people who may read device configurations in Intune.';
    for (const _ of ['once', 'twice']) {
      await chat.say('show pending changes', lee);
      const { text } = await chat.expectCard(['Nothing of yours is pending', why], lee);
      expect(text).toContain('You need the rights for it');
      expect(text).not.toContain('Sales');
      expect(text).not.toContain('Megan');
    }

    const { people } = chat.practice.graph!.state;
    people.find(({ id }) => id === 'megan')!.intuneRole = 'none';
    await chat.say('pending');
    await chat.expectCard(['One change of yours is pending', sales, why, '[Show]']);
    const path = '/deviceManagement/deviceConfigurations';
    chat.practice.graph!.faults.add({ match: { method: 'GET', path }, kind: '503', times: 9 });
    await chat.say('pending', diego);
    await chat.expectCard(
      ['Nothing of yours is pending', why, 'did not give a usable answer (503)', 'Try again in a minute'],
      diego,
    );
  });

  it('are listed with who and where; Show brings a further copy, and every copy ends the same', async () => {
    const chat = await startConversation();
    const megan = { in: 'group' as const };
    await chat.say(sentence, megan);
    await chat.click('Continue', megan);
    await chat.expectCard('[Approve]', megan);
    await chat.say('show pending changes');
    const { text } = await chat.expectCard(['One change is pending', 'Megan Bowen in a group chat']);
    expect(text).not.toContain('[Show]');
    await chat.say('pending', megan);
    await chat.expectCard('[Show]', megan);
    await chat.click('Show', megan);
    await chat.expectCard('[Approve]', megan);
    await chat.click('Approve', megan);
    await chat.expectText('JIT registration is set up', megan);
    await chat.settled();
    const cards = JSON.stringify(chat.client.visible('group', 'Alex Wilber'));
    expect(cards).not.toContain('"approve"');
    expect(cards.split('"JIT registration is set up"').length - 1).toBeGreaterThanOrEqual(2);
  });
});
