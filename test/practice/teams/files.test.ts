import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { consentCardOf } from '../../../src/practice/teams/file-cards.ts';
import type { Place } from '../../../src/practice/teams/types.ts';
import { invokeResponse } from '../support/small-bot.ts';
import { megan, smallTeams } from '../support/small-teams.ts';

const content = {
  ...{
    description: 'All groups',
    sizeInBytes: 5,
    acceptContext: { offer: 'a' },
    declineContext: { offer: 'b' },
  },
};
const consent = (change: object = {}) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.teams.card.file.consent',
      name: 'groups.csv',
      content,
      ...change,
    },
  ],
});
const info = (uniqueId: string, contentUrl: string) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.teams.card.file.info',
      ...{ name: 'groups.csv', contentUrl, content: { uniqueId, fileType: 'csv' } },
    },
  ],
});
interface Value {
  action: string;
  context: unknown;
  uploadInfo?: { name: string; contentUrl: string; uploadUrl: string; uniqueId: string; fileType: string };
}

/** A bot that offers a file for whatever is said, and writes down how the offers were answered. */
async function offering(message: object = consent(), place: Place = 'personal') {
  const all = await smallTeams();
  const answers: Value[] = [];
  all.bot.onTurn = async (context) => {
    const { type, name } = context.activity;
    if (type === 'message') await context.sendActivity(message as Partial<Activity>).catch(() => undefined);
    if (name !== 'fileConsent/invoke') return;
    answers.push(context.activity.value as Value);
    await context.sendActivity(invokeResponse(200));
  };
  await all.client.say(place, 'Megan', 'a file, please');
  const put = (headers: Record<string, string>, body = 'a,b\r\n') =>
    fetch(answers.at(-1)?.uploadInfo?.uploadUrl ?? '', { method: 'PUT', headers, body });
  const show = (uniqueId: string, contentUrl: string) =>
    all.bot.later(all.bot.seen.at(-1)!, async (context) => {
      await context.sendActivity(info(uniqueId, contentUrl)).catch(() => undefined);
    });
  return { ...all, answers, put, show };
}
const whole = { 'content-range': 'bytes 0-4/5' };

describe('a file that a bot offers', () => {
  it('is allowed with a place that takes it once, and shown when it is there', async () => {
    const { client, teams, answers, put, show } = await offering();
    await client.click('personal', 'Megan', { title: 'Allow' });
    const [{ action, context, uploadInfo } = { action: '', context: '' }] = answers;
    expect({ action, context }).toEqual({ action: 'accept', context: { offer: 'a' } });
    if (!uploadInfo) throw new Error('no place');
    expect(uploadInfo).toMatchObject({ name: 'groups.csv', fileType: 'csv' });
    await show(uploadInfo.uniqueId, uploadInfo.contentUrl);
    expect(teams.refused()).toEqual([expect.stringContaining('no such file was put')]);

    expect((await put(whole)).status).toBe(201);
    expect((await put(whole)).status).toBe(404);
    expect(teams.files()).toMatchObject([{ name: 'groups.csv', personId: megan.id }]);
    expect(teams.files()[0]!.bytes.toString()).toBe('a,b\r\n');
    const download = await fetch(uploadInfo.contentUrl);
    expect(download.headers.get('content-disposition')).toBe('attachment; filename="groups.csv"');
    expect(await download.text()).toBe('a,b\r\n');
    await show(uploadInfo.uniqueId, uploadInfo.contentUrl);
    expect(client.visible('personal', 'Megan').at(-1)?.file).toMatchObject({ name: 'groups.csv' });
  });

  it('is declined without a place', async () => {
    const { client, answers } = await offering();
    await client.click('personal', 'Megan', { title: 'Decline' });
    expect(answers).toEqual([{ type: 'fileUpload', action: 'decline', context: { offer: 'b' } }]);
  });

  it.each([
    [416, {}],
    [416, { 'content-range': 'bytes 0-5/6' }],
    [416, { 'content-range': 'bytes 0-3/5' }],
    [401, { ...whole, authorization: 'Bearer x' }],
  ])('is refused with %i where it is sent otherwise: %o', async (status, headers) => {
    const { client, teams, put } = await offering();
    await client.click('personal', 'Megan', { title: 'Allow' });
    expect((await put(headers as Record<string, string>)).status).toBe(status);
    expect(teams.files()).toEqual([]);
  });

  it('says to the person that a bot did not take the answer', async () => {
    const { bot, client } = await offering();
    bot.onTurn = async () => undefined;
    await client.click('personal', 'Megan', { title: 'Allow' });
    expect(client.visible('personal', 'Megan').at(-1)?.notice?.text).toContain('HTTP 501');
  });
});

it.each([
  ['a group', consent(), 'group'],
  ['a channel', consent(), 'channel'],
  ['a chat, without a name', consent({ name: undefined }), 'personal'],
  ['a chat, without a size', consent({ content: { ...content, sizeInBytes: undefined } }), 'personal'],
  [
    'a chat, with a property that Teams does not know',
    consent({ content: { ...content, size: 5 } }),
    'personal',
  ],
] as const)('the connector refuses the offer of a file in %s', async (_where, message, place) => {
  const { teams, client } = await offering(message, place);
  expect(teams.refused()).toEqual([expect.stringContaining('400')]);
  expect(
    client.visible(place, 'Megan').some(({ file }) => file && consentCardOf({ attachments: [file] })),
  ).toBe(false);
});
