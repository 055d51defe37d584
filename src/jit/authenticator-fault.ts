import type { Line, LineCode } from './line.ts';

/** Authenticator that is required for somebody, but does not come to all of them, or not as they can take it. */
export interface AuthenticatorFault {
  /**
   * `user`: account-driven User Enrollment does not install it as it is required; `device`: supervised devices ask for an Apple
   * Account; `not-installable`: the token of its app is not valid, or it has no licences or none left;
   * `left-out`: it excludes groups inside that have the policy, and nothing comes there instead as it should
   */
  kind: 'user' | 'device' | 'not-installable' | 'left-out';
  /** somebody does not get it for this; else it is something to look at */
  stops: boolean;
  /** it may come in the right way through groups around it that could not be read */
  isOpen: boolean;
  /** how a verdict goes on behind "has a policy, but", where it names it */
  phrase?: string;
  sentence: string;
  remedy: string;
}

const codes: Record<AuthenticatorFault['kind'], LineCode> = {
  user: 'authenticator-licence',
  device: 'authenticator-licence',
  'not-installable': 'authenticator-not-installable',
  'left-out': 'authenticator-excludes-part',
};

/** The same as a line of an answer. */
export const faultLine = ({ kind, sentence, remedy }: AuthenticatorFault): Line => ({
  code: codes[kind],
  sentence,
  remedy,
});
