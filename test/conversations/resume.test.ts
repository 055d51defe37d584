import { describe, expect, it } from 'vitest';
import { startConversation, type Conversation } from '../support/conversation.ts';
import { authenticatorOf, meaningOf, newPolicies, targetsOf } from '../support/tenant-look.ts';

const sentence = 'set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales';

async function stoppedBy(path: string | RegExp, kind: string): Promise<Conversation> {
  const chat = await startConversation({ patienceMs: 30_000 });
  await chat.say(sentence);
  await chat.expectCard('[Approve]');
  chat.practice.graph!.faults.add({ match: { method: 'POST', path }, kind: kind as never, times: 1 });
  await chat.click('Approve');
  await chat.expectCard(['Stopped before the end', '[Resume]', '[Cancel]']);
  return chat;
}

/** One policy, complete, assigned, Authenticator required, and everything that others had assigned. */
function expectWhole(chat: Conversation, before: ReturnType<typeof authenticatorOf>): void {
  const [policy, ...others] = newPolicies(chat.practice);
  expect(others).toEqual([]);
  expect(targetsOf(chat.practice, policy?.assignments ?? [])).toEqual(['include Sales']);
  const after = authenticatorOf(chat.practice).assignments.map(meaningOf);
  expect(after).toEqual(expect.arrayContaining(before.assignments.map(meaningOf)));
  expect(after).toHaveLength(before.assignments.length + 1);
}

const create = '/deviceManagement/deviceConfigurations';
describe('a change that stopped half-way', () => {
  it.each<[string | RegExp, string]>([
    [create, '504'],
    [create, 'reset-before'],
    [create, '403'],
    ['/deviceAppManagement/mobileApps', '504'],
    ['/deviceAppManagement/mobileApps', '403'],
    [/deviceConfigurations\/[^/]+\/assign$/, '500'],
  ])('%s %s: Resume goes on where it stopped, also after a restart', async (path, kind) => {
    const chat = await stoppedBy(path, kind);
    const before = structuredClone(authenticatorOf(chat.practice));
    const required = before.assignments.some(({ target }) => JSON.stringify(target).includes(salesId(chat)));
    await chat.restart();
    await chat.click('Resume');
    await chat.expectText('JIT registration is set up');
    if (required)
      before.assignments = before.assignments.filter(
        ({ target }) => !JSON.stringify(target).includes(salesId(chat)),
      );
    expectWhole(chat, before);
  });

  it('Resume works once, and only for the one whose approval it was', async () => {
    const chat = await stoppedBy(create, '504');
    await chat.click('Resume');
    await chat.expectText('JIT registration is set up');
    expect(newPolicies(chat.practice)).toHaveLength(1);
  });

  it('somebody else changed Authenticator meanwhile: Resume does not write over it', async () => {
    const chat = await stoppedBy('/deviceAppManagement/mobileApps', '403');
    const app = authenticatorOf(chat.practice);
    app.assignments.push({
      ...structuredClone(app.assignments[0]!),
      id: 'other',
      target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' },
    });
    await chat.click('Resume');
    await chat.expectCard(['Stopped before the end', 'Somebody changed Microsoft Authenticator']);
    expect(authenticatorOf(chat.practice).assignments.some(({ id }) => id === 'other')).toBe(true);
    expect(newPolicies(chat.practice)[0]?.assignments).toEqual([]);
  });

  it('Cancel gives it up, says what stands, and its objects are free for others', async () => {
    const chat = await stoppedBy('/deviceAppManagement/mobileApps', '403');
    await chat.say('set up JIT for com.box.BoxNet for Field Ops');
    await chat.expectCard('[Approve]');
    await chat.click('Approve');
    await chat.expectCard([
      'Nothing was written.',
      'A change that Megan Bowen asked for in a chat with me alone was begun and is not finished',
    ]);
    await chat.clickOn('Cancel', 'Stopped before the end');
    await chat.expectText('Given up by Megan Bowen. What stands of it stays as it is.');
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    expect(newPolicies(chat.practice).filter(({ assignments }) => assignments.length > 0)).toHaveLength(1);
  });
});

const salesId = ({ practice }: Conversation): string =>
  practice.graph!.state.groups.find(({ displayName }) => displayName === 'Sales')!.id;

describe('two changes at the same time', () => {
  it('that touch Authenticator: nothing of either is lost', async () => {
    const chat = await startConversation();
    const alex = { as: 'Alex Wilber' };
    const before = structuredClone(authenticatorOf(chat.practice));
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    await chat.say('set up JIT for com.box.BoxNet for Field Ops', alex);
    await chat.expectCard('[Approve]', alex);
    await Promise.all([
      chat.click('Approve'),
      chat.client.click('personal', 'Alex Wilber', { title: 'Approve' }),
    ]);
    await chat.settled();
    // Whoever came second was sent back to review: the other was at it, or had changed what the plan writes over.
    const visible = (name: string): string => JSON.stringify(chat.client.visible('personal', name));
    const second = visible('Megan Bowen').includes('"Approve"') ? 'Megan Bowen' : 'Alex Wilber';
    expect(visible(second)).toContain('"Approve"');
    for (let tries = 0; tries < 3 && visible(second).includes('"Approve"'); tries += 1) {
      await chat.client.click('personal', second, { title: 'Approve' });
      await chat.settled();
    }
    const after = authenticatorOf(chat.practice).assignments.map(meaningOf);
    expect(after).toEqual(expect.arrayContaining(before.assignments.map(meaningOf)));
    expect(after).toHaveLength(before.assignments.length + 2);
    expect(newPolicies(chat.practice).map(({ assignments }) => assignments.length)).toEqual([1, 1]);
  });
});
