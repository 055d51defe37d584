import { checkBundleIds } from './check-bundle-ids.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import { hasBlank, withoutBlanks } from './blanks.ts';
import { browserPair, pluginKeys, registrationPair } from './microsoft-facts.ts';
import type { SsoPolicy } from './recognised.ts';
import { isNearKey, isNearToken, type Pair } from './registration-faults.ts';

/** What is wrong or unusual in an existing policy with Authenticator's extension; empty for another extension. */
export function lintPolicy(policy: SsoPolicy): Finding[] {
  if (policy.class === 'other-extension') return [];
  const { pairs } = policy;
  const named = `"${policy.name}"`;
  const findings = [
    ...lintForm(named, policy),
    ...pairs.flatMap((pair) => lintPair(named, pair)),
    ...lintTwice(named, pairs),
  ];
  if (policy.class === 'check-by-hand') return findings;
  if (
    policy.class !== 'shared-device-mode' &&
    !pairs.some((pair) => pair.key === browserPair.key && pair.value === browserPair.value)
  ) {
    findings.push(
      finding(
        'recommended-key-missing',
        `${named} lacks the recommended ${browserPair.key} = ${browserPair.value}.`,
        'Add it as an Integer, so that Safari and other apps can start the sign-in.',
      ),
    );
  }
  return [...findings, ...lintBundleIds(named, [...policy.bundleIds, ...policy.lists.allowed])];
}

function lintForm(named: string, known: SsoPolicy): Finding[] {
  const findings: Finding[] = [];
  if (known.class === 'check-by-hand') {
    findings.push(
      finding(
        'custom-profile',
        `${named} is an uploaded profile that sets Authenticator's extension; I cannot tell whether it registers devices.`,
        'Check it by hand, or replace it by a policy of type Microsoft Entra ID.',
      ),
    );
  }
  if (known.class === 'shared-device-mode') {
    findings.push(
      finding(
        'shared-device-mode',
        `${named} turns on shared device mode, so it is for devices shared by many, not just-in-time registration of a person.`,
        'Leave it to shared devices and keep it away from personal ones.',
      ),
    );
  }
  if (
    known.faults.some(
      (fault) => fault === 'extension-identifier' || fault === 'extension-type' || fault === 'redirect-urls',
    )
  ) {
    findings.push(
      finding(
        'extension-wrong',
        `${named} sets up Authenticator's extension with a wrong identifier, type or list of URLs.`,
        'Replace it by a policy of type Microsoft Entra ID, which sets these itself.',
      ),
    );
  }
  if (known.where === 'redirect') {
    findings.push(
      finding(
        'redirect-profile',
        `${named} sets up Authenticator's extension as a profile of another type than Microsoft Entra ID.`,
        'It can work; the type Microsoft Entra ID keeps identifier and URLs right by itself.',
      ),
    );
  }
  if (known.where === 'deprecated') {
    findings.push(
      finding(
        'deprecated-property',
        `${named} keeps the extension in a deprecated property.`,
        'Create it anew when you next change it.',
      ),
    );
  }
  return findings;
}

function lintPair(named: string, { key, value, type }: Pair): Finding[] {
  const findings: Finding[] = [];
  const [bareKey, shownKey] = [withoutBlanks(key), JSON.stringify(key)];
  const keys = Object.keys(pluginKeys);
  const meant =
    keys.find((wanted) => wanted.toLowerCase() === bareKey.toLowerCase()) ??
    keys.find((wanted) => isNearKey(key, wanted)) ??
    (isNearToken(value) ? registrationPair.key : undefined);
  const valueHasBlanks =
    typeof value === 'string' &&
    hasBlank(value) &&
    (meant === registrationPair.key || value.trim() !== value);
  if (hasBlank(key) || valueHasBlanks) {
    findings.push(
      finding(
        'pair-has-blanks',
        `${named} has a blank around or in key or value of ${shownKey}.`,
        'Remove the blank; it keeps the key from working.',
      ),
    );
  }
  if (!meant) return findings;
  if (bareKey !== meant) {
    const code = bareKey.toLowerCase() === meant.toLowerCase() ? 'pair-letter-case' : 'pair-near-miss-key';
    findings.push(
      finding(
        code,
        `${named} has the key ${shownKey}, which means nothing; ${meant} does.`,
        `Rename the key to ${meant}.`,
      ),
    );
  }
  if (type !== pluginKeys[meant]) {
    const wanted = pluginKeys[meant] === 'string' ? 'String' : 'Integer';
    findings.push(
      finding(
        'pair-wrong-type',
        `${named} has ${meant} with a value of the wrong type.`,
        `Set it as ${wanted}.`,
      ),
    );
  } else if (
    meant === registrationPair.key &&
    value !== registrationPair.value &&
    typeof value === 'string'
  ) {
    const bare = withoutBlanks(value);
    if (bare !== registrationPair.value) {
      const code = bare.toUpperCase() === registrationPair.value ? 'pair-letter-case' : 'pair-wrong-value';
      findings.push(
        finding(
          code,
          `${named} gives ${meant} a value that registers nothing.`,
          `Set it to ${registrationPair.value}.`,
        ),
      );
    }
  }
  return findings;
}

function lintTwice(named: string, pairs: Pair[]): Finding[] {
  const keys = pairs.map(({ key }) => key);
  return [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))].map((key) =>
    finding('pair-twice', `${named} has the key ${JSON.stringify(key)} more than once.`, 'Keep one of them.'),
  );
}

function lintBundleIds(named: string, ids: readonly string[]): Finding[] {
  const padded = ids
    .filter(hasBlank)
    .map((id) =>
      finding(
        'bundle-id-wrong',
        `${named} lists ${JSON.stringify(id)}, which has a blank in it.`,
        'Remove the blank.',
      ),
    );
  const { refused, notes } = checkBundleIds(ids);
  const wrong = refused
    .filter(({ reason }) => reason !== 'blank-inside')
    .map(({ reason, sentence, remedy }) => {
      const code =
        reason === 'microsoft-app'
          ? 'microsoft-app-listed'
          : reason === 'authenticator'
            ? 'authenticator-listed'
            : 'bundle-id-wrong';
      const offends = code === 'bundle-id-wrong' ? remedy : 'Take it off the list.';
      return finding(code, `${named} lists an app that does not belong there: ${sentence}`, offends);
    });
  return [...padded, ...wrong, ...notes];
}
