import { isFromPolicySet, missingFrom } from './assignments.ts';
import { browserPair, registrationPair } from './microsoft-facts.ts';
import type { Plan, Step } from './plan.ts';
import type { Snapshot, WireAssignment } from './snapshot.ts';
import { filterOf, fromWireTarget, targetName } from './targets.ts';

/** One object of the review: what it is now, and what it will be, as lines of plain text (names are not escaped here). */
export interface Described {
  title: string;
  before: string[];
  after: string[];
}

const nothing = ['nothing'];
const nobody = ['nobody'];

/** What a plan does, object by object, in the order of its steps. Groups are named as the snapshot knows them. */
export function describePlan(plan: Plan, snapshot: Snapshot): Described[] {
  return plan.steps.map((step) => describeStep(step, plan, snapshot));
}

function describeStep(step: Step, plan: Plan, snapshot: Snapshot): Described {
  switch (step.step) {
    case 'create-policy':
      return {
        title: `Policy "${textOf(step.body['displayName'])}"`,
        before: nothing,
        after: policyLines(step.body),
      };
    case 'create-authenticator':
      return {
        title: 'Microsoft Authenticator (store app)',
        before: nothing,
        after: ['added from the App Store'],
      };
    case 'assign-authenticator': {
      const kind = plan.authenticator?.kind === 'vpp' ? 'VPP app' : 'store app';
      const id = 'id' in step.app ? step.app.id : undefined;
      const fromSets = snapshot.apps.find((app) => app.id === id)?.assignments.filter(isFromPolicySet) ?? [];
      return {
        title: `${plan.authenticator?.displayName ?? 'Microsoft Authenticator'} (${kind}), assigned to`,
        before: intentLines([...step.before, ...fromSets], snapshot),
        after: afterLines(step.before.length + fromSets.length, step, snapshot),
      };
    }
    case 'assign-policy': {
      const name = textOf(plan.steps.find((one) => one.step === 'create-policy')?.body['displayName']);
      return {
        title: `Policy "${name}", assigned to`,
        before: targetLines(step.before, snapshot),
        after: targetLines(step.after, snapshot),
      };
    }
  }
}

/** Where others have assignments, what is new stands out instead of the whole list once more. */
function afterLines(
  there: number,
  { before, after }: { before: readonly WireAssignment[]; after: readonly WireAssignment[] },
  snapshot: Snapshot,
): string[] {
  if (there === 0) return intentLines(after, snapshot);
  return [
    'all of that stays',
    ...intentLines(missingFrom(after, before), snapshot).map((line) => `new: ${line}`),
  ];
}

/** So many names stand in one line; a review is read on a phone too. */
const mostNames = 15;
const listed = (names: readonly string[]): string =>
  names.length <= mostNames
    ? names.join(', ')
    : `${names.slice(0, mostNames).join(', ')} and ${names.length - mostNames} more`;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function policyLines(body: Record<string, unknown>): string[] {
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

function targetLines(assignments: readonly WireAssignment[], snapshot: Snapshot): string[] {
  const named = (kind: 'in' | 'out'): string[] =>
    assignments
      .filter(({ target }) => (fromWireTarget(target)?.kind === 'exclude-group') === (kind === 'out'))
      .map((assignment) => whom(assignment, snapshot));
  const lines = [...named('in'), ...named('out').map((name) => `not ${name}`)];
  return lines.length > 0 ? lines : nobody;
}

/** One line an intent: `required for Sales, Field Ops`; exclusions as `required, but not for Interns`. */
function intentLines(assignments: readonly WireAssignment[], snapshot: Snapshot): string[] {
  const lines = new Map<string, string[]>();
  for (const assignment of assignments) {
    const out = fromWireTarget(assignment.target)?.kind === 'exclude-group';
    const line = `${assignment.intent ?? 'assigned'}${out ? ', but not' : ''} for`;
    lines.set(line, [...(lines.get(line) ?? []), whom(assignment, snapshot)]);
  }
  const order = (line: string): number =>
    (line.startsWith('required') ? 0 : 2) + (line.includes('not') ? 1 : 0);
  const sorted = [...lines].sort(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1));
  return sorted.length > 0 ? sorted.map(([line, names]) => `${line} ${listed(names)}`) : nobody;
}

function whom(assignment: WireAssignment, snapshot: Snapshot): string {
  const target = fromWireTarget(assignment.target);
  const name = target ? targetName(snapshot, target) : `something else (${assignment.target['@odata.type']})`;
  const filter = filterOf(assignment.target);
  const notes = [
    filter ? `filter, ${filter.mode} mode` : '',
    isFromPolicySet(assignment) ? 'policy set' : '',
  ].filter((note) => note !== '');
  return notes.length > 0 ? `${name} (${notes.join('; ')})` : name;
}
