import { directAssignments, isFromPolicySet, missingFrom } from './assignments.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import { contentOf, sameContent } from './object-content.ts';
import type { Done, Plan, UndoStep } from './plan.ts';
import { addedBy, keepExclusions, sortOut } from './remove-assignments.ts';
import type { DeviceFeaturesPolicy, Snapshot } from './snapshot.ts';
import { checkStaying, names } from './undo-findings.ts';

interface UndonePolicy {
  steps: UndoStep[];
  findings: Finding[];
  /** the tenant as it is after these steps */
  snapshot: Snapshot;
  /** it may stand where this person cannot see it, so nothing that it leans on may go */
  mayStand?: true;
}

/**
 * Takes our assignments from the policy; deletes it instead where our change created it, it holds exactly what we wrote, and
 * nobody else has assigned it. One that is not there counts as gone only for who wrote it (`absenceProves`).
 */
export function undoPolicy(options: {
  plan: Plan;
  done: Done;
  policy: DeviceFeaturesPolicy | undefined;
  snapshot: Snapshot;
  absenceProves: boolean;
  unfinished: readonly string[];
  isEnded: boolean;
}): UndonePolicy {
  const { plan, done, policy, snapshot, absenceProves, unfinished, isEnded } = options;
  if (done.policyId === undefined)
    return { steps: [], findings: done.lostDelete ? [deleteLost] : [], snapshot };
  const others = snapshot.policies.filter(({ id }) => id !== done.policyId);
  if (!policy && !absenceProves)
    return {
      steps: [],
      findings: [unfinished.length > 0 ? unseen : isEnded ? ended : gone],
      snapshot,
      mayStand: true,
    };
  if (!policy) return { steps: [], findings: [deleted], snapshot: { ...snapshot, policies: others } };

  const assign = plan.steps.find((step) => step.step === 'assign-policy');
  const created = plan.steps.find((step) => step.step === 'create-policy')?.body;
  const standing = sortOut(policy.assignments, {
    added: done.assignedPolicy ? addedBy(assign) : [],
    before: assign?.before ?? [],
  });
  const foreign = [...standing.altered, ...standing.others];
  const direct = directAssignments(policy.assignments);
  if (created && sameContent(policy, created) && foreign.length === 0) {
    const before = { content: contentOf(policy), assignments: direct };
    return {
      steps: [{ step: 'delete-policy', policy: { id: policy.id }, before }],
      findings: [],
      snapshot: { ...snapshot, policies: others },
    };
  }

  const { going, kept } = keepExclusions(standing.ours, foreign);
  const after = missingFrom(direct, going);
  const name = `"${policy.displayName}"`;
  const findings = checkStaying({ name, altered: standing.altered, keptExclusions: kept, snapshot });
  if (created && standing.others.length > 0) {
    findings.push(
      finding(
        'undo-policy-shared',
        `Others have assigned ${name} to ${names(standing.others, snapshot)}, so it stays for them.`,
        'Nothing to do; what others assigned is theirs.',
      ),
    );
  }
  if (created && !sameContent(policy, created)) {
    findings.push(
      finding(
        'undo-policy-changed',
        `${name} does not hold what I wrote any more, so it stays${going.length > 0 ? '; I take back only whom I assigned it to' : ''}.`,
        'Delete it in Intune if nobody needs it.',
      ),
    );
  }
  const assignments = [...after, ...policy.assignments.filter(isFromPolicySet)];
  return {
    steps:
      going.length > 0 ? [{ step: 'unassign-policy', policy: { id: policy.id }, before: direct, after }] : [],
    findings,
    snapshot: { ...snapshot, policies: [...others, { ...policy, assignments }] },
  };
}

const notSeen =
  'The policy of that change is deleted, or not visible to you, so I take nothing back: nobody shall keep the policy without Microsoft Authenticator.';
const gone = finding(
  'undo-policy-gone',
  notSeen,
  'Let the one who approved that change undo it, whose account wrote the policy; or let an Intune Administrator, who sees every scope tag, look for it in the Intune admin center and take back there what is left.',
);
const ended = finding(
  'undo-policy-gone',
  'That change was given up or taken back already, and its policy is deleted, or not visible to you: there is nothing left to undo or to close.',
  'If its policy may still stand, let an Intune Administrator, who sees every scope tag, look for it in the Intune admin center.',
);
const unseen = finding(
  'undo-policy-unseen',
  notSeen,
  'To find it, let an Intune Administrator, who sees every scope tag, look in the Intune admin center, and take back there what is left.',
);
const deleted = finding(
  'undo-policy-deleted',
  'The account that wrote the policy of that change does not see it any more: it is deleted, or its scope tags or the role of that account changed since.',
  'Let an Intune Administrator, who sees every scope tag, look whether it still stands: if so, its people still need Microsoft Authenticator.',
);
const deleteLost = finding(
  'undo-delete-lost',
  'An earlier undo sent the delete of the policy and got no answer. The account that sent it does not see the policy any more, so it counts as deleted.',
  'Nothing to do.',
);
