/** A sign-in that did not work, in plain words. `reason` goes to Teams and back to the bot: letters, digits, - and _ only. */
export interface SignInTrouble {
  reason: string;
  heading: string;
  text: string;
  nextStep: string;
}

const again = 'Close this window, go back to Teams and say it once more.';

const adminConsent: SignInTrouble = {
  reason: 'admin-consent-needed',
  heading: 'An administrator has to agree first',
  text: 'Your organization lets only administrators agree to what this bot asks for.',
  nextStep:
    'Ask a Privileged Role Administrator or Global Administrator to grant consent for this app: Entra admin center, Enterprise applications, this app, Permissions. Then say it once more in Teams.',
};
const declined: SignInTrouble = {
  reason: 'declined',
  heading: 'You did not agree',
  text: 'The bot did not get the permissions, so nothing was read or changed.',
  nextStep: `${again} The bot works with your own rights only, and needs your consent for that.`,
};
const blocked: SignInTrouble = {
  reason: 'conditional-access',
  heading: 'Conditional Access does not let you in from here',
  text: 'A rule of your organization blocks this sign-in, because of the device, the place or the app.',
  nextStep: 'Try from a device that your organization manages, or ask whoever manages Conditional Access.',
};
const notAssigned: SignInTrouble = {
  reason: 'not-assigned',
  heading: 'You are not assigned to this app',
  text: 'Your organization lets only assigned people use this app.',
  nextStep:
    'Ask an administrator to assign you: Entra admin center, Enterprise applications, this app, Users and groups.',
};
const busy: SignInTrouble = {
  reason: 'temporarily-unavailable',
  heading: 'The sign-in service is not available right now',
  text: 'Microsoft Entra ID asks to try again later.',
  nextStep: `Wait a minute. ${again}`,
};

export const wrongState: SignInTrouble = {
  reason: 'too-old',
  heading: 'This sign-in page is too old',
  text: 'The sign-in was not begun in this browser within the last ten minutes, so it does not count.',
  nextStep: again,
};
export const unknownRequest: SignInTrouble = {
  reason: 'unknown-request',
  heading: 'This sign-in link is not known any more',
  text: 'It was used up, it is older than an hour, or it is incomplete.',
  nextStep: again,
};
export const unavailable: SignInTrouble = {
  reason: 'unavailable',
  heading: 'The bot cannot look this up right now',
  text: 'Nothing was read or changed.',
  nextStep: `Wait a minute. ${again}`,
};

/** By AADSTS number. Source: Microsoft Learn, "Microsoft Entra authentication and authorization error codes". */
const known: Record<string, SignInTrouble> = {
  65001: adminConsent,
  90094: adminConsent,
  900941: adminConsent,
  90095: adminConsent,
  90099: adminConsent,
  65004: declined,
  50105: notAssigned,
  53000: blocked,
  53001: blocked,
  53002: blocked,
  53003: blocked,
};

/**
 * What Entra's `error` and `error_description` mean for the person. Whatever is in them, only an error name of plain letters
 * and an AADSTS number are ever repeated.
 */
export function explainSignInError(error: string, description: string): SignInTrouble {
  const number = /AADSTS(\d{4,8})\b/.exec(description)?.[1];
  const explained = number === undefined ? undefined : known[number];
  if (explained !== undefined) return explained;
  if (error === 'consent_required') return adminConsent;
  if (error === 'access_denied' && number === undefined) return declined;
  if (error === 'temporarily_unavailable' || error === 'server_error') return busy;
  const name = /^[a-z_]{1,40}$/.test(error) ? error : 'unknown';
  return {
    reason: number === undefined ? name : `AADSTS${number}`,
    heading: 'The sign-in did not work',
    text: `Microsoft Entra ID answered: ${name}${number === undefined ? '' : ` (AADSTS${number})`}.`,
    nextStep: `${again} If it stays so, show this to whoever runs the bot.`,
  };
}
