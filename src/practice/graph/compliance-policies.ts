import { both, type Route } from './context.ts';
import { answerAssignments, answerItem, answerList, type Collection } from './intune-collection.ts';
import { showStored } from './show-stored.ts';
import { isA } from './types/model.ts';

const policies: Collection = {
  path: 'deviceManagement/deviceCompliancePolicies',
  declared: 'deviceCompliancePolicy',
  assignmentType: 'deviceCompliancePolicyAssignment',
  list: ({ tenant }) => tenant.compliancePolicies,
  show: (policy, { version }) => showStored(policy, version, true),
  filter: {
    isof: (policy, type) => isA(policy.type, type),
    eq: ['displayName'],
    read: (policy, path) => policy.properties[path],
  },
  orderby: ['displayName'],
};

const reads = {
  method: 'GET',
  area: 'intune',
  versions: both,
  scopes: ['DeviceManagementConfiguration.Read.All', 'DeviceManagementConfiguration.ReadWrite.All'],
  right: 'compliance.read',
} satisfies Partial<Route>;

/** deviceManagement/deviceCompliancePolicies, read only; v1.0 knows no assignment filters. */
export const compliancePolicyRoutes: Route[] = [
  {
    ...reads,
    path: policies.path,
    query: ['$filter', '$expand', '$select', '$top', '$orderby'],
    answer: (call, graph) => answerList(policies, call, graph),
  },
  {
    ...reads,
    path: `${policies.path}/:id`,
    query: ['$expand', '$select'],
    answer: (call, graph) => answerItem(policies, call, graph),
  },
  {
    ...reads,
    path: `${policies.path}/:id/assignments`,
    query: ['$top'],
    answer: (call, graph) => answerAssignments(policies, call, graph),
  },
];
