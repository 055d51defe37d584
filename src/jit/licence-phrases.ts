import type { LicenceNeed } from './licence-needs.ts';
import { few } from './phrases.ts';
import type { Snapshot } from './snapshot.ts';
import { groupName } from './targets.ts';

/** `Engineering, which is among All users,`; of a group: `Interns, which is inside Sales,`. */
export function somePhrase(groupIds: readonly string[], snapshot: Snapshot, whole: Whole): string {
  const are = groupIds.length === 1 ? 'is' : 'are';
  const where = whole.isEveryone ? 'among' : 'inside';
  return `${groupNames(groupIds, snapshot)}, which ${are} ${where} ${whole.name},`;
}

/** Whose groups they are. */
export interface Whole {
  name: string;
  isEveryone: boolean;
}

export const groupNames = (groupIds: readonly string[], snapshot: Snapshot): string =>
  few(groupIds.map((id) => groupName(snapshot, id)));

/** Whether somebody holds supervised devices, as far as it is known. */
export const supervisedPhrase = (
  names: readonly string[],
  { because, isSure }: Pick<LicenceNeed, 'because' | 'isSure'>,
): string =>
  isSure
    ? `${names.join(', ')} ${names.length === 1 ? 'holds' : 'hold'} supervised devices ("${because}")`
    : `${names.join(', ')} may hold supervised devices, since "${because}" enrolls such`;
