import type { Problem } from '../problems.ts';
import type { EnrollmentSnapshot } from '../jit/enrollment-snapshot.ts';
import type { Group, Snapshot, WireAssignment } from '../jit/snapshot.ts';
import type { FoundPerson } from './read-person.ts';

/**
 * The tenant through Microsoft Graph as one person. Made by `openTenant({ graphRoot, getToken, pace, … })` in open-tenant.ts.
 * Every method throws Problem (src/problems.ts) where Graph refuses; reads are retried, writes only when known not done.
 */
export interface Tenant {
  /** policies, apps, groups named in assignments, and for `aboutGroups` also parents and children; independent reads run at once */
  readSnapshot(options: { aboutGroups: string[] }): Promise<Snapshot>;
  /** groups whose name holds the words; exact (case-insensitive) matches first; `exact` says how many those are */
  findGroups(name: string): Promise<{ groups: Group[]; exact: number }>;
  /** the enrollment side, each part by itself `read: false` where it is refused; wants the scopes of the need `readiness` */
  readEnrollment(options?: { conditionalAccess?: boolean }): Promise<EnrollmentSnapshot>;
  /** people by sign-in name, mail address or display name, exact ones first; wants the scopes of the need `people` */
  findPeople(name: string): Promise<{ people: FoundPerson[]; exact: number }>;
  /** a person by object id; undefined: unknown. The scopes are those of `findPeople` */
  readPerson(id: string): Promise<FoundPerson | undefined>;
  /** ids of the groups that the person is in, directly or not */
  readMemberships(personId: string): Promise<string[]>;
  /** one write of a plan; see WriteRequest */
  write(request: WriteRequest): Promise<WriteOutcome>;
  /** policy with assignments, fresh; undefined: 404 */
  readPolicy(id: string): Promise<Snapshot['policies'][number] | undefined>;
  /** app with assignments, fresh; undefined: 404 */
  readApp(id: string): Promise<Snapshot['apps'][number] | undefined>;
  /** policies whose description ends with this stamp line: how an unknown create is probed */
  findPoliciesByStamp(stamp: string): Promise<Snapshot['policies']>;
}

export type WriteRequest =
  | { write: 'create-policy'; body: Record<string, unknown>; clientRequestId: string }
  | { write: 'create-app'; body: Record<string, unknown>; clientRequestId: string }
  | { write: 'assign-policy'; id: string; assignments: WireAssignment[]; clientRequestId: string }
  | { write: 'assign-app'; id: string; assignments: WireAssignment[]; clientRequestId: string };

/** Each answer of Graph to a write is one of three; only `not-done` may be sent again. `requestId` is Graph's, for support. */
export type WriteOutcome =
  | { outcome: 'done'; id?: string; requestId?: string }
  | { outcome: 'not-done'; problem: Problem; requestId?: string }
  | { outcome: 'unknown'; why: string; requestId?: string };
