import { authenticatorApps } from './authenticator.ts';
import { exclusionCounts, includedKind, parentsOf } from './groups.ts';
import type { Target } from './plan.ts';
import type { IosApp, Snapshot } from './snapshot.ts';
import { filterOf, findGroup, fromWireTarget, targetKey } from './targets.ts';

/** Whether a target gets Authenticator, over all its app objects; `apps` are those that decide it. */
export interface AuthenticatorState {
  state:
    | 'required'
    | 'required-through-all-users'
    | 'required-through-all-devices'
    | 'required-through-parent'
    | 'required-with-filter'
    | 'other-intent'
    | 'excluded'
    | 'not-assigned';
  /** the intent, where it is another than required */
  intent?: string;
  apps: { id: string; name: string }[];
}

/** the best first: one object that brings it is enough */
const order: AuthenticatorState['state'][] = [
  'required',
  'required-through-parent',
  'required-through-all-users',
  'required-through-all-devices',
  'required-with-filter',
  'other-intent',
  'excluded',
  'not-assigned',
];

/** The best that any Authenticator object does for an included target. Groups around it count as far as they were read. */
export function authenticatorState(target: Target, snapshot: Snapshot): AuthenticatorState {
  const states = authenticatorApps(snapshot.apps).map((app) => ({ app, ...stateIn(app, target, snapshot) }));
  const state = order.find((one) => states.some((found) => found.state === one)) ?? 'not-assigned';
  const deciding = state === 'not-assigned' ? [] : states.filter((found) => found.state === state);
  const intent = deciding.find((found) => found.intent)?.intent;
  return {
    state,
    ...(intent ? { intent } : {}),
    apps: deciding.map(({ app }) => ({ id: app.id, name: app.displayName })),
  };
}

function stateIn(
  app: IosApp,
  target: Target,
  snapshot: Snapshot,
): Pick<AuthenticatorState, 'state' | 'intent'> {
  const around = 'groupId' in target ? parentsOf(snapshot, target.groupId) : new Set<string>();
  const entries = app.assignments.flatMap((assignment) => {
    const known = fromWireTarget(assignment.target);
    return known
      ? [{ known, intent: assignment.intent ?? 'unknown', filter: filterOf(assignment.target) }]
      : [];
  });
  const isOut = (from: Target): boolean =>
    'groupId' in target &&
    entries.some(
      ({ known }) =>
        known.kind === 'exclude-group' &&
        (known.groupId === target.groupId.toLowerCase() || around.has(known.groupId)) &&
        exclusionCounts(includedKind(from, snapshot), findGroup(snapshot, known.groupId)),
    );
  const found = entries.flatMap(
    ({ known, intent, filter }): Pick<AuthenticatorState, 'state' | 'intent'>[] => {
      const way = wayTo(known, target, around);
      if (!way) return [];
      if (isOut(known)) return [{ state: 'excluded' }];
      if (intent !== 'required') return way === 'required' ? [{ state: 'other-intent', intent }] : [];
      return [{ state: filter ? 'required-with-filter' : way }];
    },
  );
  return (
    found.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0] ?? { state: 'not-assigned' }
  );
}

function wayTo(known: Target, target: Target, around: Set<string>): AuthenticatorState['state'] | undefined {
  if (known.kind === 'exclude-group') return undefined;
  if (targetKey(known) === targetKey(target)) return 'required';
  if (known.kind === 'all-users') return 'required-through-all-users';
  if (known.kind === 'all-devices') return 'required-through-all-devices';
  return around.has(known.groupId) ? 'required-through-parent' : undefined;
}
