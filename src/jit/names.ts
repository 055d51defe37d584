import { oneLine, trimBlanks } from './blanks.ts';
import type { Target } from './plan.ts';

/** Our own limit for a policy's name, in characters; Intune documents none. */
export const longestName = 200;

/** Equal for names that differ only in letter case or blanks around them. */
export const foldName = (name: string): string => trimBlanks(name).toUpperCase().toLowerCase();

/**
 * A name for a new policy from whom it is for, such as `iOS - JIT registration - Sales`, unlike any in `taken` whatever the
 * letter case, never longer than 200 characters. A group without a known name is left out of it.
 */
export function defaultName(options: {
  targets: readonly Target[];
  groupNames: Readonly<Record<string, string>>;
  taken: readonly string[];
}): string {
  const taken = new Set(options.taken.map(foldName));
  const whom = whomOf(options.targets, options.groupNames);
  const wanted = `iOS - JIT registration${whom ? ` - ${whom}` : ''}`;
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` (${number})`;
    const name = `${shorten(wanted, longestName - suffix.length)}${suffix}`;
    if (!taken.has(foldName(name))) return name;
  }
}

function whomOf(targets: readonly Target[], groupNames: Readonly<Record<string, string>>): string {
  const nameOf = (target: Target): string[] => {
    if (target.kind === 'all-users') return ['All users'];
    if (target.kind === 'all-devices') return ['All devices'];
    const name = oneLine(groupNames[target.groupId] ?? groupNames[target.groupId.toLowerCase()] ?? '');
    return name === '' ? [] : [name];
  };
  const list = (names: string[]): string =>
    names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
  const included = list(targets.filter(({ kind }) => kind !== 'exclude-group').flatMap(nameOf));
  const excluded = list(targets.filter(({ kind }) => kind === 'exclude-group').flatMap(nameOf));
  return included && excluded ? `${included} except ${excluded}` : included;
}

function shorten(text: string, length: number): string {
  const points = [...text];
  return points.length <= length ? text : `${trimBlanks(points.slice(0, length - 3).join(''))}...`;
}

/** A plain description for a new policy: what it is for, no date, no person; the stamp comes later. */
export function defaultDescription(options: { bundleIds: readonly string[] }): string {
  const others = options.bundleIds.length;
  const apps =
    others === 0 ? 'Microsoft apps' : `Microsoft apps and ${others} other ${others === 1 ? 'app' : 'apps'}`;
  return `Just-in-time registration for iOS and iPadOS with the Microsoft Entra ID SSO app extension, for ${apps}.`;
}
