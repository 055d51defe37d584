import type { Change } from '../../change/change.ts';
import type { Approval } from '../../change/may-press.ts';
import { reviewDigest } from '../../change/review-digest.ts';
import type { Finding } from '../../jit/finding.ts';
import { isPolicyUnseen, isUndo, onlyCloses, type AnyPlan } from '../../jit/plan.ts';
import type { Outgoing } from '../incoming.ts';
import { noteLines } from './note-lines.ts';
import { asLines, cardMessage } from './render.ts';
import { whatIsTaken } from './step-texts.ts';

const styles = {
  blocks: { style: 'attention', label: 'Stops this:' },
  warning: { style: 'warning', label: 'Mind:' },
  info: { style: 'default', label: 'Note:' },
} as const;
const order = ['blocks', 'warning', 'info'];

export const isBlocked = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'blocks');

/**
 * The one card that is approved: what is created and changed as now/after, what was noticed, and the buttons. Where it is
 * shown again (the tenant moved, a refusal), the change's note says why.
 */
export function reviewCard(change: Change, approval: Approval): Outgoing {
  const { plan, requester, note } = change;
  const undo = isUndo(plan);
  const closes = onlyCloses(plan);
  const blocked = isBlocked(plan.findings);
  const findings = [...plan.findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const notes = note ? noteLines(note, change) : { title: '', lines: [] };
  const title = blocked
    ? 'Review: this cannot be approved yet'
    : closes
      ? 'Review: closing what stopped half-way'
      : undo
        ? `Review: taking ${whatIsTaken(plan)} back`
        : 'Review: JIT registration for iPhone and iPad';
  return cardMessage(
    'review',
    {
      title,
      hasNote: note !== undefined,
      noteTitle: notes.title,
      notes: asLines(notes.lines),
      policyName: change.policyName,
      subtitle: closes
        ? `Takes nothing back of what was begun with this policy, asked for by ${requester.name}`
        : undo
          ? isPolicyUnseen(plan)
            ? `Takes back what was set up beside this policy, which does not show, asked for by ${requester.name}`
            : `Takes back what was set up with this policy, asked for by ${requester.name}`
          : `New single sign-on app extension policy, type Microsoft Entra ID, asked for by ${requester.name}`,
      hasObjects: change.shown.length > 0,
      objects: change.shown.map(({ title: object, before, after }) => ({
        title: object,
        before: asLines(before),
        after: asLines(after),
      })),
      hasFindings: findings.length > 0,
      findingsTitle: blocked ? 'Why not' : 'What I noticed',
      findings: findings.map(({ severity, sentence, remedy }) => ({ ...styles[severity], sentence, remedy })),
      hasLeftOut: change.leftOut.length > 0,
      leftOut: change.leftOut.slice(0, 10),
      footer: footerOf(plan, approval),
      canApprove: !blocked,
      canReject: approval.mode === 'second-person',
      canEdit: !undo,
      changeId: change.id,
      digest: reviewDigest(change),
    },
    title,
  );
}

function footerOf(plan: AnyPlan, { mode, groupId }: Approval): string {
  if (isBlocked(plan.findings))
    return isUndo(plan) ? 'Nothing was written.' : 'Nothing was written. Edit to go on.';
  const approved = mode === 'second-person' ? 'it is approved' : 'you approve';
  const check = onlyCloses(plan)
    ? `I check the tenant once more when ${approved}.`
    : `Nothing is written before ${approved}. I check the tenant once more then.`;
  const members = groupId === undefined ? '' : ', a member of the approvers group';
  const who =
    mode === 'second-person'
      ? `Somebody else than who asked has to approve this${members}.`
      : groupId === undefined
        ? ''
        : 'I check that you are in the approvers group.';
  return who === '' ? check : `${check} ${who}`;
}
