import type { StoredCatalogPolicy } from '../tenant/state.ts';
import { betaOnly, type Answer, type Call, type GraphContext, type Route } from './context.ts';
import {
  answerAssignments,
  answerItem,
  answerList,
  findObject,
  type Collection,
} from './intune-collection.ts';
import { pageOf } from './odata/page.ts';
import { showStored } from './show-stored.ts';

const family = 'templateReference/templateFamily';

const policies: Collection<StoredCatalogPolicy> = {
  path: 'deviceManagement/configurationPolicies',
  declared: 'deviceManagementConfigurationPolicy',
  assignmentType: 'deviceManagementConfigurationPolicyAssignment',
  list: (graph) => graph.tenant.catalogPolicies,
  show: (policy, { version }) => ({
    ...showStored(policy, version, false),
    isAssigned: policy.assignments.length > 0,
  }),
  expand: {
    settings: (policy, call, graph) => ({
      'settings@odata.context': settingsContext(policy, call, graph),
      settings: structuredClone(policy.settings),
    }),
  },
  filter: {
    eq: [family],
    read: ({ properties }, path) =>
      path === family
        ? (properties['templateReference'] as Record<string, unknown> | null)?.['templateFamily']
        : undefined,
  },
  orderby: [],
};

const settingsContext = ({ id }: StoredCatalogPolicy, { version }: Call, graph: GraphContext): string =>
  `${graph.origin()}/${version}/$metadata#${policies.path}('${id}')/settings`;

function answerSettings(call: Call, graph: GraphContext): Answer {
  const policy = findObject(policies, call, graph);
  const on = { read: (): undefined => undefined, eq: [], pageSize: 1000 };
  const page = pageOf(policy.settings, call, graph, on);
  const value = structuredClone(page.items);
  return {
    status: 200,
    body: { '@odata.context': settingsContext(policy, call, graph), ...page.nextLink, value },
  };
}

const readScopes = ['DeviceManagementConfiguration.Read.All', 'DeviceManagementConfiguration.ReadWrite.All'];
const reads = {
  area: 'intune',
  versions: betaOnly,
  scopes: readScopes,
  right: 'configuration.read',
  method: 'GET',
} as const;
const item = `${policies.path}/:id`;

/** deviceManagement/configurationPolicies (Settings Catalog), read only; it exists in beta only. */
export const configurationPolicyRoutes: Route[] = [
  {
    ...reads,
    path: policies.path,
    query: ['$filter', '$expand', '$select', '$top', '$orderby'],
    answer: (call, graph) => answerList(policies, call, graph),
  },
  {
    ...reads,
    path: item,
    query: ['$expand', '$select'],
    answer: (call, graph) => answerItem(policies, call, graph),
  },
  { ...reads, path: `${item}/settings`, query: ['$top'], answer: answerSettings },
  {
    ...reads,
    path: `${item}/assignments`,
    query: ['$top'],
    answer: (call, graph) => answerAssignments(policies, call, graph),
  },
];
