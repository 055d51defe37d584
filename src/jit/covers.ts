import { parentsOf } from './groups.ts';
import type { Target } from './plan.ts';
import type { Snapshot } from './snapshot.ts';
import { targetKey } from './targets.ts';

/** Whether an include reaches the whole of a target: everybody, the same group, or a known group around it. */
export function covers(include: Target, target: Target, snapshot: Snapshot): boolean {
  if (include.kind === 'exclude-group') return false;
  if (include.kind !== 'group' || targetKey(include) === targetKey(target)) return true;
  return 'groupId' in target && parentsOf(snapshot, target.groupId).has(include.groupId);
}
