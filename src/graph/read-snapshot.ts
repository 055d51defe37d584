import { authenticatorApps } from '../jit/authenticator.ts';
import type { EnrolledSnapshot } from '../jit/enrollment-snapshot.ts';
import { recognisePolicies } from '../jit/recognise-policies.ts';
import type { Group, IosApp, MaybeRead, Snapshot, WireAssignment } from '../jit/snapshot.ts';
import type { GraphClient } from './client.ts';
import { maybe } from './maybe.ts';
import { readGroups } from './read-groups.ts';
import {
  readApps,
  readCatalogPolicies,
  readCustomProfiles,
  readFilters,
  readPolicies,
} from './read-objects.ts';
import { readChildrenOf, readParents, readParentsOf } from './read-relatives.ts';

/** What a snapshot is about, and what of groups comes in its second stage, when assignments are known. */
export interface SnapshotOptions {
  /** groups that are looked at with parents and children */
  aboutGroups: readonly string[];
  /** whether groups that assignments name get their names; default true */
  withNames?: boolean;
  /**
   * `named`: of the groups in assignments only those matter that SSO extension policies and Authenticator name; they get
   * names, and their parents are read too, so that what groups inherit counts. Default `asked`: only `aboutGroups` have
   * relatives, and every group in any assignment gets its name
   */
  relatives?: 'asked' | 'named';
  /**
   * `say`: an answer does without apps that cannot be read, and the snapshot says so in `appsNotRead`. Default `refuse`,
   * since nothing can be planned without them
   */
  withoutApps?: 'refuse' | 'say';
}

/**
 * Everything one question needs, read at once as this person sees it; only what is told of groups in assignments has to
 * wait for the assignments. Policies, groups and, unless told otherwise, apps are indispensable and throw Problem; Settings
 * Catalog policies, custom profiles, filters, parents and children say `read: false` instead, unless the sign-in fails.
 */
export async function readSnapshot(
  client: GraphClient,
  { aboutGroups, withNames = true, relatives: whose = 'asked', withoutApps = 'refuse' }: SnapshotOptions,
): Promise<Snapshot> {
  const readAt = new Date(client.timing.now()).toISOString();
  const about = [...new Set(aboutGroups)];
  const [policies, catalogPolicies, customProfiles, filters, readable, groups, parents, children] =
    await Promise.all([
      readPolicies(client),
      maybe(readCatalogPolicies(client)),
      maybe(readCustomProfiles(client)),
      maybe(readFilters(client)),
      withoutApps === 'say' ? maybe(readApps(client)) : readApps(client).then(asRead),
      readGroups(client, about),
      readOfEach(about, (id) => readParentsOf(client, id)),
      readOfEach(about, (id) => readChildrenOf(client, id)),
    ]);
  const objects = { policies, catalogPolicies, customProfiles, filters, ...appsOf(readable) };
  const snapshot = { readAt, ...objects, ...withChildren(groups, children), parents };
  if (whose === 'named') return addNamedGroups(client, snapshot);
  return withNames ? nameGroups(client, snapshot) : snapshot;
}

const asRead = <T>(value: T): MaybeRead<T> => ({ read: true, value });

const appsOf = (found: MaybeRead<IosApp[]>): Pick<Snapshot, 'apps' | 'appsNotRead'> =>
  found.read ? { apps: found.value } : { apps: [], appsNotRead: found };

async function readOfEach<T>(
  groupIds: readonly string[],
  read: (id: string) => Promise<T>,
): Promise<Record<string, MaybeRead<T>>> {
  const found = groupIds.map(async (id) => [id, await maybe(read(id))] as const);
  return Object.fromEntries(await Promise.all(found));
}

/** The groups with those inside them. */
function withChildren(
  groups: Snapshot['groups'],
  children: Record<string, MaybeRead<{ ids: string[]; groups: Group[] }>>,
): Pick<Snapshot, 'groups' | 'children'> {
  const inside = Object.values(children).flatMap((found) => (found.read ? found.value.groups : []));
  const ids = Object.entries(children).map(([id, found]) => [
    id,
    found.read ? { read: true, value: found.value.ids } : found,
  ]);
  return {
    groups: { ...Object.fromEntries(inside.map((group) => [group.id, group])), ...groups },
    children: Object.fromEntries(ids) as Snapshot['children'],
  };
}

/** The snapshot with every group that an assignment in it names; what it knows is not read again. */
export async function nameGroups(client: GraphClient, snapshot: Snapshot): Promise<Snapshot> {
  const { policies, catalogPolicies, customProfiles, apps, groups } = snapshot;
  const catalog = catalogPolicies.read ? catalogPolicies.value : [];
  const custom = customProfiles.read ? customProfiles.value : [];
  const named = groupIds([...policies, ...catalog, ...custom, ...apps]).filter((id) => !(id in groups));
  return { ...snapshot, groups: { ...groups, ...(await readGroups(client, named)) } };
}

/**
 * The snapshot with the groups that enrollment type profiles are for, which say who may enroll in which way; their parents are
 * read too where `withParents`, so that a group which holds one of them is known to.
 */
export async function addEnrollmentGroups(
  client: GraphClient,
  snapshot: EnrolledSnapshot,
  { withParents }: { withParents: boolean },
): Promise<EnrolledSnapshot> {
  const profiles = snapshot.enrollment?.typeProfiles;
  if (!profiles?.read) return snapshot;
  const named = [...new Set(groupIds(profiles.value))];
  return { ...snapshot, ...(await readMissing(client, snapshot, named, withParents)) };
}

/** Groups, and parents of groups, that the snapshot does not know yet. */
async function readMissing(
  client: GraphClient,
  snapshot: Snapshot,
  ids: readonly string[],
  withParents: boolean,
): Promise<Pick<Snapshot, 'groups' | 'parents'>> {
  const without = (known: object): string[] => ids.filter((id) => !(id in known));
  const [groups, parents] = await Promise.all([
    readGroups(client, without(snapshot.groups)),
    withParents ? readParents(client, without(snapshot.parents)) : {},
  ]);
  return {
    groups: { ...groups, ...snapshot.groups },
    parents: { ...parents, ...snapshot.parents },
  };
}

/** The snapshot with names and parents of the groups that SSO extension policies and Authenticator name. */
async function addNamedGroups(client: GraphClient, snapshot: Snapshot): Promise<Snapshot> {
  const named = groupIds([...recognisePolicies(snapshot), ...authenticatorApps(snapshot.apps)]);
  return { ...snapshot, ...(await readMissing(client, snapshot, named, true)) };
}

function groupIds(objects: { assignments: WireAssignment[] }[]): string[] {
  return objects.flatMap(({ assignments }) => assignments.flatMap(({ target }) => target.groupId ?? []));
}
