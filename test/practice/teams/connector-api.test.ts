import { TeamsInfo } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { cardMessage } from '../support/small-bot.ts';
import { adele, megan, smallTeams } from '../support/small-teams.ts';

describe('the connector', () => {
  it('keeps messages, edits and deletions of the bot', async () => {
    const { bot, client, teams } = await smallTeams();
    bot.onTurn = async (context) => {
      if (context.activity.type !== 'message') return;
      const one = await context.sendActivity('one');
      await context.sendActivity('two');
      const three = await context.sendActivity('three');
      await context.updateActivity({ type: 'message', id: one?.id ?? '', text: 'one, edited' });
      await context.deleteActivity(three?.id ?? '');
    };
    await client.say('personal', 'Megan', 'hello');
    const seen = client.visible('personal', 'Megan').map(({ from, text, edits }) => [from, text, edits]);
    expect(seen).toEqual([
      [megan.id, 'hello', 0],
      ['bot', 'one, edited', 1],
      ['bot', 'two', 0],
    ]);
    expect(client.visible('personal', 'Adele')).toEqual([]);
    expect(teams.refused()).toEqual([]);
  });

  it('refuses a call without the right token', async () => {
    const { bot, client, teams } = await smallTeams({ token: 'wrong' });
    const refusals: unknown[] = [];
    bot.onTurn = async (context) => {
      if (context.activity.type === 'message')
        await context
          .sendActivity('hello')
          .catch((error: { statusCode?: number }) => refusals.push(error.statusCode));
    };
    await client.say('personal', 'Megan', 'hello');
    expect(refusals).toEqual([401]);
    expect(teams.refused()[0]).toContain('401 Unauthorized');
  });

  it.each([
    ['413', [{ type: 'TextBlock', text: 'x'.repeat(29_000) }]],
    [
      '400',
      [
        { type: 'Input.Text', id: 'a', label: 'A' },
        { type: 'Input.Text', id: 'a', label: 'B' },
      ],
    ],
    ['400', [{ type: 'Input.Text', label: 'no id' }]],
  ])('refuses with %s a card that Teams would not take', async (status, body) => {
    const { bot, client, teams } = await smallTeams();
    bot.onTurn = async (context) => {
      if (context.activity.type === 'message') await context.sendActivity(cardMessage(body)).catch(() => {});
    };
    await client.say('personal', 'Megan', 'hello');
    expect(teams.refused()).toHaveLength(1);
    expect(teams.refused()[0]).toContain(` ${status} `);
    expect(client.visible('personal', 'Megan')).toHaveLength(1);
  });

  it('refuses an edit of somebody else’s message', async () => {
    const { bot, client, teams } = await smallTeams();
    bot.onTurn = async (context) => {
      const { id = '', type } = context.activity;
      if (type === 'message')
        await context.updateActivity({ type: 'message', id, text: 'mine now' }).catch(() => {});
    };
    await client.say('personal', 'Megan', 'hello');
    expect(teams.refused()[0]).toContain('403');
    expect(client.visible('personal', 'Megan')[0]?.text).toBe('hello');
  });

  it('lists members, whole and in pages', async () => {
    const { bot, client } = await smallTeams();
    const found: unknown[] = [];
    bot.onTurn = async (context) => {
      if (context.activity.type !== 'message') return;
      found.push((await TeamsInfo.getMember(context, adele.id)).userPrincipalName);
      const first = await TeamsInfo.getPagedMembers(context, 1);
      const second = await TeamsInfo.getPagedMembers(context, 1, first.continuationToken);
      found.push(...[...first.members, ...second.members].map(({ name }) => name), second.continuationToken);
    };
    await client.say('group', 'Megan', 'hello');
    expect(found).toEqual(['AdeleV@contoso.com', 'Megan Bowen', 'Adele Vance', undefined]);
  });

  it('lets the bot speak outside a turn', async () => {
    const { bot, client } = await smallTeams();
    await client.say('group', 'Megan', 'hello');
    const activity = bot.seen.at(-1);
    if (activity) await bot.later(activity, async (context) => void (await context.sendActivity('later')));
    expect(client.visible('group', 'Adele').at(-1)?.text).toBe('later');
  });
});
