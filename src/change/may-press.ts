import type { Actor, Change } from './change.ts';

/** `self`: the one who asked may approve. `second-person`: somebody else has to. */
export type ApprovalMode = 'self' | 'second-person';

export interface Approval {
  mode: ApprovalMode;
  /** who approves, rejects or resumes has to be a member of this group; proven through Graph before the first write */
  groupId?: string | undefined;
}

export type Button = 'approve' | 'reject' | 'edit' | 'cancel' | 'resume' | 'give up' | 'undo';
type Who =
  'who asked' | 'somebody else' | 'who approved, or who may approve' | 'who asked or approved' | 'anybody';

/** Who may press what: the one table, printed in docs/approvals.md. Membership of the group comes on top. */
export const mayPress: Readonly<Record<Button, Readonly<Record<ApprovalMode, Who>>>> = {
  approve: { self: 'who asked', 'second-person': 'somebody else' },
  reject: { self: 'who asked', 'second-person': 'somebody else' },
  edit: { self: 'who asked', 'second-person': 'who asked' },
  cancel: { self: 'who asked', 'second-person': 'who asked' },
  resume: { self: 'who approved, or who may approve', 'second-person': 'who approved, or who may approve' },
  'give up': { self: 'who asked or approved', 'second-person': 'who asked or approved' },
  undo: { self: 'anybody', 'second-person': 'anybody' },
};

/** Buttons for which the group counts too. */
export const needsGroup: readonly Button[] = ['approve', 'reject', 'resume'];

/** Why this person may not press the button; undefined: may, as far as records tell. */
export function pressRefusal(options: {
  button: Button;
  mode: ApprovalMode;
  change: Pick<Change, 'state' | 'requester' | 'approver'>;
  who: Actor;
}): string | undefined {
  const { button, mode, change, who } = options;
  const { requester, approver } = change;
  const asked = isSamePerson(requester, who);
  const isApprover = approver !== undefined && isSamePerson(approver, who);
  switch (mayPress[button][mode]) {
    case 'anybody':
      return undefined;
    case 'who asked':
      return asked ? undefined : `Only ${requester.name}, who asked for it, can do this.`;
    case 'somebody else':
      return asked ? 'You asked for this, so somebody else has to decide.' : undefined;
    case 'who asked or approved':
      return asked || isApprover
        ? undefined
        : `Only ${requester.name}, who asked for it${approver && !isSamePerson(requester, approver) ? `, or ${approver.name}, who approved it,` : ''} can do this.`;
    case 'who approved, or who may approve': {
      // Intune ties an approval of its own to the account that asked it.
      if (change.state === 'waiting for Intune approval' && approver && !isApprover)
        return `Only ${approver.name} can go on, because Intune ties its approval to that account.`;
      return isApprover ? undefined : pressRefusal({ ...options, button: 'approve' });
    }
  }
}

export const isSamePerson = (
  a: Pick<Actor, 'tenantId' | 'objectId'>,
  b: Pick<Actor, 'tenantId' | 'objectId'>,
): boolean =>
  a.tenantId.toLowerCase() === b.tenantId.toLowerCase() &&
  a.objectId.toLowerCase() === b.objectId.toLowerCase();
