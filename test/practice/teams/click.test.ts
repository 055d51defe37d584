import { describe, expect, it } from 'vitest';
import {
  cardAnswer,
  cardMessage,
  invokeResponse,
  loginAnswer,
  messageAnswer,
  preconditionFailed,
} from '../support/small-bot.ts';
import { adele, megan, smallTeams } from '../support/small-teams.ts';

const text = (words: string) => ({ type: 'TextBlock', text: words });
const approve = { type: 'Action.Execute', title: 'Approve', verb: 'approve', data: { change: 'c1' } };
const inputs = [
  {
    type: 'Input.Text',
    id: 'name',
    label: 'Name',
    isRequired: true,
    errorMessage: 'A name, please',
    value: 'JIT',
  },
  {
    type: 'Input.ChoiceSet',
    id: 'apps',
    label: 'Apps',
    isMultiSelect: true,
    choices: [
      { title: 'Box', value: 'com.box.BoxNet' },
      { title: 'Slack', value: 'com.tinyspeck.chatlyio' },
    ],
  },
  { type: 'Input.Toggle', id: 'safari', title: 'Safari too', value: 'true' },
  {
    type: 'Input.ChoiceSet',
    id: 'group',
    label: 'Group',
    style: 'filtered',
    choices: [],
    'choices.data': { type: 'Data.Query', dataset: 'groups' },
  },
];

/** A bot that shows a card on each message and answers clicks by `onClick`. */
async function cardBot(
  onClick: (value: { authentication?: unknown; state?: string }) => object,
  body: unknown[] = [],
) {
  const all = await smallTeams();
  all.bot.onTurn = async (context) => {
    const { type, name } = context.activity;
    const value: unknown = context.activity.value;
    if (type === 'message' && value === undefined)
      await context.sendActivity(cardMessage([text('Review'), ...body], [approve]));
    if (name === 'adaptiveCard/action') await context.sendActivity(onClick(value as object));
    if (name === 'application/search') {
      const results = [{ title: 'Sales', value: 'group-1' }];
      const answer = {
        statusCode: 200,
        type: 'application/vnd.microsoft.search.searchResponse',
        value: { results },
      };
      await context.sendActivity(invokeResponse(200, answer));
    }
  };
  await all.client.say('group', 'Megan', 'hello');
  const click = (title = 'Approve', given = {}) =>
    all.client.click('group', 'Megan', { title, inputs: given });
  const values = () =>
    all.bot.seen
      .filter(({ name }) => name === 'adaptiveCard/action')
      .map(({ value }) => value as Record<string, unknown>);
  return { ...all, click, values };
}
const done = cardAnswer({ type: 'AdaptiveCard', version: '1.5', body: [text('Done')] });

describe('a click', () => {
  it('sends the action and replaces the card for the clicker alone', async () => {
    const { click, client, bot, values } = await cardBot(() => done);
    await click();
    expect(values()).toEqual([
      {
        action: { type: 'Action.Execute', title: 'Approve', verb: 'approve', data: { change: 'c1' } },
        trigger: 'manual',
      },
    ]);
    expect(bot.seen.at(-1)?.replyToId).toBe(client.visible('group', 'Megan').at(-1)?.messageId);
    expect(client.visible('group', 'Megan').at(-1)?.cards[0]?.['body']).toEqual([text('Done')]);
    expect(client.visible('group', 'Adele').at(-1)?.cards[0]?.['body']).toEqual([text('Review')]);
  });

  it('shows message and error answers below the card until the message is edited', async () => {
    const { click, client, bot } = await cardBot(() => messageAnswer('Working on it'));
    await click();
    const card = client.visible('group', 'Megan').at(-1);
    expect(card?.notice).toEqual({ kind: 'message', text: 'Working on it' });
    const activity = bot.seen.at(-1);
    if (activity)
      await bot.later(
        activity,
        async (context) =>
          void (await context.updateActivity({ ...cardMessage([text('Final')]), id: card?.messageId ?? '' })),
      );
    expect(client.visible('group', 'Megan').at(-1)).toMatchObject({
      edits: 1,
      cards: [{ body: [text('Final')] }],
    });
    expect(client.visible('group', 'Megan').at(-1)?.notice).toBeUndefined();
  });

  it('shows an answer that the real client would not understand as an error', async () => {
    const { click, client } = await cardBot(() => invokeResponse(200, { hello: 'world' }));
    await click();
    expect(client.visible('group', 'Megan').at(-1)?.notice).toMatchObject({ kind: 'error' });
  });

  it('merges the inputs into the data, presets and searched choices among them', async () => {
    const { click, values } = await cardBot(() => done, inputs);
    await click('Approve', { apps: 'Box; slack', 'Safari too': 'no', Group: 'Sales' });
    expect(values()[0]).toMatchObject({
      action: {
        data: {
          change: 'c1',
          name: 'JIT',
          apps: 'com.box.BoxNet,com.tinyspeck.chatlyio',
          safari: 'false',
          group: 'group-1',
        },
      },
    });
  });

  it.each([
    [{ Name: ' ' }, '"Name" is required ("A name, please")'],
    [{ Apps: 'Zoom' }, '"Apps" has no choice "Zoom"; it has: Box, Slack'],
    [{ Nothing: 'x' }, 'the card has no input "Nothing"; it has: Name, Apps, Safari too, Group'],
  ])('is refused by the client itself for %j', async (given, why) => {
    const { click, values } = await cardBot(() => done, inputs);
    await expect(click('Approve', given)).rejects.toThrow(why);
    expect(values()).toEqual([]);
  });

  it('needs a button that is there', async () => {
    const { click } = await cardBot(() => done);
    await expect(click('Undo')).rejects.toThrow('no button "Undo" is visible; there are: Approve');
  });
});

describe('a click that needs a sign-in', () => {
  it('is sent again with an SSO token, and the person sees only the result', async () => {
    const { click, client, values } = await cardBot((value) =>
      value.authentication ? done : loginAnswer('http://x/auth'),
    );
    await click();
    expect(values()).toHaveLength(2);
    expect(values()[1]).toEqual({
      ...values()[0],
      authentication: { id: 'exchange-1', connectionName: 'graph', token: `sso ${megan.id}` },
    });
    expect(client.visible('group', 'Megan').at(-1)?.cards[0]?.['body']).toEqual([text('Done')]);
  });

  it('shows the button when the token is refused, and sends the action with the state when the page ended', async () => {
    const { click, client, values, opened } = await cardBot((value) =>
      value.state ? done : value.authentication ? preconditionFailed : loginAnswer('http://x/auth'),
    );
    await click();
    expect(client.visible('group', 'Megan').at(-1)?.signIn).toMatchObject({
      title: 'Sign in',
      url: 'http://x/auth',
    });
    expect(client.visible('group', 'Adele').at(-1)?.signIn).toBeUndefined();
    await click('Sign in');
    expect(opened).toEqual([{ url: 'http://x/auth', personId: megan.id }]);
    expect(values().at(-1)).toEqual({ ...values()[0], state: '123456' });
    expect(client.visible('group', 'Megan').at(-1)?.cards[0]?.['body']).toEqual([text('Done')]);
    expect(client.visible('group', 'Megan').at(-1)?.signIn).toBeUndefined();
  });

  it('shows the button as well when the second answer is another login request', async () => {
    const { click, client, values } = await cardBot(() => loginAnswer('http://x/auth'));
    await click();
    expect(values()).toHaveLength(2);
    expect(client.visible('group', 'Megan').at(-1)?.signIn?.title).toBe('Sign in');
  });

  it('uses the account the person is signed in with', async () => {
    const { click, teams, values } = await cardBot(() => loginAnswer('http://x/auth'));
    teams.imitate({ accountOf: adele.id });
    await click();
    expect(values()[1]).toMatchObject({ authentication: { token: `sso ${adele.id}` } });
  });
});
