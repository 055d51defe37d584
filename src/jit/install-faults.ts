import type { AuthenticatorFault } from './authenticator-fault.ts';
import { cannotInstall, licencesShort } from './check-vpp-app.ts';
import type { Finding } from './finding.ts';
import { parentsGap } from './groups.ts';
import { licenceWanted, type Licence } from './licence-needs.ts';
import { somePhrase } from './licence-phrases.ts';
import { requiredApps, type RequiredApp } from './required-apps.ts';
import type { View } from './view.ts';
import { subjectOf, type Subject } from './ways.ts';

/**
 * Where Authenticator is required, but no object of it that would do can be installed: its VPP token is not valid, or it has no
 * licences. Licences that are all in use, or an object that only may come besides, leave it open. Tokens that could not be read
 * say nothing against it.
 */
export function installFaults(
  subject: Subject,
  { name }: { name: string },
  view: View,
): AuthenticatorFault[] {
  const wrong = wrongObjects(view);
  if (wrong.size === 0) return [];
  const { enrollment } = view.snapshot;
  const { target } = subject;
  const { need, ofSome } = enrollment ? licenceWanted(subject, view, enrollment) : {};
  const own = judge(subject, need?.licence, { view, wrong });
  const ofGroups = (own.stops ? [] : (ofSome?.groupIds ?? []))
    .map((groupId) => ({
      groupId,
      ...judge(subjectOf({ kind: 'group', groupId }, view), 'user', { view, wrong }),
    }))
    .filter(({ stops }) => stops);
  const isOpen = 'groupId' in target && parentsGap(target, view.snapshot) !== undefined;
  const some = somePhrase(
    ofGroups.map(({ groupId }) => groupId),
    view.snapshot,
    { name, isEveryone: !('groupId' in target) },
  );
  return [
    ...bySentence(own.findings).map((one) => ({ ...one, stops: own.stops, phrase: cannot })),
    ...bySentence(ofGroups.flatMap(({ findings }) => findings)).map((one) => ({
      ...one,
      stops: true,
      phrase: `${cannot} for ${some.replace(/,$/, '')}`,
    })),
  ].map(({ sentence, remedy, stops, phrase }) => ({
    ...{ kind: 'not-installable', stops, isOpen, phrase, sentence, remedy },
  }));
}

const cannot = 'Microsoft Authenticator, which it needs, cannot be installed';

interface Wrong {
  /** why it cannot be installed at all */
  blocked: Finding[];
  /** licences that are all in use */
  short: Finding[];
}

/** What keeps the objects that would do from being installed; nothing where one of them comes for sure. */
function judge(
  subject: Subject,
  licence: Licence | undefined,
  { view, wrong }: { view: View; wrong: ReadonlyMap<string, Wrong> },
): { stops: boolean; findings: Finding[] } {
  const judged = requiredApps({ ...subject, holdsGroups: false }, view).map((app) => ({
    ...app,
    ...(wrong.get(app.id) ?? { blocked: [], short: [] }),
  }));
  const suiting = judged.filter((app) => licence === undefined || hasLicence(app, licence));
  const pool = suiting.length > 0 ? suiting : judged;
  const usable = pool.filter(({ blocked }) => blocked.length === 0);
  const come = usable.filter(({ sure }) => sure);
  if (come.length > 0)
    return {
      stops: false,
      findings: come.every(({ short }) => short.length > 0) ? come.flatMap(({ short }) => short) : [],
    };
  const lost = pool.filter(({ blocked, sure }) => blocked.length > 0 && (sure || usable.length === 0));
  const isElsewhere = licence !== 'user' && judged.some(({ blocked }) => blocked.length === 0);
  return {
    stops: lost.length > 0 && usable.length === 0 && !isElsewhere,
    findings: lost.flatMap(({ blocked }) => blocked),
  };
}

const hasLicence = ({ kind, licence }: RequiredApp, wanted: Licence): boolean =>
  kind === 'vpp' && (licence ?? wanted) === wanted;

/** What is wrong with each object by itself, by its id; those with nothing are left out. */
function wrongObjects({ authenticators, snapshot }: View): ReadonlyMap<string, Wrong> {
  const now = new Date(snapshot.readAt);
  return new Map(
    authenticators.flatMap(({ app }): [string, Wrong][] => {
      const blocked = cannotInstall(app, snapshot.enrollment, now);
      const short = licencesShort(app);
      return blocked.length + short.length > 0 ? [[app.id, { blocked, short }]] : [];
    }),
  );
}

const bySentence = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((one) => [one.sentence, one])).values(),
];
