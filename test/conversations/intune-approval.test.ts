import { describe, expect, it } from 'vitest';
import { startConversation, type Conversation } from '../support/conversation.ts';
import { authenticatorOf, meaningOf, newPolicies, targetsOf } from '../support/tenant-look.ts';

type Kinds = { apps?: boolean; deviceConfigurations?: boolean };

/** A change that waits for another admin in Intune, whose Multi Admin Approval protects these kinds. */
async function waiting(kinds: Kinds): Promise<Conversation> {
  const chat = await startConversation();
  await chat.say('set up JIT for com.box.BoxNet for Sales');
  await chat.expectCard('[Approve]');
  Object.assign(chat.practice.graph!.state.multiAdminApproval, kinds);
  await chat.click('Approve');
  await chat.expectCard(['Waiting for approval in Intune', 'Multi Admin Approval', '[Resume]', '[Undo]']);
  return chat;
}
const asked = ({ practice }: Conversation) => practice.graph!.approvals.requests;
const settleAll = (chat: Conversation, status: 'approved' | 'rejected' | 'expired'): void => {
  for (const request of asked(chat).filter((one) => one.status === 'needsApproval'))
    if (status === 'expired') request.expirationDateTime = new Date(0).toISOString();
    else chat.practice.graph!.approvals.settle(request.id, status);
};

/** Resumes, with everything approved in Intune before each, until it is set up; answers how often that took. */
async function resumeAll(chat: Conversation): Promise<number> {
  for (let times = 1; times <= 4; times += 1) {
    settleAll(chat, 'approved');
    await chat.click('Resume');
    const { text } = await chat.expectCard(/is set up|Waiting for approval/);
    if (text.includes('is set up')) return times;
  }
  throw new Error('never set up');
}

describe('Multi Admin Approval', () => {
  it.each<[string, Kinds, number]>([
    ['apps', { apps: true }, 1],
    ['policies', { deviceConfigurations: true }, 2],
    ['both', { apps: true, deviceConfigurations: true }, 2],
  ])('%s: waits, sends the same request again with the code, and ends complete', async (_, kinds, times) => {
    const chat = await waiting(kinds);
    const before = structuredClone(authenticatorOf(chat.practice).assignments);
    expect(asked(chat)[0]?.requestJustification).toMatch(/Sales.*approved by Megan Bowen/);
    await chat.restart();
    expect(await resumeAll(chat)).toBe(times);
    expect(newPolicies(chat.practice)).toHaveLength(1);
    expect(targetsOf(chat.practice, newPolicies(chat.practice)[0]?.assignments ?? [])).toEqual([
      'include Sales',
    ]);
    const after = authenticatorOf(chat.practice).assignments.map(meaningOf);
    expect(after).toEqual(expect.arrayContaining(before.map(meaningOf)));
    expect(asked(chat).every(({ status }) => status === 'completed')).toBe(true);
  });

  it('"undo the last change" points to the one that waits, with its buttons', async () => {
    const chat = await waiting({ apps: true });
    await chat.say('undo the last change');
    await chat.expectText('The last change was approved and waits for an approval in Intune: "iOS - JIT');
    await chat.expectCard(['Waiting for approval in Intune', '[Resume]', '[Undo]', '[Cancel]']);
    await chat.click('Undo');
    await chat.expectCard('Review: taking JIT registration back');
  });

  it('Resume before anybody approved sends nothing, and says that it still waits', async () => {
    const chat = await waiting({ apps: true });
    const writes = chat.writes().length;
    await chat.click('Resume');
    await chat.expectCard(['Waiting for approval in Intune', '[Resume]']);
    expect(chat.writes()).toHaveLength(writes);
  });

  it.each(['rejected', 'expired'] as const)(
    '%s in Intune: it is said, and the next Resume asks anew',
    async (status) => {
      const chat = await waiting({ apps: true });
      settleAll(chat, status);
      await chat.click('Resume');
      await chat.expectCard(['Stopped before the end', `is ${status}`, '[Resume]', '[Undo]']);
      expect(newPolicies(chat.practice)[0]?.assignments).toEqual([]);
      await chat.click('Resume');
      await chat.expectCard('Waiting for approval in Intune');
      expect(asked(chat)).toHaveLength(2);
      expect(await resumeAll(chat)).toBe(1);
    },
  );

  it('is only used by the account that asked for it, whatever else stopped the change', async () => {
    const alex = { as: 'Alex Wilber' };
    const adele = { as: 'Adele Vance' };
    const chat = await startConversation({ in: 'group', settings: { APPROVAL: 'second-person' } });
    await chat.say('set up JIT for com.box.BoxNet for Sales');
    await chat.click('Continue');
    await chat.expectCard('[Approve]');
    chat.practice.graph!.state.multiAdminApproval.deviceConfigurations = true;
    chat.practice.graph!.faults.add({ match: { method: 'POST', path: /mobileApps.*assign/ }, kind: '403' });
    await chat.click('Approve', alex);
    await chat.expectCard(['Stopped before the end', '[Resume]'], alex);
    settleAll(chat, 'approved');
    await chat.click('Resume', adele);
    await chat.expectCard(['Stopped before the end', '[Resume]'], adele);
    expect(asked(chat).map(({ status }) => status)).toEqual(['approved']);
    for (let times = 0; times < 3 && newPolicies(chat.practice)[0]?.assignments.length !== 1; times += 1) {
      await chat.click('Resume', alex);
      await chat.expectCard(/is set up|Waiting for approval/, alex);
      settleAll(chat, 'approved');
    }
    expect(newPolicies(chat.practice)).toHaveLength(1);
    expect(newPolicies(chat.practice)[0]?.assignments).toHaveLength(1);
  });

  it.each([
    ['429', 1, undefined],
    ['429-no-retry-after', 8, 'Stopped before the end'],
    ['401', 1, 'Waiting for your sign-in'],
  ] as const)('a %s (%s times) does not lose the approval that was given', async (kind, times, stops) => {
    const chat = await waiting({ apps: true });
    settleAll(chat, 'approved');
    chat.practice.graph!.faults.add({ match: { method: 'POST', path: /mobileApps.*assign/ }, kind, times });
    await chat.click('Resume');
    if (stops !== undefined) {
      await chat.expectCard([stops, '[Resume]']);
      chat.practice.graph!.faults.clear();
      await chat.click('Resume');
    }
    await chat.expectCard('is set up');
    expect(asked(chat).map(({ status }) => status)).toEqual(['completed']);
    expect(newPolicies(chat.practice)).toHaveLength(1);
  });

  it('an approval that Intune does not know any more is asked for anew', async () => {
    const chat = await waiting({ apps: true });
    const { requests } = chat.practice.graph!.approvals;
    requests.splice(0, requests.length);
    await chat.click('Resume');
    await chat.expectCard(['Stopped before the end', '[Resume]']);
    await chat.click('Resume');
    await chat.expectCard('Waiting for approval in Intune');
    expect(asked(chat).map(({ status }) => status)).toEqual(['needsApproval']);
  });

  it('an approval is not used for another request than it was given for', async () => {
    const chat = await waiting({ apps: true, deviceConfigurations: true });
    settleAll(chat, 'approved');
    for (const path of ['/deviceConfigurations', /mobileApps.*assign/])
      chat.practice.graph!.faults.add({
        ...{ match: { method: 'POST', path }, kind: '429-no-retry-after', times: 8 },
      });
    await chat.click('Resume');
    await chat.expectCard(['Nothing was written.', '[Approve]']);
    chat.practice.graph!.faults.clear();
    const { assignments } = authenticatorOf(chat.practice);
    const target = { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' };
    assignments.push({ ...structuredClone(assignments[0]!), id: 'other', intent: 'available', target });
    await chat.click('Approve');
    await chat.expectCard(['The tenant changed since this was shown', '[Approve]']);
    await chat.click('Approve');
    await chat.expectCard('Waiting for approval in Intune');
    // The policy with the approval that it had; Authenticator, which is assigned otherwise now, with a new one.
    expect(newPolicies(chat.practice)).toHaveLength(1);
    expect(asked(chat).map(({ status }) => status)).toEqual(['completed', 'approved', 'needsApproval']);
    expect(await resumeAll(chat)).toBe(2);
  });

  it('an answer that got lost does not lose the approval: its code is found by what was written into it', async () => {
    const chat = await startConversation();
    await chat.say('set up JIT for com.box.BoxNet for Sales');
    await chat.expectCard('[Approve]');
    chat.practice.graph!.state.multiAdminApproval.apps = true;
    chat.practice.graph!.faults.add({
      match: { method: 'POST', path: /mobileApps.*assign/ },
      kind: 'reset-after',
    });
    await chat.click('Approve');
    await chat.expectCard('[Resume]');
    settleAll(chat, 'approved');
    await chat.click('Resume');
    await chat.expectCard('is set up');
    expect(asked(chat)).toHaveLength(1);
    expect(newPolicies(chat.practice)).toHaveLength(1);
  });
});
