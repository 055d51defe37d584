import { vppTokenOf } from './authenticator.ts';
import { isUsable } from './check-vpp-app.ts';
import type { EnrolledSnapshot } from './enrollment-snapshot.ts';
import type { IosApp } from './snapshot.ts';

/** The apps of several VPP tokens, told apart by token, licences left and, where names do not suffice, id. */
export function vppChoices(
  apps: readonly IosApp[],
  { enrollment, readAt }: EnrolledSnapshot,
): { title: string; value: string }[] {
  return apps.map((app) => {
    const token = vppTokenOf(app) ?? 'VPP token without a name';
    const isAlone = apps.filter((other) => vppTokenOf(other) === vppTokenOf(app)).length === 1;
    const parts = [
      isAlone ? token : `${token} (id ${app.id})`,
      licencesLeft(app),
      enrollment && !isUsable(app, enrollment, new Date(readAt)) ? 'token expired or not valid' : undefined,
    ];
    return { title: parts.filter((part) => part !== undefined).join(', '), value: app.id };
  });
}

function licencesLeft(app: IosApp): string | undefined {
  const used = app['usedLicenseCount'];
  const total = app['totalLicenseCount'];
  if (typeof used !== 'number' || typeof total !== 'number') return undefined;
  return `${Math.max(0, total - used)} of ${total} licences left`;
}
