import type { AuthenticatorState } from '../../jit/authenticator-state.ts';
import type { JitStatus, StatusPolicy, StatusRow } from '../../jit/status.ts';
import type { Outgoing } from '../incoming.ts';
import { asLines, cardMessage } from './render.ts';

const verdicts: Record<StatusRow['verdict'], { verdict: string; color: string }> = {
  broken: { verdict: 'Broken', color: 'attention' },
  incomplete: { verdict: 'Incomplete', color: 'attention' },
  check: { verdict: 'Check', color: 'warning' },
  works: { verdict: 'Yes', color: 'good' },
  excluded: { verdict: 'Excluded', color: 'default' },
};

/** What every client takes in one message, in bytes, with some room. */
const mostBytes = 26_000;

/** `which groups have JIT`, the worst first; as many rows as fit into one message. */
export function statusCard(status: JitStatus): Outgoing {
  let count = Math.min(status.rows.length, 40);
  for (;;) {
    const message = withRows(status, count);
    if (count === 0 || Buffer.byteLength(JSON.stringify(message)) <= mostBytes) return message;
    count = Math.floor(count * 0.8);
  }
}

function withRows(status: JitStatus, count: number): Outgoing {
  const rows = status.rows.slice(0, count);
  const left = status.rows.length - rows.length;
  const counts = countLine(status);
  return cardMessage(
    'status',
    {
      counts,
      rows: rows.map((row) => ({
        target: row.name,
        ...verdicts[row.verdict],
        lines: asLines(rowLines(row)),
      })),
      footer: [
        ...(left > 0 ? [`${left} more are not shown here.`] : []),
        ...(status.unassigned.length > 0 ? [`Not assigned to anybody: ${names(status.unassigned)}.`] : []),
        ...(status.sharedDeviceMode.length > 0
          ? [`For shared devices, not counted: ${names(status.sharedDeviceMode)}.`]
          : []),
        'As visible to you, from Device features policies. Settings Catalog and custom profiles are not looked at yet.',
      ].join(' '),
    },
    counts,
  );
}

const names = (policies: StatusPolicy[]): string => {
  const more = policies.length > 10 ? ` and ${policies.length - 10} more` : '';
  return `${policies
    .slice(0, 10)
    .map(({ name }) => name)
    .join(', ')}${more}`;
};

function countLine({ rows }: JitStatus): string {
  if (rows.length === 0) return 'No group has JIT registration through a Device features policy.';
  const count = (verdict: StatusRow['verdict'], word: string): string[] => {
    const found = rows.filter((row) => row.verdict === verdict).length;
    return found === 0 ? [] : [`${found} ${word}`];
  };
  return [
    ...count('broken', 'broken'),
    ...count('incomplete', 'incomplete'),
    ...count('check', 'to check'),
    ...count('works', 'in order'),
    ...count('excluded', 'excluded'),
  ].join(', ');
}

function rowLines(row: StatusRow): string[] {
  return [
    ...row.policies.map(policyLine),
    ...(row.authenticator ? [authenticatorLine(row.authenticator)] : []),
  ];
}

function policyLine({ name, faults, filter }: StatusPolicy): string {
  const wrong = faults.length === 0 ? '' : `: ${faults.map((fault) => faultTexts[fault]).join('; ')}`;
  return `Policy ${name}${filter ? ` (only with a filter, ${filter.mode} mode)` : ''}${wrong}`;
}

const faultTexts: Record<StatusPolicy['faults'][number], string> = {
  blank: 'a blank before or behind a key or value',
  'letter-case': 'the letter case of a key or value is wrong',
  'value-type': 'a value has the wrong type',
  'wrong-value': 'device_registration has another value than {{DEVICEREGISTRATION}}',
  'near-miss-key': 'a key is misspelt',
  'key-twice': 'a key is there twice',
  'extension-identifier': 'the extension identifier is not exactly that of Authenticator',
  'extension-type': 'the extension has the wrong type',
  'redirect-urls': "Microsoft's sign-in URLs are missing",
};

function authenticatorLine({ state, intent, apps }: AuthenticatorState): string {
  const which = apps.length === 0 ? '' : ` (${apps.map(({ name }) => name).join(', ')})`;
  const texts: Record<AuthenticatorState['state'], string> = {
    required: `Authenticator is required${which}`,
    'required-through-all-users': 'Authenticator is required through All users',
    'required-through-all-devices': 'Authenticator is required through All devices',
    'required-through-parent': 'Authenticator is required through a parent group',
    'required-with-filter': 'Authenticator is required only with a filter',
    'other-intent': `Authenticator is not required, but ${intent ?? 'assigned otherwise'}`,
    excluded: 'Authenticator excludes this group',
    'not-assigned': 'Authenticator is not assigned: JIT cannot work without it',
  };
  return texts[state];
}
