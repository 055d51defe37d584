import { referApp, type DecidingApp } from './authenticator-state.ts';
import type { View } from './view.ts';
import { waysTo, type Subject } from './ways.ts';

/** An Authenticator object that is required for somebody; `sure`: no filter, part or exclusion decides. */
export interface RequiredApp extends DecidingApp {
  sure: boolean;
}

/** Every Authenticator object that is required for a subject, with the licence it is required with. */
export const requiredApps = (subject: Subject, view: View): RequiredApp[] =>
  view.authenticators.flatMap(({ app, assigned }) =>
    waysTo(subject, assigned, view)
      .filter(({ assignment, exclusion }) => assignment.intent === 'required' && !exclusion?.sure)
      .map((way) => ({ ...referApp(app, way), sure: !way.filter && !way.part && !way.exclusion })),
  );

/**
 * Whether account-driven User Enrollment can install one of them: it takes VPP apps with user licences only (Microsoft's page
 * on the user enrollment methods of iOS).
 */
export const suitsUserEnrollment = (apps: readonly DecidingApp[]): boolean =>
  apps.some(({ licence }) => licence === 'user');
