import {
  authenticatorApps,
  chooseAuthenticator,
  installableKind,
  type AuthenticatorChoice,
} from './authenticator.ts';
import { isUsable, supports } from './check-vpp-app.ts';
import type { EnrolledSnapshot, HowEnrolled } from './enrollment-snapshot.ts';
import type { Licence } from './licence-needs.ts';

/**
 * Which Authenticator object suits people who want these licences (reference graph.md 4.6): a VPP app with user licences for
 * account-driven User Enrollment, with device licences for supervised devices, else as `chooseAuthenticator` has it. A set-up and
 * the remedies of answers go by it alike. `hasStoreApp`: whether the store app is there for all of them already.
 */
export function chooseObject(
  wanted: readonly Licence[],
  { apps, enrollment, readAt }: Pick<EnrolledSnapshot, 'apps' | 'enrollment' | 'readAt'>,
  hasStoreApp: () => boolean,
): AuthenticatorChoice {
  const plain = chooseAuthenticator(apps);
  if (wanted.length === 0 || !enrollment) return plain;
  const needsUser = wanted.includes('user');
  if (!needsUser && hasStoreApp()) return plain;
  return vppChoice(wanted, { apps, enrollment, now: new Date(readAt) }) ?? plain;
}

/** undefined where none would do */
function vppChoice(
  wanted: readonly Licence[],
  { apps, enrollment, now }: { apps: EnrolledSnapshot['apps']; enrollment: HowEnrolled; now: Date },
): AuthenticatorChoice | undefined {
  const fitting = authenticatorApps(apps).filter(
    (app) => installableKind(app) === 'vpp' && wanted.every((licence) => supports(app, licence)),
  );
  const usable = fitting.filter((app) => isUsable(app, enrollment, now));
  // Without a user licence account-driven devices get nothing at all, so even a token that has to be renewed is the way.
  const candidates = usable.length > 0 || !wanted.includes('user') ? usable : fitting;
  const [only, ...more] = candidates;
  if (!only) return undefined;
  if (more.length > 0) return { choice: 'ask', apps: candidates };
  return { choice: 'use', app: only, kind: 'vpp', findings: [] };
}
