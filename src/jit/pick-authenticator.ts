import { authenticatorState } from './authenticator-state.ts';
import {
  chooseAuthenticator,
  installableKind,
  tokenPhrase,
  type AuthenticatorChoice,
} from './authenticator.ts';
import { checkVppApp } from './check-vpp-app.ts';
import { chooseObject } from './choose-object.ts';
import type { EnrolledSnapshot, HowEnrolled } from './enrollment-snapshot.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import { licenceNeeds, type Licence, type LicenceNeed } from './licence-needs.ts';
import type { SetUpRequest, Target } from './plan.ts';
import type { Unread } from './snapshot.ts';
import { targetName } from './targets.ts';

export interface PickedAuthenticator {
  choice: AuthenticatorChoice;
  /** the licence that a VPP app takes for a target, by `targetKey`; others have what the app has already */
  licences: Readonly<Record<string, Licence>>;
  /** why this object, and what is wrong with it */
  findings: Finding[];
}

/**
 * Which Authenticator object the targets get: where it is known how they enroll, as `chooseObject` has it. Several VPP tokens are
 * asked about. What the person chose, or an earlier review settled, stands.
 */
export function pickAuthenticator(
  targets: readonly Target[],
  snapshot: EnrolledSnapshot,
  request: Pick<SetUpRequest, 'authenticatorAppId' | 'authenticatorLicences'>,
): PickedAuthenticator {
  const settled = request.authenticatorLicences;
  const { enrollment } = snapshot;
  const { authenticatorAppId: chosen } = request;
  if (!enrollment)
    return { choice: chooseAuthenticator(snapshot.apps, chosen), licences: settled ?? {}, findings: [] };

  const { needs, open } = licenceNeeds(targets, snapshot, enrollment);
  const wanted = [...needs.values()];
  const choice =
    chosen === undefined
      ? chooseObject(
          wanted.map(({ licence }) => licence),
          snapshot,
          () => wanted.every(({ target }) => hasStoreApp(target, snapshot)),
        )
      : chooseAuthenticator(snapshot.apps, chosen);
  const findings = [
    ...notChecked(enrollment, open, snapshot),
    ...(choice.choice === 'use' || choice.choice === 'missing' ? explain(choice, wanted, snapshot) : []),
    ...(choice.choice === 'use' && choice.kind === 'vpp'
      ? checkVppApp(choice.app, needs, snapshot, enrollment)
      : []),
  ];
  const decided = Object.fromEntries([...needs].map(([key, { licence }]) => [key, licence]));
  return { choice, licences: settled ?? decided, findings };
}

const hasStoreApp = (target: Target, snapshot: EnrolledSnapshot): boolean => {
  const storeApps = snapshot.apps.filter((app) => installableKind(app) === 'store');
  return authenticatorState(target, { ...snapshot, apps: storeApps }).state.startsWith('required');
};

/** Once where the profiles are what is missing, else for each target that something else leaves open. */
function notChecked(
  { typeProfiles }: HowEnrolled,
  open: readonly { target: Target; gap: Unread }[],
  snapshot: EnrolledSnapshot,
): Finding[] {
  const say = (whom: string, why: string): Finding =>
    finding(
      'enrollment-not-checked',
      `I could not check how ${whom} enroll: ${why}`,
      'If they use account-driven User Enrollment, Microsoft Authenticator has to come from a VPP token with user licences; on supervised devices it had better come with device licences.',
    );
  if (!typeProfiles.read) return [say('these people', typeProfiles.why)];
  return open.map(({ target, gap }) =>
    say(`the people or devices of ${targetName(snapshot, target)}`, gap.why),
  );
}

type TargetNeed = LicenceNeed & { target: Target };

function explain(
  choice: Extract<AuthenticatorChoice, { choice: 'use' | 'missing' }>,
  needs: readonly TargetNeed[],
  snapshot: EnrolledSnapshot,
): Finding[] {
  const [user, device] = (['user', 'device'] as const).map((licence) =>
    needs.filter((need) => need.licence === licence),
  );
  const said = (of: readonly TargetNeed[] = []): { names: string; because: string } | undefined =>
    of[0] && {
      names: of.map(({ target }) => targetName(snapshot, target)).join(', '),
      because: of[0].because,
    };
  const isVpp = choice.choice === 'use' && choice.kind === 'vpp';
  const from = isVpp ? tokenPhrase(choice.app) : '';
  const [forUsers, forDevices] = [said(user), said(device)];
  const findings: Finding[] = [];
  if (forUsers) {
    findings.push(
      isVpp
        ? finding(
            'authenticator-user-licence',
            `${forUsers.names} can have account-driven User Enrollment ("${forUsers.because}"), which takes no app from the App Store, so Microsoft Authenticator comes from ${from} with user licences.`,
            'These people need a Managed Apple Account.',
          )
        : finding(
            'authenticator-needs-user-licence',
            `${forUsers.names} can have account-driven User Enrollment ("${forUsers.because}"), where Microsoft Authenticator from the App Store is not installed.`,
            'Get Microsoft Authenticator in Apple Business Manager, sync the VPP token, and choose that app.',
          ),
    );
  }
  if (forDevices) {
    findings.push(
      isVpp
        ? finding(
            'authenticator-device-licence',
            `${forDevices.names} holds supervised devices ("${forDevices.because}"), so Microsoft Authenticator comes from ${from} with device licences and installs silently.`,
            'Nothing to do.',
          )
        : finding(
            'authenticator-asks-apple-account',
            `${forDevices.names} holds supervised devices ("${forDevices.because}"), where Microsoft Authenticator from the App Store asks for an Apple Account.`,
            'Get Microsoft Authenticator in Apple Business Manager and assign it with device licences.',
          ),
    );
  }
  const mixed = said(needs.filter(({ isMixed }) => isMixed));
  if (mixed) {
    findings.push(
      finding(
        'mixed-enrollment',
        `${mixed.names} holds devices of account-driven User Enrollment and supervised ones; with user licences the supervised ones ask for an Apple Account.`,
        'Use a group of users for the one and a group of devices for the other.',
      ),
    );
  }
  return findings;
}
