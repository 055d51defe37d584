import type { AuthenticatorFault } from './authenticator-fault.ts';
import { authenticatorFaults } from './authenticator-faults.ts';
import { adviceFor, type ObjectAdvice } from './authenticator-advice.ts';
import { authenticatorComes, authenticatorOf, type AuthenticatorState } from './authenticator-state.ts';
import { objectPhraseAmong } from './authenticator.ts';
import { exclusionTakes, includedKind } from './groups.ts';
import { policyWays } from './policy-reach.ts';
import type { PolicyClass, SsoPolicy } from './recognised.ts';
import type { IosApp } from './snapshot.ts';
import { findGroup, fromWireTarget, groupName, unreadGroup } from './targets.ts';
import type { View } from './view.ts';
import { subjectOf, waysTo, type Way } from './ways.ts';

/**
 * A group that policies reach, and that an Authenticator object excludes: it does not get Authenticator, or gets it only from objects
 * with a fault.
 */
export interface LeftOut {
  groupId: string;
  /** the objects that exclude it, as a sentence names them */
  apps: string[];
  /** what comes there all the same */
  authenticator: AuthenticatorState;
  /** which object it is to be, where that is something to do */
  advice?: ObjectAdvice;
  /** what is wrong with what is required there instead, the worst of it */
  fault?: AuthenticatorFault;
  /** it may get Authenticator all the same, or no policy */
  isOpen: boolean;
  /** ids of the policies that reach it */
  policyIds: string[];
  /** whether excluding it from those takes them away for sure: Intune takes only users from users and devices from devices */
  canExclude: boolean;
}

const needing: PolicyClass[] = ['jit', 'broken', 'check-by-hand'];

/**
 * The groups that are excluded from what is required of Authenticator, though a policy of these classes reaches them, and where
 * nothing comes instead as it should: nobody else names them. A deleted group holds nobody.
 */
export function leftOutGroups(view: View, classes: readonly PolicyClass[] = needing): LeftOut[] {
  const { snapshot } = view;
  const all = view.authenticators.map(({ app }) => app);
  const excluding = new Map<string, string[]>();
  for (const { app, assigned } of view.authenticators) {
    for (const groupId of excludedFromRequired(app)) {
      const ways = waysTo(subjectOf({ kind: 'group', groupId }, view), assigned, view);
      if (ways.some(({ assignment, exclusion }) => assignment.intent === 'required' && exclusion))
        excluding.set(groupId, [...(excluding.get(groupId) ?? []), objectPhraseAmong(app, all)]);
    }
  }
  return [...excluding].flatMap(([groupId, apps]): LeftOut[] => {
    const unread = unreadGroup(snapshot, groupId);
    if (!findGroup(snapshot, groupId) && !unread) return [];
    const authenticator = authenticatorOf({ kind: 'group', groupId }, view);
    const subject = subjectOf({ kind: 'group', groupId }, view, { holdsGroups: true });
    const comes = authenticatorComes(authenticator);
    const [fault] =
      comes === 'no' ? [] : authenticatorFaults(subject, { name: groupName(snapshot, groupId) }, view);
    if (comes === 'yes' && !fault) return [];
    const every = reaching(groupId, view, classes);
    const policies = toWhole(every);
    if (policies.length === 0) return [];
    const policyIds = policies.map(({ policy }) => policy.id);
    const mayHaveNone = policies.every(({ ways }) => ways.every(({ exclusion }) => exclusion));
    const isOpen =
      unread !== undefined || mayHaveNone || (fault ? fault.isOpen || !fault.stops : comes === 'may');
    return [
      {
        ...{ groupId, apps, authenticator, isOpen, policyIds },
        ...adviceFor(authenticator, subject, view),
        ...(fault ? { fault } : {}),
        canExclude: areTakenBy(groupId, every, view),
      },
    ];
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

/** The policies of these classes that come to a group, or to a part of it, by the ways that no exclusion takes away for sure. */
const reaching = (groupId: string, view: View, classes: readonly PolicyClass[]): Reaching[] =>
  view.policies
    .filter(({ policy }) => classes.includes(policy.class))
    .map(({ policy, assigned }) => ({
      policy,
      ways: policyWays(subjectOf({ kind: 'group', groupId }, view), assigned, view).filter(
        ({ exclusion }) => !exclusion?.sure,
      ),
    }));

interface Reaching {
  policy: SsoPolicy;
  ways: Way[];
}

/** What comes only to groups inside it is told of those; of a group of devices only people may have it who sign in there. */
const toWhole = (policies: readonly Reaching[]): Reaching[] =>
  policies
    .map(({ policy, ways }) => ({ policy, ways: ways.filter(({ part }) => !part) }))
    .filter(({ ways }) => ways.length > 0);

/** Whether excluding a group from the policies of these classes takes each of them away, from a part of it too. */
export const canExclude = (groupId: string, view: View, classes: readonly PolicyClass[]): boolean =>
  areTakenBy(groupId, reaching(groupId, view, classes), view);

const areTakenBy = (groupId: string, policies: readonly Reaching[], { snapshot }: View): boolean =>
  policies.every(({ ways }) =>
    ways.every(({ assignment }) => {
      const include = fromWireTarget(assignment.target);
      const group = findGroup(snapshot, groupId);
      return include !== undefined && exclusionTakes(includedKind(include, snapshot), group) === 'yes';
    }),
  );
