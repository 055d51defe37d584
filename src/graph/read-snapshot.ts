import type { MaybeRead, Snapshot, WireAssignment } from '../jit/snapshot.ts';
import { explainProblem, Problem } from '../problems.ts';
import type { GraphClient } from './client.ts';
import { readGroups } from './read-groups.ts';
import { readApps, readCatalogPolicies, readPolicies } from './read-objects.ts';
import { readRelatives } from './read-relatives.ts';

/**
 * Everything one question needs, read at once as this person sees it; only the names of groups in assignments have to
 * wait for the assignments. Policies, apps and groups are indispensable and throw Problem; Settings Catalog policies,
 * parents and children say `read: false` instead, unless it is the sign-in that fails.
 */
export async function readSnapshot(
  client: GraphClient,
  { aboutGroups, withNames = true }: { aboutGroups: readonly string[]; withNames?: boolean },
): Promise<Snapshot> {
  const readAt = new Date(client.timing.now()).toISOString();
  const about = [...new Set(aboutGroups)];
  const relatives = async (which: 'parents' | 'children'): Promise<Record<string, MaybeRead<string[]>>> => {
    const found = about.map(async (id) => [id, await maybe(readRelatives(client, id, which))] as const);
    return Object.fromEntries(await Promise.all(found));
  };
  const [policies, catalogPolicies, apps, asked, parents, children] = await Promise.all([
    readPolicies(client),
    maybe(readCatalogPolicies(client)),
    readApps(client),
    readGroups(client, about),
    relatives('parents'),
    relatives('children'),
  ]);
  const snapshot = { readAt, policies, catalogPolicies, apps, groups: asked, parents, children };
  return withNames ? nameGroups(client, snapshot) : snapshot;
}

/** The snapshot with every group that an assignment in it names; what it knows is not read again. */
export async function nameGroups(client: GraphClient, snapshot: Snapshot): Promise<Snapshot> {
  const { policies, catalogPolicies, apps, groups } = snapshot;
  const catalog = catalogPolicies.read ? catalogPolicies.value : [];
  const named = groupIds([...policies, ...catalog, ...apps]).filter((id) => !(id in groups));
  return { ...snapshot, groups: { ...groups, ...(await readGroups(client, named)) } };
}

async function maybe<T>(reading: Promise<T>): Promise<MaybeRead<T>> {
  try {
    return { read: true, value: await reading };
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'sign-in-needed') throw error;
    return { read: false, why: explainProblem(error).sentence };
  }
}

function groupIds(objects: { assignments: WireAssignment[] }[]): string[] {
  return objects.flatMap(({ assignments }) => assignments.flatMap(({ target }) => target.groupId ?? []));
}
