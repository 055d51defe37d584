import type { Group, Unread } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import type { BatchedAnswer } from './batch.ts';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { unread } from './maybe.ts';
import { at, queryString, type GraphPath } from './path.ts';
import { readBatched } from './read-batched.ts';
import { checked, readOne } from './read.ts';
import { groupSchema } from './schemas.ts';
import { toProblem } from './to-problem.ts';

export const groupSelect = 'id,displayName,mail,groupTypes,securityEnabled,mailEnabled,membershipRule';
const query = { $select: groupSelect };
const concern = concerns.readGroups;
const groupPath = (id: string): GraphPath => at`/groups/${id}`;

/** Groups by id, each id a key of the answer; null: Graph knows none of that id; `read: false`: it refused this one (403). */
export async function readGroups(
  client: GraphClient,
  ids: Iterable<string>,
): Promise<Record<string, Group | Unread | null>> {
  return readBatched<Group | Unread | null>(client, ids, {
    concern,
    request: (id) => ({ url: groupPath(id).path + queryString(query) }),
    take: (_, answer) => orNotShown(groupOf(answer, client.timing.now())),
    single: (id) =>
      orNotShown(readOne(client, { version: 'v1.0', path: groupPath(id), query, concern }, groupSchema)),
  });
}

async function groupOf(answer: BatchedAnswer, now: number): Promise<Group> {
  if (answer.status !== 200) throw toProblem(answer, concern, now);
  return checked(groupSchema, answer.body, concern.what, answer.requestId);
}

async function orNotShown(reading: Promise<Group>): Promise<Group | Unread | null> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'graph-not-found') return null;
    if (error.code === 'graph-forbidden') return unread(error);
    throw error;
  }
}
