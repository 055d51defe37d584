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
