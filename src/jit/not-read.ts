import type { ObjectAdvice } from './authenticator-advice.ts';
import { few } from './phrases.ts';
import type { EnrolledSnapshot, HowEnrolled } from './enrollment-snapshot.ts';
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

/** Said of a part that an answer did without on purpose. */
export const notLookedAt = 'This answer did not look at them.';

const enrollmentParts: Record<keyof HowEnrolled, string> = {
  typeProfiles: 'enrollment type profiles',
  adeTokens: 'enrollment program tokens',
  vppTokens: 'Apple VPP tokens',
};

/** Which of these parts of the enrollment side could not be read; those with one reason are named together. */
export function enrollmentNotRead(
  { enrollment }: EnrolledSnapshot,
  parts: readonly (keyof HowEnrolled)[],
): NotRead[] {
  const byWhy = new Map<string, string[]>();
  for (const part of parts) {
    const found = enrollment?.[part] ?? { read: false as const, why: notLookedAt };
    if (!found.read) byWhy.set(found.why, [...(byWhy.get(found.why) ?? []), enrollmentParts[part]]);
  }
  const tokens = parts.includes('adeTokens') && enrollment?.adeTokens.read ? enrollment.adeTokens.value : [];
  for (const { tokenName, profiles } of tokens)
    if (!profiles.read)
      byWhy.set(profiles.why, [...(byWhy.get(profiles.why) ?? []), `enrollment profiles of "${tokenName}"`]);
  return [...byWhy].map(([why, names]) => ({ what: few(names), why }));
}

/** What of enrollment could not be read, so that no Authenticator object could be named where one is needed. */
export function adviceNotRead(rows: readonly { advice?: ObjectAdvice }[]): NotRead[] {
  const whys = new Set(rows.flatMap(({ advice }) => advice?.gap?.why ?? []));
  return [...whys].map((why) => ({
    what: 'how devices enroll, which decides on the Authenticator app',
    why,
  }));
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
  if (!found) return notLookedAt;
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
