import { adviceFor } from './authenticator-advice.ts';
import type { AuthenticatorFault } from './authenticator-fault.ts';
import { authenticatorFaults } from './authenticator-faults.ts';
import { authenticatorComes, authenticatorOf, type AuthenticatorState } from './authenticator-state.ts';
import { authenticatorApps, installableKind, isFromStore, vppTokenOf } from './authenticator.ts';
import type { EnrollmentSnapshot } from './enrollment-snapshot.ts';
import { parentsGap } from './groups.ts';
import { jitClasses, jitWays } from './jit-targets.ts';
import { canExclude } from './left-out.ts';
import { hasLicence } from './licence-faults.ts';
import { licenceWanted } from './licence-needs.ts';
import { teams } from './microsoft-facts.ts';
import type { Target } from './plan.ts';
import { namesOf } from './phrases.ts';
import { couldNotCheck, good, subject, worstFirst, type Said } from './readiness-item.ts';
import type { IosApp, Snapshot, Unread } from './snapshot.ts';
import { takeApart, type Assigned } from './take-apart.ts';
import { targetName } from './targets.ts';
import type { View } from './view.ts';
import { meansAll, subjectOf, waysTo } from './ways.ts';

/** Whether the people with just-in-time registration get Microsoft Teams, where the first sign-in goes best. */
export function checkTeams(view: View, targets: readonly Target[]): Said {
  const { snapshot } = view;
  if (snapshot.appsNotRead) return couldNotCheck('Microsoft Teams', snapshot.appsNotRead);
  const apps = snapshot.apps.filter((app) => installableKind(app) && isFromStore(app, teams));
  const remedy = 'Assign it for the same people; signing in there first completes registration.';
  if (apps.length === 0) {
    return {
      state: 'attention',
      reason: 'Microsoft Teams is not among the iOS apps visible to you.',
      remedy: 'Add it from the App Store or a VPP token, and assign it for the same people.',
    };
  }
  const offers = apps.map(({ assignments }) => takeApart(assignments));
  const without = targets.filter((target) => !offers.some((assigned) => isOffered(assigned, target, view)));
  const open = throughOthers('Microsoft Teams', without, snapshot);
  const sure = without.filter((target) => !parentsGap(target, snapshot));
  if (sure.length > 0) {
    return {
      state: 'attention',
      reason: `Microsoft Teams is not assigned to ${namesOf(sure.map((target) => targetName(snapshot, target)))}.`,
      remedy,
      details: open ? [open.reason] : [],
    };
  }
  if (open) return open;
  if (targets.length > 0)
    return good('Microsoft Teams is assigned to everybody with just-in-time registration.');
  if (apps.some(({ assignments }) => assignments.length > 0))
    return good('Microsoft Teams is there and assigned.');
  return { state: 'attention', reason: 'Microsoft Teams is there, but assigned to nobody.', remedy };
}

/** What is said of those who may get an app through groups around them that could not be read. */
function throughOthers(app: string, targets: readonly Target[], snapshot: Snapshot): Said | undefined {
  const open = targets.filter((target) => parentsGap(target, snapshot));
  const gap = open[0] && parentsGap(open[0], snapshot);
  const names = open.map((target) => targetName(snapshot, target));
  return gap && couldNotCheck(`whether ${subject(names, 'gets', 'get')} ${app} through other groups`, gap);
}

/** Required or available for the whole target, and not excluded. */
const isOffered = (assigned: Assigned, target: Target, view: View): boolean =>
  waysTo(subjectOf(target, view), assigned, view).some(
    (way) => way.assignment.intent !== 'uninstall' && meansAll(way) && !way.exclusion?.sure,
  );

/** Whether Authenticator, which does the registration, comes to everybody with a policy, and in a way their enrollment takes. */
export function checkAuthenticatorApp(
  view: View,
  targets: readonly Target[],
  enrollment: EnrollmentSnapshot,
): Said {
  const { snapshot } = view;
  if (snapshot.appsNotRead) return couldNotCheck('Microsoft Authenticator', snapshot.appsNotRead);
  const apps = authenticatorApps(snapshot.apps);
  const kinds = apps.map((app) => `"${app.displayName}": ${kindName(app)}`);
  if (apps.length === 0) {
    return {
      state: targets.length > 0 ? 'bad' : 'attention',
      reason: 'Microsoft Authenticator is not among the iOS apps visible to you.',
      remedy: 'Setting up just-in-time registration adds it from the App Store.',
    };
  }
  if (targets.length === 0)
    return good('Microsoft Authenticator is there; setting up just-in-time registration assigns it.', kinds);
  const states = targets.map((target) => ({
    target,
    name: targetName(snapshot, target),
    found: authenticatorOf(target, view),
  }));
  const { faults, open: untold } = compareLicences(view, targets, enrollment);
  const unknown = states.filter(({ found }) => found.state === 'not-known');
  const open = throughOthers(
    'Microsoft Authenticator',
    [...new Set([...unknown, ...faults].map(({ target }) => target))],
    snapshot,
  );
  const unsure = [...(open ? [open] : []), ...notCompared(untold, snapshot)];
  const details = [...unsure.map(({ reason }) => reason), ...kinds];
  const without = states.filter(({ found }) => authenticatorComes(found) === 'no');
  if (without.length > 0) {
    const names = without.map(({ name }) => name);
    const mayHave = without.every(({ target }) => jitWays(target, view).every(({ exclusion }) => exclusion));
    const [has, have] = mayHave ? ['may have', 'may have'] : ['has', 'have'];
    return {
      state: 'bad',
      reason: `${subject(names, has, have)} a policy for just-in-time registration, but Microsoft Authenticator is not required there.`,
      remedy: without.every((one) => isForExclusion(one, view))
        ? `Take them out of what Microsoft Authenticator excludes${mayExclude(without, view) ? ', or exclude them from the policy too' : ''}.`
        : 'Require Microsoft Authenticator for the same people.',
      details,
    };
  }
  const wrong = worstFault(faults.flatMap(({ fault }) => (fault.isOpen ? [] : fault)));
  const [worst] = worstFirst([...(wrong ? [wrong] : []), ...unsure]);
  if (worst) return { ...worst, details };
  const [perhaps, ...further] = notForAll(states);
  if (perhaps) return { ...perhaps, details: [...further.map(({ reason }) => reason), ...details] };
  return good('Microsoft Authenticator is required for everybody with just-in-time registration.', details);
}

/** Whether somebody lacks an object only because it excludes them, and not because another one would suit. */
function isForExclusion(
  { target, found }: { target: Target; found: AuthenticatorState },
  view: View,
): boolean {
  if (found.state !== 'excluded') return false;
  const { advice } = adviceFor(found, subjectOf(target, view, { holdsGroups: true }), view);
  return !advice?.isKnown || found.apps.some(({ id }) => id === advice.appId);
}

/** Whether an exclusion takes the policies away from all of them. */
const mayExclude = (targets: readonly { target: Target }[], view: View): boolean =>
  targets.every(({ target }) => 'groupId' in target && canExclude(target.groupId, view, jitClasses));

/** Where not everybody gets it, or perhaps not. */
function notForAll(states: readonly { name: string; found: AuthenticatorState }[]): Said[] {
  const of = (wanted: AuthenticatorState['state']): string[] =>
    states.flatMap(({ name, found }) => (found.state === wanted ? [name] : []));
  const [parts, filtered] = [of('required-in-part'), of('required-with-filter')];
  const said: (Said | false)[] = [
    parts.length > 0 && {
      state: 'attention',
      reason: `Microsoft Authenticator is required only for a part of ${namesOf(parts)}, or an exclusion may take it away.`,
      remedy:
        'Require Microsoft Authenticator for all of them, if all should have just-in-time registration.',
    },
    filtered.length > 0 && {
      state: 'attention',
      reason: `Microsoft Authenticator is required for ${namesOf(filtered)} with a filter only.`,
      remedy: 'Make sure that the filter lets through all devices that use just-in-time registration.',
    },
  ];
  return said.filter((one) => one !== false);
}

/** Where the app does not come as it is required there, and where that could not be told. */
function compareLicences(
  view: View,
  targets: readonly Target[],
  enrollment: EnrollmentSnapshot,
): { faults: { target: Target; fault: AuthenticatorFault }[]; open: Open[] } {
  const found = targets.map((target) => {
    const subject = subjectOf(target, view, { holdsGroups: true });
    const { gap } = licenceWanted(subject, view, enrollment);
    const faults = authenticatorFaults(subject, { name: targetName(view.snapshot, target) }, view);
    // What suits account-driven User Enrollment is there in any case.
    const open =
      !faults.some(({ kind }) => kind !== 'not-installable') && gap && !hasLicence(subject, 'user', view)
        ? [{ target, gap }]
        : [];
    return { target, faults, open };
  });
  return {
    faults: found.flatMap(({ target, faults }) => faults.map((fault) => ({ target, fault }))),
    open: found.flatMap(({ open }) => open),
  };
}

interface Open {
  target: Target;
  gap: Unread;
}

/** Said once for each reason. */
function notCompared(open: readonly Open[], snapshot: Snapshot): Said[] {
  const byWhy = new Map<string, Open[]>();
  for (const one of open) byWhy.set(one.gap.why, [...(byWhy.get(one.gap.why) ?? []), one]);
  return [...byWhy.values()].flatMap((several) => {
    const gap = several[0]?.gap;
    const names = namesOf(several.map(({ target }) => targetName(snapshot, target)));
    return gap
      ? [couldNotCheck(`whether Microsoft Authenticator comes to ${names} as their enrollment takes it`, gap)]
      : [];
  });
}

/** The one of them that matters most. */
function worstFault(faults: readonly AuthenticatorFault[]): Said | undefined {
  const worst = faults.find(({ stops }) => stops) ?? faults[0];
  return (
    worst && {
      state: worst.stops ? 'bad' : 'attention',
      reason: worst.sentence,
      remedy: worst.remedy,
    }
  );
}

const kindName = (app: IosApp): string =>
  installableKind(app) === 'vpp' ? `VPP app, token ${vppTokenOf(app) ?? 'not named'}` : 'store app';
