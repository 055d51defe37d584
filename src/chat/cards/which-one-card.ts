import type { Outgoing } from '../incoming.ts';
import { cardMessage } from './render.ts';

export interface Candidate {
  id: string;
  name: string;
  /** what tells it from others of the same name */
  detail: string;
  kind: 'group' | 'person';
}

/** So many are offered; a name that fits more is better typed in full. */
const most = 10;

/** Who is meant, where a name does not tell: a button for each. */
export function whichOneCard(explanation: string, candidates: Candidate[], hint = ''): Outgoing {
  const more = candidates.length - most;
  const hints = [
    ...(more > 0 ? [`${more} more have such a name; say it in full.`] : []),
    ...(hint ? [hint] : []),
  ];
  return cardMessage(
    'which-one',
    {
      explanation,
      candidates: candidates.slice(0, most).map(({ id, name, detail, kind }, at) => ({
        ...{ id, name, detail },
        title: `Choose ${at + 1}`,
        verb: kind === 'group' ? 'about-group' : 'about-person',
      })),
      hasHint: hints.length > 0,
      hint: hints.join(' '),
    },
    'Which one do you mean?',
  );
}
