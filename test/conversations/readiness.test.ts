import { describe, expect, it } from 'vitest';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import { startConversation, type SeenCard } from '../support/conversation.ts';
import { authenticatorOf } from '../support/tenant-look.ts';

const question = 'is my tenant ready for JIT';
const alex = { as: 'Alex Wilber' };
const service = 'DeviceManagementServiceConfig.Read.All';

/** What a card says of a topic, from its title to the next one. */
function rowOf({ lines }: SeenCard, title: string): string {
  const states = / {2}[✓!✕?] (?:Good|Look at it|Stops JIT|Not checked)$/;
  const start = lines.findIndex((line) => line.startsWith(`${title}  `) && states.test(line));
  if (start < 0) throw new Error(`no row ${title} in\n${lines.join('\n')}`);
  const length = lines.slice(start + 1).findIndex((line) => states.test(line));
  return lines.slice(start, length < 0 ? undefined : start + 1 + length).join('\n');
}

describe('is my tenant ready', () => {
  it('answers with everything but Conditional Access, the worst first, without writing anything', async () => {
    const chat = await startConversation();
    await chat.say(question);
    const card = await chat.expectCard(['Not ready for JIT registration yet', 'As visible to Megan Bowen']);
    expect(card.text).toMatch(/✓ 3 +! 4 +✕ 1/);
    expect(card.text).toContain('3 good, 4 to look at, 1 in the way of JIT');
    expect(rowOf(card, 'Apple MDM push certificate')).toMatch(/expires in 2[34] days[^]*→ Renew it with/);
    expect(rowOf(card, 'Apple VPP tokens')).toContain('"Contoso Seattle" has expired');
    expect(rowOf(card, 'Enrollment type')).toContain('✓ Good');
    expect(card.text.indexOf('✕ Stops JIT')).toBeLessThan(card.text.indexOf('! Look at it'));
    const links = card.text.match(/https:\/\/intune\.microsoft\.com\/#view\//g) ?? [];
    expect(links).toHaveLength(card.text.match(/ {2}[✓!✕?] (?:Good|Look at it|Stops JIT)$/gm)!.length);
    expect(rowOf(card, 'Enrollment type')).toContain('https://intune.microsoft.com/#view/');
    expect(card.text).not.toMatch(/Not checked|Check these too|Check again/);
    expect(card.text).toContain('[Check Conditional Access]');
    expect(chat.writes()).toEqual([]);
  });

  it('does not miss Authenticator where a group around the group has it', async () => {
    const chat = await startConversation();
    const { groups } = chat.practice.graph!.state;
    const operations = groups.find(({ displayName }) => displayName === 'Operations')!;
    operations.members.push(groupIds.interns);
    authenticatorOf(chat.practice).assignments.push({
      ...{ id: 'by hand', intent: 'required', source: 'direct', sourceId: null },
      target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: operations.id },
    });
    await chat.say(question);
    const row = rowOf(await chat.expectCard('As visible to'), 'Microsoft Authenticator');
    expect(row).toContain('"Marketing" has a policy');
    expect(row).not.toContain('Interns');
  });

  it('looks around every group, however many there are, also for Teams', async () => {
    const chat = await startConversation();
    const { groups, policies, apps } = chat.practice.graph!.state;
    const operations = groups.find(({ displayName }) => displayName === 'Operations')!;
    const finance = policies.find(({ properties }) => /Finance/.test(String(properties['displayName'])))!;
    const to = (groupId: string) => ({
      ...{ id: `by hand ${groupId}`, source: 'direct' as const, sourceId: null },
      target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId },
    });
    for (let n = 0; n < 60; n += 1) {
      const id = `11111111-0000-4000-9000-${String(n).padStart(12, '0')}`;
      groups.push({ ...operations, id, displayName: `Team ${n}`, members: [] });
      finance.assignments.push(to(id));
      operations.members.push(id);
    }
    operations.members.push(groupIds.finance);
    authenticatorOf(chat.practice).assignments.push({ ...to(operations.id), intent: 'required' });
    apps
      .find(({ properties }) => properties['displayName'] === 'Microsoft Teams')!
      .assignments.push({ ...to(operations.id), intent: 'required' });
    await chat.say(question);
    const card = await chat.expectCard('As visible to');
    expect(rowOf(card, 'Microsoft Authenticator')).toContain('"Interns", "Marketing" have a policy');
    expect(rowOf(card, 'Microsoft Teams')).toContain('is not assigned to "Interns", "Marketing".');
  });

  it('asks for a consent only on a click, and edits the card in place', async () => {
    const chat = await startConversation();
    await chat.say(question);
    const first = await chat.expectCard('[Check Conditional Access]');
    await chat.click('Check Conditional Access');
    await chat.click('Sign in');
    const fuller = await chat.expectCard('Conditional Access  ✓ Good');
    expect(fuller.messageId).toBe(first.messageId);
    expect(fuller.text).not.toContain('[Check Conditional Access]');
    await chat.say('are we ready?');
    await chat.expectCard('Conditional Access  ✓ Good');
  });

  it('without a consent that the person cannot give, says what is missing and answers the rest', async () => {
    const chat = await startConversation(alex);
    await chat.say(question);
    const card = await chat.expectCard(['[Check these too]', '[Check Conditional Access]']);
    for (const topic of ['Enrollment type', 'Automated device enrollment', 'Sign-in in Setup Assistant']) {
      expect(rowOf(card, topic)).toContain('? Not checked');
      expect(rowOf(card, topic)).toContain(`the app has no consent for ${service}.`);
    }
    expect(rowOf(card, 'Compliance policy')).toContain('✓ Good');
    await chat.click('Check these too');
    await chat.expectText('[Sign in]');
    expect(chat.client.visible('personal', 'Alex Wilber').at(-1)?.cards).toEqual(card.cards);
  });

  it('after an administrator consented, the same button fills in what was missing', async () => {
    const chat = await startConversation(alex);
    await chat.say(question);
    const card = await chat.expectCard('[Check these too]');
    chat.practice.graph!.state.people.find(({ id }) => id === 'alex')!.consentedScopes.push(service);
    await chat.click('Check these too');
    const fuller = await chat.expectCard(['Enrollment type  ✓ Good', '[Check Conditional Access]']);
    expect(fuller.messageId).toBe(card.messageId);
    expect(fuller.text).not.toContain('Not checked');
  });

  it('a read that is refused or fails is "not checked" by itself, and can be checked again', async () => {
    const chat = await startConversation();
    const { faults } = chat.practice.graph!;
    faults.add({ match: { path: '/deviceManagement/deviceCompliancePolicies' }, kind: '403' });
    faults.add({ match: { path: '/deviceAppManagement/vppTokens' }, kind: '500', times: 9 });
    await chat.say(question);
    const card = await chat.expectCard('2 not checked');
    expect(rowOf(card, 'Compliance policy')).toContain('because your role does not let you read it');
    expect(rowOf(card, 'Apple VPP tokens')).toContain('did not give a usable answer');
    expect(card.text).not.toContain('There is no Apple VPP token');
    faults.clear();
    await chat.click('Check again');
    const again = await chat.expectCard('Apple VPP tokens  ! Look at it');
    expect(again.messageId).toBe(card.messageId);
    expect(again.text).not.toContain('Not checked');
  });

  it.each(['group', 'channel'] as const)(
    'in a %s: one sign-in by Continue; another person gets an answer of their own',
    async (place) => {
      const chat = await startConversation({ in: place });
      await chat.say(question);
      await chat.click('Continue');
      const megans = await chat.expectCard('As visible to Megan Bowen');
      await chat.click('Check Conditional Access', alex);
      await chat.expectText('[Sign in]', alex);
      chat.practice
        .graph!.state.people.find(({ id }) => id === 'alex')!
        .consentedScopes.push(service, 'Policy.Read.All');
      await chat.clickOn('Check Conditional Access', 'As visible to Megan Bowen', alex);
      const own = await chat.expectCard(['As visible to Alex Wilber', 'Conditional Access  ✓ Good'], alex);
      expect(own.messageId).not.toBe(megans.messageId);
      const kept = chat.client
        .visible(place, 'Megan Bowen')
        .find(({ messageId }) => messageId === megans.messageId);
      expect(kept?.cards).toEqual(megans.cards);
    },
  );

  it('the button of the help card asks the same', async () => {
    const chat = await startConversation();
    await chat.say('help');
    await chat.click('Is the tenant ready');
    await chat.expectCard('As visible to Megan Bowen');
  });
});
