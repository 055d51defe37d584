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
 * Makes a running tenant out of the contents of a tenant file. `from` names the file in errors. Throws TenantFileError
 * with all mistakes of the form, or all wrong references, or the first value that does not fit Microsoft's types.
 */
export function parseTenant(contents: unknown, from: string): PracticeTenant {
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
    return toTenant(parsed.data);
  } catch (error) {
    if (error instanceof ValueError) throw new TenantFileError(from, [`${error.path}: ${error.message}`]);
    throw error;
  }
}

function toTenant(file: CheckedTenantFile): PracticeTenant {
  const { tenantId, name, domain, signedIn, people, multiAdminApproval } = file;
  const objectIds = new Map(people.map((person) => [person.id, person.objectId]));
  return {
    ...{ tenantId, name, domain, signedIn, multiAdminApproval: { ...multiAdminApproval } },
    people: people.map((person) => ({ ...person, consentedScopes: [...person.consentedScopes] })),
    groups: file.groups.map((group) => toGroup(group, objectIds)),
    assignmentFilters: file.assignmentFilters.map((filter, i) =>
      toStored(filter, `assignmentFilters[${i}]`, 'deviceAndAppManagementAssignmentFilter'),
    ),
    policies: file.deviceConfigurations.map((policy, i) =>
      toStored(policy, `deviceConfigurations[${i}]`, 'deviceConfiguration', 'deviceConfigurationAssignment'),
    ),
    catalogPolicies: file.configurationPolicies.map(({ settings, ...policy }, i) => ({
      ...toStored(
        { settingCount: settings.length, ...policy },
        `configurationPolicies[${i}]`,
        'deviceManagementConfigurationPolicy',
        'deviceManagementConfigurationPolicyAssignment',
      ),
      settings: settings.map((setting, index) => ({ id: String(index), ...setting })),
    })),
    apps: file.mobileApps.map((app, i) =>
      toStored(app, `mobileApps[${i}]`, 'mobileApp', 'mobileAppAssignment'),
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
  };
}

function toStored(
  given: Record<string, unknown> & { id: string },
  path: string,
  declared: string,
  assignmentType?: string,
): StoredObject {
  const { id, assignments = [], ...rest } = given;
  const checked = checkObject(declared, rest, { version: 'beta', keepServerMade: true, path });
  const { '@odata.type': odataType, ...properties } = checked;
  const type = typeof odataType === 'string' ? resolveType(odataType, 'beta') : undefined;
  const toAssignment = (assignment: unknown, i: number): StoredAssignment =>
    storedAssignment(
      given.id,
      checkAssignment(assignment, assignmentType ?? '', `${path}.assignments[${i}]`),
    );
  return {
    id,
    type: type ?? declared,
    properties: { createdDateTime: wasMade, lastModifiedDateTime: wasMade, ...properties },
    assignments: (assignments as unknown[]).map(toAssignment),
  };
}

function checkAssignment(assignment: unknown, type: string, path: string): Record<string, unknown> {
  return checkObject(type, assignment, { version: 'beta', keepServerMade: true, path });
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
