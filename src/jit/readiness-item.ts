import { namesOf } from './phrases.ts';
import { readingRemedy } from './reading-remedy.ts';
import type { MissingRight, Unread } from './snapshot.ts';

export const readinessTopics = [
  'apns-certificate',
  'enrollment-type',
  'ade-token',
  'ade-profile',
  'vpp-token',
  'compliance',
  'teams',
  'authenticator',
  'conditional-access',
] as const;
export type ReadinessTopic = (typeof readinessTopics)[number];

/** `bad`: just-in-time registration cannot work for somebody; `attention`: look at it, now or soon. */
export type ReadinessState = 'good' | 'attention' | 'bad' | 'could-not-check';

/** One thing that just-in-time registration stands on. Texts may hold names of the tenant, which the card escapes. */
export interface ReadinessItem {
  topic: ReadinessTopic;
  title: string;
  state: ReadinessState;
  /** one sentence */
  reason: string;
  /** what to do about it */
  remedy: string;
  /** one line for each object, or what is worth knowing besides */
  details: string[];
  link: { title: string; url: string };
  /** with `could-not-check`, where a right is what is missing */
  missing?: MissingRight;
}

/** An item before it has title and link. */
export type Said = Pick<ReadinessItem, 'state' | 'reason' | 'remedy'> &
  Partial<Pick<ReadinessItem, 'details' | 'missing'>>;

export const good = (reason: string, details: string[] = []): Said => ({
  state: 'good',
  reason,
  remedy: 'Nothing to do.',
  details,
});

/** What is said where a part could not be read: never that it is missing. `what` continues "I could not check". */
export function couldNotCheck(what: string, unread: Unread): Said {
  const { why, missing } = unread;
  const said = { state: 'could-not-check' as const, remedy: readingRemedy(unread) };
  if (!missing) return { ...said, reason: `I could not check ${what}: ${why}` };
  const because = {
    scope: `the app has no consent for ${missing.scope}`,
    role: 'your role does not let you read it',
    'scope-or-role': `the app has no consent for ${missing.scope}, or your role does not let you read it`,
  }[missing.kind];
  return { ...said, reason: `I could not check ${what}, because ${because}.`, missing };
}

const order: ReadinessState[] = ['bad', 'could-not-check', 'attention', 'good'];

/** The one that matters most comes first; the order of equals is kept. */
export const worstFirst = <T extends { state: ReadinessState }>(several: readonly T[]): T[] =>
  [...several].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));

const day = 24 * 60 * 60 * 1000;
/** Apple's certificates and tokens last a year; a month before the end is time to renew. */
const soonDays = 30;

export interface Lasting {
  state: 'good' | 'attention' | 'bad';
  /** continues the name of what ends: "expired on 2026-01-05" */
  text: string;
}

/** How long something lasts that ends at an ISO date, in whole days. */
export function lasting(end: string | null, now: Date): Lasting {
  const ends = Date.parse(end ?? '');
  if (Number.isNaN(ends)) return { state: 'attention', text: 'has no end date that I can read' };
  const date = new Date(ends).toISOString().slice(0, 10);
  const left = ends - now.getTime();
  if (left <= 0) return { state: 'bad', text: `expired on ${date}` };
  const days = Math.floor(left / day);
  const when = days === 0 ? 'in less than a day' : `in ${days} ${days === 1 ? 'day' : 'days'}`;
  return { state: days <= soonDays ? 'attention' : 'good', text: `expires ${when} (${date})` };
}

/** Names as the subject of a sentence, with the verb for one or for several. */
export const subject = (names: readonly string[], one: string, several: string): string =>
  `${namesOf(names)} ${names.length === 1 ? one : several}`;
