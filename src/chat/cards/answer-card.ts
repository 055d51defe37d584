import { few } from '../../jit/phrases.ts';
import type { NotRead } from '../../jit/not-read.ts';
import type { Outgoing } from '../incoming.ts';
import { mostBytes, shorten } from './message-size.ts';
import { asLines, cardMessage } from './render.ts';

/** The colours that both containers and text have. */
export type Tone = 'good' | 'warning' | 'attention' | 'default';

/** An answer about the tenant, however long; a card shows one page of it. */
export interface Answer {
  /** the one line of notifications */
  summary: string;
  /** in our own words only */
  title?: string;
  /** what is said first, on a ground of its own */
  lead?: { tone: Tone; sentence: string; more?: string };
  /** counts that are seen rather than read; those of 0 are left out */
  counts?: { number: number; word: string; tone: Tone }[];
  rows: AnswerRow[];
  /** said after the last row */
  notes?: string[];
  notRead: NotRead[];
  /** whose rights it was read with, as `you` or a name */
  visibleTo: string;
}

export interface AnswerRow {
  name: string;
  badge?: { word: string; tone: Tone };
  lines: AnswerLine[];
}

/** A sentence, or what to do about it. */
export type AnswerLine = { text: string } | { remedy: string };

/** What the buttons between pages carry. */
export interface Paging {
  page: number;
  verb: 'page' | 'about-group' | 'about-person' | 'about-everyone';
  data: object;
}

/** More on a page are tiring to scroll through on a phone. */
const most = { rows: 10, lines: 30 };
/** of one row, before it goes on in another */
const mostLines = 8;
/** of one text, in bytes */
const longestLine = 700;

/** One page of an answer, never above 28 KB; a page that is not there any more becomes the last one. */
export function answerCard(answer: Answer, paging: Paging): Outgoing {
  const rows = answer.rows.flatMap(splitRow).map(rowData);
  const frame = (shown: object[], more: object): Outgoing =>
    cardMessage('answer', { ...frameData(answer), rows: shown, ...more }, short(answer.summary));
  const both = pageData(answer, { ...paging, page: 1, pages: 9999 });
  const pages = cutPages(rows, mostBytes - Buffer.byteLength(JSON.stringify(frame([], both))));
  const page = Math.min(paging.page, pages.length - 1);
  return frame(pages[page] ?? [], pageData(answer, { ...paging, page, pages: pages.length }));
}

function frameData({ title, lead, counts = [], notRead }: Answer): object {
  const shown = counts.filter(({ number }) => number > 0);
  // Three columns with a word each are what a phone has room for.
  const rows = Math.ceil(shown.length / 3);
  const perRow = Math.ceil(shown.length / Math.max(rows, 1));
  return {
    hasTitle: title !== undefined,
    title: title ?? '',
    hasLead: lead !== undefined,
    lead: {
      style: lead?.tone === 'default' ? 'emphasis' : (lead?.tone ?? 'default'),
      sentence: short(lead?.sentence ?? ''),
      hasMore: lead?.more !== undefined,
      more: short(lead?.more ?? ''),
    },
    strips: Array.from({ length: rows }, (_, row) => ({
      counts: shown.slice(row * perRow, (row + 1) * perRow).map(({ number, word, tone }) => ({
        number: String(number),
        word,
        style: tone === 'default' ? 'emphasis' : tone,
      })),
    })),
    hasNotRead: notRead.length > 0,
    notRead: asLines(notReadLines(notRead)),
  };
}

/** So many are told apart; there are hardly ever more kinds of parts than that. */
const mostNotRead = 9;

function notReadLines(notRead: NotRead[]): string[] {
  const more = notRead.length - mostNotRead;
  return [
    ...notRead
      .slice(0, mostNotRead)
      .map(({ what, why, remedy }) =>
        short(`${capital(what)}: ${why}${remedy === undefined ? '' : ` ${remedy}`}`),
      ),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

function pageData(answer: Answer, { page, pages, verb, data }: Paging & { pages: number }): object {
  const number = pages > 1 ? [`Page ${page + 1} of ${pages}.`] : [];
  const isLast = page === pages - 1;
  const notes = (answer.notes ?? []).slice(0, 4).map(short);
  return {
    // The frame without rows is measured with notes, whichever page they are on.
    notes: asLines(isLast || pages === 9999 ? notes : []),
    closing: [...number, `As visible to ${short(answer.visibleTo)}.`].join(' '),
    verb,
    hasPrevious: page > 0,
    previous: { ...data, page: page - 1 },
    hasNext: !isLast,
    next: { ...data, page: page + 1 },
  };
}

type RowData = ReturnType<typeof rowData>;

const rowData = ({ name, badge, lines }: AnswerRow) => ({
  name: short(name),
  hasBadge: badge !== undefined,
  badge: badge?.word ?? '',
  color: badge?.tone ?? 'default',
  lines: lines.map((line) => {
    const remedy = 'remedy' in line;
    return {
      hasLabel: remedy,
      lineLabel: remedy ? 'To do: ' : '',
      text: short(remedy ? line.remedy : line.text),
      isSubtle: !remedy,
    };
  }),
});

/** A row with many lines goes on in further rows, so that pages can be cut between them. */
function splitRow(row: AnswerRow): AnswerRow[] {
  const { badge: _, ...rest } = row;
  const pieces: AnswerLine[][] = [[]];
  for (const line of row.lines) {
    // What is to be done stays beside what it is about.
    const room = mostLines + Number('remedy' in line) - pieces.at(-1)!.length;
    if (room <= 0) pieces.push([]);
    pieces.at(-1)!.push(line);
  }
  return pieces.map((lines, at) =>
    at === 0 ? { ...row, lines } : { ...rest, name: `${row.name} (continued)`, lines },
  );
}

/** What the template adds to the data of a row and of a line, in bytes, rounded up. */
const rowBytes = 600;
const lineBytes = 180;

/** Rows in pages that keep to both limits; at least one page, and at least one row on each. */
function cutPages(rows: RowData[], bytes: number): RowData[][] {
  const pages: RowData[][] = [[]];
  let used = { bytes: 0, lines: 0 };
  for (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(row)) + rowBytes + row.lines.length * lineBytes;
    const last = pages.at(-1)!;
    const next = { bytes: used.bytes + size, lines: used.lines + row.lines.length };
    const full = last.length === most.rows || next.lines > most.lines || next.bytes > bytes;
    if (last.length > 0 && full) {
      pages.push([row]);
      used = { bytes: size, lines: row.lines.length };
    } else {
      last.push(row);
      used = next;
    }
  }
  return pages;
}

const short = (text: string): string => shorten(text, longestLine);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Names in a sentence, the first three and how many more. */
export const nameFew = (of: { name: string }[]): string => few(of.map(({ name }) => name));
