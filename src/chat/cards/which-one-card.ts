import type { Person } from '../../sign-in/person.ts';
import type { Outgoing, Where } from '../incoming.ts';
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

/** Who is meant, where a name does not tell: a button for each, for the one who asked. */
export function whichOneCard(question: {
  explanation: string;
  candidates: Candidate[];
  hint?: string;
  asker: { who: Person; where: Pick<Where, 'place'> };
}): Outgoing {
  const { explanation, candidates, hint, asker } = question;
  const more = candidates.length - most;
  const hints = [
    ...(more > 0 ? [`${more} more have such a name; say it in full.`] : []),
    ...(hint === undefined ? [] : [hint]),
    ...(asker.where.place === 'personal' ? [] : [`Only ${asker.who.name}, who asked, can choose here.`]),
  ];
  return cardMessage(
    'which-one',
    {
      explanation,
      candidates: candidates.slice(0, most).map(({ id, name, detail, kind }, at) => ({
        ...{ id, name, detail, asker: asker.who.objectId },
        title: `Choose ${at + 1}`,
        verb: kind === 'group' ? 'about-group' : 'about-person',
      })),
      hasHint: hints.length > 0,
      hint: hints.join(' '),
    },
    'Which one do you mean?',
  );
}
