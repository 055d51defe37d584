import { betaOnly, type Answer, type Call, type GraphContext, type Route } from './context.ts';
import { answerItem, answerList, type Collection } from './intune-collection.ts';
import { showStored } from './show-stored.ts';

const filters: Collection = {
  path: 'deviceManagement/assignmentFilters',
  declared: 'deviceAndAppManagementAssignmentFilter',
  assignmentType: '',
  list: (graph) => graph.tenant.assignmentFilters,
  show: (filter, { version }) => showStored(filter, version, false),
  expand: {},
  filter: { eq: [], read: () => undefined },
  orderby: [],
};

const reads = {
  method: 'GET',
  area: 'intune',
  versions: betaOnly,
  scopes: ['DeviceManagementConfiguration.Read.All', 'DeviceManagementConfiguration.ReadWrite.All'],
  right: 'configuration.read',
} satisfies Partial<Route>;

/** deviceManagement/assignmentFilters, read only, beta only. */
export const assignmentFilterRoutes: Route[] = [
  {
    ...reads,
    path: filters.path,
    query: ['$select', '$top'],
    answer: (call, graph): Answer => answerList(filters, call, graph),
  },
  {
    ...reads,
    path: `${filters.path}/:id`,
    query: ['$select'],
    answer: (call: Call, graph: GraphContext): Answer => answerItem(filters, call, graph),
  },
];
