import { authenticatorFor, isThereForAll, type AuthenticatorState } from './authenticator-state.ts';
import { installableKind, tokenPhrase, vppTokenOf, type AuthenticatorChoice } from './authenticator.ts';
import { cannotInstall, tokenFaults } from './check-vpp-app.ts';
import { chooseObject } from './choose-object.ts';
import type { HowEnrolled } from './enrollment-snapshot.ts';
import type { Finding } from './finding.ts';
import { includedKind } from './groups.ts';
import { licenceWanted, type Licence, type LicenceNeed } from './licence-needs.ts';
import { groupNames } from './licence-phrases.ts';
import type { IosApp, Unread } from './snapshot.ts';
import { takeOffFirst } from './take-off.ts';
import type { View } from './view.ts';
import { subjectOf, type Subject } from './ways.ts';

/** Which Authenticator object somebody is to get, for the end of a remedy. */
export interface ObjectAdvice {
  /** goes on behind "Assign Microsoft Authenticator … to Sales", with the full stop */
  text: string;
  /** whether it is known what suits */
  isKnown: boolean;
  /** the object that suits, where it is one that is there */
  appId?: string;
  /** what is to be taken off that object first, as `takeOffFirst` has it */
  takeOff?: string;
  /** the licence it is to be required with, where that matters */
  licence?: Licence;
  /** what is to be done beside requiring that object, as further sentences */
  besides?: string;
  /** why no object is named */
  gap?: Unread;
}

/** The same where Authenticator has to be assigned, or otherwise than it is. */
export function adviceFor(
  { state, onlyForDevicesOf }: AuthenticatorState,
  subject: Subject,
  view: View,
): { advice?: ObjectAdvice } {
  const isMissing = ['not-assigned', 'other-intent', 'excluded', 'required-in-part'].includes(state);
  return isMissing || onlyForDevicesOf ? { advice: adviseObject(subject, view) } : {};
}

/** The object that a set-up would take for the subject, with the reason; none where it is not known how the subject enrolls. */
export function adviseObject(subject: Subject, view: View): ObjectAdvice {
  const { enrollment } = view.snapshot;
  const open = '. Which app object suits, store or VPP, I cannot say, because how the devices enroll';
  if (!enrollment) return { isKnown: false, text: `${open} was not looked at.` };
  const { need, ofSome, gap } = licenceWanted(subject, view, enrollment);
  if (gap) return { isKnown: false, text: `${open} could not be read.`, gap };
  const { text, appId, token } = objectFor(need, view, enrollment, () => hasStoreApp(subject, view));
  const takeOff = takeOffFirst(appId, [subject], view);
  const object = {
    ...(appId === undefined ? {} : { appId }),
    ...(takeOff === undefined ? {} : { takeOff }),
    ...(need ? { licence: need.licence } : {}),
  };
  if (!ofSome) return { isKnown: true, text, ...object, besides: token };
  const names = groupNames(ofSome.groupIds, view.snapshot);
  const own = objectFor({ ...ofSome, licence: 'user', isSure: false, isMixed: false }, view, enrollment);
  const isOther = own.appId === undefined || own.appId !== appId;
  // Such groups hold users, and Intune takes only users from users.
  const apart =
    includedKind(subject.target, view.snapshot) === 'devices'
      ? ` Assign the other one to groups without ${names}; an exclusion would not take it away there.`
      : ` Exclude ${names} from the other one.`;
  const inside = ofSome.groupIds.map((groupId) => subjectOf({ kind: 'group', groupId }, view));
  const first = isOther ? takeOffFirst(own.appId, inside, view) : undefined;
  const forSome = ` For ${names} it is to be${own.text.replace(':', '')}${first === undefined ? '' : ` For that, ${first}.`}${isOther ? apart : ''}`;
  return { isKnown: true, text: text + forSome, ...object, besides: token + forSome };
}

const hasStoreApp = (subject: Subject, view: View): boolean => {
  const authenticators = view.authenticators.filter(({ app }) => installableKind(app) === 'store');
  return isThereForAll(authenticatorFor(subject, { ...view, authenticators }));
};

/**
 * The object for one need, or for none, behind a colon, and what is wrong with its token. `hasStoreApp`: the store app is there
 * already, and is to stay.
 */
export function objectFor(
  need: LicenceNeed | undefined,
  view: View,
  enrollment: HowEnrolled,
  hasStoreApp?: () => boolean,
): { text: string; appId?: string; token: string } {
  const apps = view.authenticators.map(({ app }) => app);
  const choice = chooseObject(
    need ? [need.licence] : [],
    { ...view.snapshot, enrollment, apps },
    hasStoreApp ?? (() => false),
  );
  // The store app is what a set-up is left with; where it is the fault, it is no remedy.
  const isMakeshift =
    choice.choice === 'use' &&
    choice.kind === 'store' &&
    need !== undefined &&
    (need.licence === 'user' || !hasStoreApp);
  const text = need ? forNeed(choice, need, isMakeshift) : forAnyone(choice);
  if (choice.choice !== 'use' || isMakeshift) return { text, token: '' };
  const faults =
    choice.kind === 'vpp' ? vppFaults(choice.app, enrollment, new Date(view.snapshot.readAt)) : [];
  const token = faults.map(({ sentence, remedy }) => ` ${sentence} ${remedy}`).join('');
  return { text: text + token, appId: choice.app.id, token };
}

/** What is wrong with its token, and that it has no licences at all. */
const vppFaults = (app: IosApp, enrollment: HowEnrolled, now: Date): Finding[] => [
  ...tokenFaults(app, enrollment, now),
  ...cannotInstall(app, undefined, now),
];

function forAnyone(choice: AuthenticatorChoice): string {
  if (choice.choice === 'use')
    return `: the ${choice.kind === 'vpp' ? `app of ${tokenPhrase(choice.app)}` : `store app "${choice.app.displayName}"`}.`;
  if (choice.choice === 'ask') return `: the app of one of these VPP tokens: ${tokens(choice)}.`;
  return '. It has to be added first, from the App Store or a VPP token.';
}

const reasons: Record<Licence, (because: string) => string> = {
  user: (because) => `"${because}" brings account-driven User Enrollment, which installs it in no other way`,
  device: (because) => `"${because}" enrolls supervised devices, where it then installs silently`,
};

function forNeed(
  choice: AuthenticatorChoice,
  { licence, because, isMixed }: LicenceNeed,
  isMakeshift: boolean,
): string {
  const why = reasons[licence](because);
  const mixed = isMixed ? ' Supervised devices among them ask for an Apple Account then.' : '';
  if (choice.choice === 'ask')
    return `: the app of one of these VPP tokens (${tokens(choice)}) with ${licence} licences; ${why}.${mixed}`;
  if (choice.choice === 'use' && choice.kind === 'vpp')
    return `: the app of ${tokenPhrase(choice.app)} with ${licence} licences; ${why}.${mixed}`;
  if (choice.choice === 'use' && !isMakeshift)
    return `: the store app "${choice.app.displayName}"; on supervised devices ("${because}") it asks for an Apple Account, which a VPP app with device licences does not.`;
  return `: a VPP app with ${licence} licences; ${why}. Get it in Apple Business Manager and sync the VPP token first.${mixed}`;
}

const tokens = ({ apps }: Extract<AuthenticatorChoice, { choice: 'ask' }>): string =>
  apps.map((app) => vppTokenOf(app) ?? app.displayName).join(', ');
