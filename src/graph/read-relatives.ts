import { z } from 'zod/v4';
import type { Group, MaybeRead } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import type { BatchedAnswer } from './batch.ts';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { maybe } from './maybe.ts';
import { at, queryString, type GraphPath } from './path.ts';
import { readBatched } from './read-batched.ts';
import { groupSelect } from './read-groups.ts';
import { checked, page, readPages } from './read.ts';
import { groupSchema, idSchema } from './schemas.ts';
import { toProblem } from './to-problem.ts';

// An OData cast on a transitive relation is an advanced query of Entra: it needs the header and the count.
const query = { $select: 'id', $count: 'true', $top: '999' };
const headers = { ConsistencyLevel: 'eventual' };
const concern = concerns.readGroups;
const parentsPath = (id: string): GraphPath => at`/groups/${id}/transitiveMemberOf/microsoft.graph.group`;
const childrenPath = (id: string): GraphPath => at`/groups/${id}/transitiveMembers/microsoft.graph.group`;

/** Ids of the groups that the group is in, directly or not. */
export async function readParentsOf(client: GraphClient, id: string): Promise<string[]> {
  return idsOf(await readPages(client, { version: 'v1.0', path: parentsPath(id), query, headers, concern }));
}

/**
 * The groups that are in the group, directly or not: plans look at what they hold, also where names are not read. One that
 * this person may not read comes with its id only (Learn, "Limited information returned for inaccessible member objects").
 */
export async function readChildrenOf(
  client: GraphClient,
  id: string,
): Promise<{ ids: string[]; groups: Group[] }> {
  const path = childrenPath(id);
  const asked = { ...query, $select: groupSelect };
  const found = await readPages(client, { version: 'v1.0', path, query: asked, headers, concern });
  const named = found.filter((one) => childSchema.safeParse(one).success);
  return { ids: idsOf(found), groups: checked(z.array(groupSchema), named, concern.what) };
}

/** A group always has a name; where there is none, it was not shown. */
const childSchema = z.object({ displayName: z.string() });

/**
 * The parents of many groups, twenty in a request; each group by itself says `read: false` where it is refused. A group that
 * is not there any more is in no group. Throws Problem only where it is the sign-in that fails.
 */
export async function readParents(
  client: GraphClient,
  ids: readonly string[],
): Promise<Record<string, MaybeRead<string[]>>> {
  const all = await maybe(
    readBatched<MaybeRead<string[]>>(client, ids, {
      concern,
      request: (id) => ({ url: parentsPath(id).path + queryString(query), headers }),
      take: (id, answer) => maybe(parentsOf(client, id, answer)),
      single: (id) => maybe(orNone(readParentsOf(client, id))),
    }),
  );
  return all.read ? all.value : Object.fromEntries(ids.map((id) => [id, all]));
}

async function parentsOf(client: GraphClient, id: string, answer: BatchedAnswer): Promise<string[]> {
  if (answer.status === 404) return [];
  if (answer.status !== 200) throw toProblem(answer, concern, client.timing.now());
  const { value, '@odata.nextLink': nextLink } = checked(page, answer.body, concern.what, answer.requestId);
  const rest = nextLink
    ? await readPages(client, { version: 'v1.0', path: parentsPath(id), nextLink, headers, concern })
    : [];
  return idsOf([...value, ...rest]);
}

async function orNone(reading: Promise<string[]>): Promise<string[]> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Problem && error.code === 'graph-not-found') return [];
    throw error;
  }
}

const idsOf = (found: unknown[]): string[] =>
  checked(z.array(idSchema), found, concern.what).map(({ id }) => id);
