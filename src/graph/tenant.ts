import type { Problem } from '../problems.ts';
import type {
  EnrolledSnapshot,
  EnrollmentSnapshot,
  HowEnrolled,
  VppToken,
} from '../jit/enrollment-snapshot.ts';
import type { Group, MaybeRead, Snapshot, WireAssignment } from '../jit/snapshot.ts';
import type { FoundPerson } from './read-person.ts';
import type { SnapshotOptions } from './read-snapshot.ts';

/**
 * The tenant through Microsoft Graph as one person. Made by `openTenant({ graphRoot, getToken, pace, … })` in open-tenant.ts.
 * Every method throws Problem (src/problems.ts) where Graph refuses; reads are retried, writes only when known not done.
 */
export interface Tenant {
  /**
   * policies, apps, and for `aboutGroups` the groups with parents and children: independent reads at once. What is told of
   * groups in assignments comes in a second stage; `withNames: false` leaves that out (see `nameGroups`), `relatives:
   * 'named'` reads their parents too
   */
  readSnapshot(options: SnapshotOptions): Promise<Snapshot>;
  /** the snapshot with every group that its assignments name */
  nameGroups(snapshot: Snapshot): Promise<Snapshot>;
  /** the snapshot with the groups that its enrollment type profiles are for, and with their parents where asked */
  addEnrollmentGroups(
    snapshot: EnrolledSnapshot,
    options: { withParents: boolean },
  ): Promise<EnrolledSnapshot>;
  /** groups whose name holds the words; exact (case-insensitive) matches first; `exact` says how many those are */
  findGroups(name: string): Promise<{ groups: Group[]; exact: number }>;
  /** the enrollment side, each part by itself `read: false` where it is refused; wants the scopes of the need `readiness` */
  readEnrollment(options?: { conditionalAccess?: boolean }): Promise<EnrollmentSnapshot>;
  /** as much of it as decides which app object suits whom, with the same scopes */
  readHowEnrolled(): Promise<HowEnrolled>;
  /** the Apple VPP tokens alone, which the scopes of the need `read` open too */
  readVppTokens(): Promise<MaybeRead<VppToken[]>>;
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
  /** what waits for another admin in Intune (Multi Admin Approval), and what became of it */
  readApprovals(): Promise<IntuneApproval[]>;
  /** whether the person is in the group, directly or through other groups */
  isMemberOf(groupId: string): Promise<boolean>;
  /** resolves where the person may read device configurations in Intune; one small request */
  proveReader(): Promise<void>;
}

interface EveryWrite {
  clientRequestId: string;
  /** what another admin reads where Intune wants an approval; ignored where it wants none (graph.md 6.5) */
  justification?: string;
  /** the code of an approval that was given: Intune carries out what it refused before */
  approvalCode?: string;
}
export type WriteRequest = EveryWrite &
  (
    | { write: 'create-policy' | 'create-app'; body: Record<string, unknown> }
    | { write: 'assign-policy' | 'assign-app'; id: string; assignments: WireAssignment[] }
    | { write: 'delete-policy' | 'delete-app'; id: string }
  );

/** Graph was not reached, or had too much to do. */
export interface Busy {
  askedMs?: number;
}

/**
 * Each answer of Graph to a write is one of these; only `not-done` may be sent again. `needs-approval`: not carried out until
 * another admin approves it in Intune; `approvalCode` is absent where Intune only said that a request waits already.
 * `requestId` is Graph's, for support. `busy`: it may be prepared and sent again; `askedMs` is how long Graph wants us to wait.
 */
export type WriteOutcome =
  | { outcome: 'done'; id?: string; requestId?: string }
  | { outcome: 'not-done'; problem: Problem; requestId?: string; busy?: Busy }
  | { outcome: 'needs-approval'; approvalCode?: string; problem: Problem; requestId?: string }
  | { outcome: 'unknown'; why: string; requestId?: string };

/** An operationApprovalRequest, as far as we look at it. */
export interface IntuneApproval {
  id: string;
  /** `needsApproval`, `approved`, `rejected`, `cancelled`, `completed`, `expired`, or what a later Intune calls it */
  status: string;
  justification: string;
}
