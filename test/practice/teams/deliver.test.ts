import { describe, expect, it } from 'vitest';
import { adele, app, megan, smallTeams, tenantId } from '../support/small-teams.ts';

describe('what the bot receives', () => {
  it('is told once that it was added, then gets the message in the form of Teams', async () => {
    const { bot, client } = await smallTeams();
    await client.say('personal', 'Megan', 'hello');
    await client.say('personal', 'Megan', 'again');
    expect(bot.seen.map(({ type }) => type)).toEqual([
      'conversationUpdate',
      'installationUpdate',
      'message',
      'message',
    ]);
    expect(bot.seen[2]).toMatchObject({
      channelId: 'msteams',
      text: 'hello',
      from: { id: expect.stringMatching(/^29:/) as string, name: 'Megan Bowen', aadObjectId: megan.id },
      recipient: { id: `28:${app.clientId}` },
      conversation: { conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
    });
    expect(bot.seen[2]?.conversation.isGroup).toBeUndefined();
    expect(bot.statuses).toEqual([200, 200, 200, 200]);
  });

  it('is mentioned in a group chat and in a channel, where the thread keeps its conversation', async () => {
    const { bot, client } = await smallTeams();
    await client.say('group', 'Adele', 'hello');
    await client.say('channel', 'Megan', 'one');
    await client.say('channel', 'Adele', 'two');
    const messages = bot.seen.filter(({ type }) => type === 'message');
    expect(messages.map(({ text }) => text)).toEqual(
      [1, 2, 3].map((n) => `<at>JIT Bot</at> ${['hello', 'one', 'two'][n - 1]}\n`),
    );
    expect(messages[0]?.entities?.[0]).toMatchObject({
      type: 'mention',
      mentioned: { id: `28:${app.clientId}` },
    });
    expect(messages[0]?.conversation).toMatchObject({ conversationType: 'groupChat', isGroup: true });
    expect(messages[1]?.conversation.id).toBe(`19:device-changes@thread.tacv2;messageid=${messages[1]?.id}`);
    expect(messages[2]?.conversation.id).toBe(messages[1]?.conversation.id);
    expect(messages[1]?.channelData).toMatchObject({ team: { id: '19:endpoint-team@thread.tacv2' } });
  });

  it('comes again under the same id and under a new one when redelivery is imitated', async () => {
    const { teams, bot, client } = await smallTeams();
    await client.say('personal', 'Megan', 'first contact');
    teams.imitate({ redeliver: { sameIdAfterMs: 5, newIdAfterMs: 10 } });
    await client.say('personal', 'Megan', 'hello');
    await client.idle();
    const ids = bot.seen.filter(({ text }) => text === 'hello').map(({ id }) => id);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(2);
  });

  it('comes from another tenant when that is imitated', async () => {
    const { teams, bot, client } = await smallTeams();
    teams.imitate({ tenantId: '99999999-9999-4999-8999-999999999999' });
    await client.say('personal', 'Megan', 'hello');
    expect(bot.seen.at(-1)?.conversation.tenantId).toBe('99999999-9999-4999-8999-999999999999');
    expect(bot.seen.at(-1)?.channelData).toMatchObject({
      tenant: { id: '99999999-9999-4999-8999-999999999999' },
    });
  });

  it('reports a bot that cannot be reached as status 0', async () => {
    const { bot, client } = await smallTeams();
    await bot.stop();
    expect((await client.say('personal', 'Megan', 'hello')).status).toBe(0);
  });

  it('knows people by first name, full name, UPN and object id, and nobody else', async () => {
    const { client } = await smallTeams();
    for (const name of ['adele', 'Adele Vance', 'ADELEV@contoso.com', adele.id])
      expect(client.person(name)).toBe(adele);
    expect(() => client.person('Alex')).toThrow(
      'nobody is called "Alex"; there are: Megan Bowen, Adele Vance',
    );
  });
});
