import { adeProfiles } from './ade-profiles.ts';
import { authenticatorState } from './authenticator-state.ts';
import { authenticatorApps, installableKind, isFromStore, vppTokenOf } from './authenticator.ts';
import { covers } from './covers.ts';
import type { EnrollmentSnapshot } from './enrollment-snapshot.ts';
import { exclusionCounts, includedKind, parentsGap, parentsOf } from './groups.ts';
import { isOfDevices, licenceNeeds, type Licence, type LicenceNeed } from './licence-needs.ts';
import { teams } from './microsoft-facts.ts';
import type { Target } from './plan.ts';
import { couldNotCheck, good, namesOf, subject, worstFirst, type Said } from './readiness-item.ts';
import type { IosApp, Snapshot, Unread } from './snapshot.ts';
import { findGroup, fromWireTarget, targetName } from './targets.ts';

/** Whether the people with just-in-time registration get Microsoft Teams, where the first sign-in goes best. */
export function checkTeams(snapshot: Snapshot, targets: readonly Target[]): Said {
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
  const without = targets.filter((target) => !apps.some((app) => isOffered(app, target, snapshot)));
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
function isOffered(app: IosApp, target: Target, snapshot: Snapshot): boolean {
  const entries = app.assignments.flatMap(({ target: wire, intent }) => {
    const known = fromWireTarget(wire);
    return known ? [{ known, intent }] : [];
  });
  const isOut = (from: Target): boolean =>
    'groupId' in target &&
    entries.some(
      ({ known }) =>
        known.kind === 'exclude-group' &&
        parentsOf(snapshot, target.groupId).add(target.groupId.toLowerCase()).has(known.groupId) &&
        exclusionCounts(includedKind(from, snapshot), findGroup(snapshot, known.groupId)),
    );
  return entries.some(
    ({ known, intent }) => intent !== 'uninstall' && covers(known, target, snapshot) && !isOut(known),
  );
}

/** Whether Authenticator, which does the registration, comes to everybody with a policy, and in a way their enrollment takes. */
export function checkAuthenticatorApp(
  snapshot: Snapshot,
  targets: readonly Target[],
  enrollment: EnrollmentSnapshot,
): Said {
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
    state: authenticatorState(target, snapshot).state,
  }));
  const faults = licenceFaults(snapshot, targets, enrollment);
  const unknown = states.filter(({ state }) => state === 'not-known');
  const open = throughOthers(
    'Microsoft Authenticator',
    [...new Set([...unknown, ...faults].map(({ target }) => target))],
    snapshot,
  );
  const gap = licenceGap(snapshot, targets, enrollment);
  const unsuited = gap && couldNotCheck('whether Microsoft Authenticator comes as people enroll', gap);
  const details = [...[open, unsuited].flatMap((said) => said?.reason ?? []), ...kinds];
  const without = states.filter(({ state }) => !state.startsWith('required') && state !== 'not-known');
  if (without.length > 0) {
    return {
      state: 'bad',
      reason: `${subject(
        without.map(({ name }) => name),
        'has',
        'have',
      )} a policy for just-in-time registration, but Microsoft Authenticator is not required there.`,
      remedy: 'Require Microsoft Authenticator for the same people.',
      details,
    };
  }
  const wrong = licenceFault(
    snapshot,
    faults.filter(({ target }) => !parentsGap(target, snapshot)),
  );
  const [worst] = worstFirst([...(wrong ? [wrong] : []), ...(open ? [open] : [])]);
  if (worst) return { ...worst, details };
  const filtered = states.filter(({ state }) => state === 'required-with-filter');
  if (filtered.length > 0) {
    return {
      state: 'attention',
      reason: `Microsoft Authenticator is required for ${namesOf(filtered.map(({ name }) => name))} with a filter only.`,
      remedy: 'Make sure that the filter lets through all devices that use just-in-time registration.',
      details,
    };
  }
  if (unsuited) return { ...unsuited, details };
  return good('Microsoft Authenticator is required for everybody with just-in-time registration.', details);
}

/** Why it is not known whether somebody needs a licence that is not given there; undefined where that is known. */
function licenceGap(
  snapshot: Snapshot,
  targets: readonly Target[],
  enrollment: EnrollmentSnapshot,
): Unread | undefined {
  const { typeProfiles } = enrollment;
  const [adeGap] = adeProfiles(enrollment).unread;
  if (!typeProfiles.read && targets.some((target) => !hasLicence(target, 'user', snapshot)))
    return typeProfiles;
  return targets.some((target) => isOfDevices(target, snapshot) && !hasLicence(target, 'device', snapshot))
    ? adeGap
    : undefined;
}

/** Where somebody's enrollment cannot take the app as it is required there (reference graph.md 4.6). */
const licenceFaults = (
  snapshot: Snapshot,
  targets: readonly Target[],
  enrollment: EnrollmentSnapshot,
): LicenceNeed[] =>
  [...licenceNeeds(targets, snapshot, enrollment).values()].filter(
    ({ target, licence }) => !hasLicence(target, licence, snapshot),
  );

/** The one of them that matters most. */
function licenceFault(snapshot: Snapshot, faults: readonly LicenceNeed[]): Said | undefined {
  const user = faults.find(({ licence }) => licence === 'user');
  if (user) {
    return {
      state: 'bad',
      reason: `${targetName(snapshot, user.target)} can have account-driven User Enrollment ("${user.because}"), which installs Microsoft Authenticator only from a VPP token with user licences.`,
      remedy: 'Assign the VPP app of Microsoft Authenticator with user licences there.',
    };
  }
  const [device] = faults;
  return (
    device && {
      state: 'attention',
      reason: `${targetName(snapshot, device.target)} holds supervised devices ("${device.because}"), where Microsoft Authenticator without device licences asks for an Apple Account.`,
      remedy: 'Assign the VPP app of Microsoft Authenticator with device licences there.',
    }
  );
}

/** What an assignment does not say about its licence counts as right. */
const hasLicence = (target: Target, licence: Licence, snapshot: Snapshot): boolean =>
  authenticatorApps(snapshot.apps)
    .filter((app) => installableKind(app) === 'vpp')
    .flatMap(({ assignments }) => assignments)
    .some(({ target: wire, intent, settings }) => {
      const known = intent === 'required' ? fromWireTarget(wire) : undefined;
      const other = settings?.['useDeviceLicensing'] === (licence === 'user');
      return known !== undefined && covers(known, target, snapshot) && !other;
    });

const kindName = (app: IosApp): string =>
  installableKind(app) === 'vpp' ? `VPP app, token ${vppTokenOf(app) ?? 'not named'}` : 'store app';
