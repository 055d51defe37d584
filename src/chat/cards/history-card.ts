import type { AuditHead } from '../../change/audit.ts';
import type { ChangeState } from '../../change/change.ts';
import type { History, HistoryChange, HistoryEvent } from '../../change/read-history.ts';
import type { Outgoing } from '../incoming.ts';
import { fits } from './message-size.ts';
import { stepTexts } from './step-texts.ts';
import { asLines, cardMessage } from './render.ts';

/** Lines of one change; a change that is tried again and again keeps its end. */
const mostLines = 30;
const mostNames = 10;

/** `history`: the newest change first; as many as fit into one message, and the head of the audit chain below. */
export function historyCard(history: History, head: AuditHead | undefined): Outgoing {
  for (let count = history.changes.length; ; count -= 1) {
    const message = withChanges(history, head, count);
    if (count === 0 || fits(message)) return message;
  }
}

function withChanges({ changes, damaged }: History, head: AuditHead | undefined, count: number): Outgoing {
  const left = changes.length - count;
  return cardMessage(
    'history',
    {
      title: changes.length === 0 ? 'Nothing was asked for yet' : 'What changed, the newest first',
      changes: changes.slice(0, count).map((change) => ({
        policyName: nameOf(change),
        ...stateOf(change),
        lines: asLines(linesOf(change)),
      })),
      hasDamage: damaged,
      damage:
        'Some entries are not what was recorded, and are left out. Whoever runs the bot has to check: npm run audit -- verify',
      footer: [
        ...(left > 0 ? [`${left} more did not fit here.`] : []),
        head ? `Audit chain: entry ${head.seq}, hash ${head.hash}` : 'The audit chain is empty.',
      ].join(' '),
    },
    'What changed',
  );
}

const find = <Name extends HistoryEvent['event']>(
  { events }: HistoryChange,
  name: Name,
): Extract<HistoryEvent, { event: Name }> | undefined =>
  events.find((event): event is Extract<HistoryEvent, { event: Name }> => event.event === name);

function nameOf(change: HistoryChange): string {
  const asked = find(change, 'asked')?.facts;
  if (!asked) return `Change ${change.id}`;
  if (asked.undoes === undefined) return asked.policyName;
  return `${change.onlyCloses ? 'Closing' : 'Taking back'} ${asked.policyName}`;
}

const stateTexts: Record<ChangeState, { state: string; color: string }> = {
  'in review': { state: 'In review', color: 'accent' },
  checking: { state: 'Under way', color: 'accent' },
  applying: { state: 'Under way', color: 'accent' },
  applied: { state: 'Applied', color: 'good' },
  interrupted: { state: 'Interrupted', color: 'warning' },
  'waiting for sign-in': { state: 'Waits for a sign-in', color: 'warning' },
  'waiting for Intune approval': { state: 'Waits for Intune', color: 'warning' },
  rejected: { state: 'Rejected', color: 'default' },
  expired: { state: 'Expired', color: 'default' },
  cancelled: { state: 'Cancelled', color: 'default' },
  undone: { state: 'Undone', color: 'default' },
};

/** Where a change stands by its own record, which is written before the chain tells it; without one, nothing is said. */
function stateOf({ state, events, onlyCloses }: HistoryChange): { state: string; color: string } {
  if (state === undefined) return { state: '', color: 'default' };
  if (onlyCloses && state === 'applied') return { state: 'Closed', color: 'default' };
  const last = events.at(-1);
  const givenUp = last?.event === 'cancelled' && last.facts.why === 'give-up';
  return givenUp ? { state: 'Given up', color: 'default' } : stateTexts[state];
}

function linesOf(change: HistoryChange): string[] {
  const asked = find(change, 'asked');
  const lines = change.events.map((event, at) => lineOf(event, change, change.events[at + 1]));
  const shown =
    lines.length <= mostLines
      ? lines
      : [
          ...lines.slice(0, 2),
          `(${lines.length - mostLines} entries between)`,
          ...lines.slice(2 - mostLines),
        ];
  return [
    ...(asked && asked.facts.undoes === undefined ? [forLine(asked.facts.targets, change.groupNames)] : []),
    ...shown,
  ];
}

function forLine(targets: string[], groupNames: Record<string, string>): string {
  const names = (excluded: boolean): string => {
    const of = targets.filter((target) => target.startsWith('exclude-') === excluded).map(nameOfTarget);
    const more = of.length > mostNames ? ` and ${of.length - mostNames} more` : '';
    return `${of.slice(0, mostNames).join(', ')}${more}`;
  };
  const nameOfTarget = (target: string): string => {
    const [kind, id] = target.split(' ');
    if (id !== undefined) return groupNames[id] ?? id;
    return kind === 'all-users' ? 'All users' : 'All devices';
  };
  const except = names(true);
  return `For: ${names(false)}${except === '' ? '' : ` except ${except}`}`;
}

/** Whether a click on Approve was an approval is told by what comes `next`. */
function lineOf(
  event: HistoryEvent,
  { onlyCloses, policyUnseen }: HistoryChange,
  next: HistoryEvent | undefined,
): string {
  const when = `${event.at.slice(0, 19).replace('T', ' ')} UTC`;
  const by = event.who === undefined ? '' : ` by ${event.who ?? 'a person whose name was deleted'}`;
  switch (event.event) {
    case 'asked':
      return `${when}: ${event.facts.undoes === undefined ? '' : onlyCloses ? 'closing it was ' : 'taking it back was '}asked for${by}`;
    case 'approved':
      return `${when}: ${next?.event === 'refused' ? 'Approve selected' : 'approved'}${by}`;
    case 'refused':
      return `${when}: not carried out, nothing was written (${event.facts.code})`;
    case 'rejected':
      return `${when}: rejected${by}`;
    case 'cancelled':
      return `${when}: ${cancelTexts[event.facts.why]}${by}`;
    case 'expired':
      return `${when}: expired, nobody approved it in time`;
    case 'resumed':
      return `${when}: resumed${by}`;
    case 'written':
      return `${when}: ${writtenText(event.facts)}`;
    case 'ended':
      return `${when}: ended as ${event.facts.state}`;
    case 'undone':
      return `${when}: taken back${by}${policyUnseen ? ', but not the policy, which did not show' : ''}`;
  }
}

const cancelTexts = { cancel: 'cancelled', edit: 'taken back for editing', 'give-up': 'given up' };
const outcomes = {
  done: 'done',
  'not-done': 'not done',
  'needs-approval': 'waits for an approval in Intune',
  unknown: 'not known whether done',
};

function writtenText(facts: Extract<HistoryEvent, { event: 'written' }>['facts']): string {
  const text = (stepTexts as Record<string, string>)[facts.step] ?? facts.step;
  const ids = [
    ...(facts.requestId === undefined ? [] : [`request-id ${facts.requestId}`]),
    ...(facts.requestId === undefined && facts.clientRequestId !== undefined
      ? [`client-request-id ${facts.clientRequestId}`]
      : []),
  ];
  return `${text}: ${[outcomes[facts.outcome], ...ids].join(', ')}`;
}
