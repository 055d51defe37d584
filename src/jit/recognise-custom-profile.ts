import { authenticator } from './microsoft-facts.ts';
import { appLists, type SsoPolicy } from './recognised.ts';
import type { CustomProfile } from './snapshot.ts';

/**
 * An uploaded profile that sets Authenticator's extension; undefined for any other. It is for a person to check: whether
 * `{{DEVICEREGISTRATION}}` is filled in there is not documented. Signed, binary and UTF-16 profiles are looked through too.
 */
export function recogniseCustomProfile(profile: CustomProfile): SsoPolicy | undefined {
  const text = withoutComments(
    Buffer.from(profile.payload ?? '', 'base64')
      .toString('latin1')
      .replaceAll('\0', ''),
  ).toLowerCase();
  const setsExtension = /com\.apple\.extensiblesso(?![\w.-])/.test(text);
  if (!setsExtension || !text.includes(authenticator.extension)) return undefined;
  const { id, displayName, description, assignments } = profile;
  return {
    id,
    name: displayName,
    description: typeof description === 'string' ? description : null,
    where: 'custom',
    class: 'check-by-hand',
    faults: [],
    pairs: [],
    bundleIds: [],
    lists: appLists([]),
    assignments,
  };
}

/** Without what XML does not read; linear, whatever was uploaded. */
function withoutComments(text: string): string {
  const [first = '', ...others] = text.split('<!--');
  return first + others.map((part) => part.slice(endOf(part))).join('');
}

const endOf = (part: string): number => (part.includes('-->') ? part.indexOf('-->') + 3 : part.length);
