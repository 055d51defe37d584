import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, inject, onTestFinished } from 'vitest';
import { type DestinationStream, pino } from 'pino';
import { graphWrites } from '../../src/practice/run-script.ts';
import { renderCard } from '../../src/practice/script/render-card.ts';
import { makeStableNames } from '../../src/practice/script/stable-names.ts';
import { keepTranscript } from '../../src/practice/script/transcript.ts';
import { type Practice, type PracticeOptions, startPractice } from '../../src/practice/start-practice.ts';
import { fileLines } from '../../src/practice/teams/file-cards.ts';
import type { Given } from '../../src/practice/teams/fill-inputs.ts';
import type { Place } from '../../src/practice/teams/types.ts';
import type { Shown } from '../../src/practice/teams/visible.ts';
import { readSettings } from '../../src/settings.ts';
import { startBot } from '../../src/wire.ts';

export interface ConversationOptions {
  graph?: PracticeOptions['graph'];
  tenantFile?: string;
  /** who speaks where nothing else is said; the person at the keyboard if absent */
  as?: string;
  in?: Place;
  /** how long the bot may take for anything that is waited for */
  patienceMs?: number;
  /** takes the lines of the transcript as they come */
  print?: (line: string) => void;
  /** settings on top of those of the practice tenant */
  settings?: Readonly<Record<string, string>>;
}

interface Who {
  as?: string;
  in?: Place;
}

/** A card as a test looks at it. */
export interface SeenCard extends Shown {
  /** as lines of text */
  lines: string[];
  text: string;
}

/**
 * The practice tenant with the bot in this process, ended with the test: real tokens, real HTTP, real records in a file.
 * Steps wait for what they need and fail with what was visible instead. `log` holds the bot's log lines.
 */
export async function startConversation(options: ConversationOptions = {}) {
  const { patienceMs = 15_000 } = options;
  const log: string[] = [];
  const sink: DestinationStream = { write: (line) => void log.push(line) };
  const practice: Practice = await startPractice({
    ...{ bot: 'none', playground: false, certificates: inject('certificates'), ports: { bot: 0 } },
    ...(options.graph ? { graph: options.graph } : {}),
    ...(options.tenantFile ? { tenantFile: options.tenantFile } : {}),
    env: {},
  });
  const read = readSettings(practice.settings(options.settings));
  if (!read.ok) throw new Error(read.mistakes.join('; '));
  // Graph answers at once here, so that waiting for it may go twenty times as fast.
  const pause = async (milliseconds: number): Promise<void> => delay(milliseconds / 20);
  const start = () => startBot({ settings: read.settings, log: pino({ level: 'debug' }, sink), pause });
  let bot = await start();
  const { teams, client } = practice;
  const stable = makeStableNames({ keep: [practice.teams.tenantId] });
  const transcript = keepTranscript({
    teams,
    print: options.print ?? (() => {}),
    writes: () => graphWrites(practice),
    stable,
  });
  onTestFinished(async () => {
    transcript.stop();
    await bot.stop();
    await practice.stop();
  });

  const scene = (who: Who): [Place, string] => [
    who.in ?? options.in ?? 'personal',
    who.as ?? options.as ?? practice.person.name,
  ];
  let mark = 0;
  const newSince = (who: Who): Shown[] =>
    client.visible(...scene(who)).filter(({ from, changed }) => from === 'bot' && changed > mark);
  const look = (shown: Shown): string =>
    [
      shown.text ?? '',
      ...shown.cards.flatMap(renderCard),
      ...fileLines(shown.file),
      shown.notice?.text ?? '',
      shown.signIn ? `[${shown.signIn.title}]` : '',
    ]
      .filter((line) => line !== '')
      .join('\n');
  const describe = (who: Who): string => {
    const seen = newSince(who).map(look).join('\n---\n');
    const refused = teams.refused().map((line) => `\nrefused by Teams: ${line}`);
    return `${seen === '' ? 'nothing was visible' : `visible was:\n${seen}`}${refused.join('')}\nlog:\n${log.slice(-12).join('')}`;
  };
  const until = <T>(what: string, who: Who, predicate: () => T) =>
    client.waitFor(predicate, {
      timeoutMs: patienceMs,
      describe: () => `${what} within ${patienceMs} ms; ${describe(who)}`,
    });
  const answered = (who: Who) =>
    until('no answer', who, () => newSince(who).length > 0 && teams.pending() === 0);
  const matches = (text: string, wanted: string | RegExp): boolean =>
    typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);

  return {
    ...{ practice, teams, client, log, transcript },
    /** a person says something; resolves when the bot has answered */
    say: async (text: string, who: Who = {}): Promise<void> => {
      await client.arrive(...scene(who));
      transcript.step(`say ${text}`);
      mark = teams.sequence();
      const { status } = await client.say(...scene(who), text);
      expect(status, 'the bot took the message').toBeLessThan(300);
      // the person's own message is newer than the mark too, but not from the bot
      await answered(who);
    },
    /** a person presses a button, with inputs by label; resolves when the bot has answered */
    click: async (
      title: string,
      { set = {}, ...who }: Who & { set?: Readonly<Record<string, Given>> } = {},
    ): Promise<void> => {
      transcript.step(`click ${title}`);
      mark = teams.sequence();
      await client.click(...scene(who), { title, inputs: set });
      await answered(who);
    },
    /** presses a button of the newest card that shows a text */
    clickOn: async (title: string, onCard: string, who: Who = {}): Promise<void> => {
      transcript.step(`click ${title}`);
      const card = client.visible(...scene(who)).findLast((shown) => look(shown).includes(onCard));
      if (!card) throw new Error(`no card shows ${onCard}`);
      mark = teams.sequence();
      await client.click(...scene(who), { title, messageId: card.messageId });
      await answered(who);
    },
    /** waits for a text, anywhere in what the bot has shown since the last step */
    expectText: async (wanted: string | RegExp, who: Who = {}): Promise<void> => {
      await until(`not seen: ${wanted}`, who, () =>
        newSince(who).some((shown) => matches(look(shown), wanted)),
      );
    },
    /** waits for a card that holds all the texts, and answers the newest one */
    expectCard: async (
      wanted: (string | RegExp) | readonly (string | RegExp)[] = [],
      who: Who = {},
    ): Promise<SeenCard> => {
      const all = Array.isArray(wanted)
        ? (wanted as readonly (string | RegExp)[])
        : [wanted as string | RegExp];
      return until(`no card with ${all.join(', ')}`, who, () => {
        const shown = newSince(who).findLast(
          (one) => one.cards.length > 0 && all.every((text) => matches(look(one), text)),
        );
        return shown && { ...shown, lines: shown.cards.flatMap(renderCard), text: look(shown) };
      });
    },
    /** the bot ends and starts again, as after a deployment */
    restart: async (): Promise<void> => {
      await bot.stop();
      bot = await start();
    },
    /** resolves when the bot has nothing under way */
    settled: (): Promise<void> => bot.idle(),
    /** the bytes of the records on disk, as text */
    recordsText: (): string =>
      ['', '-wal'].map((end) => readFileSync(`${read.settings.records.path}${end}`, 'latin1')).join(''),
    /** the writes that reached Graph so far */
    writes: () => graphWrites(practice),
    /** resolves when nothing of the Teams client's own is under way */
    idle: () => client.idle(),
  };
}
export type Conversation = Awaited<ReturnType<typeof startConversation>>;
