import { randomUUID } from 'node:crypto';
import type { StoredObject } from '../tenant/state.ts';
import { checkedBody, readAssignments, replaceDirect } from './assign.ts';
import { both, type Answer, type Call, type GraphContext, type Route } from './context.ts';
import { badRequest, modelError } from './errors.ts';
import {
  answerAssignments,
  answerItem,
  answerList,
  answerObject,
  assignmentList,
  findObject,
  type Collection,
} from './intune-collection.ts';
import { tagsOfNew } from './scope-tags.ts';
import { showStored } from './show-stored.ts';
import { isA, propertiesOf, resolveType } from './types/model.ts';

const configurations: Collection = {
  path: 'deviceManagement/deviceConfigurations',
  declared: 'deviceConfiguration',
  assignmentType: 'deviceConfigurationAssignment',
  list: (graph) => graph.tenant.policies,
  show: (policy, { version }) => ({ ...showStored(policy, version, true), ...derivedKeys(policy, version) }),
  filter: {
    isof: (policy, type) => isA(policy.type, type),
    eq: ['displayName'],
    read: (policy, path) => policy.properties[path],
  },
  orderby: ['displayName', 'lastModifiedDateTime'],
};

/** Keys that only a GET of the beta has (graph.md 1.4); whoever sends them back gets a 400. */
function derivedKeys(policy: StoredObject, version: Call['version']): Record<string, unknown> {
  if (version !== 'beta' || policy.type !== 'iosDeviceFeaturesConfiguration') return {};
  const entra = ['enableSharedDeviceMode', 'bundleIdAccessControlList'];
  const kerberos = Object.keys(propertiesOf('iosKerberosSingleSignOnExtension', 'beta'));
  const redirect = ['extensionIdentifier', 'teamIdentifier', 'urlPrefixes', 'configurations'];
  return {
    ssoExtensionKey: 'iosSingleSignOnExtension',
    allExtensibleSSOEntities: [...entra, ...redirect, ...kerberos],
    azureAdExtensibleSSOEntities: entra,
    kerberosExtensibleSSOEntities: kerberos,
    nonKerberosExtensibleSSOEntities: redirect,
    redirectExtensibleSSOEntities: redirect,
    nonAzureAdExtensibleSSOEntities: [...redirect, ...kerberos],
    commonCredentialKerberosExtensibleSSOEntities: ['domains', 'realm'],
    commonCredentialRedirectExtensibleSSOEntities: [
      'configurations',
      'extensionIdentifier',
      'teamIdentifier',
    ],
  };
}

function create(call: Call, graph: GraphContext): Answer {
  const { '@odata.type': odataType, ...properties } = checkedBody('deviceConfiguration', call.body, call);
  const type = resolveType(String(odataType), call.version) ?? '';
  checkName(properties);
  const at = graph.now().toISOString();
  const policy: StoredObject = {
    id: randomUUID(),
    type,
    properties: {
      ...{ ...properties, ...tagsOfNew(call, graph) },
      ...{ createdDateTime: at, lastModifiedDateTime: at, version: 1 },
    },
    assignments: [],
  };
  graph.tenant.policies.push(policy);
  const answer = answerObject(configurations, policy, call, graph, 201);
  return {
    ...answer,
    headers: { location: `${graph.origin()}/${call.version}/${configurations.path}('${policy.id}')` },
  };
}

function update(call: Call, graph: GraphContext): Answer {
  const policy = findObject(configurations, call, graph);
  const properties = checkPatch(policy, call);
  if ('displayName' in properties) checkName(properties);
  const version = Number(policy.properties['version'] ?? 1) + 1;
  policy.properties = {
    ...policy.properties,
    ...properties,
    version,
    lastModifiedDateTime: graph.now().toISOString(),
  };
  return answerObject(configurations, policy, call, graph);
}

/** Without `@odata.type` a PATCH is read as the base type; the type of a policy cannot change (graph.md 1.3). */
function checkPatch(policy: StoredObject, call: Call): Record<string, unknown> {
  const body = call.body as Record<string, unknown>;
  const own = `#microsoft.graph.${policy.type}`;
  const given = body['@odata.type'];
  if (given !== undefined && given !== own) {
    checkedBody('deviceConfiguration', body, call);
    throw badRequest('intune', `The type of the configuration cannot be changed from ${own}.`);
  }
  const base = propertiesOf('deviceConfiguration', call.version);
  const outside = Object.keys(body).find((key) => !(key in base));
  if (given === undefined && outside !== undefined) {
    throw modelError(
      `The property '${outside}' does not exist on type 'microsoft.graph.deviceConfiguration'.`,
    );
  }
  const checked = checkedBody('deviceConfiguration', { ...body, '@odata.type': own }, call);
  return Object.fromEntries(Object.entries(checked).filter(([key]) => key !== '@odata.type'));
}

function checkName({ displayName }: Record<string, unknown>): void {
  if (typeof displayName !== 'string' || displayName.trim() === '')
    throw badRequest('intune', 'DisplayName is required.');
}

function remove(call: Call, graph: GraphContext): Answer {
  const policy = findObject(configurations, call, graph);
  graph.tenant.policies = graph.tenant.policies.filter((other) => other !== policy);
  return { status: 204 };
}

function assign(call: Call, graph: GraphContext): Answer {
  const policy = findObject(configurations, call, graph);
  replaceDirect(policy, readAssignments('assignments', configurations.assignmentType, call, graph));
  return assignmentList(configurations, policy, call, graph);
}

const writeScopes = ['DeviceManagementConfiguration.ReadWrite.All'];
const readScopes = ['DeviceManagementConfiguration.Read.All', ...writeScopes];
const intune = { area: 'intune', versions: both } as const;
const reads = { ...intune, scopes: readScopes, right: 'configuration.read', method: 'GET' } as const;
const writes = {
  ...intune,
  scopes: writeScopes,
  right: 'configuration.write',
  write: 'deviceConfigurations',
} as const;
const list = configurations.path;
const item = `${list}/:id`;

/** deviceManagement/deviceConfigurations. v1.0 knows neither SSO extensions nor assignment filters. */
export const deviceConfigurationRoutes: Route[] = [
  {
    ...reads,
    path: list,
    query: ['$filter', '$expand', '$select', '$top', '$orderby'],
    answer: (call, graph) => answerList(configurations, call, graph),
  },
  {
    ...reads,
    path: item,
    query: ['$expand', '$select'],
    answer: (call, graph) => answerItem(configurations, call, graph),
  },
  {
    ...reads,
    path: `${item}/assignments`,
    query: ['$top'],
    answer: (call, graph) => answerAssignments(configurations, call, graph),
  },
  { ...writes, method: 'POST', path: list, query: [], answer: create },
  { ...writes, method: 'PATCH', path: item, query: [], answer: update },
  { ...writes, method: 'DELETE', path: item, query: [], answer: remove },
  { ...writes, method: 'POST', path: `${item}/assign`, query: [], answer: assign },
];
