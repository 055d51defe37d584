import type { CarryOut } from '../../change/carry-options.ts';
import { showChange } from '../show-change.ts';
import type { Turn } from './context.ts';

/** What change/ needs to carry something out as this person, with its progress shown on every copy of the card. */
export function carryOptions({ house, who, where, tenant }: Turn): CarryOut {
  const { records, audit, worker, log, now, newId, every, pause, approval } = house;
  return {
    ...{ records, audit, worker, log, now, newId, every, pause, tenant },
    by: who,
    approverGroupId: approval.groupId,
    changed: (changeId, steps) => showChange(house, where, changeId, steps),
  };
}
