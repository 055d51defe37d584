import { randomUUID } from 'node:crypto';
import { targetId } from '../tenant/assignment-id.ts';
import type { StoredObject } from '../tenant/state.ts';
import { checkedBody, readAssignments, replaceDirect } from './assign.ts';
import { betaOnly, type Answer, type Call, type GraphContext, type Route } from './context.ts';
import { badRequest } from './errors.ts';
import {
  answerAssignments,
  answerItem,
  answerList,
  answerObject,
  findObject,
  type Collection,
} from './intune-collection.ts';
import { tagsOfNew } from './scope-tags.ts';
import { showStored } from './show-stored.ts';
import type { Checked } from './types/check-value.ts';
import { isA } from './types/model.ts';

const availability = 'microsoft.graph.managedApp/appAvailability';

const mobileApps: Collection = {
  path: 'deviceAppManagement/mobileApps',
  declared: 'mobileApp',
  assignmentType: 'mobileAppAssignment',
  list: (graph) => graph.tenant.apps,
  show: (app, { version }, graph) => ({
    ...showStored(app, version, true),
    publishingState: isPublished(app, graph) ? 'published' : 'processing',
    isAssigned: app.assignments.length > 0,
  }),
  filter: {
    isof: (app, type) => isA(app.type, type),
    eq: ['displayName', 'isAssigned', availability],
    read: readApp,
  },
  orderby: ['displayName'],
};

/** Whether the app is past the delay that a new app may have. */
function isPublished(app: StoredObject, { publishing, now }: GraphContext): boolean {
  return (publishing.get(app.id) ?? 0) <= now().getTime();
}

function readApp(app: StoredObject, path: string): unknown {
  if (path === 'isAssigned') return app.assignments.length > 0;
  if (path !== availability) return app.properties[path];
  return isA(app.type, 'managedApp') ? (app.properties['appAvailability'] ?? 'global') : null;
}

function create(call: Call, graph: GraphContext): Answer {
  const { '@odata.type': odataType, ...properties } = checkedBody('mobileApp', call.body, call);
  if (odataType !== '#microsoft.graph.iosStoreApp') {
    throw badRequest('intune', `An app of type ${String(odataType)} cannot be created here.`);
  }
  checkStoreApp(properties);
  const at = graph.now();
  const app: StoredObject = {
    id: randomUUID(),
    type: 'iosStoreApp',
    properties: {
      ...{ ...properties, ...tagsOfNew(call, graph) },
      ...{ createdDateTime: at.toISOString(), lastModifiedDateTime: at.toISOString() },
    },
    assignments: [],
  };
  graph.tenant.apps.push(app);
  graph.publishing.set(app.id, at.getTime() + graph.publishAfterMs);
  const answer = answerObject(mobileApps, app, call, graph, 201);
  return { ...answer, headers: { location: `${graph.origin()}/beta/${mobileApps.path}('${app.id}')` } };
}

/** What the portal asks for (graph.md 4.2): names, a URL of the App Store, exactly one minimum OS, a device type. */
function checkStoreApp(app: Checked): void {
  const missing = ['displayName', 'description', 'publisher', 'appStoreUrl'].find((name) => !app[name]);
  if (missing !== undefined) throw badRequest('intune', `The property '${missing}' is required.`);
  const chosen = (name: string): number =>
    Object.values((app[name] ?? {}) as Checked).filter((value) => value === true).length;
  if (chosen('minimumSupportedOperatingSystem') !== 1) {
    throw badRequest('intune', 'Exactly one minimumSupportedOperatingSystem has to be true.');
  }
  if (chosen('applicableDeviceType') === 0)
    throw badRequest('intune', 'An applicableDeviceType is required.');
  if (!/^https:\/\/(apps|itunes)\.apple\.com\/\S*id\d+/.test(String(app['appStoreUrl']))) {
    throw badRequest('intune', 'The appStoreUrl is not a URL of the App Store.');
  }
}

function remove(call: Call, graph: GraphContext): Answer {
  const app = findObject(mobileApps, call, graph);
  graph.tenant.apps = graph.tenant.apps.filter((other) => other !== app);
  return { status: 204 };
}

function assign(call: Call, graph: GraphContext): Answer {
  const app = findObject(mobileApps, call, graph);
  const assignments = readAssignments('mobileAppAssignments', mobileApps.assignmentType, call, graph);
  if (isA(app.type, 'managedApp'))
    throw badRequest('intune', 'A managed app of the catalogue cannot be assigned.');
  if (!isPublished(app, graph))
    throw badRequest('intune', 'The app cannot be assigned until it is published.');
  for (const assignment of assignments) checkAppAssignment(app, assignment);
  checkIntents(assignments);
  replaceDirect(app, assignments);
  return { status: 204 };
}

function checkAppAssignment(app: StoredObject, { target, settings }: Checked): void {
  if (settings === undefined || settings === null) return;
  if ((target as Checked)['@odata.type'] === '#microsoft.graph.exclusionGroupAssignmentTarget') {
    throw badRequest('intune', 'Exclusion assignment does not support MobileAppAssignment Settings.');
  }
  if ((settings as Checked)['@odata.type'] !== `#microsoft.graph.${app.type}AssignmentSettings`) {
    throw badRequest('intune', `The assignment settings do not fit an app of type ${app.type}.`);
  }
}

/**
 * A group has one intent of an app, and is excluded from one; Graph's own words for two are not known (graph.md 12). Excluded
 * from one intent and included in another it may be: the admin center writes that (MSEndpointMgr/IntuneWin32App#76, of a Win32
 * app; for iOS nothing was found that says otherwise).
 */
function checkIntents(assignments: Checked[]): void {
  const intents = new Map<string, unknown>();
  for (const { target, intent = 'available' } of assignments) {
    const { '@odata.type': type } = target as Checked;
    const id = targetId(target as Checked);
    const key = `${String(type)} ${id}`;
    if (intents.has(key) && intents.get(key) !== intent) {
      throw badRequest('intune', `The target ${id} cannot have two intents of one app.`);
    }
    intents.set(key, intent);
  }
}

const readScopes = ['DeviceManagementApps.Read.All', 'DeviceManagementApps.ReadWrite.All'];
const writeScopes = ['DeviceManagementApps.ReadWrite.All'];
const reads = {
  area: 'intune',
  versions: betaOnly,
  scopes: readScopes,
  right: 'apps.read',
  method: 'GET',
} as const;
const writes = {
  area: 'intune',
  versions: betaOnly,
  scopes: writeScopes,
  right: 'apps.write',
  write: 'apps',
} as const;
const list = mobileApps.path;
const item = `${list}/:id`;

/** deviceAppManagement/mobileApps, in beta only: a v1.0 round trip would lose filters and settings. */
export const mobileAppRoutes: Route[] = [
  {
    ...reads,
    path: list,
    query: ['$filter', '$expand', '$select', '$top', '$orderby'],
    answer: (call, graph) => answerList(mobileApps, call, graph),
  },
  {
    ...reads,
    path: item,
    query: ['$expand', '$select'],
    answer: (call, graph) => answerItem(mobileApps, call, graph),
  },
  {
    ...reads,
    path: `${item}/assignments`,
    query: ['$top'],
    answer: (call, graph) => answerAssignments(mobileApps, call, graph),
  },
  { ...writes, method: 'POST', path: list, query: [], answer: create },
  { ...writes, method: 'DELETE', path: item, query: [], answer: remove },
  { ...writes, method: 'POST', path: `${item}/assign`, right: 'apps.assign', query: [], answer: assign },
];
