import type { Tenant } from '../graph/tenant.ts';
import { isUndo, type Done } from '../jit/plan.ts';
import type { Records } from '../records/records.ts';
import { isSender } from './carry-step.ts';
import type { Actor, Change } from './change.ts';
import { openJournal } from './journal.ts';
import { lookFor } from './look-for.ts';

/**
 * What of a change was written, from its journal, and whether this person wrote its policy, and so saw it: only then is it
 * gone where it is not there any more. What the journal leaves open is looked for where it made an object; an
 * assignment with an open outcome counts as written, since undoing takes back only what stands and was not there before.
 */
export async function doneOf(options: {
  records: Records;
  tenant: Tenant;
  change: Change;
  by: Actor;
  now: () => Date;
  pause: (milliseconds: number) => Promise<void>;
}): Promise<{ done: Done; wrotePolicy: boolean }> {
  const { records, change, by, now } = options;
  const { plan } = change;
  const journal = openJournal(records, change.id, now);
  const done: Done = { createdApp: false, assignedApp: false, assignedPolicy: false };
  let wrotePolicy = false;
  if (isUndo(plan)) return { done, wrotePolicy };
  if (plan.authenticator) done.appId = plan.authenticator.id;
  for (const step of plan.steps) {
    const known = await journal.read(step.step);
    if (known.state === 'never' || known.state === 'not-done' || known.state === 'needs-approval') continue;
    if (step.step === 'create-policy' || step.step === 'assign-policy') wrotePolicy ||= isSender(known, by);
    const creates = step.step === 'create-policy' || step.step === 'create-authenticator';
    const found =
      creates && known.state !== 'done'
        ? await lookFor({ ...options, plan, step, made: {}, resumed: true, absenceProves: false })
        : { id: 'id' in known ? known.id : undefined };
    if (found === 'several' || (found === 'nothing' && !isSender(known, by))) {
      const what = step.step === 'create-policy' ? 'policy' : 'app';
      done.unsure = { ...done.unsure, [what]: found === 'several' ? 'several' : 'not-seen' };
    }
    const id = typeof found === 'string' ? undefined : found.id;
    if (step.step === 'create-policy' && id !== undefined) done.policyId = id;
    if (step.step === 'create-authenticator' && id !== undefined)
      Object.assign(done, { appId: id, createdApp: true });
    if (step.step === 'assign-authenticator') done.assignedApp = true;
    if (step.step === 'assign-policy') done.assignedPolicy = true;
  }
  return { done, wrotePolicy };
}
