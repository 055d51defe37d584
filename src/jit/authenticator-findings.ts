import { adviseObject } from './authenticator-advice.ts';
import { appPhrase, authenticatorLine } from './authenticator-line.ts';
import { authenticatorComes } from './authenticator-state.ts';
import { installableKind } from './authenticator.ts';
import { licencesShort, tokenFaults } from './check-vpp-app.ts';
import type { CoverageRow } from './coverage-row.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import { licenceWanted } from './licence-needs.ts';
import { leftOutGroups } from './left-out.ts';
import { lintAssignments } from './lint-assignments.ts';
import { requiredApps, type RequiredApp } from './required-apps.ts';
import type { Included } from './take-apart.ts';
import type { View } from './view.ts';
import { subjectOf } from './ways.ts';

/**
 * What is wrong with Authenticator, seen from the targets that have a policy, and with its app objects by themselves. Licences are
 * compared with how people enroll as far as that was read.
 */
export function authenticatorFindings(rows: readonly CoverageRow[], view: View): Finding[] {
  const leftOut = new Set(leftOutGroups(view).map(({ groupId }) => groupId));
  return [
    ...rows
      .filter(({ jit }) => jit === 'yes' || jit === 'may' || jit === 'broken' || jit === 'conflicting')
      .flatMap((row) => [
        ...mismatch(row, leftOut),
        ...(row.target.kind === 'unknown' || row.unread ? [] : twice(row.target, row.name, view)),
        ...wrongLicence(row),
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

/**
 * What was not read proves nothing missing. A group that is only named by an exclusion without effect gets both through the same
 * includes, which are told already, unless Authenticator leaves it out.
 */
function mismatch(row: CoverageRow, leftOut: ReadonlySet<string>): Finding[] {
  const { target, authenticator, advice, name, deleted, unread, policies } = row;
  if (!authenticator || deleted || unread || authenticatorComes(authenticator) === 'yes') return [];
  if (authenticator.state === 'not-known') return [];
  const isLeftOut = target.kind === 'group' && leftOut.has(target.groupId);
  if (!isLeftOut && !policies.some(({ ways }) => ways.some(({ how }) => how === 'direct'))) return [];
  const { sentence, remedy } = authenticatorLine(authenticator, { name, advice });
  return [
    finding('authenticator-mismatch', `${name} has an SSO extension policy: ${sentence}`, remedy ?? ''),
  ];
}

/** Required from two objects, or with both licences, without a filter that tells devices apart. */
function twice(target: Included, name: string, view: View): Finding[] {
  const sure = requiredApps(subjectOf(target, view), view).filter((app) => app.sure);
  const told = sure.filter(
    (app) => app.licence !== undefined || !sure.some(({ id, licence }) => id === app.id && licence),
  );
  const forms = [...new Map(told.map((app) => [`${app.id} ${app.licence ?? ''}`, app])).values()];
  if (forms.length < 2) return [];
  const keep = formToKeep(forms, target, view);
  const remedy = keep
    ? `Keep ${appPhrase(keep)}, and take ${forms.length === 2 ? 'the other' : 'the others'} away there`
    : 'Require one of them there';
  return [
    finding(
      'authenticator-twice',
      `${name} gets Microsoft Authenticator in ${forms.length} ways: ${forms.map(appPhrase).join('; ')}.`,
      `${remedy}, or tell the devices apart with filters.`,
    ),
  ];
}

/** The one that suits how they enroll, as far as that is known. */
function formToKeep(forms: readonly RequiredApp[], target: Included, view: View): RequiredApp | undefined {
  const { enrollment } = view.snapshot;
  const subject = subjectOf(target, view, { holdsGroups: true });
  const { need, gap } = enrollment ? licenceWanted(subject, view, enrollment) : {};
  if (!enrollment || gap) return undefined;
  const suiting = need
    ? forms.filter(({ kind, licence }) => kind === 'vpp' && (licence ?? need.licence) === need.licence)
    : forms.filter(({ id }) => id === adviseObject(subject, view).appId);
  return suiting.length === 1 ? suiting[0] : undefined;
}

/** What groups around it may put right is told as not read; the other faults are told of the object, or of the group left out. */
const wrongLicence = ({ faults }: CoverageRow): Finding[] =>
  faults
    .filter(({ kind, isOpen }) => !isOpen && (kind === 'user' || kind === 'device'))
    .map(({ kind, sentence, remedy }) =>
      finding(
        kind === 'user' ? 'authenticator-wrong-licence' : 'authenticator-asks-apple-account',
        sentence,
        remedy,
      ),
    );
