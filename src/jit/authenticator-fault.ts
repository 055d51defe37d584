import type { Line, LineCode } from './line.ts';

/** Authenticator that is required for somebody, but does not come to all of them, or not as they can take it. */
export interface AuthenticatorFault {
  /**
   * `user`: account-driven User Enrollment does not install it as it is required; `device`: supervised devices ask for an Apple
   * Account; `not-installable`: the token of its app is not valid, or it has no licences or none left
   */
  kind: 'user' | 'device' | 'not-installable';
  /** somebody does not get it for this; else it is something to look at */
  stops: boolean;
  /** whom it is about: the subject, or groups inside it */
  who: string;
  /** it may come in the right way through groups around it that could not be read */
  isOpen: boolean;
  sentence: string;
  remedy: string;
}

const codes: Record<AuthenticatorFault['kind'], LineCode> = {
  user: 'authenticator-licence',
  device: 'authenticator-licence',
  'not-installable': 'authenticator-not-installable',
};

/** The same as a line of an answer. */
export const faultLine = ({ kind, sentence, remedy }: AuthenticatorFault): Line => ({
  code: codes[kind],
  sentence,
  remedy,
});
