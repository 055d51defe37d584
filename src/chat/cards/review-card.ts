import type { Change } from '../../change/change.ts';
import type { Finding } from '../../jit/finding.ts';
import type { Outgoing } from '../incoming.ts';
import { asLines, cardMessage } from './render.ts';

const styles = {
  blocks: { style: 'attention', label: 'Stops this:' },
  warning: { style: 'warning', label: 'Mind:' },
  info: { style: 'default', label: 'Note:' },
} as const;
const order = ['blocks', 'warning', 'info'];

export const isBlocked = (findings: Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'blocks');

/**
 * The one card that is approved: what is created and changed as now/after, what was noticed, and the buttons. `notes` say
 * why it is shown again (the tenant moved, a refusal).
 */
export function reviewCard(change: Change, notes?: { title: string; lines: string[] }): Outgoing {
  const { plan } = change;
  const blocked = isBlocked(plan.findings);
  const findings = [...plan.findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const title = blocked
    ? 'Review: this cannot be approved yet'
    : 'Review: JIT registration for iPhone and iPad';
  return cardMessage(
    'review',
    {
      title,
      hasNote: notes !== undefined,
      noteTitle: notes?.title ?? '',
      notes: asLines(notes?.lines ?? []),
      policyName: plan.request.displayName,
      subtitle: `New single sign-on app extension policy, type Microsoft Entra ID, asked for by ${change.requester.name}`,
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
      footer: blocked
        ? 'Nothing was written. Edit to go on.'
        : 'Nothing is written before you approve. I check the tenant once more then.',
      canApprove: !blocked,
      changeId: change.id,
      digest: plan.digest,
    },
    title,
  );
}
