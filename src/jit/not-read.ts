import type { ObjectAdvice } from './authenticator-advice.ts';
import { authenticatorComes, type AuthenticatorState } from './authenticator-state.ts';
import type { EnrolledSnapshot, HowEnrolled } from './enrollment-snapshot.ts';
import { isNestingKnown, parentsRead } from './groups.ts';
import type { Standing } from './jit-verdict.ts';
import { few } from './phrases.ts';
import { readingRemedy } from './reading-remedy.ts';
import type { MaybeRead, Snapshot, Unread } from './snapshot.ts';
import { filterOf, groupName, unreadGroup } from './targets.ts';

/** A part of the tenant that an answer does without: `what` could not be read, and `why`. */
export interface NotRead {
  what: string;
  why: string;
  /** the next step; absent where there is none for the person who asks */
  remedy?: string;
}

/** A part that was refused, or could not be read for another reason. */
export const notReadPart = (what: string, unread: Unread): NotRead => ({
  what,
  why: unread.why,
  remedy: readingRemedy(unread),
});

/** What could not be read, as far as it could change an answer; `groupIds`: the groups that it is about, with their nesting. */
export function notRead(snapshot: Snapshot, groupIds: readonly string[] = []): NotRead[] {
  const { catalogPolicies, customProfiles, filters, appsNotRead } = snapshot;
  const gaps: NotRead[] = [];
  if (appsNotRead)
    gaps.push(notReadPart('apps (their names, and for whom Microsoft Authenticator is)', appsNotRead));
  if (!catalogPolicies.read) gaps.push(notReadPart('Settings Catalog policies', catalogPolicies));
  if (!customProfiles.read) gaps.push(notReadPart('custom profiles', customProfiles));
  else {
    const hidden = customProfiles.value.filter(({ payload }) => payload === null);
    if (hidden.length > 0) {
      const named = hidden.map(({ displayName }) => displayName);
      gaps.push({ what: `the contents of custom profiles (${few(named)})`, why: 'Graph did not show them.' });
    }
  }
  if (!filters.read && usesFilters(snapshot))
    gaps.push(notReadPart('the names of assignment filters', filters));
  return [...gaps, ...groupsNotRead(snapshot), ...nestingNotRead(snapshot, groupIds)];
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
  if (!enrollment) return [{ what: few(parts.map((part) => enrollmentParts[part])), why: notLookedAt }];
  const tokens = parts.includes('adeTokens') && enrollment.adeTokens.read ? enrollment.adeTokens.value : [];
  const found: [MaybeRead<unknown>, string][] = [
    ...parts.map((part): [MaybeRead<unknown>, string] => [enrollment[part], enrollmentParts[part]]),
    ...tokens.map(({ tokenName, profiles }): [MaybeRead<unknown>, string] => [
      profiles,
      `enrollment profiles of "${tokenName}"`,
    ]),
  ];
  return byReason(
    found.flatMap(([part, what]): [Unread, string][] => (part.read ? [] : [[part, what]])),
    few,
  );
}

/** What of enrollment could not be read, so that no Authenticator object could be named where one is needed. */
export const adviceNotRead = (rows: readonly { advice?: ObjectAdvice }[]): NotRead[] =>
  byReason(
    rows.flatMap(({ advice }): [Unread, string][] => (advice?.gap ? [[advice.gap, '']] : [])),
    () => 'how devices enroll, which decides on the Authenticator app',
  );

/** VPP tokens that could not be read, where somebody with a policy gets Authenticator by licences of them alone. */
export function tokensNotRead(
  rows: readonly { standing: Standing; authenticator?: AuthenticatorState }[],
  snapshot: EnrolledSnapshot,
): NotRead[] {
  const restsOnToken = rows.some(
    ({ standing, authenticator }) =>
      (standing === 'works' || standing === 'check') &&
      authenticator &&
      authenticatorComes(authenticator) !== 'no' &&
      authenticator.apps.length > 0 &&
      authenticator.apps.every(({ kind }) => kind === 'vpp'),
  );
  return restsOnToken && snapshot.enrollment ? enrollmentNotRead(snapshot, ['vppTokens']) : [];
}

/** Whether a policy could reach the group, or a part of it, unseen. */
export const isComplete = (snapshot: Snapshot, groupId?: string): boolean =>
  snapshot.catalogPolicies.read &&
  snapshot.customProfiles.read &&
  snapshot.customProfiles.value.every(
    ({ payload, assignments }) => payload !== null || assignments.length === 0,
  ) &&
  (groupId === undefined || (!unreadGroup(snapshot, groupId) && isNestingKnown(snapshot, groupId)));

/** The groups that Graph refused to show, by the reason. */
function groupsNotRead({ groups }: Snapshot): NotRead[] {
  const refused = Object.entries(groups).flatMap(([id, found]): [Unread, string][] =>
    found && 'read' in found ? [[found, id]] : [],
  );
  return byReason(refused, (ids) =>
    ids.length === 1 ? `the group ${few(ids)}` : `${ids.length} groups (${few(ids)})`,
  );
}

/** The groups around and inside those asked about; also around the others, which may be inside them. */
function nestingNotRead(snapshot: Snapshot, groupIds: readonly string[]): NotRead[] {
  if (groupIds.length === 0) return [];
  const named = (ids: readonly string[]): string => few(ids.map((id) => groupName(snapshot, id)));
  const unlooked = groupIds.filter((id) => parentsRead(snapshot, id) === undefined);
  return [
    ...byReason(unread(snapshot.parents), (ids) => `the groups around ${named(ids)}`),
    ...(unlooked.length > 0 ? [{ what: `the groups around ${named(unlooked)}`, why: notLookedAt }] : []),
    ...byReason(unread(snapshot.children), (ids) => `the groups inside ${named(ids)}`),
  ];
}

const unread = (parts: Record<string, MaybeRead<unknown>>): [Unread, string][] =>
  Object.entries(parts).flatMap(([id, part]): [Unread, string][] => (part.read ? [] : [[part, id]]));

function byReason(found: readonly [Unread, string][], say: (names: string[]) => string): NotRead[] {
  const reasons = new Map<string, { part: Unread; ids: string[] }>();
  for (const [part, id] of found) {
    const known = reasons.get(part.why);
    if (known) known.ids.push(id);
    else reasons.set(part.why, { part, ids: [id] });
  }
  return [...reasons.values()].map(({ part, ids }) => notReadPart(say(ids), part));
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
