import { fileCardOf, fileLines } from '../teams/file-cards.ts';
import type { Teams } from '../teams/start-teams.ts';
import { cardsFor, type TimelineEvent } from '../teams/timeline.ts';
import type { AdaptiveCard } from '../teams/types.ts';
import { signInButtonOf } from '../teams/sign-in-silently.ts';
import { renderCard } from './render-card.ts';

/** A write that reached Graph. */
export interface GraphWrite {
  method: string;
  path: string;
  status: number | string;
  body?: unknown;
}

/** What somebody sees of an event, as lines; empty where it is not the bot's doing. */
function eventLines(event: TimelineEvent, nameOf: (personId: string) => string): string[] {
  const { message } = event;
  const only = 'personId' in event ? `, for ${nameOf(event.personId)}` : '';
  const cards = (all: AdaptiveCard[]): string[] =>
    all.flatMap((card) => renderCard(card)).map((line) => `  ${line}`.trimEnd());
  const whole = (): string[] => {
    const button = signInButtonOf(message);
    return [
      ...(message.text ? message.text.split(/\r?\n/).map((line) => `  ${line}`.trimEnd()) : []),
      ...cards(cardsFor(message, '')),
      ...fileLines(fileCardOf(message)).map((line) => `  ${line}`.trimEnd()),
      ...(button ? [`  ${button.text}`.trimEnd(), `  [${button.title}]`] : []),
    ];
  };
  switch (event.event) {
    case 'posted':
    case 'shown':
      return message.from === 'bot' ? ['Bot:', ...whole()] : [];
    case 'edited':
      return ['Bot, edited:', ...whole()];
    case 'deleted':
      return ['Bot: (message deleted)'];
    case 'replaced':
      return [`Bot, card replaced${only}:`, ...cards([event.card])];
    case 'notice':
      return [
        `Bot, ${event.notice.kind === 'error' ? 'error ' : ''}below the card${only}:`,
        `  ${event.notice.text}`,
      ];
    case 'sign-in':
      return [`Sign-in needed${only}:`, `  ${event.button.text}`.trimEnd(), `  [${event.button.title}]`];
  }
}

const writeLines = ({ method, path, status, body }: GraphWrite): string[] => [
  `Graph: ${method} ${path} ${status}`,
  ...(body === undefined ? [] : [`  ${JSON.stringify(body)}`]),
];

export interface TranscriptOptions {
  teams: Teams;
  /** takes each line as it comes */
  print: (line: string) => void;
  /** all writes that reached Graph so far, in order */
  writes: () => readonly GraphWrite[];
  /** makes lines equal from run to run; absent: they are printed as they are */
  stable?: (line: string) => string;
}

/**
 * Writes down what happens: steps as they are, and behind `| ` what the bot says and what reached Graph, told at `flush()`.
 * `since()` is what was seen since the last `mark()`, for expectations.
 */
export function keepTranscript({ teams, print, writes, stable = (line) => line }: TranscriptOptions) {
  let printedWrites = writes().length;
  let place = '';
  let waiting: TimelineEvent[] = [];
  let seen: string[] = [];
  let lines: string[] = [];
  const nameOf = (personId: string): string =>
    teams.people.find(({ id }) => id === personId)?.name ?? personId;
  const put = (line: string): void => {
    const named = stable(line);
    lines.push(named);
    print(named);
  };
  const putAll = (all: string[]): void => all.forEach((line) => put(`| ${line}`.trimEnd()));

  function putWrites(): void {
    const all = writes();
    // Creates and assignments may be under way at the same time; which arrives first says nothing.
    const rank = ({ path }: GraphWrite): number => Number(path.endsWith('/assign'));
    const fresh = all.slice(printedWrites).sort((a, b) => rank(a) - rank(b));
    fresh.forEach((write) => putAll(writeLines(write)));
    printedWrites = all.length;
  }
  const stop = teams.onEvent((event) => {
    const shown = eventLines(event, nameOf);
    if (shown.length === 0) return;
    waiting.push(event);
    seen.push(...shown);
  });

  function putEvent(event: TimelineEvent, as: TimelineEvent['event']): void {
    const { conversation } = event;
    const here =
      conversation.place === 'personal'
        ? `personal, ${conversation.members[0]?.name ?? ''}`
        : conversation.place;
    if (place !== '' && here !== place) putAll([`(${here})`]);
    putAll(eventLines({ ...event, event: as } as TimelineEvent, nameOf));
  }

  /** What came new, then what reached Graph, then each edited message as it stands: edits on the way are not told. */
  function flush(): void {
    const events = waiting;
    waiting = [];
    const edited = new Map(
      events.flatMap((event) => (event.event === 'edited' ? [[event.message.id, event]] : [])),
    );
    const isNew = (id: string): boolean =>
      events.some(({ event, message }) => (event === 'posted' || event === 'shown') && message.id === id);
    for (const event of events)
      if (event.event !== 'edited' && !edited.has(event.message.id)) putEvent(event, event.event);
    for (const event of events)
      if (['replaced', 'notice', 'sign-in'].includes(event.event) && edited.has(event.message.id))
        putEvent(event, event.event);
    putWrites();
    for (const [id, event] of edited) putEvent(event, isNew(id) ? 'posted' : 'edited');
  }

  return {
    /** a step of the script, printed as it stands there, behind what came before it */
    step: (source: string): void => {
      flush();
      put(source);
    },
    /** where the next steps are; what the bot says elsewhere is printed with its place */
    here: (now: string): void => void (place = now),
    flush,
    mark: (): void => void (seen = []),
    since: (): readonly string[] => seen,
    all: (): readonly string[] => lines,
    clear: (): void => void (lines = []),
    stop,
  };
}
export type Transcript = ReturnType<typeof keepTranscript>;
