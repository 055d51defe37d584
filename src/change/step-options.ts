import type { Tenant } from '../graph/tenant.ts';
import type { AnyPlan, AnyStep, CreatedBy } from '../jit/plan.ts';
import type { WireAssignment } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';

/** What one step of a plan needs to know of the run that it is part of. */
export interface StepOptions {
  tenant: Tenant;
  plan: AnyPlan;
  step: AnyStep;
  /** ids of what earlier steps made */
  made: { 'create-policy'?: string; 'create-authenticator'?: string };
  /** the change was begun before: what the journal leaves open is looked for first, and sent only if it is not there */
  resumed: boolean;
  /** this account saw the objects of the plan before, so one that it does not see is gone; else it may be hidden from it */
  absenceProves: boolean;
  /** assignments as they were just read under the lock, by step; absent: they are read here */
  standing?: Partial<Record<AnyStep['step'], WireAssignment[]>>;
  pause: (milliseconds: number) => Promise<void>;
}

export type AssigningStep = Extract<AnyStep, { after: unknown }>;

const objectOf = (step: AnyStep): { id: string } | CreatedBy | undefined =>
  'app' in step ? step.app : 'policy' in step ? step.policy : undefined;

/** The object that a step writes to; undefined for a create, and where the object was not made yet. */
export function idOf({ step, made }: Pick<StepOptions, 'step' | 'made'>): string | undefined {
  const object = objectOf(step);
  if (object === undefined) return undefined;
  return 'id' in object ? object.id : made[object.createdBy];
}

/** An object that an earlier step of the same change creates. */
export const isNew = (step: AnyStep): boolean => {
  const object = objectOf(step);
  return object !== undefined && 'createdBy' in object;
};

export const isOfApp = (step: AnyStep): boolean => 'app' in step || step.step === 'create-authenticator';

/** As sentences name it. */
export const whatOf = (step: AnyStep): string => (isOfApp(step) ? 'Microsoft Authenticator' : 'the policy');

/** The object of a step, fresh, with its assignments; undefined: not there, or not visible to this person. */
export async function readObject(
  options: StepOptions,
): Promise<({ assignments: WireAssignment[] } & Record<string, unknown>) | undefined> {
  const id = idOf(options);
  if (id === undefined) return undefined;
  return isOfApp(options.step) ? options.tenant.readApp(id) : options.tenant.readPolicy(id);
}

/** The assignments of an object that has to be there. */
export async function readAssignments(options: StepOptions): Promise<WireAssignment[]> {
  const object = await readObject(options);
  if (!object) throw new Problem('graph-not-found', { what: whatOf(options.step) });
  return object.assignments;
}
