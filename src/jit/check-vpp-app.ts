import type { HowEnrolled, VppToken } from './enrollment-snapshot.ts';
import { tokenPhrase } from './authenticator.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import type { Licence, LicenceNeed } from './licence-needs.ts';
import { judgeVppToken } from './readiness-apple.ts';
import type { Target } from './plan.ts';
import type { IosApp, Snapshot } from './snapshot.ts';
import { fromWireTarget, targetKey, targetName } from './targets.ts';

/** The token of an app; undefined where tokens could not be read, or it is not among them. */
const tokenOf = (app: IosApp, { vppTokens }: HowEnrolled): VppToken | undefined =>
  vppTokens.read ? vppTokens.value.find(({ id }) => id === app.vppTokenId) : undefined;

/** Whether apps of its token can be licensed at all; what is not known counts as usable. */
export function isUsable(app: IosApp, enrollment: HowEnrolled, now: Date): boolean {
  const token = tokenOf(app, enrollment);
  return !token || judgeVppToken(token, now).state !== 'bad';
}

/** Whether the app can be had with this licence. Graph has the property in two spellings; what is not there counts as yes. */
export function supports(app: IosApp, licence: Licence): boolean {
  const type = app['licensingType'];
  if (typeof type !== 'object' || type === null) return true;
  const of = type as Record<string, unknown>;
  const names =
    licence === 'user'
      ? ['supportsUserLicensing', 'supportUserLicensing']
      : ['supportsDeviceLicensing', 'supportDeviceLicensing'];
  const told = names.map((name) => of[name]).filter((value) => typeof value === 'boolean');
  return told.length === 0 || told.includes(true);
}

/** Findings on the VPP app that is going to be assigned: its token, its licences, and whose licences others have. */
export function checkVppApp(
  app: IosApp,
  needs: ReadonlyMap<string, LicenceNeed & { target: Target }>,
  snapshot: Snapshot,
  enrollment: HowEnrolled,
): Finding[] {
  return [
    ...checkToken(app, enrollment, new Date(snapshot.readAt)),
    ...licencesShort(app),
    ...checkSupport(app, needs),
    ...checkAssigned(app, needs, snapshot),
  ];
}

function checkToken(app: IosApp, enrollment: HowEnrolled, now: Date): Finding[] {
  if (enrollment.vppTokens.read) return tokenFaults(app, enrollment, now);
  return [
    finding(
      'vpp-token-not-checked',
      `I could not check the Apple VPP token of Microsoft Authenticator: ${enrollment.vppTokens.why}`,
      'Look at the token in the Intune admin center.',
    ),
  ];
}

/** What is wrong with the token behind an app, as far as tokens were read. */
export function tokenFaults(app: IosApp, enrollment: HowEnrolled, now: Date): Finding[] {
  const token = tokenOf(app, enrollment);
  if (!token) return [];
  const { state, text, remedy } = judgeVppToken(token, now);
  if (state === 'good') return [];
  if (state === 'attention') return [finding('vpp-token-ends-soon', text, remedy)];
  return [
    finding(
      'vpp-token-not-valid',
      `${text.slice(0, -1)}, so Microsoft Authenticator cannot be installed with its licences.`,
      remedy,
    ),
  ];
}

/** Whether licences of an app are short: none is left, or more are asked for than there are. */
export function licencesShort(app: IosApp): Finding[] {
  const used = app['usedLicenseCount'];
  const total = app['totalLicenseCount'];
  if (typeof used !== 'number' || typeof total !== 'number' || used < total) return [];
  const of = `licences of Microsoft Authenticator from ${tokenPhrase(app)}`;
  return [
    finding(
      'vpp-licences-short',
      used > total
        ? `${used} ${of} are in use, more than the ${total} that there are, so some people or devices do not get it.`
        : total === 0
          ? `There are no ${of}, so nobody gets it.`
          : `All ${total} ${of} are in use, so further people or devices do not get it.`,
      'Get more licences in Apple Business Manager; they cost nothing.',
    ),
  ];
}

/** Why licences of an app cannot be had at all; what is not known says nothing against it. */
export function cannotInstall(app: IosApp, enrollment: HowEnrolled | undefined, now: Date): Finding[] {
  const ofToken = enrollment ? tokenFaults(app, enrollment, now) : [];
  return [
    ...ofToken.filter(({ code }) => code === 'vpp-token-not-valid'),
    ...(app['totalLicenseCount'] === 0 ? licencesShort(app) : []),
  ];
}

function checkSupport(app: IosApp, needs: ReadonlyMap<string, LicenceNeed>): Finding[] {
  const wanted = [...new Set([...needs.values()].map(({ licence }) => licence))];
  return wanted
    .filter((licence) => !supports(app, licence))
    .map((licence) =>
      finding(
        'vpp-licence-not-supported',
        `"${app.displayName}" cannot be had with ${licence} licences, which these people or devices need.`,
        'Choose the app of another Apple VPP token.',
      ),
    );
}

/** What is required already keeps its licence: a write of ours never alters it. */
function checkAssigned(
  app: IosApp,
  needs: ReadonlyMap<string, LicenceNeed & { target: Target }>,
  snapshot: Snapshot,
): Finding[] {
  return app.assignments.flatMap(({ target, intent, settings }) => {
    const known = fromWireTarget(target);
    const need = known && needs.get(targetKey(known));
    const deviceLicence = settings?.['useDeviceLicensing'];
    if (!need || intent !== 'required' || typeof deviceLicence !== 'boolean') return [];
    const has: Licence = deviceLicence ? 'device' : 'user';
    if (has === need.licence) return [];
    return [
      finding(
        'vpp-licence-other',
        `${targetName(snapshot, need.target)} has Microsoft Authenticator with ${has} licences already, but needs ${need.licence} licences because of "${need.because}".`,
        'Change the licence type of that assignment in Intune; I leave it as it is.',
      ),
    ];
  });
}
