import type { AuthenticatorFault } from './authenticator-fault.ts';
import { appPhrase } from './authenticator-line.ts';
import { installableKind } from './authenticator.ts';
import { parentsGap } from './groups.ts';
import { licenceWanted, type Licence } from './licence-needs.ts';
import { somePhrase, supervisedPhrase } from './licence-phrases.ts';
import { licenceRemedy } from './licence-remedy.ts';
import { requiredApps, type RequiredApp } from './required-apps.ts';
import type { View } from './view.ts';
import { meansAll, subjectOf, waysTo, type Subject } from './ways.ts';

/**
 * Whether a VPP app of Authenticator is required with this licence for a whole subject. What an assignment does not say about its
 * licence counts as right.
 */
export const hasLicence = (subject: Subject, licence: Licence, view: View): boolean =>
  view.authenticators.some(
    ({ app, assigned }) =>
      installableKind(app) === 'vpp' &&
      waysTo(subject, assigned, view).some(
        (way) =>
          way.assignment.intent === 'required' &&
          meansAll(way) &&
          !way.exclusion?.sure &&
          way.assignment.settings?.['useDeviceLicensing'] !== (licence === 'user'),
      ),
  );

/** The groups among these that do not get it with a user licence. */
export const withoutUserLicence = (groupIds: readonly string[], view: View): string[] =>
  groupIds.filter((groupId) => !hasLicence(subjectOf({ kind: 'group', groupId }, view), 'user', view));

/**
 * Where enrollment cannot take Authenticator as it is required (reference graph.md 4.6), the worst first; where it is not required
 * at all there is nothing to compare. `whom`: the group to assign it to.
 */
export function licenceFaults(
  subject: Subject,
  { name, whom = name }: { name: string; whom?: string },
  view: View,
): AuthenticatorFault[] {
  const { enrollment } = view.snapshot;
  const { target } = subject;
  const apps = requiredApps({ ...subject, holdsGroups: false }, view);
  if (!enrollment || apps.length === 0) return [];
  const { need, ofSome } = licenceWanted(subject, view, enrollment);
  const isOpen = 'groupId' in target && parentsGap(target, view.snapshot) !== undefined;
  const faults: AuthenticatorFault[] = [];
  if (need?.licence === 'user' && !hasLicence(subject, 'user', view)) {
    const sentence = userSentence({ who: name, because: need.because, apps });
    const remedy = licenceRemedy({ subject, whom, need, apps }, view, enrollment);
    faults.push({ kind: 'user', stops: true, isOpen, phrase: notInstalled, sentence, remedy });
  }
  const groupIds = hasLicence(subject, 'user', view) ? [] : withoutUserLicence(ofSome?.groupIds ?? [], view);
  if (ofSome && groupIds.length > 0) {
    const who = somePhrase(groupIds, view.snapshot, { name, isEveryone: !('groupId' in target) });
    const own = groupIds.flatMap((groupId) =>
      requiredApps(subjectOf({ kind: 'group', groupId }, view), view),
    );
    const sentence = userSentence({ who, because: ofSome.because, apps: own });
    const remedy = licenceRemedy(
      { subject, need: { ...ofSome, groupIds }, apps: own, whom },
      view,
      enrollment,
    );
    faults.push({ kind: 'user', stops: true, isOpen, phrase: `${who} ${notInstalled}`, sentence, remedy });
  }
  if (need?.licence === 'device' && !hasLicence(subject, 'device', view)) {
    const sentence = `${supervisedPhrase([name], need)}; on those Microsoft Authenticator asks for an Apple Account unless it is a VPP app with device licences; ${requiredAs(apps)}.`;
    const remedy = licenceRemedy({ subject, whom, need, apps }, view, enrollment);
    faults.push({ kind: 'device', stops: false, isOpen, sentence, remedy });
  }
  return faults;
}

const notInstalled =
  'can have account-driven User Enrollment, which does not install Microsoft Authenticator as it is required';

const userSentence = (of: { who: string; because: string; apps: readonly RequiredApp[] }): string =>
  `${of.who} can have account-driven User Enrollment ("${of.because}"), which installs Microsoft Authenticator only as a VPP app with user licences; ${requiredAs(of.apps)}.`;

const requiredAs = (apps: readonly RequiredApp[]): string =>
  apps.length === 0
    ? 'it is not required there'
    : `it is required as ${[...new Set(apps.map(appPhrase))].join('; ')}`;
