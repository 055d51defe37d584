import type { AdeToken, EnrollmentSnapshot, VppToken } from './enrollment-snapshot.ts';
import { couldNotCheck, good, lasting, worstFirst, type Lasting, type Said } from './readiness-item.ts';
import type { Unread } from './snapshot.ts';

/** Without the push certificate no device can be enrolled, and an expired one cuts off those that are. */
export function checkApns({ apns }: EnrollmentSnapshot, now: Date): Said {
  const what = 'the Apple MDM push certificate';
  if (!apns.read) return couldNotCheck(what, apns);
  if (apns.value === null) {
    return {
      state: 'bad',
      reason: 'There is no Apple MDM push certificate, so no iPhone or iPad can be enrolled.',
      remedy: 'Create one in the admin center, with an Apple Account that belongs to the company.',
    };
  }
  const { state, text } = lasting(apns.value.expirationDateTime, now);
  const account = apns.value.appleIdentifier;
  const details = account === '' ? [] : [`Apple Account: ${account}`];
  const reason = `The Apple MDM push certificate ${text}.`;
  if (state === 'good') return good(reason, details);
  const remedy =
    'Renew it with the same Apple Account; with a new certificate every device would have to be enrolled again.';
  return { state, reason, remedy, details };
}

/** The tokens of automated device enrollment; a tenant without any simply does not use it. One that is usable is enough to go on. */
export function checkAdeTokens({ adeTokens }: EnrollmentSnapshot, now: Date): Said {
  if (!adeTokens.read) return couldNotCheck('the enrollment program tokens', adeTokens);
  const each = adeTokens.value.map((token) => judgeAdeToken(token, now));
  const isOneUsable = each.some(isUsable);
  const judged = worstFirst(each.map((one) => (isOneUsable ? notInTheWay(one) : one)));
  const [worst] = judged;
  if (!worst) return good('Automated device enrollment is not in use: there is no enrollment program token.');
  return summed(worst, judged, 'Every enrollment program token is valid and syncs.');
}

interface Judged extends Lasting {
  remedy: string;
}

const isUsable = ({ state }: Judged): boolean => state !== 'bad';
const notInTheWay = (one: Judged): Judged => (isUsable(one) ? one : { ...one, state: 'attention' });

function judgeAdeToken(token: AdeToken, now: Date): Judged {
  const { state, text } = lasting(token.tokenExpirationDateTime, now);
  const named = `The enrollment program token "${token.tokenName}"`;
  if (state !== 'bad' && token.lastSyncErrorCode !== 0) {
    return {
      state: 'attention',
      text: `${named} did not sync (error ${token.lastSyncErrorCode}) and ${text}.`,
      remedy: 'Sync it in the admin center; accept new terms in Apple Business Manager if it asks for that.',
    };
  }
  if (state !== 'bad' && token.lastSuccessfulSyncDateTime === null) {
    return {
      state: 'attention',
      text: `${named} never synced and ${text}.`,
      remedy: 'Sync it in the admin center.',
    };
  }
  return {
    state,
    text: `${named} ${text}.`,
    remedy: 'Renew it with the Apple Account that it was made with.',
  };
}

/**
 * The tokens of apps bought in volume. `isNeeded`: somebody enrolls in a way that wants such apps, or why that is not known;
 * `requiring`: ids of the tokens that a required Authenticator comes from. A token that neither needs is only to be looked at.
 */
export function checkVppTokens(
  { vppTokens }: EnrollmentSnapshot,
  now: Date,
  { isNeeded, requiring }: { isNeeded: boolean | Unread; requiring: ReadonlySet<string> },
): Said {
  if (!vppTokens.read) return couldNotCheck('the Apple VPP tokens', vppTokens);
  const each = vppTokens.value.map((token) => ({ id: token.id, ...judgeVppToken(token, now) }));
  const isOneNeeded = isNeeded === true && !each.some(isUsable);
  const judged = worstFirst(
    each.map((one) => (isOneNeeded || requiring.has(one.id) ? one : notInTheWay(one))),
  );
  const [worst] = judged;
  if (!worst) {
    if (typeof isNeeded !== 'boolean')
      return couldNotCheck(
        'whether anything here needs an Apple VPP token, of which there is none',
        isNeeded,
      );
    if (!isNeeded) return good('There is no Apple VPP token, and nothing here needs one.');
    return {
      state: 'attention',
      reason:
        'There is no Apple VPP token, though account-driven User Enrollment or supervised devices are in use.',
      remedy:
        'Add one from Apple Business Manager: account-driven User Enrollment installs only apps with user licences, and supervised devices install silently with device licences.',
    };
  }
  return summed(worst, judged, 'Every Apple VPP token is valid.');
}

/** Whether apps of a token can be licensed, and for how long. */
export function judgeVppToken(token: VppToken, now: Date): Judged {
  const { state, text } = lasting(token.expirationDateTime, now);
  const named = `The Apple VPP token "${vppTokenName(token)}"`;
  const renew = 'Renew it with the Apple Account that it was made with.';
  const faults: Readonly<Record<string, Judged>> = {
    expired: { state: 'bad', text: `${named} has expired.`, remedy: renew },
    invalid: { state: 'bad', text: `${named} is not valid any more.`, remedy: 'Upload a new one.' },
    assignedtoexternalmdm: {
      state: 'bad',
      text: `${named} is in use by another device management.`,
      remedy: 'Take it over in the admin center, or upload another one.',
    },
    duplicatelocationid: {
      state: 'bad',
      text: `${named} is for a location that another token has already.`,
      remedy: 'Delete one of the two.',
    },
  };
  const fault = faults[token.state.toLowerCase()];
  if (fault) return fault;
  if (state === 'bad') return { state, text: `${named} ${text}.`, remedy: renew };
  if (token.state.toLowerCase() !== 'valid') {
    return {
      state: 'attention',
      text: `${named} is in a state that I do not know (${token.state || 'none'}) and ${text}.`,
      remedy: 'Look at it in the admin center.',
    };
  }
  if (token.lastSyncStatus.toLowerCase() === 'failed') {
    return {
      state: 'attention',
      text: `${named} did not sync and ${text}.`,
      remedy: 'Sync it in the admin center.',
    };
  }
  return { state, text: `${named} ${text}.`, remedy: renew };
}

export const vppTokenName = ({ displayName, organizationName, appleId, id }: VppToken): string =>
  displayName || organizationName || appleId || id;

function summed(worst: Judged, judged: readonly Judged[], allGood: string): Said {
  const details = judged.length > 1 ? judged.map(({ text }) => text) : [];
  if (worst.state === 'good') return good(judged.length === 1 ? worst.text : allGood, details);
  return { state: worst.state, reason: worst.text, remedy: worst.remedy, details };
}
