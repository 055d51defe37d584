import { faultLine } from '../../jit/authenticator-fault.ts';
import { authenticatorLine } from '../../jit/authenticator-line.ts';
import type { Coverage } from '../../jit/coverage.ts';
import type { CoverageRow } from '../../jit/coverage-row.ts';
import { standings, type Standing } from '../../jit/jit-verdict.ts';
import { policyPhrase, wayPhrase } from '../../jit/phrases.ts';
import type { PolicyReach } from '../../jit/policy-reach.ts';
import type { Outgoing } from '../incoming.ts';
import { answerCard, nameFew, type AnswerLine, type AnswerRow, type Tone } from './answer-card.ts';

/** How a standing is said beside a name, and under its count. */
export const standingWords: Record<Standing, { word: string; counted: string; tone: Tone }> = {
  conflicting: { word: 'Conflicting', counted: 'conflicting', tone: 'attention' },
  broken: { word: 'Broken', counted: 'broken', tone: 'attention' },
  incomplete: { word: 'Incomplete', counted: 'incomplete', tone: 'attention' },
  'not-readable': { word: 'Not readable', counted: 'not readable', tone: 'warning' },
  check: { word: 'To check', counted: 'to check', tone: 'warning' },
  no: { word: 'No JIT', counted: 'without JIT', tone: 'default' },
  works: { word: 'In order', counted: 'in order', tone: 'good' },
  excluded: { word: 'Excluded', counted: 'excluded', tone: 'default' },
};

/** So many policies of one target are told apart. */
const mostPolicies = 3;

/** `which groups have JIT`: counts on top, then the groups, the worst first. */
export function statusCard(
  status: Coverage,
  { page, visibleTo }: { page: number; visibleTo: string },
): Outgoing {
  const { rows, counts, unassigned, sharedDeviceMode, notRead } = status;
  const counted = standings
    .map((standing) => ({ ...standingWords[standing], number: counts[standing] }))
    .filter(({ number }) => number > 0);
  const summary =
    rows.length === 0
      ? 'No group has JIT registration'
      : counted.map(({ number, counted: word }) => `${number} ${word}`).join(', ');
  return answerCard(
    {
      summary,
      title: 'Groups with JIT registration',
      ...(rows.length === 0 ? { lead: { tone: 'default', sentence: nobody(notRead.length > 0) } } : {}),
      counts: counted.map(({ number, counted: word, tone }) => ({ number, word, tone })),
      rows: rows.map(rowOf),
      notes: [
        ...(unassigned.length > 0 ? [`Assigned to nobody: ${nameFew(unassigned)}.`] : []),
        ...(sharedDeviceMode.length > 0
          ? [`For shared devices, so not counted: ${nameFew(sharedDeviceMode)}.`]
          : []),
      ],
      ...{ notRead, visibleTo },
    },
    { page, verb: 'page', data: { command: 'status' } },
  );
}

const nobody = (gaps: boolean): string =>
  gaps ? 'No group has JIT registration, as far as I could read.' : 'No group has JIT registration.';

function rowOf(row: CoverageRow): AnswerRow {
  const { word, tone } = standingWords[row.standing];
  return { name: row.name, badge: { word, tone }, lines: linesOf(row) };
}

function linesOf(row: CoverageRow): AnswerLine[] {
  const { policies, name, remedy, standing } = row;
  const more = policies.length - mostPolicies;
  const toDo = remedy === undefined ? [] : [{ remedy }];
  // What to do stands behind what it is about.
  const isOfPolicies = standing === 'broken' || standing === 'conflicting';
  return [
    ...policies.slice(0, mostPolicies).map((reach) => ({ text: policyLine(reach, name) })),
    ...(more > 0 ? [{ text: `and ${more} more ${more === 1 ? 'policy' : 'policies'}` }] : []),
    ...(isOfPolicies ? toDo : []),
    ...appLines(row),
    ...(isOfPolicies ? [] : toDo),
  ];
}

/** Authenticator, each line with what to do, unless that is said of the whole row. */
function appLines(row: CoverageRow): AnswerLine[] {
  const { target, name, authenticator, advice, faults, standing, deleted, remedy: said } = row;
  if (!authenticator || standing === 'no' || standing === 'excluded') return [];
  const whom = target.kind === 'group' ? name : name.toLowerCase();
  const lines = [authenticatorLine(authenticator, { name, whom, advice }), ...faults.map(faultLine)];
  const isSeen = !deleted && standing !== 'not-readable';
  return lines.flatMap(({ sentence, remedy }): AnswerLine[] => [
    { text: sentence },
    ...(isSeen && remedy !== undefined && remedy !== said ? [{ remedy }] : []),
  ]);
}

const policyLine = ({ policy, ways }: PolicyReach, name: string): string =>
  `${policyPhrase(policy)}: ${ways.map((way) => wayPhrase(way, name)).join('; also ')}.`;
