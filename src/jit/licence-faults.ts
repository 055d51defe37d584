import { installableKind } from './authenticator.ts';
import type { Licence, LicenceNeed } from './licence-needs.ts';
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

/** Whether what enrollment wants is there: for the whole subject, or for each of the groups that it is about. */
export const isMet = (need: LicenceNeed, subject: Subject, view: View): boolean =>
  hasLicence(subject, need.licence, view) ||
  (need.groupIds.length > 0 &&
    need.groupIds.every((groupId) =>
      hasLicence(subjectOf({ kind: 'group', groupId }, view), need.licence, view),
    ));
