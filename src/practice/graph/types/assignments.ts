import {
  betaOnly,
  complex,
  guid,
  neededText,
  oneOf,
  server,
  text,
  type GraphType,
  type Property,
} from './shape.ts';

const target = 'deviceAndAppManagementAssignmentTarget';
const madeByService: Record<string, Property> = {
  id: server(neededText()),
  source: betaOnly(server(oneOf('direct', 'policySets'))),
  sourceId: betaOnly(server(text())),
};

/** Assignments of policies and apps, and their targets. v1.0 targets know no filter, v1.0 assignments no source. */
export const assignmentTypes: Record<string, GraphType> = {
  deviceConfigurationAssignment: {
    properties: { ...madeByService, intent: betaOnly(oneOf('apply', 'remove')), target: complex(target) },
  },
  deviceManagementConfigurationPolicyAssignment: {
    betaOnly: true,
    properties: { ...madeByService, target: complex(target) },
  },
  deviceCompliancePolicyAssignment: { properties: { ...madeByService, target: complex(target) } },
  appleEnrollmentProfileAssignment: {
    betaOnly: true,
    properties: { id: server(neededText()), target: complex(target) },
  },
  mobileAppAssignment: {
    betaOnly: true,
    properties: {
      ...madeByService,
      intent: oneOf('available', 'required', 'uninstall', 'availableWithoutEnrollment'),
      target: complex(target),
      settings: complex('mobileAppAssignmentSettings'),
    },
  },
  deviceAndAppManagementAssignmentTarget: {
    abstract: true,
    properties: {
      deviceAndAppManagementAssignmentFilterId: betaOnly(guid()),
      deviceAndAppManagementAssignmentFilterType: betaOnly(oneOf('none', 'include', 'exclude')),
    },
  },
  allLicensedUsersAssignmentTarget: { base: target, properties: {} },
  allDevicesAssignmentTarget: { base: target, properties: {} },
  groupAssignmentTarget: { base: target, properties: { groupId: guid() } },
  exclusionGroupAssignmentTarget: { base: 'groupAssignmentTarget', properties: {} },
};
