import { authenticatorLine } from '../../jit/authenticator-line.ts';
import type { Coverage } from '../../jit/coverage.ts';
import type { CoverageRow } from '../../jit/coverage-row.ts';
import { standings, type Standing } from '../../jit/jit-verdict.ts';
import { policyPhrase, wayPhrase } from '../../jit/phrases.ts';
import type { PolicyReach, PolicyRef } from '../../jit/policy-reach.ts';
import type { Outgoing } from '../incoming.ts';
import { asLines, cardMessage } from './render.ts';

const words: Record<Standing, { verdict: string; color: string; counted: string }> = {
  conflicting: { verdict: 'Conflicting', color: 'attention', counted: 'conflicting' },
  broken: { verdict: 'Broken', color: 'attention', counted: 'broken' },
  incomplete: { verdict: 'Incomplete', color: 'attention', counted: 'incomplete' },
  check: { verdict: 'Check', color: 'warning', counted: 'to check' },
  no: { verdict: 'No', color: 'default', counted: 'without JIT' },
  works: { verdict: 'Yes', color: 'good', counted: 'in order' },
  excluded: { verdict: 'Excluded', color: 'default', counted: 'excluded' },
};

/** What every client takes in one message, in bytes, with some room. */
const mostBytes = 26_000;

/** `which groups have JIT`, the worst first; as many rows as fit into one message. */
export function statusCard(status: Coverage): Outgoing {
  let count = Math.min(status.rows.length, 40);
  for (;;) {
    const message = withRows(status, count);
    if (count === 0 || Buffer.byteLength(JSON.stringify(message)) <= mostBytes) return message;
    count = Math.floor(count * 0.8);
  }
}

function withRows(status: Coverage, count: number): Outgoing {
  const rows = status.rows.slice(0, count);
  const left = status.rows.length - rows.length;
  const counts = countLine(status);
  return cardMessage(
    'status',
    {
      counts,
      rows: rows.map((row) => ({
        target: row.name,
        verdict: words[row.standing].verdict,
        color: words[row.standing].color,
        lines: asLines(rowLines(row)),
      })),
      footer: [
        ...(left > 0 ? [`${left} more are not shown here.`] : []),
        ...(status.unassigned.length > 0 ? [`Not assigned to anybody: ${names(status.unassigned)}.`] : []),
        ...(status.sharedDeviceMode.length > 0
          ? [`For shared devices, not counted: ${names(status.sharedDeviceMode)}.`]
          : []),
        ...status.notRead.map(({ what, why }) => `I could not read ${what}: ${why}`),
        'As visible to you.',
      ].join(' '),
    },
    counts,
  );
}

const names = (policies: PolicyRef[]): string => {
  const more = policies.length > 10 ? ` and ${policies.length - 10} more` : '';
  return `${policies
    .slice(0, 10)
    .map(({ name }) => name)
    .join(', ')}${more}`;
};

function countLine({ rows, counts }: Coverage): string {
  if (rows.length === 0) return 'No group has JIT registration.';
  return standings
    .filter((standing) => counts[standing] > 0)
    .map((standing) => `${counts[standing]} ${words[standing].counted}`)
    .join(', ');
}

function rowLines(row: CoverageRow): string[] {
  const needsApp = row.authenticator && row.standing !== 'no' && row.standing !== 'excluded';
  return [
    ...row.policies.map((reach) => policyLine(reach, row.name)),
    ...(needsApp && row.authenticator ? [authenticatorLine(row.authenticator, row.name).sentence] : []),
    ...(row.remedy === undefined ? [] : [row.remedy]),
  ];
}

const policyLine = ({ policy, ways }: PolicyReach, name: string): string =>
  `${policyPhrase(policy)}: ${ways.map((way) => wayPhrase(way, name)).join('; also ')}`;
