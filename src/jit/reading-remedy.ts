import type { Unread } from './snapshot.ts';

/** The next step where a part could not be read: by the right that was missing, or to try again where none was. */
export function readingRemedy({ missing }: Pick<Unread, 'missing'>): string {
  if (!missing) return 'Try again in a minute.';
  const { kind, scope } = missing;
  return {
    scope: `Let an administrator consent to ${scope}, or look in the admin center.`,
    role: 'Ask somebody whose role includes it, or get such a role.',
    'scope-or-role': `Let an administrator consent to ${scope} and check your role, or look in the admin center.`,
  }[kind];
}
