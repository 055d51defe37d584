import { authenticatorFor, type AuthenticatorState } from './authenticator-state.ts';
import {
  installableKind,
  objectPhrase,
  tokenPhrase,
  vppTokenOf,
  type AuthenticatorChoice,
} from './authenticator.ts';
import { tokenFaults } from './check-vpp-app.ts';
import { chooseObject } from './choose-object.ts';
import { licenceWanted, type LicenceNeed } from './licence-needs.ts';
import type { Unread } from './snapshot.ts';
import type { View } from './view.ts';
import type { Subject } from './ways.ts';

/** Which Authenticator object somebody is to get, for the end of a remedy. */
export interface ObjectAdvice {
  /** goes on behind "Assign Microsoft Authenticator … to Sales", with the full stop */
  text: string;
  /** whether it is known what suits */
  isKnown: boolean;
  /** the object that suits, where it is one that is there */
  appId?: string;
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
  const { need, gap } = licenceWanted(subject, view, enrollment);
  if (gap) return { isKnown: false, text: `${open} could not be read.`, gap };
  const choice = chooseObject(
    need ? [need.licence] : [],
    { ...view.snapshot, apps: view.authenticators.map(({ app }) => app) },
    () => hasStoreApp(subject, view),
  );
  const text = need ? forNeed(choice, need) : forAnyone(choice);
  const suits = choice.choice === 'use' && !(choice.kind === 'store' && need?.licence === 'user');
  if (!suits) return { isKnown: true, text };
  const faults =
    choice.kind === 'vpp' ? tokenFaults(choice.app, enrollment, new Date(view.snapshot.readAt)) : [];
  const token = faults.map(({ sentence, remedy }) => ` ${sentence} ${remedy}`).join('');
  return { isKnown: true, text: text + token, appId: choice.app.id };
}

const hasStoreApp = (subject: Subject, view: View): boolean => {
  const authenticators = view.authenticators.filter(({ app }) => installableKind(app) === 'store');
  return authenticatorFor(subject, { ...view, authenticators }).state.startsWith('required');
};

function forAnyone(choice: AuthenticatorChoice): string {
  if (choice.choice === 'use')
    return `: the ${choice.kind === 'vpp' ? `app of ${tokenPhrase(choice.app)}` : `store app "${choice.app.displayName}"`}.`;
  if (choice.choice === 'ask') return `: the app of one of these VPP tokens: ${tokens(choice)}.`;
  return '. It has to be added first, from the App Store or a VPP token.';
}

function forNeed(choice: AuthenticatorChoice, { licence, because, isMixed }: LicenceNeed): string {
  const isUser = licence === 'user';
  const why = isUser
    ? `"${because}" brings account-driven User Enrollment, which installs it in no other way`
    : `"${because}" enrolls supervised devices, where it then installs silently`;
  const mixed = isMixed ? ' Supervised devices among them ask for an Apple Account then.' : '';
  if (choice.choice === 'ask')
    return `: the app of one of these VPP tokens (${tokens(choice)}) with ${licence} licences; ${why}.${mixed}`;
  if (choice.choice === 'use' && choice.kind === 'vpp')
    return `: the app of ${tokenPhrase(choice.app)} with ${licence} licences; ${why}.${mixed}`;
  if (choice.choice === 'use' && !isUser)
    return `: the ${objectPhrase(choice.app)}; on supervised devices ("${because}") it asks for an Apple Account, which a VPP app with device licences does not.`;
  return `: a VPP app with ${licence} licences; ${why}. Get it in Apple Business Manager and sync the VPP token first.${mixed}`;
}

const tokens = ({ apps }: Extract<AuthenticatorChoice, { choice: 'ask' }>): string =>
  apps.map((app) => vppTokenOf(app) ?? app.displayName).join(', ');
