import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import type { Done, Plan } from './plan.ts';
import { stampLine } from './sso-policy.ts';

/** Findings on what a change may have created and nobody knows; it was not assigned to anybody then. */
export function checkUnsure({ changeId }: Plan, { unsure = {} }: Done): Finding[] {
  const { policy, app } = unsure;
  const lost = 'another account sent the request and got no answer, and the account that looked sees none';
  return [
    ...(policy === undefined
      ? []
      : [
          finding(
            'undo-policy-unknown',
            policy === 'several'
              ? 'It is not known which policy that change created: there is more than one with its stamp.'
              : `It is not known whether the policy of that change was created: ${lost}.`,
            `I assigned it to nobody. To find it, look in the Intune admin center for a policy whose description ends in ${stampLine(changeId)}.`,
          ),
        ]),
    ...(app === undefined
      ? []
      : [
          finding(
            'undo-app-unknown',
            app === 'several'
              ? 'It is not known which Microsoft Authenticator app that change added: there is more than one.'
              : `It is not known whether that change added Microsoft Authenticator: ${lost}.`,
            'I assigned it to nobody. To find it, look for the store app Microsoft Authenticator in the Intune admin center.',
          ),
        ]),
  ];
}
