import { Problem } from '../problems.ts';
import type { Records } from '../records/records.ts';
import type { Applied, StepReport } from './apply.ts';
import type { Change } from './change.ts';
import { openJournal } from './journal.ts';

/** How far a change came, out of its journal alone: for a change whose worker is gone. */
export async function readApplied(records: Records, change: Change, now: () => Date): Promise<Applied> {
  const journal = openJournal(records, change.id, now);
  const applied: Applied = {
    ok: false,
    steps: [],
    differences: [],
    problem: new Problem('stopped-in-the-middle'),
    ...(change.plan.authenticator ? { appId: change.plan.authenticator.id } : {}),
  };
  for (const { step } of change.plan.steps) {
    const known = await journal.read(step);
    const state = known.state === 'never' ? 'waiting' : known.state === 'open' ? 'unknown' : known.state;
    applied.steps.push({ step, state } satisfies StepReport);
    if (known.state === 'done' && known.id !== undefined && step === 'create-policy')
      applied.policyId = known.id;
    if (known.state === 'done' && known.id !== undefined && step === 'create-authenticator')
      applied.appId = known.id;
  }
  return applied;
}
