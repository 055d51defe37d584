import { objectFor } from './authenticator-advice.ts';
import { authenticatorState, isThereForAll } from './authenticator-state.ts';
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
import { withoutUserLicence } from './licence-faults.ts';
import { includedKind } from './groups.ts';
import { licenceNeeds, type Licence, type LicenceNeed, type NeedOfSome } from './licence-needs.ts';
import { groupNames, somePhrase, supervisedPhrase } from './licence-phrases.ts';
import type { SetUpRequest, Target } from './plan.ts';
import type { Unread } from './snapshot.ts';
import { targetName } from './targets.ts';
import { viewOf, type View } from './view.ts';

export interface PickedAuthenticator {
  choice: AuthenticatorChoice;
  /** the licence that a VPP app takes for a target, by `targetKey`; others have what the app has already */
  licences: Readonly<Record<string, Licence>>;
  /** why this object, and what is wrong with it */
  findings: Finding[];
}

/**
 * Which Authenticator object the targets get: where it is known how they enroll, as `chooseObject` has it. What only some groups
 * inside a target want does not decide for all of it; a finding names them. Several VPP tokens are asked about. What the person chose, or an earlier review settled, stands.
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

  const view = viewOf(snapshot);
  const { needs, ofSome, open } = licenceNeeds(targets, view, enrollment);
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
    ...ofSome.flatMap((one) => notForSome(one, targets, view, enrollment)),
    ...(choice.choice === 'use' && choice.kind === 'vpp'
      ? checkVppApp(choice.app, needs, snapshot, enrollment)
      : []),
  ];
  const decided = Object.fromEntries([...needs].map(([key, { licence }]) => [key, licence]));
  return { choice, licences: settled ?? decided, findings };
}

/** Groups that want another object than the rest, unless they have it, or are asked for or left out themselves. */
function notForSome(
  { target, because, groupIds }: NeedOfSome & { target: Target },
  targets: readonly Target[],
  view: View,
  enrollment: HowEnrolled,
): Finding[] {
  const named = new Set(targets.flatMap((one) => ('groupId' in one ? one.groupId.toLowerCase() : [])));
  const isNamed = (id: string): boolean =>
    [id.toLowerCase(), ...view.around(id)].some((one) => named.has(one));
  const left = withoutUserLicence(
    groupIds.filter((id) => !isNamed(id)),
    view,
  );
  if (left.length === 0) return [];
  const { snapshot } = view;
  const whole = { name: targetName(snapshot, target), isEveryone: !('groupId' in target) };
  const names = groupNames(left, snapshot);
  const need = { licence: 'user' as const, because, isSure: false, isMixed: false };
  const { text } = objectFor(need, view, enrollment);
  return [
    finding(
      'authenticator-user-licence-for-some',
      `${somePhrase(left, snapshot, whole)} can have account-driven User Enrollment ("${because}"), which installs Microsoft Authenticator only as a VPP app with user licences; this set-up takes one object with one licence for everybody there.`,
      // Such groups hold users, and Intune takes only users from users.
      includedKind(target, snapshot) === 'devices'
        ? `Name groups of users instead of ${whole.name}, and give ${names} Microsoft Authenticator separately${text}`
        : `Exclude ${names} here, and set ${names} up separately with Microsoft Authenticator${text}`,
    ),
  ];
}

const hasStoreApp = (target: Target, snapshot: EnrolledSnapshot): boolean => {
  const storeApps = snapshot.apps.filter((app) => installableKind(app) === 'store');
  return isThereForAll(authenticatorState(target, { ...snapshot, apps: storeApps }));
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
  const said = (
    of: readonly TargetNeed[] = [],
  ): { names: string; because: string; supervised: string } | undefined => {
    const [first] = of;
    const names = of.map(({ target }) => targetName(snapshot, target));
    return (
      first && {
        ...{ names: names.join(', '), because: first.because },
        supervised: supervisedPhrase(names, {
          because: first.because,
          isSure: of.every(({ isSure }) => isSure),
        }),
      }
    );
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
            `${forDevices.supervised}, so Microsoft Authenticator comes from ${from} with device licences, which installs silently on such devices.`,
            'Nothing to do.',
          )
        : finding(
            'authenticator-asks-apple-account',
            `${forDevices.supervised}; on those Microsoft Authenticator from the App Store asks for an Apple Account.`,
            'Get Microsoft Authenticator in Apple Business Manager and assign it with device licences.',
          ),
    );
  }
  const mixed = said(needs.filter(({ isMixed }) => isMixed));
  if (mixed) {
    findings.push(
      finding(
        'mixed-enrollment',
        `${mixed.names} may hold devices of account-driven User Enrollment and supervised ones; with user licences the supervised ones ask for an Apple Account.`,
        'Use a group of users for the one and a group of devices for the other.',
      ),
    );
  }
  return findings;
}
