import type { Tenant, WriteRequest } from '../graph/tenant.ts';
import { assertSuperset, missingFrom, sameAssignments } from '../jit/assignments.ts';
import type { CreatedBy, Plan, Step } from '../jit/plan.ts';
import type { WireAssignment } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import type { Actor } from './change.ts';
import { findCreated } from './find-created.ts';
import type { Journal } from './journal.ts';
import type { Locks } from './lock.ts';

export interface StepOutcome {
  state: 'done' | 'not-done' | 'unknown';
  /** the object that it made or wrote */
  id?: string;
  requestId?: string;
  problem?: Problem;
}

export interface AuditedStep {
  step: Step['step'];
  outcome: StepOutcome['state'];
  requestId?: string;
  clientRequestId?: string;
  objectId?: string;
}

export interface CarryOptions {
  tenant: Tenant;
  plan: Plan;
  step: Step;
  /** ids of what earlier steps made */
  made: { 'create-policy'?: string; 'create-authenticator'?: string };
  journal: Journal;
  locks: Locks;
  by: Actor;
  /** the change was begun before: what the journal leaves open is looked for first, and sent only if it is not there */
  resumed: boolean;
  /** assignments as they were just read under the lock, by step; absent: they are read here */
  standing?: Partial<Record<Step['step'], WireAssignment[]>>;
  /** each outcome of a request, for the audit chain */
  audited: (report: AuditedStep) => Promise<void>;
  newId: () => string;
  pause: (milliseconds: number) => Promise<void>;
}

/**
 * Carries out one step at most once: what the journal knows to be done is not done again, what it leaves open is looked for,
 * and only then the request goes out, with its entry on disk before it. An answer that got lost is looked for, for a bounded
 * time; if that does not tell, the outcome stays unknown and nothing is sent again.
 */
export async function carryStep(options: CarryOptions): Promise<StepOutcome> {
  const { step, journal, locks, by, tenant, newId } = options;
  const known = await journal.read(step.step);
  if (known.state === 'done') return { state: 'done', ...(known.id ? { id: known.id } : {}) };
  if (known.state === 'open' || known.state === 'unknown') {
    const found = await lookFor(options);
    if (found !== undefined) {
      await journal.end(step.step, { outcome: 'done', id: found, probed: true });
      await options.audited({ step: step.step, outcome: 'done', objectId: found });
      return { state: 'done', id: found };
    }
    if (!options.resumed) return { state: 'unknown' };
  }
  const request = await prepare(options);
  if ('done' in request) return { state: 'done', id: request.done };
  if ('problem' in request) return { state: 'not-done', problem: request.problem };

  const clientRequestId = newId();
  await locks.renew();
  await journal.begin(step.step, { by, body: request.write, clientRequestId });
  const sent = await tenant.write({ ...request.write, clientRequestId });
  const requestId = sent.requestId === undefined ? {} : { requestId: sent.requestId };
  if (sent.outcome === 'not-done') {
    await journal.end(step.step, { outcome: 'not-done', ...requestId });
    await options.audited({ step: step.step, outcome: 'not-done', clientRequestId, ...requestId });
    return { state: 'not-done', problem: sent.problem, ...requestId };
  }
  const answered = sent.outcome === 'done' ? (sent.id ?? idOf(options)) : undefined;
  const id = answered ?? (await lookFor(options));
  await journal.end(step.step, {
    outcome: id === undefined ? 'unknown' : 'done',
    ...(id ? { id } : {}),
    ...requestId,
  });
  const outcome = id === undefined ? 'unknown' : 'done';
  await options.audited({
    step: step.step,
    outcome,
    clientRequestId,
    ...requestId,
    ...(id ? { objectId: id } : {}),
  });
  return { state: outcome, ...(id ? { id } : {}), ...requestId };
}

type Unsent = WriteRequest extends infer R
  ? R extends WriteRequest
    ? Omit<R, 'clientRequestId'>
    : never
  : never;
type Prepared = { write: Unsent } | { done: string } | { problem: Problem };

async function prepare(options: CarryOptions): Promise<Prepared> {
  const { step } = options;
  if (step.step === 'create-policy') return { write: { write: 'create-policy', body: step.body } };
  if (step.step === 'create-authenticator') return { write: { write: 'create-app', body: step.body } };
  const id = idOf(options) ?? '';
  // What we created ourselves a moment ago has no assignments yet.
  const fresh = !options.resumed && 'createdBy' in objectOf(step) ? [] : undefined;
  const standing = options.standing?.[step.step] ?? fresh ?? (await readAssignments(options));
  const isApp = step.step === 'assign-authenticator';
  // Resumed: what stands may be what we wrote already.
  if (options.resumed && arrived(standing, step.after)) return { done: id };
  if (!sameAssignments(standing, step.before))
    return {
      problem: new Problem('tenant-moved', { what: isApp ? 'Microsoft Authenticator' : 'the policy' }),
    };
  assertSuperset(standing, step.after);
  return { write: { write: isApp ? 'assign-app' : 'assign-policy', id, assignments: step.after } };
}

const arrived = (standing: WireAssignment[], after: WireAssignment[]): boolean =>
  missingFrom(after, standing).length === 0;

/** The id of what a step with an open outcome would have left in the tenant; undefined where it is not there. */
async function lookFor(options: CarryOptions): Promise<string | undefined> {
  const { step } = options;
  if (step.step === 'create-policy' || step.step === 'create-authenticator')
    return findCreated({ ...options, step });
  return arrived(await readAssignments(options), step.after) ? idOf(options) : undefined;
}

async function readAssignments(options: CarryOptions): Promise<WireAssignment[]> {
  const { tenant, step } = options;
  const id = idOf(options) ?? '';
  const object =
    step.step === 'assign-authenticator' ? await tenant.readApp(id) : await tenant.readPolicy(id);
  if (!object)
    throw new Problem('graph-not-found', {
      what: step.step === 'assign-authenticator' ? 'Microsoft Authenticator' : 'the policy',
    });
  return object.assignments;
}

/** The object that an assignment is for; undefined for a create. */
function idOf({ step, made }: CarryOptions): string | undefined {
  if (step.step === 'create-policy' || step.step === 'create-authenticator') return undefined;
  const object = objectOf(step);
  return 'id' in object ? object.id : made[object.createdBy];
}

const objectOf = (step: Extract<Step, { after: unknown }>): { id: string } | CreatedBy =>
  step.step === 'assign-authenticator' ? step.app : step.policy;
