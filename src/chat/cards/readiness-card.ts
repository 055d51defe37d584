import { worstFirst, type ReadinessItem, type ReadinessState } from '../../jit/readiness-item.ts';
import type { Outgoing } from '../incoming.ts';
import { fits, shorten } from './message-size.ts';
import { asLines, cardMessage } from './render.ts';

interface Look {
  sign: string;
  /** on a row */
  state: string;
  color: string;
  /** on the strip, and in the line below it */
  style: string;
  counted: string;
}

const looks: Record<ReadinessState, Look> = {
  good: { sign: '✓', state: 'Good', color: 'good', style: 'good', counted: 'good' },
  attention: { sign: '!', state: 'Look at it', color: 'warning', style: 'warning', counted: 'to look at' },
  bad: {
    sign: '✕',
    state: 'Stops JIT',
    color: 'attention',
    style: 'attention',
    counted: 'in the way of JIT',
  },
  'could-not-check': {
    ...{ sign: '?', state: 'Not checked', color: 'default' },
    ...{ style: 'emphasis', counted: 'not checked' },
  },
};
const stripOrder: ReadinessState[] = ['good', 'attention', 'bad', 'could-not-check'];

/** A sentence with several long names of the tenant in it; bytes. */
const longestText = 500;
const longestDetail = 200;

/** What the answer was made of, and what more could be looked at with a sign-in. */
export interface ReadinessAnswer {
  items: readonly ReadinessItem[];
  asker: { objectId: string; name: string };
  /** reads that a consent would open up */
  couldAsk: { enrollment: boolean; conditionalAccess: boolean };
}

/** `is my tenant ready for JIT`: a strip that counts, then one row a topic, the worst first. */
export function readinessCard(answer: ReadinessAnswer): Outgoing {
  const fitting = [5, 2, 0].map((mostDetails) => withDetails(answer, mostDetails));
  return fitting.find(fits) ?? fitting.at(-1)!;
}

function withDetails({ items, asker, couldAsk }: ReadinessAnswer, mostDetails: number): Outgoing {
  const title = titleOf(items);
  const counted = stripOrder
    .map((state) => ({ look: looks[state], count: items.filter((item) => item.state === state).length }))
    .filter(({ count }) => count > 0);
  return cardMessage(
    'readiness',
    {
      title,
      strip: counted.map(({ look, count }) => ({ verdict: `${look.sign} ${count}`, style: look.style })),
      counts: counted.map(({ look, count }) => `${count} ${look.counted}`).join(', '),
      rows: worstFirst(items).map((item) => rowOf(item, mostDetails)),
      footer: `None of this is needed to set up a policy. As visible to ${asker.name}.`,
      asker: asker.objectId,
      canCheckMore: couldAsk.enrollment,
      canCheckAccess: couldAsk.conditionalAccess,
      canTryAgain: !couldAsk.enrollment && items.some(isWorthAnotherTry),
    },
    title,
  );
}

/** Nothing that a right would open: Graph did not answer. */
const isWorthAnotherTry = ({ state, missing }: ReadinessItem): boolean =>
  state === 'could-not-check' && missing === undefined;

function titleOf(items: readonly ReadinessItem[]): string {
  const count = (state: ReadinessState): number => items.filter((item) => item.state === state).length;
  if (count('bad') > 0) return 'Not ready for JIT registration yet';
  const unknown = count('could-not-check') > 0 ? ', as far as I could check' : '';
  if (count('attention') > 0) return `Ready for JIT registration, with things to look at${unknown}`;
  return `Ready for JIT registration${unknown}`;
}

function rowOf(item: ReadinessItem, mostDetails: number): object {
  const { title, state, reason, remedy, details, link } = item;
  const isGood = state === 'good';
  const further = isGood ? [] : details.filter((line) => line !== reason);
  const shown = further.slice(0, mostDetails).map((line) => shorten(line, longestDetail));
  const left = further.length - shown.length;
  return {
    title,
    state: `${looks[state].sign} ${looks[state].state}`,
    color: looks[state].color,
    reason: shorten(reason, longestText),
    hasRemedy: !isGood,
    remedy: shorten(remedy, longestText),
    details: asLines([...shown, ...(left > 0 ? [`and ${left} more`] : [])]),
    label: link.title,
    url: link.url,
  };
}
