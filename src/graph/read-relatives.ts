import { z } from 'zod/v4';
import type { MaybeRead } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import type { BatchedAnswer } from './batch.ts';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { maybe } from './maybe.ts';
import { at, queryString, type GraphPath } from './path.ts';
import { readBatched } from './read-batched.ts';
import { checked, page, readPages } from './read.ts';
import { idSchema } from './schemas.ts';
import { toProblem } from './to-problem.ts';

// An OData cast on a transitive relation is an advanced query of Entra: it needs the header and the count.
const query = { $select: 'id', $count: 'true', $top: '999' };
const headers = { ConsistencyLevel: 'eventual' };
const concern = concerns.readGroups;
const parentsPath = (id: string): GraphPath => at`/groups/${id}/transitiveMemberOf/microsoft.graph.group`;
const childrenPath = (id: string): GraphPath => at`/groups/${id}/transitiveMembers/microsoft.graph.group`;

/** Ids of the groups that the group is in (`parents`) or that are in it (`children`), directly or not. */
export async function readRelatives(
  client: GraphClient,
  id: string,
  which: 'parents' | 'children',
): Promise<string[]> {
  const path = which === 'parents' ? parentsPath(id) : childrenPath(id);
  return idsOf(await readPages(client, { version: 'v1.0', path, query, headers, concern }));
}

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
      single: (id) => maybe(orNone(readRelatives(client, id, 'parents'))),
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
