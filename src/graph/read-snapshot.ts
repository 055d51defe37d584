import type { Group, MaybeRead, Snapshot, WireAssignment } from '../jit/snapshot.ts';
import { explainProblem, Problem } from '../problems.ts';
import type { GraphClient } from './client.ts';
import { readGroups } from './read-groups.ts';
import {
  readApps,
  readCatalogPolicies,
  readCustomProfiles,
  readFilters,
  readPolicies,
} from './read-objects.ts';
import { readRelatives } from './read-relatives.ts';

/**
 * Everything one question needs, read at once as this person sees it; only the names of groups in assignments have to
 * wait for the assignments. Policies, apps and groups are indispensable and throw Problem; Settings Catalog policies, custom
 * profiles, filters, parents and children say `read: false` instead, unless it is the sign-in that fails.
 */
export async function readSnapshot(
  client: GraphClient,
  { aboutGroups }: { aboutGroups: readonly string[] },
): Promise<Snapshot> {
  const readAt = new Date(client.timing.now()).toISOString();
  const about = [...new Set(aboutGroups)];
  const relatives = async (which: 'parents' | 'children'): Promise<Record<string, MaybeRead<string[]>>> => {
    const found = about.map(async (id) => [id, await maybe(readRelatives(client, id, which))] as const);
    return Object.fromEntries(await Promise.all(found));
  };
  const [policies, catalogPolicies, customProfiles, filters, apps, asked, parents, children] =
    await Promise.all([
      readPolicies(client),
      maybe(readCatalogPolicies(client)),
      maybe(readCustomProfiles(client)),
      maybe(readFilters(client)),
      readApps(client),
      readGroups(client, about),
      relatives('parents'),
      relatives('children'),
    ]);
  const catalog = catalogPolicies.read ? catalogPolicies.value : [];
  const custom = customProfiles.read ? customProfiles.value : [];
  const named = groupIds([...policies, ...catalog, ...custom, ...apps]).filter((id) => !(id in asked));
  const groups: Record<string, Group | null> = { ...asked, ...(await readGroups(client, named)) };
  return { readAt, policies, catalogPolicies, customProfiles, filters, apps, groups, parents, children };
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
