import { isUndo, type AnyPlan, type AnyStep } from '../jit/plan.ts';
import type { Problem } from '../problems.ts';
import { carryStep, isSender, type CarryOptions, type StepOutcome } from './carry-step.ts';
import type { Journal } from './journal.ts';
import { verifyPlan } from './verify.ts';

export type StepState = 'waiting' | 'running' | StepOutcome['state'];
export interface StepReport {
  step: AnyStep['step'] | 'verify';
  state: StepState;
  /** Graph's request-id, for support */
  requestId?: string | undefined;
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
  /** called as steps begin, so that the end of those before shows too; must not fail */
  report: (steps: StepReport[]) => void;
  asProblem: (error: unknown) => Problem;
};

/**
 * Writes a plan and reads it back. What may go at the same time does; the next stage begins only when the one before is
 * certainly done. Stops at whatever is not; nothing is sent twice (see carryStep).
 */
export async function applyPlan(options: ApplyOptions): Promise<Applied> {
  const { tenant, plan, report, asProblem } = options;
  const steps: StepReport[] = [
    ...plan.steps.map(({ step }): StepReport => ({ step, state: 'waiting' })),
    { step: 'verify', state: 'waiting' },
  ];
  const made: CarryOptions['made'] = {};
  const result: Applied = { ok: false, steps, differences: [], ...knownObjects(plan) };
  const mark = (name: StepReport['step'], state: StepState, requestId?: string): void => {
    const at = steps.findIndex(({ step }) => step === name);
    steps[at] = { step: name, state, requestId };
    report(structuredClone(steps));
  };
  const carry = async (step: AnyStep): Promise<boolean> => {
    mark(step.step, 'running');
    const done = await carryStep({ ...options, step, made }).catch((error: unknown) =>
      afterError(options.journal, step.step, asProblem(error)),
    );
    if (done.id !== undefined && (step.step === 'create-policy' || step.step === 'create-authenticator'))
      made[step.step] = done.id;
    mark(step.step, done.state, done.requestId);
    result.problem = worse(result.problem, done.problem);
    return done.state === 'done';
  };
  const inOrder = async (lane: AnyStep[]): Promise<boolean> => {
    for (const step of lane) if (!(await carry(step))) return false;
    return true;
  };

  let written = true;
  for (const stage of stagesOf(plan))
    written = written && (await Promise.all(stage.map(inOrder))).every(Boolean);
  if (made['create-policy'] !== undefined) result.policyId = made['create-policy'];
  if (made['create-authenticator'] !== undefined) result.appId = made['create-authenticator'];
  if (!written) return result;
  mark('verify', 'running');
  try {
    const { policyId, appId } = result;
    const mayBeHidden = await stepsOfOthers(options);
    result.differences = await verifyPlan({ tenant, plan, policyId, appId, mayBeHidden });
    result.ok = result.differences.length === 0;
    mark('verify', result.ok ? 'done' : 'not-done');
  } catch (error) {
    result.problem = asProblem(error);
    mark('verify', 'unknown');
  }
  return result;
}

/**
 * The stages of a plan, each with lanes that may go at the same time. Setting up: the policy is created, assigned to nobody,
 * while Authenticator is required; only then the policy is assigned. Undoing: one after another, the policy first.
 */
function stagesOf(plan: AnyPlan): AnyStep[][][] {
  if (isUndo(plan)) return [[plan.steps]];
  const of = (...names: AnyStep['step'][]): AnyStep[] =>
    plan.steps.filter(({ step }) => names.includes(step));
  return [[of('create-policy'), of('create-authenticator', 'assign-authenticator')], [of('assign-policy')]];
}

/** Ids that the plan itself names, for links and for reading back. */
export function knownObjects(plan: AnyPlan): Pick<Applied, 'policyId' | 'appId'> {
  if (!isUndo(plan)) return plan.authenticator ? { appId: plan.authenticator.id } : {};
  return Object.assign(
    {},
    ...plan.steps.map((step) => ('app' in step ? { appId: step.app.id } : { policyId: step.policy.id })),
  ) as Pick<Applied, 'policyId' | 'appId'>;
}

/** Steps whose object may be hidden from this account where it is not there: it did not see it before. */
async function stepsOfOthers({ plan, journal, by, absenceProves }: ApplyOptions): Promise<AnyStep[]> {
  if (absenceProves) return [];
  const known = await Promise.all(plan.steps.map(({ step }) => journal.read(step)));
  return plan.steps.filter((_, at) => !isSender(known[at]!, by));
}

/** Where two lanes stop, what somebody can do something about here and now is told before a wait for another admin. */
const worse = (known: Problem | undefined, next: Problem | undefined): Problem | undefined =>
  known === undefined || (known.code === 'multi-admin-approval' && next !== undefined) ? next : known;

/** What threw before its entry was on disk was not sent; after that, only looking tells. */
async function afterError(journal: Journal, step: AnyStep['step'], problem: Problem): Promise<StepOutcome> {
  const known = await journal.read(step).catch(() => ({ state: 'unknown' as const }));
  if (known.state === 'done') return { state: 'done', id: known.id };
  return { state: known.state === 'never' || known.state === 'not-done' ? 'not-done' : 'unknown', problem };
}
