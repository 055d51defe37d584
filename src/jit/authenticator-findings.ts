import { appPhrase, authenticatorLine } from './authenticator-line.ts';
import { authenticatorComes } from './authenticator-state.ts';
import type { CoverageRow } from './coverage-row.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import { lintAssignments } from './lint-assignments.ts';
import { requiredApps, suitsUserEnrollment } from './required-apps.ts';
import type { EnrollmentProfile, MaybeRead } from './snapshot.ts';
import { takeApart, type Assigned, type Included, type View } from './view.ts';
import { reachOf, subjectOf, waysTo } from './ways.ts';

/** What is wrong with Authenticator, seen from the targets that have a policy, and with its app objects by themselves. */
export function authenticatorFindings(
  rows: readonly CoverageRow[],
  view: View,
  profiles: MaybeRead<EnrollmentProfile[]>,
): Finding[] {
  const { snapshot } = view;
  const accountDriven = (profiles.read ? profiles.value : []).flatMap((profile) =>
    profile.defaultEnrollmentType === 'accountDrivenUserEnrollment'
      ? [{ name: profile.displayName, assigned: takeApart(profile.assignments) }]
      : [],
  );
  return [
    ...rows
      .filter(({ jit }) => jit === 'yes' || jit === 'may' || jit === 'broken' || jit === 'conflicting')
      .flatMap((row) => [
        ...mismatch(row),
        ...(row.target.kind === 'unknown' || row.unread
          ? []
          : licences(row.target, row.name, view, accountDriven)),
      ]),
    ...view.authenticators.flatMap(({ app }) => [
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
    ]),
  ];
}

/** What was not read proves nothing missing. A group that is only named by an exclusion without effect gets both through the same includes, which are told already. */
function mismatch({ authenticator, name, deleted, unread, policies }: CoverageRow): Finding[] {
  if (!authenticator || deleted || unread || authenticatorComes(authenticator) === 'yes') return [];
  if (authenticator.state === 'not-known') return [];
  if (!policies.some(({ ways }) => ways.some(({ how }) => how === 'direct'))) return [];
  const { sentence, remedy } = authenticatorLine(authenticator, name);
  return [
    finding('authenticator-mismatch', `${name} has an SSO extension policy: ${sentence}`, remedy ?? ''),
  ];
}

function licences(
  target: Included,
  name: string,
  view: View,
  accountDriven: readonly { name: string; assigned: Assigned }[],
): Finding[] {
  const subject = subjectOf(target, view);
  const apps = requiredApps(subject, view);
  const findings: Finding[] = [];
  const sure = apps.filter((app) => app.sure);
  const forms = new Map(sure.map((app) => [`${app.id} ${app.licence ?? ''}`, app]));
  if (forms.size > 1) {
    findings.push(
      finding(
        'authenticator-twice',
        `${name} gets Microsoft Authenticator in ${forms.size} ways: ${[...forms.values()].map(appPhrase).join('; ')}.`,
        'Require one of them there, or tell the devices apart with filters.',
      ),
    );
  }
  const profile = accountDriven.find(({ assigned }) => reachOf(waysTo(subject, assigned, view)) === 'yes');
  if (profile && apps.length > 0 && !suitsUserEnrollment(apps)) {
    findings.push(
      finding(
        'authenticator-wrong-licence',
        `The enrollment type profile "${profile.name}" lets ${name} use account-driven user enrollment, which installs Microsoft Authenticator only as a VPP app with user licences; there it is ${apps.map(appPhrase).join('; ')}.`,
        'Require a VPP app object of Microsoft Authenticator with user licences there.',
      ),
    );
  }
  return findings;
}
