import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { consentCardOf } from '../../src/practice/teams/file-cards.ts';
import { personalChatId } from '../../src/practice/teams/conversations.ts';
import { startConversation, type Conversation } from '../support/conversation.ts';
import { parseCsv } from '../support/parse-csv.ts';

const sentence = 'which groups have JIT as CSV';
const theFile = ({ teams }: Conversation) => {
  const [file] = teams.files();
  if (!file || teams.files().length > 1) throw new Error(`${teams.files().length} files`);
  return file;
};
const bytesText = (chat: Conversation): string =>
  new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(theFile(chat).bytes);
/** The offers that still stand in Megan's chat. */
const offers = ({ client }: Conversation) =>
  client.visible('personal', 'Megan').filter(({ file }) => file?.contentType.endsWith('consent'));
/** The offer that stands in Megan's chat, with the message it stands in. */
const offerOf = ({ client, teams, practice }: Conversation) => {
  const conversation = teams.conversations.find(personalChatId(practice.person.id));
  const message = conversation?.messages.findLast((one) => !one.hidden && consentCardOf(one));
  if (!conversation || !message) throw new Error('nothing is offered');
  return { conversation, message, person: client.person(practice.person.id) };
};

describe('a file that is allowed', () => {
  it('holds every group as CSV, lands in OneDrive, and is shown; nothing of it is kept or logged', async () => {
    const chat = await startConversation();
    await chat.say(sentence);
    await chat.expectText(/Which groups have JIT: \d+ rows as visible to you/);
    expect(chat.teams.files()).toEqual([]);
    await chat.click('Allow');
    await chat.expectText(/^\(file: jit-groups-\d{4}-\d\d-\d\d-\d{6}\.csv\)$/);
    const [head = [], ...records] = parseCsv(bytesText(chat).slice(1));
    const column = (title: string) => records.map((record) => record[head.indexOf(title)]);
    expect(head.slice(0, 5)).toEqual(['Kind', 'Name', 'Id', 'Standing', 'JIT']);
    expect(column('Name')).toEqual(expect.arrayContaining(['Finance', 'Interns', 'Engineering']));
    expect(records.find((record) => record[1] === 'Interns')?.[3]).toBe('broken');
    expect(new Set(column('As visible to'))).toEqual(new Set(['Megan Bowen']));
    expect(theFile(chat).personId).toBe(chat.practice.person.id);
    expect(offers(chat)).toEqual([]);
    expect(chat.writes()).toEqual([]);
    const kept = chat.log.join('') + chat.recordsText();
    for (const secret of ['onedrive', 'uploadUrl', 'Interns']) expect(kept).not.toContain(secret);
    expect(chat.teams.refused()).toEqual([]);
  });

  it('answers the other questions too, and as JSON', async () => {
    const chat = await startConversation();
    for (const [said, question, key] of [
      ['export JIT as JSON', 'groups', 'policyIds'],
      ['which apps use JIT as json', 'apps', 'bundleIds'],
      ['check JIT as JSON', 'check', 'severity'],
    ] as const) {
      await chat.say(said);
      await chat.click('Allow');
      await chat.expectText(`(file: jit-${question}-`);
      const { bytes } = chat.teams.files().at(-1)!;
      const content = JSON.parse(bytes.toString()) as { rows: object[] };
      expect(content).toMatchObject({ question, asVisibleTo: 'Megan Bowen' });
      expect(content.rows.length).toBeGreaterThan(3);
      for (const row of content.rows) expect(row).toHaveProperty(key);
      expect(JSON.stringify(content)).not.toContain('This answer did not look at them');
    }
  });

  it('shows the tenant as it is when it is allowed, not as it was when it was asked for', async () => {
    const chat = await startConversation();
    await chat.say(sentence);
    const finance = chat.practice.graph!.state.groups.find(({ displayName }) => displayName === 'Finance')!;
    finance.displayName = '=1+1';
    await chat.click('Allow');
    await chat.expectText('(file: ');
    const names = parseCsv(bytesText(chat).slice(1)).map((record) => record[1]);
    expect(names).toContain("'=1+1");
    expect(names).not.toContain('Finance');
  });

  it('is put once, however often it is allowed and delivered', async () => {
    const chat = await startConversation();
    await chat.say(sentence);
    chat.teams.imitate({ redeliver: { sameIdAfterMs: 0, newIdAfterMs: 20 } });
    const offer = offerOf(chat);
    await Promise.all([chat.teams.answerFile(offer, true), chat.teams.answerFile(offer, true)]);
    await chat.teams.answerFile(offer, false);
    await chat.idle();
    await chat.settled();
    theFile(chat);
    const seen = chat.client.visible('personal', 'Megan').filter(({ from }) => from === 'bot');
    expect(seen.map(({ file, text, cards }) => file?.name ?? text ?? cards.length)).toEqual([
      1,
      expect.stringMatching(/^jit-groups/),
    ]);
  });

  it('survives a restart of the bot in between: it signs the person in again and offers the file once more', async () => {
    const chat = await startConversation();
    await chat.say(sentence);
    await chat.restart();
    await chat.click('Allow');
    await chat.expectText('I need you to sign in again first.');
    await chat.expectText('as visible to you');
    expect(chat.teams.files()).toEqual([]);
    await chat.click('Allow');
    await chat.expectText('(file: ');
    theFile(chat);
  });
});

describe('a file that is not allowed', () => {
  it('goes nowhere when it is declined, and cannot be allowed afterwards', async () => {
    const chat = await startConversation();
    await chat.say(sentence);
    const offer = offerOf(chat);
    await chat.click('Decline');
    await chat.expectText('nothing was saved');
    await chat.teams.answerFile(offer, true);
    await chat.settled();
    expect(chat.teams.files()).toEqual([]);
  });

  it('is not given to another person who brings the offer', async () => {
    const chat = await startConversation();
    await chat.say(sentence);
    const { message } = offerOf(chat);
    const alex = chat.client.person('Alex');
    await chat.client.arrive('personal', 'Alex');
    const theirs = chat.teams.conversations.find(personalChatId(alex.id))!;
    await chat.teams.answerFile({ conversation: theirs, message, person: alex }, true);
    await chat.settled();
    expect(chat.client.visible('personal', 'Alex').at(-1)?.text).toContain('made to somebody else');
    expect(chat.teams.files()).toEqual([]);
    await chat.click('Allow');
    await chat.expectText('(file: ');
  });

  it.each(['group', 'channel'] as const)(
    'in a %s it is said where it can be had, without a sign-in',
    async (place) => {
      const chat = await startConversation({ in: place });
      await chat.say(sentence);
      await chat.expectText('Ask me for it in our personal chat.');
      expect(chat.practice.graph!.log).toEqual([]);
    },
  );
});

describe('a place that is not OneDrive', () => {
  it('gets nothing, and the place is named nowhere', async () => {
    const chat = await startConversation();
    for (const url of [
      'http://contoso-my.sharepoint.com/secret',
      'https://contoso.sharepoint.com.evil.example/secret',
      'http://127.0.0.1:1/secret',
      'no url, secret',
    ]) {
      await chat.say(sentence);
      chat.teams.imitate({ upload: { url } });
      await chat.click('Allow');
      await chat.expectText('not in SharePoint or OneDrive, so I sent nothing');
    }
    expect(chat.log.join('')).not.toContain('secret');
  });

  it('is not reached by a redirect either', async () => {
    let asked = 0;
    const elsewhere = createServer((_request, response) => {
      asked += 1;
      response.writeHead(201).end();
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    onTestFinished(() => void elsewhere.close());
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/x`;
    const chat = await startConversation();
    await chat.say(sentence);
    chat.teams.imitate({ upload: { status: 308, location } });
    await chat.click('Allow');
    await chat.expectText('could not be saved in your OneDrive (HTTP 308)');
    expect(asked).toBe(0);
  });
});

it('an upload that fails is said, and the same sentence works again', async () => {
  const chat = await startConversation();
  await chat.say(sentence);
  chat.teams.imitate({ upload: { status: 500 } });
  await chat.click('Allow');
  await chat.expectText('could not be saved in your OneDrive (HTTP 500). Say once more');
  chat.teams.imitate({});
  await chat.say(sentence);
  await chat.click('Allow');
  await chat.expectText('(file: ');
});
