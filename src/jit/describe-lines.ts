import { isFromPolicySet } from './assignments.ts';
import { browserPair, registrationPair } from './microsoft-facts.ts';
import type { Snapshot, WireAssignment } from './snapshot.ts';
import { filterOf, fromWireTarget, targetName } from './targets.ts';

/** Lines of plain text about policies and assignments, for reviews; names are not escaped here. */

export const nobody = ['nobody'];

/** So many names stand in one line; a review is read on a phone too. */
const mostNames = 15;
export const listed = (names: readonly string[]): string =>
  names.length <= mostNames
    ? names.join(', ')
    : `${names.slice(0, mostNames).join(', ')} and ${names.length - mostNames} more`;

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a policy of ours holds, from the body of its create. */
export function policyLines(body: Record<string, unknown>): string[] {
  const extension = (body['iosSingleSignOnExtension'] ?? {}) as Record<string, unknown>;
  const listed = extension['bundleIdAccessControlList'];
  const ids = Array.isArray(listed) ? (listed as string[]) : [];
  return [
    'SSO app extension for iOS/iPadOS, type Microsoft Entra ID',
    ids.length > 0 ? `Bundle IDs: ${ids.join(', ')}` : 'Bundle IDs: none (Microsoft apps only)',
    `${registrationPair.key} = ${registrationPair.value} (String)`,
    `${browserPair.key} = ${browserPair.value} (Integer)`,
    `Description: ${textOf(body['description']).replace(/\s*\n\s*/g, ' ')}`,
  ];
}

/** One line a target; exclusions as `not Interns`. */
export function targetLines(assignments: readonly WireAssignment[], snapshot: Snapshot): string[] {
  const named = (kind: 'in' | 'out'): string[] =>
    assignments
      .filter(({ target }) => (fromWireTarget(target)?.kind === 'exclude-group') === (kind === 'out'))
      .map((assignment) => assignmentName(assignment, snapshot));
  const lines = [...named('in'), ...named('out').map((name) => `not ${name}`)];
  return lines.length > 0 ? lines : nobody;
}

/** One line an intent: `required for Sales, Field Ops`; exclusions as `required, but not for Interns`. */
export function intentLines(assignments: readonly WireAssignment[], snapshot: Snapshot): string[] {
  const lines = new Map<string, string[]>();
  for (const assignment of assignments) {
    const out = fromWireTarget(assignment.target)?.kind === 'exclude-group';
    const line = `${assignment.intent ?? 'assigned'}${out ? ', but not' : ''} for`;
    lines.set(line, [...(lines.get(line) ?? []), assignmentName(assignment, snapshot)]);
  }
  const order = (line: string): number =>
    (line.startsWith('required') ? 0 : 2) + (line.includes('not') ? 1 : 0);
  const sorted = [...lines].sort(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1));
  return sorted.length > 0 ? sorted.map(([line, names]) => `${line} ${listed(names)}`) : nobody;
}

/** `available → required for Sales`, one line for all that change the same way. */
export function changeLines(
  changes: readonly { from: WireAssignment; to: WireAssignment }[],
  snapshot: Snapshot,
): string[] {
  const lines = new Map<string, string[]>();
  for (const { from, to } of changes) {
    const line = `${from.intent ?? 'assigned'} → ${to.intent ?? 'assigned'} for`;
    lines.set(line, [...(lines.get(line) ?? []), assignmentName(to, snapshot)]);
  }
  return [...lines].map(([line, names]) => `${line} ${listed(names)}`);
}

/** Whom an assignment names, with what is special about it. */
export function assignmentName(assignment: WireAssignment, snapshot: Snapshot): string {
  const target = fromWireTarget(assignment.target);
  const name = target ? targetName(snapshot, target) : `something else (${assignment.target['@odata.type']})`;
  const filter = filterOf(assignment.target);
  const deviceLicence = assignment.settings?.['useDeviceLicensing'];
  const notes = [
    typeof deviceLicence === 'boolean' ? `${deviceLicence ? 'device' : 'user'} licence` : '',
    filter ? `filter, ${filter.mode} mode` : '',
    isFromPolicySet(assignment) ? 'policy set' : '',
  ].filter((note) => note !== '');
  return notes.length > 0 ? `${name} (${notes.join('; ')})` : name;
}
