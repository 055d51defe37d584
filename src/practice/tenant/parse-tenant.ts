import { checkObject, ValueError } from '../graph/types/check-value.ts';
import { resolveType } from '../graph/types/model.ts';
import { assignmentId } from './assignment-id.ts';
import { checkReferences } from './check-references.ts';
import type { PracticeGroup, PracticeTenant, StoredAssignment, StoredObject } from './state.ts';
import {
  placeOf,
  TenantFileError,
  tenantFileSchema,
  type CheckedTenantFile,
  type GroupKind,
} from './tenant-file.ts';

const wasMade = '2025-03-03T09:00:00Z';

/**
 * Makes a running tenant out of the contents of a tenant file. `from` names the file in errors, `now` is what its relative
 * dates (`in 34 days`) are seen from. Throws TenantFileError with all mistakes of the form, or all wrong references, or
 * the first value that does not fit Microsoft's types.
 */
export function parseTenant(contents: unknown, from: string, now = new Date()): PracticeTenant {
  const parsed = tenantFileSchema.safeParse(contents);
  if (!parsed.success) {
    throw new TenantFileError(
      from,
      parsed.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`),
    );
  }
  const mistakes = checkReferences(parsed.data);
  if (mistakes.length > 0) throw new TenantFileError(from, mistakes);
  try {
    return toTenant(parsed.data, now);
  } catch (error) {
    if (error instanceof ValueError) throw new TenantFileError(from, [`${error.path}: ${error.message}`]);
    throw error;
  }
}

function toTenant(file: CheckedTenantFile, now: Date): PracticeTenant {
  const { tenantId, name, domain, signedIn, people, multiAdminApproval } = file;
  const objectIds = new Map(people.map((person) => [person.id, person.objectId]));
  const store = (given: Given, path: string, declared: string, assignmentType?: string): StoredObject =>
    toStored(given, { path, declared, assignmentType, now });
  return {
    ...{ tenantId, name, domain, signedIn, multiAdminApproval: { ...multiAdminApproval } },
    people: people.map(({ scopeTags, ...person }) => ({
      ...person,
      consentedScopes: [...person.consentedScopes],
      ...(scopeTags ? { scopeTags: [...scopeTags] } : {}),
    })),
    groups: file.groups.map((group) => toGroup(group, objectIds)),
    assignmentFilters: file.assignmentFilters.map((filter, i) =>
      store(filter, `assignmentFilters[${i}]`, 'deviceAndAppManagementAssignmentFilter'),
    ),
    policies: file.deviceConfigurations.map((policy, i) =>
      store(policy, `deviceConfigurations[${i}]`, 'deviceConfiguration', 'deviceConfigurationAssignment'),
    ),
    catalogPolicies: file.configurationPolicies.map(({ settings, ...policy }, i) => ({
      ...store(
        { settingCount: settings.length, ...policy },
        `configurationPolicies[${i}]`,
        'deviceManagementConfigurationPolicy',
        'deviceManagementConfigurationPolicyAssignment',
      ),
      settings: settings.map((setting, index) => ({ id: String(index), ...setting })),
    })),
    apps: file.mobileApps.map((app, i) => store(app, `mobileApps[${i}]`, 'mobileApp', 'mobileAppAssignment')),
    ...toPrerequisites(file, store),
  };
}

/** What enrolment and sign-in need beside policies and apps. */
function toPrerequisites(
  file: CheckedTenantFile,
  store: (given: Given, path: string, declared: string, assignmentType?: string) => StoredObject,
): Pick<
  PracticeTenant,
  | 'pushCertificate'
  | 'enrolmentTypeProfiles'
  | 'enrolmentTokens'
  | 'vppTokens'
  | 'compliancePolicies'
  | 'conditionalAccessPolicies'
> {
  const { applePushNotificationCertificate: certificate } = file;
  return {
    pushCertificate:
      certificate === null
        ? undefined
        : store(certificate, 'applePushNotificationCertificate', 'applePushNotificationCertificate'),
    enrolmentTypeProfiles: file.appleUserInitiatedEnrollmentProfiles.map((profile, i) =>
      store(
        profile,
        `appleUserInitiatedEnrollmentProfiles[${i}]`,
        'appleUserInitiatedEnrollmentProfile',
        'appleEnrollmentProfileAssignment',
      ),
    ),
    enrolmentTokens: file.depOnboardingSettings.map(({ enrollmentProfiles, ...token }, i) => ({
      ...store(token, `depOnboardingSettings[${i}]`, 'depOnboardingSetting'),
      profiles: enrollmentProfiles.map((profile, j) =>
        store(profile, `depOnboardingSettings[${i}].enrollmentProfiles[${j}]`, 'enrollmentProfile'),
      ),
    })),
    vppTokens: file.vppTokens.map((token, i) => store(token, `vppTokens[${i}]`, 'vppToken')),
    compliancePolicies: file.deviceCompliancePolicies.map((policy, i) =>
      store(
        policy,
        `deviceCompliancePolicies[${i}]`,
        'deviceCompliancePolicy',
        'deviceCompliancePolicyAssignment',
      ),
    ),
    conditionalAccessPolicies: file.conditionalAccessPolicies.map((policy, i) =>
      store(policy, `conditionalAccessPolicies[${i}]`, 'conditionalAccessPolicy'),
    ),
  };
}

const groupForms: Record<
  GroupKind,
  { groupTypes: string[]; securityEnabled: boolean; mailEnabled: boolean }
> = {
  security: { groupTypes: [], securityEnabled: true, mailEnabled: false },
  microsoft365: { groupTypes: ['Unified'], securityEnabled: false, mailEnabled: true },
  'mail-enabled-security': { groupTypes: [], securityEnabled: true, mailEnabled: true },
  distribution: { groupTypes: [], securityEnabled: false, mailEnabled: true },
  'dynamic-user': { groupTypes: ['DynamicMembership'], securityEnabled: true, mailEnabled: false },
  'dynamic-device': { groupTypes: ['DynamicMembership'], securityEnabled: true, mailEnabled: false },
};

function toGroup(group: CheckedTenantFile['groups'][number], objectIds: Map<string, string>): PracticeGroup {
  const { id, displayName, description, mail, membershipRule } = group;
  return {
    ...{ id, displayName, description, mail, membershipRule },
    ...structuredClone(groupForms[group.kind]),
    mailNickname: mail?.split('@')[0] ?? id.slice(0, 8),
    createdDateTime: wasMade,
    members: group.members.map((member) => objectIds.get(member) ?? member.toLowerCase()),
    ...(group.hiddenFrom.length > 0 ? { hiddenFrom: [...group.hiddenFrom] } : {}),
  };
}

type Given = Record<string, unknown> & { id: string };

function toStored(
  given: Given,
  of: { path: string; declared: string; assignmentType: string | undefined; now: Date },
): StoredObject {
  const { id, assignments = [], ...rest } = given;
  const { path, declared, assignmentType = '', now } = of;
  const check = (type: string, value: unknown, at: string): Record<string, unknown> =>
    checkObject(type, value, { version: 'beta', keepServerMade: true, datesFrom: now, path: at });
  const { '@odata.type': odataType, ...properties } = check(declared, rest, path);
  const type = typeof odataType === 'string' ? resolveType(odataType, 'beta') : undefined;
  return {
    id,
    type: type ?? declared,
    properties: { createdDateTime: wasMade, lastModifiedDateTime: wasMade, ...properties },
    assignments: (assignments as unknown[]).map((assignment, i) =>
      storedAssignment(id, check(assignmentType, assignment, `${path}.assignments[${i}]`)),
    ),
  };
}

function storedAssignment(objectId: string, checked: Record<string, unknown>): StoredAssignment {
  const assignment = {
    ...checked,
    target: checked['target'] as Record<string, unknown>,
    source: checked['source'] === 'policySets' ? ('policySets' as const) : ('direct' as const),
    sourceId: typeof checked['sourceId'] === 'string' ? checked['sourceId'] : null,
  };
  return { ...assignment, id: assignmentId(objectId, assignment) };
}
