import { referApp, type DecidingApp } from './authenticator-state.ts';
import type { View } from './view.ts';
import { devicesLeftOut, waysTo, type Subject, type Way } from './ways.ts';

/** An Authenticator object that is required for somebody; `sure`: no filter, part or exclusion decides. */
export interface RequiredApp extends DecidingApp {
  how: Way['how'];
  sure: boolean;
}

/**
 * Every Authenticator object that is required for a subject, with the licence it is required with. What a group of devices gets says
 * nothing about a person.
 */
export const requiredApps = (subject: Subject, view: View): RequiredApp[] =>
  view.authenticators.flatMap(({ app, assigned }) =>
    waysTo(subject, assigned, view)
      .filter(
        ({ how, assignment, exclusion }) =>
          assignment.intent === 'required' && !exclusion?.sure && how !== 'device-group',
      )
      .map((way) => ({
        ...referApp(app, way),
        how: way.how,
        sure:
          !way.filter &&
          !way.part &&
          !way.exclusion &&
          devicesLeftOut(way, subject, assigned, view).length === 0,
      })),
  );
