import type { WriteRequest } from '../graph/tenant.ts';
import { assertSuperset, missingFrom, sameAssignments } from '../jit/assignments.ts';
import { chooseAuthenticator } from '../jit/authenticator.ts';
import { sameContent } from '../jit/object-content.ts';
import { isUndo, type UndoStep } from '../jit/plan.ts';
import { assertOnlyRemoved } from '../jit/remove-assignments.ts';
import type { IosApp, WireAssignment } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import {
  idOf,
  isNew,
  isOfApp,
  readAssignments,
  readObject,
  whatOf,
  type AssigningStep,
  type StepOptions,
} from './step-options.ts';

type WriteBody = Extract<WriteRequest, { body: unknown }>['body'];
type Unsent<R = WriteRequest> = R extends WriteRequest ? Omit<R, 'clientRequestId'> : never;
/** What to send, or that it is there already, or why it cannot be sent. */
export type Prepared = { send: Unsent } | { done: string } | { problem: Problem };

/**
 * The request of a step against what stands right now. An assignment is only sent where what stands is exactly what the plan
 * writes over, and holds everything of others; a delete only where the object is what the plan says. An object that is not
 * seen needs no taking back where that proves that it is gone.
 */
export async function prepareStep(options: StepOptions): Promise<Prepared> {
  const { step } = options;
  switch (step.step) {
    case 'create-policy':
      return { send: { write: 'create-policy', body: step.body } };
    case 'create-authenticator':
      return prepareApp(options, step.body);
    case 'assign-authenticator':
    case 'assign-policy':
      return prepareAssignment(options, step);
    case 'unassign-policy':
    case 'unassign-authenticator':
      return prepareRemoval(options, step);
    case 'delete-policy':
    case 'delete-authenticator':
      return prepareDelete(options, step);
  }
}

const moved = (options: StepOptions): Prepared => ({
  problem: new Problem('tenant-moved', { what: whatOf(options.step) }),
});

/** It is only added where there is none; resumed, somebody else may have added it since it was planned. */
async function prepareApp({ tenant, step, resumed }: StepOptions, body: WriteBody): Promise<Prepared> {
  if (resumed) {
    const { apps } = await tenant.readSnapshot({ aboutGroups: [], withNames: false });
    if (chooseAuthenticator(apps).choice !== 'missing')
      return { problem: new Problem('tenant-moved', { what: whatOf(step) }) };
  }
  return { send: { write: 'create-app', body } };
}

async function prepareAssignment(options: StepOptions, step: AssigningStep): Promise<Prepared> {
  const id = idOf(options) ?? '';
  const published = isNew(step) && isOfApp(step) ? await whenPublished(options, id) : undefined;
  if (isNew(step) && isOfApp(step) && !published)
    return { problem: new Problem('app-not-published', { what: whatOf(step) }) };
  // A policy that we created ourselves a moment ago has no assignments yet; an app had to wait, and others may assign it.
  const fresh = !options.resumed && isNew(step) ? (published?.assignments ?? []) : undefined;
  const standing = options.standing?.[step.step] ?? fresh ?? (await readAssignments(options));
  // Resumed: what stands may be what we wrote already.
  if (options.resumed && hasArrived(standing, step)) return { done: id };
  if (!sameAssignments(standing, step.before)) return moved(options);
  assertSuperset(standing, step.after, meantToChange(options));
  return { send: assignRequest(step, id) };
}

/** The targets whose intent of Authenticator the approved request changes. */
const meantToChange = ({ plan, step }: StepOptions): string[] =>
  step.step === 'assign-authenticator' && !isUndo(plan) ? (plan.request.changeIntent ?? []) : [];

async function prepareRemoval(options: StepOptions, step: AssigningStep): Promise<Prepared> {
  const id = idOf(options) ?? '';
  const object = await readObject(options);
  if (!object) return absent(options, id);
  if (isTakenAway(object.assignments, step)) return { done: id };
  if (!sameAssignments(object.assignments, step.before)) return moved(options);
  assertOnlyRemoved(object.assignments, step.after, missingFrom(step.before, step.after), restoredBy(step));
  return { send: assignRequest(step, id) };
}

async function prepareDelete(
  options: StepOptions,
  step: Extract<UndoStep, { step: 'delete-policy' | 'delete-authenticator' }>,
): Promise<Prepared> {
  const id = idOf(options) ?? '';
  const object = await readObject(options);
  if (!object) return absent(options, id);
  const { content, assignments } = step.before;
  if (!sameContent(object, content) || !sameAssignments(object.assignments, assignments))
    return moved(options);
  return { send: { write: isOfApp(step) ? 'delete-app' : 'delete-policy', id } };
}

const absent = ({ step, absenceProves }: StepOptions, id: string): Prepared =>
  absenceProves ? { done: id } : { problem: new Problem('gone-or-hidden', { what: whatOf(step) }) };

const assignRequest = (step: AssigningStep, id: string): Unsent => ({
  write: isOfApp(step) ? 'assign-app' : 'assign-policy',
  ...{ id, assignments: step.after },
});

/** Everything that the step was to assign stands. */
export const hasArrived = (standing: WireAssignment[], { after }: AssigningStep): boolean =>
  missingFrom(after, standing).length === 0;

const restoredBy = (step: AssigningStep): WireAssignment[] =>
  'restores' in step ? (step.restores ?? []) : [];

/** Nothing that the step was to remove stands, and everything that it puts back does. */
export function isTakenAway(standing: WireAssignment[], step: AssigningStep): boolean {
  const removed = missingFrom(step.before, step.after);
  return (
    missingFrom(removed, standing).length === removed.length &&
    missingFrom(restoredBy(step), standing).length === 0
  );
}

/** A new app cannot be assigned before Intune published it (graph.md 4.3); looked at for about fifteen seconds. */
async function whenPublished({ tenant, pause }: StepOptions, id: string): Promise<IosApp | undefined> {
  for (const wait of [0, 1000, 2000, 4000, 8000]) {
    await pause(wait);
    const app = await tenant.readApp(id);
    if (app?.publishingState === 'published') return app;
  }
  return undefined;
}
