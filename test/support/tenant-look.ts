import type { Practice } from '../../src/practice/start-practice.ts';
import type { PracticeTenant, StoredAssignment, StoredObject } from '../../src/practice/tenant/state.ts';

/** Looks at the practice tenant behind the bot's back, for tests. */

const stateOf = ({ graph }: Practice) => {
  if (!graph) throw new Error('this test needs the practice Graph');
  return graph.state;
};

/** Policies that carry the bot's stamp. */
export const ourPolicies = ({ policies }: PracticeTenant): StoredObject[] =>
  policies.filter(({ properties }) => /\[jit-bot [0-9a-f-]+\]$/.test(String(properties['description'])));
export const newPolicies = (practice: Practice): StoredObject[] => ourPolicies(stateOf(practice));

/** The store app of Microsoft Authenticator. */
export const authenticatorOf = (practice: Practice): StoredObject => authenticatorIn(stateOf(practice));
export function authenticatorIn({ apps }: PracticeTenant): StoredObject {
  const found = apps.filter(
    ({ type, properties }) =>
      type.endsWith('iosStoreApp') && /id983156458/.test(String(properties['appStoreUrl'])),
  );
  if (found.length !== 1) throw new Error(`${found.length} store apps of Authenticator`);
  return found[0]!;
}

/** Assignments as "include NAME" or "exclude NAME", in the order in which they stand. */
export const targetsOf = (practice: Practice, assignments: readonly StoredAssignment[]): string[] =>
  assignments.map(({ target }) => {
    const type = String(target['@odata.type']).replace(/^#microsoft\.graph\.|AssignmentTarget$/g, '');
    const name = stateOf(practice).groups.find(({ id }) => id === target['groupId'])?.displayName ?? type;
    return `${type.startsWith('exclusion') ? 'exclude' : 'include'} ${name}`;
  });

/** An assignment without the id that Intune gives and without what says "none", for comparing what it means. */
export const meaningOf = ({ id: _, ...assignment }: StoredAssignment): object => said(assignment) as object;

function said(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, inner]) =>
      inner !== null && !(key === 'deviceAndAppManagementAssignmentFilterType' && inner === 'none'),
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key, said(inner)]));
}
