import type { Records } from '../records/records.ts';
import { knownObjects, type Applied, type StepReport } from './apply.ts';
import type { Change } from './change.ts';
import { openJournal } from './journal.ts';
import { problemOf } from './problem-record.ts';

/** How far a change came, out of its journal and what is kept of its last run. */
export async function readApplied(records: Records, change: Change, now: () => Date): Promise<Applied> {
  const { plan, outcome } = change;
  const journal = openJournal(records, change.id, now);
  const applied: Applied = {
    ok: false,
    steps: [],
    differences: outcome?.differences ?? [],
    ...(outcome?.problem ? { problem: problemOf(outcome.problem) } : {}),
    ...knownObjects(plan),
  };
  for (const { step } of plan.steps) {
    const known = await journal.read(step);
    const state = known.state === 'never' ? 'waiting' : known.state === 'open' ? 'unknown' : known.state;
    const requestId = 'requestId' in known ? known.requestId : undefined;
    applied.steps.push({ step, state, requestId } satisfies StepReport);
    if (known.state !== 'done' || known.id === undefined) continue;
    if (step === 'create-policy') applied.policyId = known.id;
    if (step === 'create-authenticator') applied.appId = known.id;
  }
  const written = change.state === 'applied' || change.state === 'undone';
  if (written) applied.steps = applied.steps.map((report) => ({ ...report, state: 'done' }));
  const verified = written && outcome?.verified === true;
  const differs = applied.differences.length > 0;
  applied.steps.push({
    step: 'verify',
    state: verified ? 'done' : differs ? 'not-done' : written ? 'unknown' : 'waiting',
  });
  applied.ok = verified;
  return applied;
}
