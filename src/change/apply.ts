import type { Tenant, WriteRequest } from '../graph/tenant.ts';
import { missingFrom, sameAssignments } from '../jit/assignments.ts';
import type { CreatedBy, Plan, Step } from '../jit/plan.ts';
import type { WireAssignment } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import { findCreated } from './find-created.ts';
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
  /** the outcome of the last write is not known even after looking */
  uncertain?: boolean;
  /** what the read back found different from the plan */
  differences: string[];
}

interface ApplyOptions {
  tenant: Tenant;
  plan: Plan;
  newId: () => string;
  /** called as each step begins, so that the end of the one before shows too */
  report: (steps: StepReport[]) => Promise<void>;
  pause: (milliseconds: number) => Promise<void>;
}

/**
 * Writes a plan step by step, in its order, and reads it back. Stops at the first step that is not certainly done; a POST
 * is never sent twice. Right before each assignment the object is read again: what stands there must be what the plan
 * writes over, and nothing that stands there may be missing from what is written.
 */
export async function applyPlan({ tenant, plan, newId, report, pause }: ApplyOptions): Promise<Applied> {
  const steps: StepReport[] = [
    ...plan.steps.map(({ step }): StepReport => ({ step, state: 'waiting' })),
    { step: 'verify', state: 'waiting' },
  ];
  const result: Applied = {
    ok: false,
    steps,
    differences: [],
    ...(plan.authenticator ? { appId: plan.authenticator.id } : {}),
  };
  const mark = (at: number, state: StepState, requestId?: string): void => {
    steps[at] = {
      step: steps[at]?.step ?? 'verify',
      state,
      ...(requestId === undefined ? {} : { requestId }),
    };
  };
  const begin = async (at: number): Promise<void> => {
    mark(at, 'running');
    await report(structuredClone(steps));
  };
  for (const [at, step] of plan.steps.entries()) {
    await begin(at);
    try {
      const done = await writeStep({ tenant, plan, step, result, newId, pause });
      mark(at, done.state, done.requestId);
      if (done.state === 'done') continue;
      if (done.problem) result.problem = done.problem;
      result.uncertain = done.state === 'unknown';
    } catch (error) {
      // Only reads throw: what was to be written in this step has not been sent.
      mark(at, 'not-done');
      result.problem = asProblem(error);
    }
    return result;
  }
  const verifyAt = steps.length - 1;
  await begin(verifyAt);
  try {
    result.differences = await verifyPlan({ tenant, plan, policyId: result.policyId, appId: result.appId });
    result.ok = result.differences.length === 0;
    mark(verifyAt, result.ok ? 'done' : 'not-done');
  } catch (error) {
    result.problem = asProblem(error);
    mark(verifyAt, 'unknown');
  }
  return result;
}

const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('unexpected', {}, { cause: error });

type StepOutcome = { state: 'done' | 'not-done' | 'unknown'; requestId?: string; problem?: Problem };

async function writeStep(
  options: Omit<ApplyOptions, 'report'> & { step: Step; result: Applied },
): Promise<StepOutcome> {
  const { tenant, step, result, newId } = options;
  const clientRequestId = newId();
  if (step.step === 'create-policy' || step.step === 'create-authenticator') {
    const write = step.step === 'create-policy' ? 'create-policy' : 'create-app';
    const created = await tenant.write({ write, body: step.body, clientRequestId });
    const id =
      created.outcome === 'done'
        ? created.id
        : created.outcome === 'unknown'
          ? await findCreated({ ...options, step })
          : undefined;
    if (id !== undefined) {
      if (step.step === 'create-policy') result.policyId = id;
      else result.appId = id;
    }
    if (created.outcome === 'not-done')
      return { state: 'not-done', problem: created.problem, requestId: created.requestId };
    return { state: id === undefined ? 'unknown' : 'done', requestId: created.requestId };
  }
  const isApp = step.step === 'assign-authenticator';
  const id = idOf(isApp ? step.app : step.policy, result);
  const read = async (): Promise<WireAssignment[]> => {
    const object = isApp ? await tenant.readApp(id) : await tenant.readPolicy(id);
    if (!object)
      throw new Problem('graph-not-found', { what: isApp ? 'Microsoft Authenticator' : 'the policy' });
    return object.assignments;
  };
  const standing = await read();
  if (!sameAssignments(standing, step.before) || missingFrom(standing, step.after).length > 0) {
    return {
      state: 'not-done',
      problem: new Problem('tenant-moved', { what: isApp ? 'Microsoft Authenticator' : 'the policy' }),
    };
  }
  const request: WriteRequest = {
    write: isApp ? 'assign-app' : 'assign-policy',
    id,
    assignments: step.after,
    clientRequestId,
  };
  const written = await tenant.write(request);
  if (written.outcome === 'not-done')
    return { state: 'not-done', problem: written.problem, requestId: written.requestId };
  if (written.outcome === 'done') return { state: 'done', requestId: written.requestId };
  const arrived = missingFrom(step.after, await read()).length === 0;
  return { state: arrived ? 'done' : 'unknown', requestId: written.requestId };
}

function idOf(object: { id: string } | CreatedBy, result: Applied): string {
  if ('id' in object) return object.id;
  const id = object.createdBy === 'create-policy' ? result.policyId : result.appId;
  if (id === undefined) throw new Error(`step before its object: ${object.createdBy}`);
  return id;
}
