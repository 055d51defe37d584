import type { Applied, StepReport } from '../../change/apply.ts';
import type { Change } from '../../change/change.ts';
import type { Approval } from '../../change/may-press.ts';
import { isUndo, onlyCloses } from '../../jit/plan.ts';
import type { Outgoing } from '../incoming.ts';
import { finalCard } from './final-card.ts';
import { asLines, cardMessage } from './render.ts';
import { requestLines } from './request-lines.ts';
import { reviewCard } from './review-card.ts';
import { stepRows, whatIsTaken } from './step-texts.ts';

/** The one card of a change, as it stands: out of the change and its journal alone, so that every copy can be made anew. */
export function changeCard(
  change: Change,
  applied: Applied,
  { approval, adminCenter }: { approval: Approval; adminCenter: string },
): Outgoing {
  switch (change.state) {
    case 'in review':
      return reviewCard(change, approval);
    case 'checking':
      return progressCard(change, []);
    case 'applying':
      return progressCard(change, applied.steps);
    case 'applied':
    case 'interrupted':
    case 'waiting for sign-in':
    case 'waiting for Intune approval':
      return finalCard(change, applied, adminCenter);
    case 'rejected':
    case 'expired':
    case 'cancelled':
    case 'undone':
      return endedCard(change, applied);
  }
}

/** What is shown at once after the click, and edited as each step begins. */
export function progressCard(change: Change, steps: StepReport[]): Outgoing {
  const working = onlyCloses(change.plan)
    ? 'Closing what stopped half-way'
    : isUndo(change.plan)
      ? `Taking ${whatIsTaken(change.plan)} back`
      : 'Setting up JIT registration';
  const title = change.state === 'checking' ? 'Approved. Checking the tenant once more' : working;
  return cardMessage(
    'progress',
    {
      title,
      policyName: change.policyName,
      steps: stepRows(steps),
      footer: 'This card changes as it goes on.',
    },
    title,
  );
}

/** A card that is over: what it was, in a line or two, without buttons. */
export function closedCard(title: string, lines: string[]): Outgoing {
  return cardMessage('closed', { title, lines: asLines(lines) }, title);
}

function endedCard(change: Change, applied: Applied): Outgoing {
  const { state, endedBy, policyName } = change;
  const by = endedBy ? ` by ${endedBy.name}` : '';
  const lines = [policyName, ...requestLines(change)];
  const again = isUndo(change.plan) ? [] : ['Say "set up JIT" to start anew.'];
  if (state === 'rejected') return closedCard(`Rejected${by}. Nothing was written.`, [...lines, ...again]);
  if (state === 'undone')
    return change.policyUnseen
      ? closedCard(`Taken back${by}, but not the policy`, [
          ...lines,
          'The policy did not show any more, and may still stand.',
        ])
      : closedCard(`Taken back${by}`, lines);
  if (state === 'expired')
    return closedCard('The review is too old and does not count any more. Nothing was written.', [
      ...lines,
      ...again,
    ]);
  return wasWritten(applied)
    ? closedCard(`Given up${by}. What stands of it stays as it is.`, lines)
    : closedCard('Cancelled. Nothing was written.', lines);
}

/** Something of it stands in the tenant, or may. */
const wasWritten = ({ steps }: Applied): boolean =>
  steps.some(({ step, state }) => step !== 'verify' && (state === 'done' || state === 'unknown'));
