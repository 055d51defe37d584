import { isFine, type JitCheck } from '../../jit/check-jit.ts';
import type { Finding } from '../../jit/finding.ts';
import type { Outgoing } from '../incoming.ts';
import { answerCard, nameFew, type AnswerRow } from './answer-card.ts';

/** `check JIT`: every finding with its remedy, what has to be mended first. */
export function checkCard(
  found: JitCheck,
  { page, visibleTo }: { page: number; visibleTo: string },
): Outgoing {
  const { policies, conflicts, authenticator, counts, notRead } = found;
  const fine = policies.filter(isFine);
  const rows = [
    ...rowOf('Policies that meet', conflicts),
    ...policies.flatMap(({ policy, findings }) => rowOf(policy.name, findings)),
    ...rowOf('Microsoft Authenticator', authenticator),
  ].sort((a, b) => Number(b.mends > 0) - Number(a.mends > 0));
  const asFar = notRead.length > 0 ? ', as far as I could read' : '';
  const summary =
    counts.warnings + counts.notes > 0
      ? `${counts.warnings} to mend, ${counts.notes} to know`
      : policies.length === 0
        ? `There is no policy for JIT registration${asFar}`
        : `I found nothing wrong with JIT registration${asFar}`;
  return answerCard(
    {
      summary,
      title: 'What I found about JIT registration',
      ...(rows.length === 0
        ? { lead: { tone: policies.length === 0 || asFar ? 'default' : 'good', sentence: `${summary}.` } }
        : {}),
      counts: [
        { number: counts.warnings, word: 'to mend', tone: 'attention' },
        { number: counts.notes, word: 'to know', tone: 'default' },
        { number: fine.length, word: 'without findings', tone: 'good' },
      ],
      rows,
      notes: fine.length > 0 ? [`Nothing to say about ${nameFew(fine.map(({ policy }) => policy))}.`] : [],
      ...{ notRead, visibleTo },
    },
    { page, verb: 'page', data: { command: 'check' } },
  );
}

function rowOf(name: string, findings: Finding[]): (AnswerRow & { mends: number })[] {
  if (findings.length === 0) return [];
  const mends = findings.filter(({ severity }) => severity !== 'info').length;
  return [
    {
      ...{ name, mends },
      badge:
        mends > 0 ? { word: `${mends} to mend`, tone: 'attention' } : { word: 'To know', tone: 'default' },
      lines: findings.flatMap(({ sentence, remedy }) => [
        { text: sentence },
        ...(remedy === '' ? [] : [{ remedy }]),
      ]),
    },
  ];
}
