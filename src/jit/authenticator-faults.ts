import type { AuthenticatorFault } from './authenticator-fault.ts';
import { installFaults } from './install-faults.ts';
import { licenceFaults } from './licence-faults.ts';
import type { View } from './view.ts';
import type { Subject } from './ways.ts';

/**
 * Everything that is wrong with Authenticator where it is required for a subject, the worst first. Every answer goes by this one.
 * `whom`: the group to assign it to.
 */
export const authenticatorFaults = (
  subject: Subject,
  names: { name: string; whom?: string },
  view: View,
): AuthenticatorFault[] =>
  [...licenceFaults(subject, names, view), ...installFaults(subject, names, view)].sort(
    (a, b) => Number(b.stops) - Number(a.stops),
  );
