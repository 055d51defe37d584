import type { AuthenticatorFault } from './authenticator-fault.ts';
import { authenticatorComes, authenticatorOf } from './authenticator-state.ts';
import { exclusionCounts, includedKind, membersOf } from './groups.ts';
import { groupNames, somePhrase } from './licence-phrases.ts';
import type { PolicyClass, SsoPolicy } from './recognised.ts';
import type { IosApp } from './snapshot.ts';
import { findGroup, fromWireTarget, unreadGroup } from './targets.ts';
import type { View } from './view.ts';
import { subjectOf, waysTo, type Subject, type Way } from './ways.ts';

/** A group that policies reach, and that does not get Authenticator because its app objects exclude it. */
export interface LeftOut {
  groupId: string;
  /** the names of the objects that exclude it */
  apps: string[];
  /** it may get Authenticator all the same */
  isOpen: boolean;
  /** ids of the policies that reach it */
  policyIds: string[];
  /** whether excluding it from those takes them away: Intune takes only users from users and devices from devices */
  canExclude: boolean;
}

const needing: PolicyClass[] = ['jit', 'broken', 'check-by-hand'];

/**
 * The groups that are excluded from what is required of Authenticator, though a policy of these classes reaches them: nobody else
 * names them. A deleted group holds nobody.
 */
export function leftOutGroups(view: View, classes: readonly PolicyClass[] = needing): LeftOut[] {
  const { snapshot } = view;
  const excluding = new Map<string, string[]>();
  for (const { app, assigned } of view.authenticators) {
    for (const groupId of excludedFromRequired(app)) {
      const ways = waysTo(subjectOf({ kind: 'group', groupId }, view), assigned, view);
      if (ways.some(({ assignment, exclusion }) => assignment.intent === 'required' && exclusion))
        excluding.set(groupId, [...(excluding.get(groupId) ?? []), app.displayName]);
    }
  }
  return [...excluding].flatMap(([groupId, apps]): LeftOut[] => {
    if (!findGroup(snapshot, groupId) && !unreadGroup(snapshot, groupId)) return [];
    const comes = authenticatorComes(authenticatorOf({ kind: 'group', groupId }, view));
    if (comes === 'yes') return [];
    const policyIds = policiesOf(groupId, view, classes).map(({ policy }) => policy.id);
    if (policyIds.length === 0) return [];
    const isOpen = comes === 'may';
    return [{ groupId, apps, isOpen, policyIds, canExclude: canExclude(groupId, view, classes) }];
  });
}

/** An app has exclusions for each intent apart. */
const excludedFromRequired = ({ assignments }: IosApp): Set<string> =>
  new Set(
    assignments.flatMap(({ intent, target }) => {
      const known = intent === 'required' ? fromWireTarget(target) : undefined;
      return known?.kind === 'exclude-group' ? [known.groupId] : [];
    }),
  );

/** What comes only to groups inside it is told of those; of a group of devices only people may have it who sign in there. */
function policiesOf(
  groupId: string,
  view: View,
  classes: readonly PolicyClass[],
): { policy: SsoPolicy; ways: Way[] }[] {
  const subject = subjectOf({ kind: 'group', groupId }, view);
  return view.policies
    .filter(({ policy }) => classes.includes(policy.class))
    .map(({ policy, assigned }) => ({
      policy,
      ways: waysTo(subject, assigned, view).filter(({ part, exclusion }) => !part && !exclusion),
    }))
    .filter(({ ways }) => ways.length > 0);
}

/** Whether excluding a group from the policies of these classes that reach it takes each of them away. */
export const canExclude = (groupId: string, view: View, classes: readonly PolicyClass[]): boolean =>
  policiesOf(groupId, view, classes).every(({ ways }) =>
    ways.every(({ assignment }) => {
      const include = fromWireTarget(assignment.target);
      const kind = include ? includedKind(include, view.snapshot) : 'unknown';
      return exclusionCounts(kind, findGroup(view.snapshot, groupId));
    }),
  );

/** Those of them that are a part of a subject, by one of the policies that come to it. All users hold no group of devices. */
export function leftOutFaults(
  { target, inside }: Subject,
  { name, policyIds }: { name: string; policyIds: readonly string[] },
  { leftOut, view }: { leftOut: readonly LeftOut[]; view: View },
): AuthenticatorFault[] {
  const isEveryone = !('groupId' in target);
  const kindOf = ({ groupId }: LeftOut): string => membersOf(findGroup(view.snapshot, groupId));
  const isAmong = (one: LeftOut): boolean => target.kind !== 'all-users' || kindOf(one) !== 'devices';
  const isOfOthers = (one: LeftOut): boolean => target.kind === 'all-devices' && kindOf(one) === 'users';
  const parts = leftOut.filter(
    (one) =>
      (isEveryone ? isAmong(one) : inside.has(one.groupId)) &&
      one.policyIds.some((policyId) => policyIds.includes(policyId)),
  );
  const alike = new Map<string, LeftOut[]>();
  for (const one of parts) {
    const key = JSON.stringify([one.apps, one.isOpen, one.canExclude, isOfOthers(one)]);
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()].flatMap((several): AuthenticatorFault[] => {
    const [first] = several;
    if (!first) return [];
    const ids = several.map(({ groupId }) => groupId);
    const names = groupNames(ids, view.snapshot);
    const some = isOfOthers(first)
      ? `${names}, whose devices are among ${name},`
      : somePhrase(ids, view.snapshot, { name, isEveryone });
    const perhaps = first.isOpen ? 'perhaps ' : '';
    const does = ids.length === 1 ? 'does' : 'do';
    const excludes = `The app ${first.apps.map((app) => `"${app}"`).join(' and the app ')} ${first.apps.length === 1 ? 'excludes' : 'exclude'}`;
    return [
      {
        ...{ kind: 'left-out', stops: false, isOpen: first.isOpen },
        phrase: `${some} ${perhaps}${does} not get Microsoft Authenticator, which it needs`,
        sentence: isEveryone
          ? `${excludes} ${names}, so ${perhaps}not all get it.`
          : `${excludes} ${some} so that part ${perhaps}does not get it.`,
        remedy: first.canExclude
          ? `Take the exclusion off the app, or exclude ${names} from the policy too.`
          : 'Take the exclusion off the app.',
      },
    ];
  });
}
