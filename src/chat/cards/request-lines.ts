import type { Change } from '../../change/change.ts';
import { isPolicyUnseen, isUndo, onlyCloses } from '../../jit/plan.ts';

/** What was asked for, in two lines. */
export function requestLines({ plan, groupNames, requester }: Change): string[] {
  if (onlyCloses(plan)) return [`Closes what stopped half-way; asked for by ${requester.name}`];
  if (isUndo(plan)) {
    const what = isPolicyUnseen(plan) ? 'beside the policy, which does not show' : '';
    return [`Takes back what was set up${what === '' ? '' : ` ${what}`}; asked for by ${requester.name}`];
  }
  const { bundleIds, targets } = plan.request;
  const nameOf = (target: (typeof targets)[number]): string =>
    'groupId' in target
      ? (groupNames[target.groupId] ?? target.groupId)
      : target.kind === 'all-users'
        ? 'All users'
        : 'All devices';
  const of = (excluded: boolean): string =>
    targets
      .filter(({ kind }) => (kind === 'exclude-group') === excluded)
      .map(nameOf)
      .join(', ');
  return [
    `Apps: ${bundleIds.length === 0 ? "only Microsoft's own" : bundleIds.join(', ')}`,
    `For: ${of(false)}${of(true) === '' ? '' : ` except ${of(true)}`}`,
  ];
}
