import type { CheckedTenantFile } from './tenant-file.ts';

/** Mistakes that only show when the parts of a tenant file are held side by side; `PLACE: what` each. */
export function checkReferences(file: CheckedTenantFile): string[] {
  return [
    ...twice(file.people.map(({ id }, i) => [`people[${i}].id`, id])),
    ...twice([
      ...file.people.map(({ objectId }, i): [string, string] => [`people[${i}].objectId`, objectId]),
      ...file.groups.map(({ id }, i): [string, string] => [`groups[${i}].id`, id]),
    ]),
    ...twice(
      file.people.map((person, i) => [
        `people[${i}].userPrincipalName`,
        person.userPrincipalName.toLowerCase(),
      ]),
    ),
    ...twice(file.deviceConfigurations.map(({ id }, i) => [`deviceConfigurations[${i}].id`, id])),
    ...twice(file.configurationPolicies.map(({ id }, i) => [`configurationPolicies[${i}].id`, id])),
    ...twice(file.mobileApps.map(({ id }, i) => [`mobileApps[${i}].id`, id])),
    ...prerequisites.flatMap((list) => twice(file[list].map(({ id }, i) => [`${list}[${i}].id`, id]))),
    ...twice(
      file.depOnboardingSettings.flatMap(({ enrollmentProfiles }, i) =>
        enrollmentProfiles.map(({ id }, j): [string, string] => [
          `depOnboardingSettings[${i}].enrollmentProfiles[${j}].id`,
          id,
        ]),
      ),
    ),
    ...checkPeople(file),
    ...checkMembers(file),
    ...checkHidden(file),
    ...checkRules(file),
    ...checkTargets(file),
    ...checkVppApps(file),
  ];
}

const prerequisites = [
  'appleUserInitiatedEnrollmentProfiles',
  'depOnboardingSettings',
  'vppTokens',
  'deviceCompliancePolicies',
  'conditionalAccessPolicies',
] as const;

function twice(entries: [place: string, value: string][]): string[] {
  const first = new Map<string, string>();
  return entries.flatMap(([place, value]) => {
    const earlier = first.get(value);
    if (earlier !== undefined) return [`${place}: "${value}" stands at ${earlier} already`];
    first.set(value, place);
    return [];
  });
}

function checkPeople(file: CheckedTenantFile): string[] {
  const chatting = file.people.filter(({ chats }) => chats);
  const signedIn = file.people.find(({ id }) => id === file.signedIn);
  return [
    ...(chatting.length > 6
      ? [`people: ${chatting.length} have "chats": true, the Agents Playground knows six`]
      : []),
    ...(signedIn ? [] : [`signedIn: no person has the id "${file.signedIn}"`]),
    ...(signedIn && !signedIn.chats ? [`signedIn: "${file.signedIn}" needs "chats": true`] : []),
  ];
}

function checkMembers(file: CheckedTenantFile): string[] {
  const known = new Set([
    ...file.people.flatMap(({ id, objectId }) => [id, objectId]),
    ...file.groups.map(({ id }) => id),
  ]);
  return file.groups.flatMap((group, i) =>
    group.members.flatMap((member, j) =>
      known.has(member) || known.has(member.toLowerCase())
        ? []
        : [`groups[${i}].members[${j}]: no person or group has the id "${member}"`],
    ),
  );
}

function checkHidden(file: CheckedTenantFile): string[] {
  const handles = new Set(file.people.map(({ id }) => id));
  return file.groups.flatMap(({ hiddenFrom }, i) =>
    hiddenFrom.flatMap((handle, j) =>
      handles.has(handle) ? [] : [`groups[${i}].hiddenFrom[${j}]: no person has the id "${handle}"`],
    ),
  );
}

function checkRules(file: CheckedTenantFile): string[] {
  return file.groups.flatMap(({ kind, membershipRule }, i) => {
    const dynamic = kind.startsWith('dynamic-');
    if (dynamic === (membershipRule !== null)) return [];
    return [
      `groups[${i}].membershipRule: ${dynamic ? `a ${kind} group needs one` : 'only a dynamic group has one'}`,
    ];
  });
}

function checkTargets(file: CheckedTenantFile): string[] {
  const groups = new Set([...file.groups.map(({ id }) => id), ...file.deletedGroups]);
  const filters = new Set(file.assignmentFilters.map(({ id }) => id));
  const lists = [
    ...(['deviceConfigurations', 'configurationPolicies', 'mobileApps'] as const),
    ...(['appleUserInitiatedEnrollmentProfiles', 'deviceCompliancePolicies'] as const),
  ];
  return lists.flatMap((list) =>
    file[list].flatMap(({ assignments }, i) =>
      assignments.flatMap(({ target }, j) => {
        const place = `${list}[${i}].assignments[${j}].target`;
        const filter = target['deviceAndAppManagementAssignmentFilterId'];
        return [
          ...unknown(
            `${place}.groupId`,
            target['groupId'],
            groups,
            'group (a deleted one stands in deletedGroups)',
          ),
          ...unknown(
            `${place}.deviceAndAppManagementAssignmentFilterId`,
            filter,
            filters,
            'assignment filter',
          ),
        ];
      }),
    ),
  );
}

/** A bought app is there once for each token, and goes with its token. */
function checkVppApps(file: CheckedTenantFile): string[] {
  const tokens = new Set(file.vppTokens.map(({ id }) => id));
  return file.mobileApps.flatMap((app, i) =>
    unknown(`mobileApps[${i}].vppTokenId`, app['vppTokenId'], tokens, 'VPP token'),
  );
}

function unknown(place: string, id: unknown, known: Set<string>, what: string): string[] {
  if (typeof id !== 'string' || known.has(id.toLowerCase())) return [];
  return [`${place}: no ${what} has the id "${id}"`];
}
