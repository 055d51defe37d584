import { authenticatorState } from './authenticator-state.ts';
import {
  authenticatorApps,
  chooseAuthenticator,
  installableKind,
  vppTokenOf,
  type AuthenticatorChoice,
} from './authenticator.ts';
import { checkVppApp, isUsable, supports } from './check-vpp-app.ts';
import type { EnrolledSnapshot, EnrollmentSnapshot } from './enrollment-snapshot.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import { licenceNeeds, type Licence, type LicenceNeed } from './licence-needs.ts';
import type { SetUpRequest, Target } from './plan.ts';
import type { IosApp } from './snapshot.ts';
import { targetName } from './targets.ts';

export interface PickedAuthenticator {
  choice: AuthenticatorChoice;
  /** the licence that a VPP app takes for a target, by `targetKey`; others have what the app has already */
  licences: Readonly<Record<string, Licence>>;
  /** why this object, and what is wrong with it */
  findings: Finding[];
}

/**
 * Which Authenticator object the targets get. Where it is known how they enroll, that decides (reference graph.md 4.6): a VPP app
 * with user licences for account-driven User Enrollment, with device licences for supervised devices, else as
 * `chooseAuthenticator` has it. Several VPP tokens are asked about. What the person chose, or an earlier review settled, stands.
 */
export function pickAuthenticator(
  targets: readonly Target[],
  snapshot: EnrolledSnapshot,
  request: Pick<SetUpRequest, 'authenticatorAppId' | 'authenticatorLicences'>,
): PickedAuthenticator {
  const settled = request.authenticatorLicences;
  const plain = chooseAuthenticator(snapshot.apps, request.authenticatorAppId);
  const { enrollment } = snapshot;
  if (!enrollment) return { choice: plain, licences: settled ?? {}, findings: [] };

  const needs = licenceNeeds(targets, snapshot, enrollment);
  const choice =
    request.authenticatorAppId !== undefined || needs.size === 0
      ? plain
      : (vppChoice([...needs.values()], snapshot, enrollment) ?? plain);
  const findings = [
    ...notChecked(enrollment),
    ...(choice.choice === 'use' || choice.choice === 'missing'
      ? explain(choice, [...needs.values()], snapshot)
      : []),
    ...(choice.choice === 'use' && choice.kind === 'vpp'
      ? checkVppApp(choice.app, needs, snapshot, enrollment)
      : []),
  ];
  const decided = Object.fromEntries([...needs].map(([key, { licence }]) => [key, licence]));
  return { choice, licences: settled ?? decided, findings };
}

/** The VPP app for what is needed; undefined where none would do, or the store app is there for all of it already. */
function vppChoice(
  needs: readonly LicenceNeed[],
  snapshot: EnrolledSnapshot,
  enrollment: EnrollmentSnapshot,
): AuthenticatorChoice | undefined {
  const needsUser = needs.some(({ licence }) => licence === 'user');
  if (!needsUser && needs.every(({ target }) => hasStoreApp(target, snapshot))) return undefined;
  const all = authenticatorApps(snapshot.apps).filter((app) => installableKind(app) === 'vpp');
  const fitting = all.filter((app) => needs.every(({ licence }) => supports(app, licence)));
  const usable = fitting.filter((app) => isUsable(app, enrollment, new Date(snapshot.readAt)));
  // Without a user licence account-driven devices get nothing at all, so even a token that has to be renewed is the way.
  const candidates = usable.length > 0 || !needsUser ? usable : fitting;
  const [only, ...more] = candidates;
  if (!only) return undefined;
  if (more.length > 0) return { choice: 'ask', apps: candidates };
  return { choice: 'use', app: only, kind: 'vpp', findings: [] };
}

const hasStoreApp = (target: Target, snapshot: EnrolledSnapshot): boolean => {
  const storeApps = snapshot.apps.filter((app) => installableKind(app) === 'store');
  return authenticatorState(target, { ...snapshot, apps: storeApps }).state.startsWith('required');
};

function notChecked({ typeProfiles }: EnrollmentSnapshot): Finding[] {
  if (typeProfiles.read) return [];
  return [
    finding(
      'enrollment-not-checked',
      `I could not check how these people enroll: ${typeProfiles.why}`,
      'If they use account-driven User Enrollment, Microsoft Authenticator has to come from a VPP token with user licences.',
    ),
  ];
}

function explain(
  choice: Extract<AuthenticatorChoice, { choice: 'use' | 'missing' }>,
  needs: readonly LicenceNeed[],
  snapshot: EnrolledSnapshot,
): Finding[] {
  const [user, device] = (['user', 'device'] as const).map((licence) =>
    needs.filter((need) => need.licence === licence),
  );
  const said = (of: readonly LicenceNeed[] = []): { names: string; because: string } | undefined =>
    of[0] && {
      names: of.map(({ target }) => targetName(snapshot, target)).join(', '),
      because: of[0].because,
    };
  const isVpp = choice.choice === 'use' && choice.kind === 'vpp';
  const from = isVpp ? tokenName(choice.app) : '';
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

const tokenName = (app: IosApp): string => {
  const name = vppTokenOf(app);
  return name === undefined ? 'its VPP token' : `the VPP token "${name}"`;
};
