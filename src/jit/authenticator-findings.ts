import { adviseObject } from './authenticator-advice.ts';
import { appPhrase, authenticatorLine } from './authenticator-line.ts';
import { authenticatorComes } from './authenticator-state.ts';
import { installableKind } from './authenticator.ts';
import { licencesShort, tokenFaults } from './check-vpp-app.ts';
import type { CoverageRow } from './coverage-row.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import { isMet } from './licence-faults.ts';
import { licenceWanted } from './licence-needs.ts';
import { lintAssignments } from './lint-assignments.ts';
import { few } from './phrases.ts';
import { requiredApps } from './required-apps.ts';
import type { Included } from './take-apart.ts';
import { groupName } from './targets.ts';
import type { View } from './view.ts';
import { subjectOf } from './ways.ts';

/**
 * What is wrong with Authenticator, seen from the targets that have a policy, and with its app objects by themselves. Licences are
 * compared with how people enroll as far as that was read.
 */
export function authenticatorFindings(rows: readonly CoverageRow[], view: View): Finding[] {
  return [
    ...rows
      .filter(({ jit }) => jit === 'yes' || jit === 'may' || jit === 'broken' || jit === 'conflicting')
      .flatMap((row) => [
        ...mismatch(row),
        ...(row.target.kind === 'unknown' || row.unread
          ? []
          : [...twice(row.target, row.name, view), ...wrongLicence(row.target, row.name, view)]),
      ]),
    ...view.authenticators.flatMap((one) => objectFindings(one, view)),
  ];
}

/** What is wrong with one app object; its token and licences matter only where it is assigned for installing. */
function objectFindings({ app, assigned }: View['authenticators'][number], { snapshot }: View): Finding[] {
  const { enrollment, readAt } = snapshot;
  const installs = assigned.includes.some(({ assignment }) => assignment.intent !== 'uninstall');
  const isBought = installableKind(app) === 'vpp' && installs;
  return [
    ...lintAssignments(`The app "${app.displayName}"`, app.assignments, snapshot),
    ...(app.publishingState && app.publishingState !== 'published'
      ? [
          finding(
            'authenticator-not-published',
            `The app "${app.displayName}" is not published yet (${app.publishingState}), and Intune assigns only published apps.`,
            'Wait a few minutes, or delete it in Intune if it stays so.',
          ),
        ]
      : []),
    ...(isBought && enrollment ? tokenFaults(app, enrollment, new Date(readAt)) : []),
    ...(isBought ? licencesShort(app) : []),
  ];
}

/** What was not read proves nothing missing. A group that is only named by an exclusion without effect gets both through the same includes, which are told already. */
function mismatch({ authenticator, advice, name, deleted, unread, policies }: CoverageRow): Finding[] {
  if (!authenticator || deleted || unread || authenticatorComes(authenticator) === 'yes') return [];
  if (authenticator.state === 'not-known') return [];
  if (!policies.some(({ ways }) => ways.some(({ how }) => how === 'direct'))) return [];
  const { sentence, remedy } = authenticatorLine(authenticator, { name, advice });
  return [
    finding('authenticator-mismatch', `${name} has an SSO extension policy: ${sentence}`, remedy ?? ''),
  ];
}

/** Required from two objects, or with both licences, without a filter that tells devices apart. */
function twice(target: Included, name: string, view: View): Finding[] {
  const sure = requiredApps(subjectOf(target, view), view).filter((app) => app.sure);
  const forms = new Map(sure.map((app) => [`${app.id} ${app.licence ?? ''}`, app]));
  if (forms.size < 2) return [];
  return [
    finding(
      'authenticator-twice',
      `${name} gets Microsoft Authenticator in ${forms.size} ways: ${[...forms.values()].map(appPhrase).join('; ')}.`,
      'Require one of them there, or tell the devices apart with filters.',
    ),
  ];
}

/** Where it is required, but not as the enrollment of these people or devices takes it. */
function wrongLicence(target: Included, name: string, view: View): Finding[] {
  const { enrollment } = view.snapshot;
  const subject = subjectOf(target, view, { holdsGroups: true });
  const need = enrollment && licenceWanted(subject, view, enrollment).need;
  const apps = requiredApps(subjectOf(target, view), view);
  if (!need || apps.length === 0 || isMet(need, subject, view)) return [];
  const there = `there it is ${apps.map(appPhrase).join('; ')}`;
  const remedy = `Require Microsoft Authenticator there${adviseObject(subject, view).text}`;
  const who =
    need.groupIds.length === 0 ? name : few(need.groupIds.map((id) => groupName(view.snapshot, id)));
  return [
    need.licence === 'user'
      ? finding(
          'authenticator-wrong-licence',
          `The enrollment type profile "${need.because}" lets ${who} use account-driven User Enrollment, which installs Microsoft Authenticator only as a VPP app with user licences; ${there}.`,
          remedy,
        )
      : finding(
          'authenticator-asks-apple-account',
          `${name} holds supervised devices ("${need.because}"), where Microsoft Authenticator asks for an Apple Account unless it is a VPP app with device licences; ${there}.`,
          remedy,
        ),
  ];
}
