import type { GroupVerdict } from '../../jit/group-verdict.ts';
import type { Standing } from '../../jit/jit-verdict.ts';
import type { Line, LineCode } from '../../jit/line.ts';
import type { PersonVerdict } from '../../jit/person-verdict.ts';
import type { Outgoing } from '../incoming.ts';
import { answerCard, type AnswerLine, type AnswerRow, type Paging, type Tone } from './answer-card.ts';

type Section = 'verdict' | 'policies' | 'authenticator' | 'enrollment' | 'others';

const sections: Record<LineCode, { section: Section; badge?: { word: string; tone: Tone } }> = {
  verdict: { section: 'verdict' },
  'group-deleted': { section: 'policies', badge: { word: 'Not visible', tone: 'warning' } },
  'group-not-read': { section: 'policies', badge: { word: 'Not readable', tone: 'warning' } },
  'policies-conflict': { section: 'policies', badge: { word: 'Conflicting', tone: 'attention' } },
  'policies-may-conflict': { section: 'policies', badge: { word: 'May conflict', tone: 'warning' } },
  'policy-reaches': { section: 'policies' },
  'policy-may-reach': { section: 'policies' },
  'policy-excluded': { section: 'policies' },
  'policy-excludes-part': { section: 'policies' },
  'exclusion-without-effect': { section: 'policies' },
  'policy-not-assigned': { section: 'others' },
  'policy-for-devices': { section: 'others' },
  'authenticator-required': { section: 'authenticator', badge: { word: 'Required', tone: 'good' } },
  'authenticator-may-be-required': { section: 'authenticator', badge: { word: 'In part', tone: 'warning' } },
  'authenticator-other-intent': {
    section: 'authenticator',
    badge: { word: 'Not required', tone: 'attention' },
  },
  'authenticator-excluded': { section: 'authenticator', badge: { word: 'Excluded', tone: 'attention' } },
  'authenticator-not-assigned': {
    section: 'authenticator',
    badge: { word: 'Not assigned', tone: 'attention' },
  },
  'authenticator-not-read': { section: 'authenticator', badge: { word: 'Not known', tone: 'warning' } },
  'authenticator-licence': { section: 'authenticator' },
  'authenticator-not-installable': { section: 'authenticator' },
  'authenticator-excludes-part': { section: 'authenticator' },
  'enrollment-profile': { section: 'enrollment' },
  'enrollment-profile-may-apply': { section: 'enrollment', badge: { word: 'Not sure', tone: 'warning' } },
  'enrollment-profile-none': { section: 'enrollment', badge: { word: 'None', tone: 'warning' } },
  'enrollment-profile-not-read': { section: 'enrollment', badge: { word: 'Not known', tone: 'warning' } },
};

const titles: Record<Exclude<Section, 'verdict'>, string> = {
  policies: 'Policies',
  authenticator: 'Microsoft Authenticator',
  enrollment: 'How the devices enroll',
  others: 'Other policies',
};

const tones: Record<Standing, Tone> = {
  conflicting: 'attention',
  broken: 'attention',
  incomplete: 'attention',
  'not-readable': 'warning',
  check: 'warning',
  no: 'default',
  works: 'good',
  excluded: 'default',
};

type Verdict = Pick<GroupVerdict | PersonVerdict, 'standing' | 'lines' | 'notRead'>;

/** `does GROUP have JIT?` and `why doesn't PERSON have JIT`: the verdict first, then what it rests on. */
export function verdictCard(
  { standing, lines, notRead }: Verdict,
  { visibleTo, ...paging }: Paging & { visibleTo: string },
): Outgoing {
  const [verdict, ...reasons] = lines;
  const sentence = verdict?.sentence ?? '';
  const remedy = verdict?.remedy;
  return answerCard(
    {
      summary: sentence,
      lead: { tone: tones[standing], sentence, ...(remedy === undefined ? {} : { more: remedy }) },
      rows: (Object.keys(titles) as (keyof typeof titles)[]).flatMap((section) =>
        sectionRow(section, reasons, remedy),
      ),
      ...{ notRead, visibleTo },
    },
    paging,
  );
}

/** One section with its lines; what the verdict says is to be done is not said again. */
function sectionRow(section: keyof typeof titles, lines: Line[], said: string | undefined): AnswerRow[] {
  const own = lines.filter(({ code }) => sections[code].section === section);
  const badge = own.map(({ code }) => sections[code].badge).find((one) => one !== undefined);
  if (own.length === 0) return [];
  return [
    {
      name: titles[section],
      ...(badge ? { badge } : {}),
      lines: own.flatMap(({ sentence, remedy }): AnswerLine[] => [
        { text: sentence },
        ...(remedy === undefined || remedy === said ? [] : [{ remedy }]),
      ]),
    },
  ];
}
