import { z } from 'zod/v4';
import type {
  AssignmentFilter,
  CustomProfile,
  DeviceFeaturesPolicy,
  IosApp,
  SettingsCatalogPolicy,
} from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import type { GraphClient, GraphRequest } from './client.ts';
import { concerns } from './concern.ts';
import { completeExpanded } from './complete-expanded.ts';
import { at } from './path.ts';
import { checked, readOne, readPages } from './read.ts';
import {
  appSchema,
  catalogPolicySchema,
  customProfileSchema,
  filterSchema,
  policySchema,
} from './schemas.ts';

const policies = at`/deviceManagement/deviceConfigurations`;
const apps = at`/deviceAppManagement/mobileApps`;
const anIosApp = ['iosStoreApp', 'iosVppApp', 'iosLobApp'].map((type) => `isof('microsoft.graph.${type}')`);

/** All Device-features policies that the person may see, assignments complete. */
export async function readPolicies(client: GraphClient): Promise<DeviceFeaturesPolicy[]> {
  return readExpanded(client, policySchema, ['assignments'], {
    version: 'beta',
    path: policies,
    query: { $filter: "isof('microsoft.graph.iosDeviceFeaturesConfiguration')", $expand: 'assignments' },
    concern: concerns.readPolicies,
  });
}

/** All Settings Catalog policies, of every platform (a filter by platform is not documented), with their settings. */
export async function readCatalogPolicies(client: GraphClient): Promise<SettingsCatalogPolicy[]> {
  return readExpanded(client, catalogPolicySchema, ['assignments', 'settings'], {
    version: 'beta',
    path: at`/deviceManagement/configurationPolicies`,
    query: { $expand: 'assignments,settings' },
    concern: concerns.readCatalog,
  });
}

/** All custom iOS profiles, with what was uploaded. */
export async function readCustomProfiles(client: GraphClient): Promise<CustomProfile[]> {
  return readExpanded(client, customProfileSchema, ['assignments'], {
    version: 'beta',
    path: policies,
    query: { $filter: "isof('microsoft.graph.iosCustomConfiguration')", $expand: 'assignments' },
    concern: concerns.readCustom,
  });
}

/** All assignment filters by id; a tenant has at most 200 (graph.md 2.4). */
export async function readFilters(client: GraphClient): Promise<Record<string, AssignmentFilter>> {
  const concern = concerns.readFilters;
  const path = at`/deviceManagement/assignmentFilters`;
  const found = await readPages(client, { version: 'beta', path, concern });
  const filters = checked(z.array(filterSchema), found, concern.what);
  return Object.fromEntries(
    filters.map(({ id, displayName, rule }) => [
      id.toLowerCase(),
      rule === undefined ? { displayName } : { displayName, rule },
    ]),
  );
}

/** All iOS apps. Where the listing answers 503, which Intune does for big pages, pages of 20 are read (graph.md 2.5). */
export async function readApps(client: GraphClient): Promise<IosApp[]> {
  const query = { $filter: `(${anIosApp.join(' or ')})`, $expand: 'assignments' };
  const request: GraphRequest = { version: 'beta', path: apps, query, concern: concerns.readApps };
  try {
    return await readExpanded(client, appSchema, ['assignments'], { ...request, handBack: [503] });
  } catch (error) {
    if (!(error instanceof Problem && error.facts['status'] === '503')) throw error;
    return readExpanded(client, appSchema, ['assignments'], { ...request, query: { ...query, $top: '20' } });
  }
}

/** All objects of a collection, checked, with what is expanded in them complete. */
export async function readExpanded<T>(
  client: GraphClient,
  schema: z.ZodType<T>,
  expanded: readonly string[],
  request: GraphRequest,
): Promise<T[]> {
  const found = await readPages(client, request);
  const complete = await Promise.all(
    found.map((object) => completeExpanded(client, object, expanded, request)),
  );
  return checked(z.array(schema), complete, request.concern.what);
}

/** One policy, fresh; undefined where Graph knows no such id (or hides it). */
export async function readPolicy(client: GraphClient, id: string): Promise<DeviceFeaturesPolicy | undefined> {
  const path = at`/deviceManagement/deviceConfigurations/${id}`;
  return readExisting(client, policySchema, { version: 'beta', path, concern: concerns.readPolicies });
}

/** One app, fresh; undefined where Graph knows no such id (or hides it). */
export async function readApp(client: GraphClient, id: string): Promise<IosApp | undefined> {
  const path = at`/deviceAppManagement/mobileApps/${id}`;
  return readExisting(client, appSchema, { version: 'beta', path, concern: concerns.readApps });
}

async function readExisting<T>(
  client: GraphClient,
  schema: z.ZodType<T>,
  request: GraphRequest,
): Promise<T | undefined> {
  try {
    const object = await readOne(client, { ...request, query: { $expand: 'assignments' } }, z.unknown());
    return checked(
      schema,
      await completeExpanded(client, object, ['assignments'], request),
      request.concern.what,
    );
  } catch (error) {
    if (error instanceof Problem && error.code === 'graph-not-found') return undefined;
    throw error;
  }
}
