import type { DecidingApp } from './authenticator-state.ts';
import { installableKind } from './authenticator.ts';
import { exclusionTakes, includedKind } from './groups.ts';
import { groupNames } from './licence-phrases.ts';
import { findGroup } from './targets.ts';
import type { View } from './view.ts';
import type { Subject } from './ways.ts';

/** `the store app "Microsoft Authenticator"`. */
export const objectName = ({ name, kind }: Pick<DecidingApp, 'name' | 'kind'>): string =>
  `the ${kind === 'store' ? 'store' : 'VPP'} app "${name}"`;

/**
 * What is to be taken off an Authenticator object before it helps to require it for subjects: `take the exclusion of Interns off the
 * store app "Microsoft Authenticator"`. Undefined where it excludes none of them, and no group around them, from what is required.
 */
export function takeOffFirst(
  appId: string | undefined,
  subjects: readonly Subject[],
  view: View,
): string | undefined {
  const object = view.authenticators.find(({ app }) => app.id === appId);
  if (!object) return undefined;
  const { app, assigned } = object;
  const excluded = assigned.excludedFrom('required');
  const ids = subjects.flatMap((subject) => namedIn(excluded, subject, view));
  if (ids.length === 0) return undefined;
  const named = objectName({ name: app.displayName, kind: installableKind(app) ?? 'store' });
  return `take the exclusion of ${groupNames([...new Set(ids)], view.snapshot)} off ${named}`;
}

/** Which of these groups would keep from a subject what is assigned to it. */
function namedIn(excluded: ReadonlySet<string>, { target, around }: Subject, { snapshot }: View): string[] {
  const ids = [...(target.kind === 'group' ? [target.groupId] : []), ...around];
  const kind = target.kind === 'person' ? 'users' : includedKind(target, snapshot);
  return ids.filter((id) => excluded.has(id) && exclusionTakes(kind, findGroup(snapshot, id)) !== 'no');
}

/** A step with what has to be done first, in one sentence. */
export const afterThat = (first: string | undefined, step: string): string =>
  first === undefined
    ? step
    : `${first[0]?.toUpperCase()}${first.slice(1)}, then ${step[0]?.toLowerCase()}${step.slice(1)}`;
