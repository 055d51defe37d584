import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { playgroundEndpoint } from '../../../src/practice/playground/playground-endpoint.ts';
import { showOnScreen } from '../../../src/practice/playground/show-on-screen.ts';
import { groupChat, personalChatId, teamsUserId } from '../../../src/practice/teams/conversations.ts';
import {
  cardAnswer,
  cardMessage,
  invokeResponse,
  loginAnswer,
  oauthMessage,
  preconditionFailed,
} from '../support/small-bot.ts';
import { megan, smallTeams } from '../support/small-teams.ts';

type Call = [method: string, conversation: string, id: string | undefined, body: Record<string, unknown>];

/** Something in the Playground's place that writes down what is shown, and posts what a page would. */
async function withScreen() {
  const all = await smallTeams();
  const shown: Call[] = [];
  const page = express().use(express.json());
  page.all('/_connector/v3/conversations/:conversation/activities{/:id}', (request, response) => {
    const { conversation = '', id } = request.params as Record<string, string | undefined>;
    shown.push([request.method, conversation, id, request.body as Record<string, unknown>]);
    response.status(request.method === 'POST' ? 201 : 200).json({ id: id ?? `p${shown.length}` });
    all.teams.timeline.events.emit('change');
  });
  const server = page.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const screen = showOnScreen(all.teams, { url, personId: megan.id });
  all.teams.web.use(
    '/playground',
    playgroundEndpoint(all.teams, () => screen),
  );
  onTestFinished(() => {
    screen.stop();
    server.close();
  });
  const post = async (activity: object, conversation = personalChatId(megan.id)) => {
    const from = { id: teamsUserId(megan.id) };
    const body = JSON.stringify({ from, conversation: { id: conversation }, ...activity });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${all.teams.origin}/playground/api/messages`, {
      method: 'POST',
      headers,
      body,
    });
    return { status: answer.status, body: await answer.text() };
  };
  const untilShown = (count: number) =>
    all.client.waitFor(() => shown.length >= count, {
      timeoutMs: 5000,
      describe: () => `shown: ${JSON.stringify(shown)}`,
    });
  return { ...all, shown, post, untilShown };
}
const text = (words: string) => ({ type: 'TextBlock', text: words });
const approve = { type: 'Action.Execute', title: 'Approve', verb: 'approve', data: {} };
const clickOn = (replyToId: string) => ({
  ...{ type: 'invoke', name: 'adaptiveCard/action', replyToId },
  value: { action: { type: 'Action.Execute', verb: 'approve', data: { reason: 'ok' } }, trigger: 'manual' },
});

describe('in front of the Playground', () => {
  it('what is typed there reaches the bot in the form of Teams, and the answer is shown there', async () => {
    const { bot, post, shown, untilShown, client } = await withScreen();
    bot.onTurn = async (context) => {
      if (context.activity.type === 'message') await context.sendActivity('answer');
    };
    await post({ type: 'conversationUpdate', membersAdded: [{ id: 'x' }] });
    await post({ type: 'message', text: 'hello' });
    await post({ type: 'message', text: '<at>JIT Bot</at>&nbsp;hello all' }, groupChat.id);
    await untilShown(2);
    expect(bot.seen.map(({ type, text: said }) => said ?? type)).toEqual([
      ...['conversationUpdate', 'installationUpdate', 'hello'],
      ...['conversationUpdate', 'installationUpdate', '<at>JIT Bot</at> hello all\n'],
    ]);
    expect(shown.map(([, conversation, , body]) => [conversation, body['text']])).toEqual([
      [personalChatId(megan.id), 'answer'],
      [groupChat.id, 'answer'],
    ]);
    expect(client.visible('group', 'Adele').map(({ text: said }) => said)).toEqual(['hello all', 'answer']);
  });

  it('shows only what its person sees', async () => {
    const { bot, client, shown, untilShown } = await withScreen();
    bot.onTurn = async (context) => {
      if (context.activity.type === 'message') await context.sendActivity('answer');
    };
    await client.say('personal', 'Adele', 'hello');
    await client.say('group', 'Adele', 'hello');
    await untilShown(1);
    expect(shown.map(([, conversation]) => conversation)).toEqual([groupChat.id]);
  });

  it('a click there is answered with the card, and an edit comes after the answer', async () => {
    const { bot, post, shown, untilShown } = await withScreen();
    bot.onTurn = async (context) => {
      const { type, name, replyToId = '' } = context.activity;
      if (type === 'message') await context.sendActivity(cardMessage([text('Review')], [approve]));
      if (name !== 'adaptiveCard/action') return;
      await context.updateActivity({ ...cardMessage([text('Final')]), id: replyToId });
      await context.sendActivity(
        cardAnswer({ type: 'AdaptiveCard', version: '1.5', body: [text('Working')] }),
      );
    };
    await post({ type: 'message', text: 'hello' });
    await untilShown(1);
    const answer = await post(clickOn('p1'));
    expect(shown).toHaveLength(1);
    expect(JSON.parse(answer.body)).toMatchObject({ statusCode: 200, value: { body: [text('Working')] } });
    await untilShown(2);
    expect(shown[1]).toMatchObject([
      'PUT',
      personalChatId(megan.id),
      'p1',
      { attachments: [{ content: { body: [text('Final')] } }] },
    ]);
    expect(bot.seen.at(-1)?.value).toMatchObject({ action: { verb: 'approve', data: { reason: 'ok' } } });
  });

  it('a sign-in that cannot be silent becomes a button on the card; the ended page completes the click', async () => {
    const { bot, client, post, shown, untilShown } = await withScreen();
    bot.onTurn = async (context) => {
      const { type, name } = context.activity;
      if (type === 'message') await context.sendActivity(cardMessage([text('Review')], [approve]));
      if (name !== 'adaptiveCard/action') return;
      const { authentication, state } = context.activity.value as {
        authentication?: unknown;
        state?: string;
      };
      const done = cardAnswer({ type: 'AdaptiveCard', version: '1.5', body: [text('Done')] });
      await context.sendActivity(
        state ? done : authentication ? preconditionFailed : loginAnswer('http://x/auth'),
      );
    };
    await post({ type: 'message', text: 'hello' });
    await untilShown(1);
    const answer = JSON.parse((await post(clickOn('p1'))).body) as {
      value: { body: { actions?: unknown }[] };
    };
    const { body } = answer.value;
    expect(body[0]).toEqual(text('Review'));
    expect(body.at(-1)?.actions).toEqual([
      { type: 'Action.OpenUrl', title: 'Sign in', url: 'http://x/auth' },
    ]);
    await client.popupDone(megan.id, '123456');
    await untilShown(2);
    expect(shown[1]).toMatchObject([
      'PUT',
      personalChatId(megan.id),
      'p1',
      { attachments: [{ content: { body: [text('Done')] } }] },
    ]);
  });

  it('an OAuthCard is shown there only when the bot asks for the button, and its page tells the bot', async () => {
    const { bot, client, post, shown, untilShown } = await withScreen();
    bot.onTurn = async (context) => {
      const { type, name } = context.activity;
      if (type === 'message') await context.sendActivity(oauthMessage());
      if (name === 'signin/tokenExchange') await context.sendActivity(invokeResponse(412));
      if (name === 'signin/verifyState') await context.sendActivity('verified');
    };
    await post({ type: 'message', text: 'hello' });
    await untilShown(1);
    expect(shown[0]?.[3]).toMatchObject({
      attachments: [{ content: { body: [{ text: 'Please sign in' }, { type: 'ActionSet' }] } }],
    });
    await client.popupDone(megan.id, '123456');
    await untilShown(2);
    expect(shown[1]?.[3]).toMatchObject({ text: 'verified' });
  });

  it('the offer of a file is a card with two buttons there, and the file is a link', async () => {
    const { bot, post, shown, untilShown, teams } = await withScreen();
    const answers: unknown[] = [];
    const name = 'groups.csv';
    bot.onTurn = async (context) => {
      const { type, name: invoke } = context.activity;
      const contentType = 'application/vnd.microsoft.teams.card.file.consent';
      const content = { description: 'All groups', sizeInBytes: 1, acceptContext: 1, declineContext: 2 };
      if (type === 'message') await context.sendActivity({ attachments: [{ contentType, name, content }] });
      if (invoke !== 'fileConsent/invoke') return;
      answers.push(context.activity.value);
      await context.sendActivity(invokeResponse(200));
    };
    await post({ type: 'message', text: 'hello' });
    await untilShown(1);
    const card = (call: Call | undefined) =>
      (call?.[3] as { attachments: { content: { actions: { title: string; verb?: string }[] } }[] })
        .attachments[0]!.content;
    const [allow, decline] = card(shown[0]).actions;
    expect([allow?.title, decline?.title]).toEqual(['Allow', 'Decline']);
    const press = async (verb: string | undefined) => {
      const value = { action: { type: 'Action.Execute', verb, data: {} } };
      return post({ type: 'invoke', name: 'adaptiveCard/action', replyToId: 'p1', value });
    };
    expect((await press(decline?.verb)).status).toBe(200);
    expect((await press(allow?.verb)).status).toBe(200);
    expect(answers).toMatchObject([
      { action: 'decline', context: 2 },
      { action: 'accept', context: 1 },
    ]);
    const { uploadInfo } = answers[1] as { uploadInfo: Record<string, string> };
    const { uploadUrl = '', contentUrl, uniqueId, fileType } = uploadInfo;
    await fetch(uploadUrl, { method: 'PUT', headers: { 'content-range': 'bytes 0-0/1' }, body: 'x' });
    await bot.later(bot.seen.at(-1)!, async (context) => {
      const contentType = 'application/vnd.microsoft.teams.card.file.info';
      const content = { uniqueId, fileType };
      await context.sendActivity({
        attachments: [{ contentType, name, content, ...(contentUrl ? { contentUrl } : {}) }],
      });
    });
    await untilShown(2);
    expect(card(shown[1]).actions).toEqual([
      { type: 'Action.OpenUrl', title: 'Download', url: teams.files()[0]?.contentUrl },
    ]);
  });

  it('refuses people and chats that are not of the tenant', async () => {
    const { post } = await withScreen();
    expect((await post({ type: 'message', text: 'hi' }, 'somewhere')).status).toBe(404);
    expect((await post({ type: 'message', text: 'hi', from: { id: 'x' } })).status).toBe(404);
    expect((await post({ type: 7 })).status).toBe(400);
    expect((await post(clickOn('p99'))).status).toBe(404);
  });
});
