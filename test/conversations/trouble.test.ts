import { describe, expect, it } from 'vitest';
import { startConversation, type Conversation } from '../support/conversation.ts';
import { authenticatorOf, meaningOf, newPolicies, targetsOf } from '../support/tenant-look.ts';

const sentence = 'set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales';
const fault = (
  { practice }: Conversation,
  match: { method?: string; path: string },
  kind: string,
  times = 1,
): void => practice.graph!.faults.add({ match, kind: kind as never, times });

async function reviewed(options: Parameters<typeof startConversation>[0] = {}): Promise<Conversation> {
  const chat = await startConversation(options);
  await chat.say(sentence);
  await chat.expectCard('[Approve]');
  return chat;
}

describe('the tenant moves', () => {
  it('between review and click: nothing is written, and a fresh review shows the difference', async () => {
    const chat = await reviewed();
    const app = authenticatorOf(chat.practice);
    const [first] = app.assignments;
    app.assignments = app.assignments.filter((one) => one !== first);
    await chat.click('Approve');
    await chat.expectCard([
      'The tenant changed since this was shown. Nothing was written.',
      'is now',
      '[Approve]',
    ]);
    expect(chat.writes()).toEqual([]);
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    expect(newPolicies(chat.practice)).toHaveLength(1);
  });

  it('and somebody else gave the group an SSO policy meanwhile: it is not approved', async () => {
    const chat = await reviewed();
    const state = chat.practice.graph!.state;
    const other = state.policies.find(({ properties }) => /Finance/.test(String(properties['displayName'])))!;
    const sales = state.groups.find(({ displayName }) => displayName === 'Sales')!;
    other.assignments.push({
      id: `${other.id}_${sales.id}`,
      target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: sales.id },
      source: 'direct',
      sourceId: null,
    });
    await chat.click('Approve');
    const { text } = await chat.expectCard(['this cannot be approved yet', 'Nothing was written']);
    expect(text).not.toContain('[Approve]');
    expect(chat.writes()).toEqual([]);
  });
});

describe('what an existing policy reaches', () => {
  it.each(['Finance', 'Interns'])(
    '%s has an SSO extension policy: Approve is kept away, with the policy and why',
    async (group) => {
      const chat = await startConversation();
      await chat.say(`set up JIT for com.box.BoxNet for ${group}`);
      const { text } = await chat.expectCard(['this cannot be approved yet', group]);
      expect(text).toMatch(/Stops this:.*"/);
      expect(text).not.toContain('[Approve]');
      await chat.click('Edit');
      await chat.click('Review', { set: { Groups: 'Sales' } });
      await chat.expectCard('[Approve]');
    },
  );

  it('all users are reached by every policy that is assigned', async () => {
    const chat = await startConversation();
    await chat.say('set up JIT for com.box.BoxNet for all users except Contractors');
    const { text } = await chat.expectCard('this cannot be approved yet');
    expect(text).not.toContain('[Approve]');
  });
});

describe('clicks', () => {
  it('a double click and redeliveries approve once', async () => {
    const chat = await reviewed();
    chat.teams.imitate({ redeliver: { sameIdAfterMs: 5, newIdAfterMs: 40 } });
    const first = chat.click('Approve');
    const second = chat.client.click('personal', 'Megan Bowen', { title: 'Approve' }).catch(() => undefined);
    await Promise.all([first, second]);
    await chat.expectText('JIT registration is set up');
    await chat.idle();
    expect(newPolicies(chat.practice)).toHaveLength(1);
    expect(chat.writes().filter(({ method }) => method === 'POST')).toHaveLength(3);
  });

  it('several clients answer one sign-in: the request goes on once', async () => {
    const chat = await startConversation();
    chat.teams.imitate({ clients: 3 });
    await chat.say(sentence);
    await chat.expectCard('[Approve]');
    await chat.idle();
    const reviews = chat.client
      .visible('personal', 'Megan Bowen')
      .filter(({ cards }) => JSON.stringify(cards).includes('"Approve"'));
    expect(reviews).toHaveLength(1);
  });

  it('saying "approve" does nothing', async () => {
    const chat = await reviewed();
    await chat.say('approve');
    await chat.expectText('only with the button');
    expect(chat.writes()).toEqual([]);
  });
});

describe('rights', () => {
  it('somebody without Intune rights is told so, in words', async () => {
    const chat = await startConversation({ as: 'Lee Gu' });
    await chat.say('which groups have JIT');
    await chat.expectText(/refused this for your account.*You need the rights for it/s);
  });

  it('a read-only operator may look and plan; Approve says what was refused, and the review stays', async () => {
    const chat = await reviewed({ as: 'Diego Siciliani' });
    await chat.click('Approve');
    await chat.expectCard(['Nothing was written.', 'refused this for your account', '[Approve]', '[Edit]']);
    expect(newPolicies(chat.practice)).toEqual([]);
  });

  it('somebody without rights on apps is told so before anything is planned', async () => {
    const chat = await startConversation({ as: 'Adele Vance' });
    await chat.say(sentence);
    await chat.expectText(/refused this for your account/);
    expect(newPolicies(chat.practice)).toEqual([]);
  });
});

describe('what was written cannot be read back', () => {
  const readBack = { method: 'GET', path: /deviceConfigurations\/[^/]+$/ };

  it('Check now answers whether those it is for have JIT, on a card of its own and as often as one likes', async () => {
    const chat = await reviewed();
    chat.practice.graph!.faults.add({ match: readBack, kind: '403' });
    await chat.click('Approve');
    const written = await chat.expectCard([
      'Written, but please look',
      'I could not read it back to compare.',
      'Check now looks whether those it is for have JIT registration by now',
      '[Check now]',
      '[Undo]',
    ]);
    await chat.restart();
    for (const _ of ['once', 'twice']) {
      await chat.clickOn('Check now', 'Written, but please look');
      const answer = await chat.expectCard('Sales has just-in-time registration.');
      expect(answer.messageId).not.toBe(written.messageId);
    }
    chat.practice.graph!.faults.add({ match: { method: 'GET', path: /deviceConfigurations$/ }, kind: '403' });
    await chat.clickOn('Check now', 'Written, but please look');
    await chat.expectText('Microsoft Graph refused this for your account: reading device configurations');

    await chat.clickOn('Undo', 'Written, but please look');
    await chat.expectCard('[Approve]');
    const policy = newPolicies(chat.practice)[0]!.id;
    chat.practice.graph!.faults.add({
      match: { method: 'GET', path: new RegExp(`deviceConfigurations/${policy}$`) },
      kind: '403',
      skip: 1,
    });
    await chat.click('Approve');
    await chat.expectCard(['Written, but please look', 'whether those it was for still have', '[Check now]']);
    await chat.clickOn('Check now', 'those it was for still have');
    await chat.expectCard('Sales does not have just-in-time registration.');
  });

  it('anybody in the conversation may check, with their own rights; the card stays', async () => {
    const [megan, lee] = [{ in: 'group' as const }, { in: 'group' as const, as: 'Lee Gu' }];
    const chat = await startConversation(megan);
    await chat.say('set up JIT for com.box.BoxNet for Field Ops and Sales except Contractors');
    await chat.click('Continue');
    await chat.expectCard('[Approve]');
    chat.practice.graph!.faults.add({ match: readBack, kind: '403' });
    await chat.click('Approve');
    await chat.expectCard(['Written, but please look', '[Check now]']);
    await chat.click('Check now', lee);
    await chat.expectText('Lee Gu: Microsoft Graph refused this for your account', lee);
    await chat.click('Check now');
    await chat.expectCard(['Field Ops', 'As visible to Megan Bowen.']);
    await chat.expectCard(/^Sales ha/m);
  });
});

describe('Graph fails', () => {
  it.each(['504-after', 'reset-after', 'truncated'])(
    'the answer to the create is lost (%s): it is found again, never sent twice',
    async (kind) => {
      const chat = await reviewed();
      fault(chat, { method: 'POST', path: '/deviceManagement/deviceConfigurations' }, kind);
      await chat.click('Approve');
      await chat.expectText('JIT registration is set up');
      expect(newPolicies(chat.practice)).toHaveLength(1);
    },
  );

  it.each(['504', 'reset-before'])(
    'the create never arrived (%s): it is not sent again, and the card says so',
    async (kind) => {
      const chat = await reviewed({ patienceMs: 30_000 });
      fault(chat, { method: 'POST', path: '/deviceManagement/deviceConfigurations' }, kind);
      await chat.click('Approve');
      await chat.expectCard(['Stopped before the end', 'Not known']);
      expect(newPolicies(chat.practice)).toEqual([]);
    },
  );

  it.each(['504-after', 'reset-after'])(
    'the answer to an assignment is lost (%s): it is looked for, and nothing is lost',
    async (kind) => {
      const chat = await reviewed();
      const before = structuredClone(authenticatorOf(chat.practice).assignments);
      fault(chat, { method: 'POST', path: '/assign' }, kind, 2);
      await chat.click('Approve');
      await chat.expectText('JIT registration is set up');
      const after = authenticatorOf(chat.practice).assignments;
      expect(after.map(meaningOf)).toEqual(expect.arrayContaining(before.map(meaningOf)));
      expect(targetsOf(chat.practice, newPolicies(chat.practice)[0]?.assignments ?? [])).toEqual([
        'include Sales',
      ]);
    },
  );

  it('a 429 on a write is waited for and the write sent again', async () => {
    const chat = await reviewed();
    fault(chat, { method: 'POST', path: '/deviceManagement/deviceConfigurations' }, '429');
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    expect(newPolicies(chat.practice)).toHaveLength(1);
  });

  it('reading fails while answering a question: it is said, and the question stays', async () => {
    const chat = await startConversation();
    await chat.say('set up JIT for com.box.BoxNet');
    await chat.expectCard('Who should get it?');
    fault(chat, { method: 'GET', path: '/groups' }, '403', 2);
    await chat.click('Next', { set: { Groups: 'Sales' } });
    await chat.expectCard(['Who should get it?', 'refused']);
    await chat.click('Next', { set: { Groups: 'Sales' } });
    await chat.expectCard('[Approve]');
  });

  it('reading fails after Approve: nothing is written, and the same review can be approved again', async () => {
    const chat = await reviewed();
    fault(chat, { method: 'GET', path: '/deviceAppManagement/mobileApps' }, '403');
    await chat.click('Approve');
    await chat.expectCard(['Nothing was written.', '[Approve]']);
    expect(chat.writes()).toEqual([]);
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
  });

  it('nested groups cannot be read: it is said, not passed over', async () => {
    const chat = await startConversation();
    fault(chat, { method: 'GET', path: '/transitiveMemberOf' }, '403', 2);
    await chat.say(sentence);
    await chat.expectCard(['could not', '[Approve]']);
  });
});

describe('no token or secret', () => {
  it('is in the log or in the records', async () => {
    const chat = await reviewed();
    await chat.click('Approve');
    await chat.expectText('JIT registration is set up');
    const secret = chat.practice.settings()['CLIENT_SECRET']!;
    const everything = chat.log.join('\n') + chat.recordsText();
    expect(everything).toContain('Sales');
    expect(everything).not.toContain(secret);
    expect(everything).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}\./);
  });
});
