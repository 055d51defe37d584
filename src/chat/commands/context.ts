import type { StepReport } from '../../change/apply.ts';
import type { Audit } from '../../change/audit.ts';
import type { Every } from '../../change/keep-lease.ts';
import type { Approval } from '../../change/may-press.ts';
import type { Tenant } from '../../graph/tenant.ts';
import type { Records } from '../../records/records.ts';
import type { Person } from '../../sign-in/person.ts';
import type { GraphToken, SignIn } from '../../sign-in/sign-in.ts';
import type { PutFile } from '../files/put-file.ts';
import type { Chat, Later, Where } from '../incoming.ts';

/** What every command may use; the outside world is passed in, so that tests can set clock and ids. */
export interface House {
  records: Records;
  audit: Audit;
  signIn: SignIn;
  openTenant: (token: GraphToken) => Tenant;
  /** absent where Teams takes no files from bots */
  putFile?: PutFile;
  later: Later;
  approval: Approval;
  /** how far this process is with the changes that it writes */
  underWay: Map<string, StepReport[]>;
  now: () => Date;
  newId: () => string;
  /** this process, for leases */
  worker: string;
  every: Every;
  pause: (milliseconds: number) => Promise<void>;
  publicUrl: string;
  /** origin of the Intune admin center of this cloud */
  adminCenter: string;
  log: Log;
}

export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** One command of one person in one place, with the tenant as that person sees it. */
export interface Turn {
  house: House;
  who: Person;
  where: Where;
  chat: Chat;
  tenant: Tenant;
  /** the card whose button was clicked: it is edited in place; a typed answer gets a new message */
  clickedCard?: string;
}
