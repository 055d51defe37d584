import type { FaultKind } from '../../../src/practice/faults.ts';
import { authenticatorIds } from '../../../src/practice/tenant/contoso/authenticator.ts';
import { loadTenant } from '../../../src/practice/tenant/load-tenant.ts';
import { requiredForSales, type CallName, type FaultRun, type PlannedFault } from './fault-run.ts';
import type { Standing } from './foreign.ts';

/** What is tried with faults, in small tenants, since each is tried thousands of times. */
const exists = furnish(Object.values(authenticatorIds));
const missing = furnish([authenticatorIds.catalogue]);
const required: Standing = {
  ...exists,
  apps: exists.apps.map((app) =>
    app.id === authenticatorIds.store ? { ...app, assignments: [...app.assignments, requiredForSales] } : app,
  ),
};
export const fixtures = {
  'a set-up where Authenticator exists': { theirs: exists, undo: false },
  'a set-up where Authenticator is missing': { theirs: missing, undo: false },
  'a set-up where Authenticator is required already': { theirs: required, undo: false },
  'an undo where Authenticator existed': { theirs: exists, undo: true },
  'an undo where Authenticator was added': { theirs: missing, undo: true },
} satisfies Record<string, { theirs: Standing; undo: boolean }>;
export type Fixture = keyof typeof fixtures;
export const fixtureNames = Object.keys(fixtures) as Fixture[];

function furnish(authenticators: string[]): Standing {
  const { apps, policies, catalogPolicies } = loadTenant();
  const kept = apps.filter(
    ({ id, properties }) => authenticators.includes(id) || properties['displayName'] === 'Contoso Expenses',
  );
  return { apps: kept, policies: policies.slice(0, 3), catalogPolicies: catalogPolicies.slice(0, 1) };
}

/** Not carried out, or carried out and the answer lost: for a read the same, so only the first of each is tried. */
const toReads: FaultKind[] = [
  ...(['timeout', 'reset-before', 'truncated', '429', '429-no-retry-after'] as const),
  ...(['500', '502', '503', '504', '401'] as const),
];
const toWrites: FaultKind[] = [...toReads, 'reset-after', '500-after', '502-after', '503-after', '504-after'];
/** A part of a batch has no connection of its own. */
const toParts: FaultKind[] = ['429', '429-no-retry-after', '500', '502', '503', '504', '401'];

/** Every fault at every one of these calls; of the parts of one batch only the first, since they are all alike. */
export const faultsAt = (calls: readonly CallName[]): PlannedFault[] =>
  calls.flatMap((call, at) => {
    const follows = at > 0 && isPart(calls[at - 1]!);
    if (isPart(call)) return follows ? [] : toParts.map((kind) => ({ call, kind }));
    return (call.write ? toWrites : toReads).map((kind) => ({ call, kind }));
  });

const isPart = ({ path }: CallName): boolean => /^\/groups\/[^/]+$/.test(path);

/** Every second fault after a first one: at the calls that came after it in its own run, probes and Resume included. */
export function secondFaults(first: PlannedFault, run: FaultRun): PlannedFault[] {
  const at = run.calls.findIndex(
    ({ method, path, nth }) =>
      method === first.call.method && path === first.call.path && nth === first.call.nth,
  );
  return faultsAt(run.calls.slice(at + 1));
}
