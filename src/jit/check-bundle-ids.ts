import { trimBlanks, withoutInvisible } from './blanks.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import { refuseBundleId, type RefusedReason } from './refuse-bundle-id.ts';

export interface Refused {
  /** as it was given, without blanks around it */
  id: string;
  reason: RefusedReason;
  sentence: string;
  remedy: string;
}

export interface CheckedBundleIds {
  /** in the order given, first spelling kept, no two the same but for letter case */
  accepted: string[];
  refused: Refused[];
  notes: Finding[];
}

const whereToFind =
  "Take the bundle ID from the app's properties in the Intune admin center, or from bundleId at https://itunes.apple.com/lookup?id=";

const remedies: Record<RefusedReason, { says: string; remedy: string }> = {
  'microsoft-app': {
    says: 'is a Microsoft app. The SSO extension covers those by itself, and listing them breaks sign-in',
    remedy: 'Leave it out; nothing else is needed for it.',
  },
  authenticator: {
    says: 'is Microsoft Authenticator, which must never be in the policy',
    remedy: 'Leave it out; I assign Authenticator as a required app instead.',
  },
  'app-store-link': {
    says: 'is a link to the App Store, not a bundle ID',
    remedy: `${whereToFind}NUMBER (the number after id in the link).`,
  },
  'app-store-id': {
    says: 'is the number of an app in the App Store, not its bundle ID',
    remedy: `${whereToFind}NUMBER.`,
  },
  'web-address': {
    says: 'is a web address, not a bundle ID',
    remedy: `${whereToFind}NUMBER (the app's number in the App Store).`,
  },
  'android-package': {
    says: 'has an underscore, which only Android package names have',
    remedy: 'Give the bundle ID of the iOS app; it has letters, digits, hyphens and dots only.',
  },
  wildcard: {
    says: 'has a wildcard, which this list does not know',
    remedy: 'Give the bundle ID of each app in full.',
  },
  'team-prefix': { says: 'starts with the team prefix of its maker', remedy: 'Give it without the prefix.' },
  'blank-inside': {
    says: 'has a blank inside',
    remedy: 'Give it without the blank, or put each bundle ID on a line of its own.',
  },
  'too-long': { says: 'is too long for a bundle ID', remedy: 'Check that it is a single bundle ID.' },
  'not-a-bundle-id': {
    says: 'is not a bundle ID',
    remedy: 'A bundle ID looks like com.contoso.expenses: letters A to Z, digits, hyphens and dots.',
  },
};

/** Brands that Microsoft owns and whose apps are not documented to take part by themselves. */
const brands: readonly (readonly [RegExp, string])[] = [
  [/^com\.linkedin\./i, 'LinkedIn'],
  [/^com\.github\.stormbreaker\./i, 'GitHub'],
  [/^com\.swiftkey\./i, 'SwiftKey'],
  [/^com\.skype\./i, 'Skype'],
];

function notesOn(id: string): Finding[] {
  const brand = brands.find(([pattern]) => pattern.test(id))?.[1];
  if (brand) {
    return [
      finding(
        'microsoft-brand-app',
        `${id} belongs to ${brand}, a brand of Microsoft.`,
        'Keep it only if people sign in to this app with their work account and it does not do so by itself.',
      ),
    ];
  }
  if (/^com\.apple\./i.test(id)) {
    return [
      finding(
        'apple-app-not-needed',
        `${id} is an app of Apple, which the extension allows by default.`,
        'You can leave it out.',
      ),
    ];
  }
  if (!id.includes('.')) {
    return [
      finding(
        'bundle-id-without-dot',
        `${id} has no dot, which is rare for a bundle ID.`,
        "Compare it with the app's properties in Intune.",
      ),
    ];
  }
  return [];
}

/**
 * Sorts candidates into accepted and refused. Blanks around a candidate and invisible characters are removed, letter case
 * is kept, duplicates are folded whatever their case. Never throws; empty candidates are skipped.
 */
export function checkBundleIds(candidates: readonly string[]): CheckedBundleIds {
  const result: CheckedBundleIds = { accepted: [], refused: [], notes: [] };
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const candidate of candidates) {
    const id = trimBlanks(withoutInvisible(candidate));
    if (id === '') continue;
    if (seen.has(id.toLowerCase())) {
      twice.add(id.toLowerCase());
      continue;
    }
    seen.add(id.toLowerCase());
    const refusal = refuseBundleId(id);
    if (!refusal) {
      result.accepted.push(id);
      result.notes.push(...notesOn(id));
      continue;
    }
    const { says, remedy } = remedies[refusal.reason];
    const shown = id.length > 80 ? `${[...id].slice(0, 77).join('')}...` : id;
    const number = /\d{6,}/.exec(id)?.[0];
    result.refused.push({
      id,
      reason: refusal.reason,
      sentence: `${shown} ${says}.`,
      remedy: refusal.without
        ? `Give it without the prefix: ${refusal.without}`
        : refusal.reason.startsWith('app-store') && number
          ? `${whereToFind}${number}`
          : remedy,
    });
  }
  for (const id of result.accepted.filter((accepted) => twice.has(accepted.toLowerCase()))) {
    result.notes.push(
      finding('bundle-id-twice', `${id} was given more than once; it is listed once.`, 'Nothing to do.'),
    );
  }
  return result;
}
