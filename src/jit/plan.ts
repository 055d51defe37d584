import type { Finding } from './finding.ts';
import type { WireAssignment } from './snapshot.ts';

/** Whom a policy is for, in our words. A filter is never set by us, only kept. */
export type Target =
  | { kind: 'all-users' }
  | { kind: 'all-devices' }
  | { kind: 'group'; groupId: string }
  | { kind: 'exclude-group'; groupId: string };

/** What a person asked for, complete: nothing in it is a guess. */
export interface SetUpRequest {
  /** cleaned and accepted by `checkBundleIds`; may be empty (JIT for Microsoft apps only) */
  bundleIds: string[];
  targets: Target[];
  displayName: string;
  /** without the stamp, which the plan adds as the last line */
  description: string;
  /** the Authenticator app object the person chose where several would do; absent: the plan chooses or creates */
  authenticatorAppId?: string;
  /** which licence that app takes for a target (by `targetKey`), settled at the review; only for a VPP app */
  authenticatorLicences?: Record<string, 'user' | 'device'>;
  /** targets (by `targetKey`) that have Authenticator with another intent, which the person wants to be required */
  changeIntent?: string[];
  /** those where the person wants the other intent to stay */
  keepIntent?: string[];
  /** those where another Authenticator object has another intent, beside which the app is to be required all the same */
  besideIntent?: string[];
}

/** Stands for the id of an object that an earlier step creates. */
export type CreatedBy = { createdBy: 'create-policy' | 'create-authenticator' };

/**
 * One write. `before` is the state that is written over, as it was read (normalised); `after` is the complete set that
 * is posted. Both are part of the digest.
 */
export type Step =
  | { step: 'create-policy'; body: Record<string, unknown> }
  | { step: 'create-authenticator'; body: Record<string, unknown> }
  | {
      step: 'assign-authenticator';
      app: { id: string } | CreatedBy;
      before: WireAssignment[];
      after: WireAssignment[];
    }
  | {
      step: 'assign-policy';
      policy: { id: string } | CreatedBy;
      before: WireAssignment[];
      after: WireAssignment[];
    };

export interface Plan {
  changeId: string;
  request: SetUpRequest;
  /** in the order in which they are written; every prefix is harmless */
  steps: Step[];
  findings: Finding[];
  /** the Authenticator object that will be assigned; absent where it is created */
  authenticator?: { id: string; displayName: string; kind: 'store' | 'vpp' };
  /** hex SHA-256 over change id and steps; never over findings, names or counts */
  digest: string;
}

/** What of a plan was written, as the journal has it; a write whose outcome is unknown counts once it was found. */
export interface Done {
  policyId?: string;
  appId?: string;
  createdApp: boolean;
  assignedApp: boolean;
  assignedPolicy: boolean;
  /** its policy counts as deleted by an undo whose answer got lost */
  lostDelete?: true;
  /** creates of which looking did not tell what came: what they made may be hidden, or stands more than once */
  unsure?: Partial<Record<'policy' | 'app', 'not-seen' | 'several'>>;
}

/** What must still stand for a delete to be right: the object's content (see `contentOf`) and its direct assignments. */
export interface Standing {
  content: Record<string, unknown>;
  assignments: WireAssignment[];
}

/** One write that takes something of ours back; `before` and `after` as in Step. */
export type UndoStep =
  | { step: 'delete-policy'; policy: { id: string }; before: Standing }
  | {
      step: 'unassign-policy';
      policy: { id: string };
      before: WireAssignment[];
      after: WireAssignment[];
    }
  | {
      step: 'unassign-authenticator';
      app: { id: string };
      before: WireAssignment[];
      after: WireAssignment[];
      /** what of `after` our change had replaced, and comes back */
      restores?: WireAssignment[];
    }
  | { step: 'delete-authenticator'; app: { id: string }; before: Standing };

export interface UndoPlan {
  changeId: string;
  /** id of the change that is taken back */
  undoes: string;
  /** in the order in which they are written; every prefix is harmless */
  steps: UndoStep[];
  findings: Finding[];
  /** hex SHA-256 over change id, undone change id and steps, and over what it only closes; never over findings, names or counts */
  digest: string;
}

/** Any write that a change may hold. */
export type AnyStep = Step | UndoStep;
export type AnyPlan = Plan | UndoPlan;
export const isUndo = (plan: AnyPlan): plan is UndoPlan => 'undoes' in plan;
/** An undo that takes nothing back: it only closes what stopped half-way. */
export const onlyCloses = (plan: AnyPlan): boolean =>
  isUndo(plan) && plan.findings.some(({ code }) => code === 'undo-only-closes');
/** An undo as the account asks it that wrote the policy and does not see it any more: it may stand all the same. */
export const isPolicyUnseen = ({ findings }: AnyPlan): boolean =>
  findings.some(({ code }) => code === 'undo-policy-deleted');
/** An undo for which the policy counts as deleted already, though the answer to that got lost. */
export const isDeleteLost = ({ findings }: AnyPlan): boolean =>
  findings.some(({ code }) => code === 'undo-delete-lost');
