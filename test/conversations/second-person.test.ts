import { describe, expect, it } from 'vitest';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import { startConversation, type Conversation } from '../support/conversation.ts';
import { newPolicies } from '../support/tenant-look.ts';

const sentence = 'set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales';
const twoPeople = { APPROVAL: 'second-person' };
const ofAdmins = { APPROVER_GROUP_ID: groupIds.intuneAdmins };
const alex = { as: 'Alex Wilber' };
const diego = { as: 'Diego Siciliani' };

async function reviewed(
  settings: Record<string, string>,
  place: 'group' | 'channel' = 'group',
): Promise<Conversation> {
  const chat = await startConversation({ in: place, settings });
  await chat.say(sentence);
  await chat.click('Continue');
  await chat.expectCard(['[Approve]', '[Edit]', '[Cancel]']);
  return chat;
}

describe.each(['group', 'channel'] as const)('a second person in a %s', (place) => {
  it('approves with a sign-in of their own, and the one who asked is told', async () => {
    const chat = await reviewed(twoPeople, place);
    await chat.click('Approve');
    await chat.expectText('You asked for this, so somebody else has to decide.');
    expect(chat.writes()).toEqual([]);
    await chat.click('Approve', alex);
    await chat.expectCard(['JIT registration is set up', 'approved by Alex Wilber'], alex);
    await chat.expectText(/^Megan Bowen: Alex Wilber approved it, and JIT registration is set up\./m, alex);
    const alexId = chat.practice.graph!.state.people.find(({ id }) => id === 'alex')!.id;
    const writers = chat.practice.graph!.log.filter(({ write }) => write).map(({ personId }) => personId);
    expect(new Set(writers)).toEqual(new Set([alexId]));
    await chat.say('history');
    await chat.expectCard(['asked for by Megan Bowen', 'approved by Alex Wilber']);
  });

  it('rejects, and the one who asked is told; then nobody can approve it', async () => {
    const chat = await reviewed(twoPeople, place);
    await chat.click('Reject');
    await chat.expectText('You asked for this, so somebody else has to decide.');
    await chat.click('Reject', alex);
    await chat.expectCard('Rejected by Alex Wilber. Nothing was written.', alex);
    await chat.expectText('Megan Bowen: Alex Wilber rejected it. Nothing was written.', alex);
    expect(chat.writes()).toEqual([]);
  });

  it('cannot edit or cancel what another one asked for', async () => {
    const chat = await reviewed(twoPeople, place);
    for (const title of ['Edit', 'Cancel']) {
      await chat.click(title, alex);
      await chat.expectText('Only Megan Bowen, who asked for it, can do this.', alex);
    }
  });
});

describe('where two people decide', () => {
  it('asked in a personal chat, it is said so and how, and nothing begins', async () => {
    const chat = await startConversation({ settings: twoPeople });
    await chat.say(sentence);
    await chat.expectText(/Two people decide here.*add me to a group chat or a team/s);
    await chat.say('undo the last change');
    await chat.expectText('Two people decide here');
    expect(newPolicies(chat.practice)).toEqual([]);
  });

  it('somebody whose rights do not suffice is told what was refused, and another one may try', async () => {
    const chat = await reviewed(twoPeople);
    await chat.click('Approve', diego);
    await chat.expectCard(['Nothing was written.', 'refused this for your account', '[Approve]'], diego);
    expect(newPolicies(chat.practice)).toEqual([]);
    await chat.expectText('Megan Bowen: Diego Siciliani selected Approve, but nothing was written', diego);
    await chat.click('Approve', alex);
    await chat.expectText('JIT registration is set up', alex);
  });

  it('what the one who clicks cannot see is refused as such, not called stale', async () => {
    const chat = await reviewed(twoPeople);
    const sales = chat.practice.graph!.state.groups.find(({ displayName }) => displayName === 'Sales')!;
    chat.practice.graph!.faults.add({
      match: { method: 'GET', path: `/groups/${sales.id}` },
      kind: '403',
      times: 5,
    });
    await chat.click('Approve', alex);
    const { text } = await chat.expectCard(
      ['You cannot see everything that this writes to or is for: group Sales', '[Approve]'],
      alex,
    );
    expect(text).not.toContain('The tenant changed');
    expect(chat.writes()).toEqual([]);
    chat.practice.graph!.faults.clear();
    await chat.click('Approve', alex);
    await chat.expectText('JIT registration is set up', alex);
  });

  it('Resume works for the one whose approval it was, and for another one who may approve', async () => {
    const chat = await reviewed(twoPeople);
    chat.practice.graph!.faults.add({
      match: { method: 'POST', path: /deviceConfigurations.*assign/ },
      kind: '403',
    });
    await chat.click('Approve', alex);
    await chat.expectCard(['Stopped before the end', '[Resume]'], alex);
    await chat.expectText('Megan Bowen: Alex Wilber approved it, but it stopped before the end', alex);
    await chat.click('Resume');
    await chat.expectText('You asked for this, so somebody else has to decide.');
    await chat.click('Resume', { as: 'Nestor Wilke' });
    await chat.expectCard(/Stopped before the end/, { as: 'Nestor Wilke' });
    await chat.click('Resume', alex);
    await chat.expectCard('JIT registration is set up', alex);
    expect(newPolicies(chat.practice)).toHaveLength(1);
  });

  it('Undo is a new request, which another one approves', async () => {
    const chat = await reviewed(twoPeople);
    await chat.click('Approve', alex);
    await chat.expectCard(['JIT registration is set up', '[Undo]'], alex);
    await chat.click('Undo', alex);
    await chat.expectCard(['Review: taking JIT registration back', 'asked for by Alex Wilber'], alex);
    await chat.click('Approve', alex);
    await chat.expectText('You asked for this, so somebody else has to decide.', alex);
    await chat.click('Approve');
    await chat.expectCard('JIT registration is taken back');
    expect(newPolicies(chat.practice)).toEqual([]);
  });
});

describe('where a group says who may approve', () => {
  it('a member may, proven through Graph before the first write', async () => {
    const chat = await startConversation({ settings: ofAdmins });
    await chat.say(sentence);
    await chat.expectCard(['I check that you are in the approvers group.', '[Approve]']);
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    const log = chat.practice.graph!.log;
    const asked = log.findIndex(({ path }) => path.endsWith('/me/checkMemberGroups'));
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(log.findIndex(({ write }) => write));
  });

  it('nobody else may, alone or as the second person, whatever their rights', async () => {
    const chat = await reviewed({ ...twoPeople, ...ofAdmins });
    await chat.click('Approve', diego);
    await chat.expectCard(['You are not a member of the group that may approve', '[Approve]'], diego);
    await chat.click('Reject', diego);
    await chat.expectText('You are not a member of the group that may approve', diego);
    expect(chat.writes()).toEqual([]);
    await chat.click('Reject', alex);
    await chat.expectText('Megan Bowen: Alex Wilber rejected it.', alex);
  });

  it('membership that was taken away between review and click counts', async () => {
    const chat = await startConversation({ settings: ofAdmins });
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    const group = chat.practice.graph!.state.groups.find(({ id }) => id === groupIds.intuneAdmins)!;
    const members = group.members;
    group.members = [];
    await chat.click('Approve');
    await chat.expectCard(['You are not a member', '[Approve]']);
    expect(chat.writes()).toEqual([]);
    group.members = members;
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
  });

  it.each(['403', '500'])('what cannot be checked (%s) is refused, and can be tried again', async (kind) => {
    const chat = await startConversation({ settings: ofAdmins, patienceMs: 40_000 });
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    chat.practice.graph!.faults.add({
      match: { method: 'POST', path: '/me/checkMemberGroups' },
      kind: kind as never,
      times: 8,
    });
    await chat.click('Approve');
    await chat.expectCard(['I could not check whether you may approve', '[Approve]']);
    expect(chat.writes()).toEqual([]);
    chat.practice.graph!.faults.clear();
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
  });
});
