import { describe, expect, it } from 'vitest';
import { invokeResponse, oauthMessage } from '../support/small-bot.ts';
import { adele, megan, smallTeams } from '../support/small-teams.ts';

const invokes = (bot: Awaited<ReturnType<typeof smallTeams>>['bot']) =>
  bot.seen.filter(({ type }) => type === 'invoke').map(({ name, value }) => [name, value as unknown]);

/** A bot that asks for sign-in on every message and answers the exchange with a status. */
async function askingBot(exchangeStatus: number) {
  const all = await smallTeams();
  all.bot.onTurn = async (context) => {
    const { type, name } = context.activity;
    if (type === 'message') await context.sendActivity(oauthMessage());
    if (name === 'signin/tokenExchange') {
      await context.sendActivity(invokeResponse(exchangeStatus));
      if (exchangeStatus === 200) await context.sendActivity('signed in');
    }
    if (name === 'signin/verifyState') {
      await context.sendActivity(invokeResponse(200));
      await context.sendActivity('verified');
    }
    if (name === 'signin/failure') await context.sendActivity(invokeResponse(200));
  };
  return all;
}

describe('an OAuthCard', () => {
  it('is resolved silently and never seen in a personal chat', async () => {
    const { bot, client } = await askingBot(200);
    await client.say('personal', 'Megan', 'hello');
    await client.idle();
    const value = { id: 'exchange-1', connectionName: 'graph', token: `sso ${megan.id}` };
    expect(invokes(bot)).toEqual([['signin/tokenExchange', value]]);
    expect(client.visible('personal', 'Megan').map(({ text }) => text)).toEqual(['hello', 'signed in']);
  });

  it('is answered by the person to whom it goes, not by another one in the group', async () => {
    const { bot, client } = await askingBot(200);
    await client.say('group', 'Adele', 'hello');
    await client.say('group', 'Megan', 'hello');
    await client.idle();
    expect(invokes(bot).map(([, value]) => (value as { token: string }).token)).toEqual([
      `sso ${adele.id}`,
      `sso ${megan.id}`,
    ]);
  });

  it('appears with its button on 412; the ended page tells the bot', async () => {
    const { bot, client, opened } = await askingBot(412);
    await client.say('personal', 'Megan', 'hello');
    await client.idle();
    expect(client.visible('personal', 'Megan').at(-1)?.signIn).toEqual({
      ...{ title: 'Sign in', text: 'Please sign in', url: 'http://127.0.0.1/auth' },
    });
    await client.click('personal', 'Megan', { title: 'sign in' });
    await client.idle();
    expect(opened).toEqual([{ url: 'http://127.0.0.1/auth', personId: megan.id }]);
    expect(invokes(bot).at(-1)).toEqual(['signin/verifyState', { state: '123456' }]);
    expect(client.visible('personal', 'Megan').at(-1)?.text).toBe('verified');
  });

  it('is not resolved silently in a channel', async () => {
    const { bot, client } = await askingBot(200);
    await client.say('channel', 'Megan', 'hello');
    await client.idle();
    expect(invokes(bot)).toEqual([
      ['signin/failure', expect.objectContaining({ code: 'resourcematchfailed' })],
    ]);
    expect(client.visible('channel', 'Megan').at(-1)?.signIn?.title).toBe('Sign in');
  });

  it('is answered by several clients, and with another account, when that is imitated', async () => {
    const { teams, bot, client } = await askingBot(200);
    teams.imitate({ clients: 2, accountOf: adele.id });
    await client.say('personal', 'Megan', 'hello');
    await client.idle();
    const exchanges = bot.seen.filter(({ name }) => name === 'signin/tokenExchange');
    expect(
      exchanges.map(({ value, from }) => [(value as { token: string }).token, from.aadObjectId]),
    ).toEqual([
      [`sso ${adele.id}`, megan.id],
      [`sso ${adele.id}`, megan.id],
    ]);
    expect(new Set(exchanges.map(({ id }) => id)).size).toBe(2);
  });
});
