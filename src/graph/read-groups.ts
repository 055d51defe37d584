import type { Group } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import type { BatchedAnswer } from './batch.ts';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { at, queryString, type GraphPath } from './path.ts';
import { readBatched } from './read-batched.ts';
import { checked, readOne } from './read.ts';
import { groupSchema } from './schemas.ts';
import { toProblem } from './to-problem.ts';

export const groupSelect = 'id,displayName,mail,groupTypes,securityEnabled,mailEnabled,membershipRule';
const query = { $select: groupSelect };
const concern = concerns.readGroups;
const groupPath = (id: string): GraphPath => at`/groups/${id}`;

/** Groups by id, each id a key of the answer; null: deleted, or not visible to this person (404, 403). */
export async function readGroups(
  client: GraphClient,
  ids: Iterable<string>,
): Promise<Record<string, Group | null>> {
  return readBatched<Group | null>(client, ids, {
    concern,
    request: (id) => ({ url: groupPath(id).path + queryString(query) }),
    take: (_, answer) => groupOf(answer, client.timing.now()),
    single: (id) => readSingly(client, id),
  });
}

function groupOf(answer: BatchedAnswer, now: number): Group | null {
  if (answer.status === 404 || answer.status === 403) return null;
  if (answer.status !== 200) throw toProblem(answer, concern, now);
  return checked(groupSchema, answer.body, concern.what, answer.requestId);
}

async function readSingly(client: GraphClient, id: string): Promise<Group | null> {
  try {
    return await readOne(client, { version: 'v1.0', path: groupPath(id), query, concern }, groupSchema);
  } catch (error) {
    if (error instanceof Problem && ['graph-not-found', 'graph-forbidden'].includes(error.code)) return null;
    throw error;
  }
}
