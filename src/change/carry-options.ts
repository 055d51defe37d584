import type { Tenant } from '../graph/tenant.ts';
import { Problem } from '../problems.ts';
import type { Records } from '../records/records.ts';
import type { StepReport } from './apply.ts';
import type { Audit } from './audit.ts';
import type { Actor } from './change.ts';
import type { Every } from './keep-lease.ts';
import { LockLost } from './lock.ts';

/** What carrying out a change needs. */
export interface CarryOut {
  records: Records;
  tenant: Tenant;
  /** whose token it is */
  by: Actor;
  /** only members of it may approve; absent: nobody is asked for membership */
  approverGroupId: string | undefined;
  /** this process, for leases */
  worker: string;
  /** the change stands otherwise than before, or is on its way (`steps`); chat/ shows it on its cards. Never fails */
  changed: (changeId: string, steps?: StepReport[]) => void;
  audit: Audit;
  log: { error(facts: object, message: string): void };
  now: () => Date;
  newId: () => string;
  every: Every;
  pause: (milliseconds: number) => Promise<void>;
}

/** What is no Problem is logged under a reference that the person can quote. */
export function asProblem({ newId, log }: CarryOut, error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof LockLost) return new Problem('stood-still');
  const reference = newId().slice(0, 8);
  log.error({ err: error, reference }, 'unexpected error');
  return new Problem('unexpected', { reference }, { cause: error });
}
