import { few } from './phrases.ts';
import type { Snapshot } from './snapshot.ts';
import { filterOf, groupName } from './targets.ts';

/** A part of the tenant that an answer does without: `what` could not be read, and `why`. */
export interface NotRead {
  what: string;
  why: string;
}

/** What could not be read, as far as it could change an answer about these groups. */
export function notRead(snapshot: Snapshot, groupIds: readonly string[] = []): NotRead[] {
  const { catalogPolicies, customProfiles, filters, appsNotRead } = snapshot;
  const gaps: NotRead[] = [];
  if (appsNotRead)
    gaps.push({ what: 'apps (their names, and for whom Microsoft Authenticator is)', why: appsNotRead.why });
  if (!catalogPolicies.read) gaps.push({ what: 'Settings Catalog policies', why: catalogPolicies.why });
  if (!customProfiles.read) gaps.push({ what: 'custom profiles', why: customProfiles.why });
  else {
    const hidden = customProfiles.value.filter(({ payload }) => payload === null);
    if (hidden.length > 0) {
      const named = hidden.map(({ displayName }) => displayName);
      gaps.push({ what: `the contents of custom profiles (${few(named)})`, why: 'Graph did not show them.' });
    }
  }
  if (!filters.read && usesFilters(snapshot))
    gaps.push({ what: 'the names of assignment filters', why: filters.why });
  return [...gaps, ...nestingNotRead(snapshot, groupIds)];
}

/** Whether a policy could reach the group unseen. */
export const isComplete = (snapshot: Snapshot, groupId?: string): boolean =>
  snapshot.catalogPolicies.read &&
  snapshot.customProfiles.read &&
  (groupId === undefined || parentsRead(snapshot, groupId) === true);

function nestingNotRead(snapshot: Snapshot, groupIds: readonly string[]): NotRead[] {
  const byWhy = new Map<string, string[]>();
  for (const id of groupIds) {
    const why = parentsRead(snapshot, id);
    if (why !== true) byWhy.set(why, [...(byWhy.get(why) ?? []), groupName(snapshot, id)]);
  }
  return [...byWhy].map(([why, names]) => ({ what: `the groups around ${few(names)}`, why }));
}

/** true, or why the groups around a group are not known */
function parentsRead({ parents }: Snapshot, groupId: string): true | string {
  const found = parents[groupId] ?? parents[groupId.toLowerCase()];
  if (!found) return 'This answer did not look at them.';
  return found.read ? true : found.why;
}

function usesFilters({ policies, catalogPolicies, customProfiles, apps }: Snapshot): boolean {
  const others = [
    ...(catalogPolicies.read ? catalogPolicies.value : []),
    ...(customProfiles.read ? customProfiles.value : []),
  ];
  return [...policies, ...apps, ...others].some(({ assignments }) =>
    assignments.some(({ target }) => filterOf(target) !== undefined),
  );
}
