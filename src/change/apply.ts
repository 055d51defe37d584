import { Problem } from '../problems.ts';
import type { Step } from '../jit/plan.ts';
import { carryStep, type CarryOptions, type StepOutcome } from './carry-step.ts';
import type { Journal } from './journal.ts';
import { verifyPlan } from './verify.ts';

export type StepState = 'waiting' | 'running' | 'done' | 'not-done' | 'unknown';
export interface StepReport {
  step: Step['step'] | 'verify';
  state: StepState;
  /** Graph's request-id, for support */
  requestId?: string;
}

export interface Applied {
  ok: boolean;
  steps: StepReport[];
  policyId?: string;
  appId?: string;
  /** why it stopped */
  problem?: Problem;
  /** what the read back found different from the plan */
  differences: string[];
}

type ApplyOptions = Omit<CarryOptions, 'step' | 'made'> & {
  /** called as steps begin, so that the end of those before shows too */
  report: (steps: StepReport[]) => Promise<void>;
};

/**
 * Writes a plan and reads it back. The policy is created (unassigned) while Authenticator is required; only when both are
 * certainly done is the policy assigned. Stops at whatever is not certainly done; nothing is sent twice (see carryStep).
 */
export async function applyPlan(options: ApplyOptions): Promise<Applied> {
  const { tenant, plan, report } = options;
  const steps: StepReport[] = [
    ...plan.steps.map(({ step }): StepReport => ({ step, state: 'waiting' })),
    { step: 'verify', state: 'waiting' },
  ];
  const made: CarryOptions['made'] = {};
  const result: Applied = {
    ok: false,
    steps,
    differences: [],
    ...(plan.authenticator ? { appId: plan.authenticator.id } : {}),
  };
  const mark = (name: StepReport['step'], state: StepState, requestId?: string): void => {
    const at = steps.findIndex(({ step }) => step === name);
    steps[at] = { step: name, state, ...(requestId === undefined ? {} : { requestId }) };
  };
  const carry = async (step: Step): Promise<boolean> => {
    mark(step.step, 'running');
    await tell();
    const done = await carryStep({ ...options, step, made }).catch((error: unknown) =>
      afterError(options.journal, step.step, error),
    );
    if (done.id !== undefined && (step.step === 'create-policy' || step.step === 'create-authenticator'))
      made[step.step] = done.id;
    mark(step.step, done.state, done.requestId);
    result.problem ??= done.problem;
    return done.state === 'done';
  };
  // Edits of one message go out one after another, however many steps run at the same time.
  let told = Promise.resolve();
  let last = '';
  const tell = (): Promise<void> =>
    (told = told.then(async () => {
      if (JSON.stringify(steps) === last) return;
      last = JSON.stringify(steps);
      await report(structuredClone(steps));
    }));
  const inOrder = async (names: Step['step'][]): Promise<boolean> => {
    for (const step of plan.steps.filter(({ step }) => names.includes(step)))
      if (!(await carry(step))) return false;
    return true;
  };

  const ready = await Promise.all([
    inOrder(['create-policy']),
    inOrder(['create-authenticator', 'assign-authenticator']),
  ]);
  const written = ready.every(Boolean) && (await inOrder(['assign-policy']));
  if (made['create-policy'] !== undefined) result.policyId = made['create-policy'];
  if (made['create-authenticator'] !== undefined) result.appId = made['create-authenticator'];
  if (!written) return result;
  mark('verify', 'running');
  await tell();
  try {
    result.differences = await verifyPlan({ tenant, plan, policyId: result.policyId, appId: result.appId });
    result.ok = result.differences.length === 0;
    mark('verify', result.ok ? 'done' : 'not-done');
  } catch (error) {
    result.problem = asProblem(error);
    mark('verify', 'unknown');
  }
  return result;
}

const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('unexpected', {}, { cause: error });

/** What threw before its entry was on disk was not sent; after that, only looking tells. */
async function afterError(journal: Journal, step: Step['step'], error: unknown): Promise<StepOutcome> {
  const problem = asProblem(error);
  const known = await journal.read(step).catch(() => ({ state: 'unknown' as const }));
  if (known.state === 'done')
    return { state: 'done', ...('id' in known && known.id ? { id: known.id } : {}) };
  return { state: known.state === 'never' || known.state === 'not-done' ? 'not-done' : 'unknown', problem };
}
