import type { Group } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import { perBatch, sendBatch, type BatchedAnswer } from './batch.ts';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { at, queryString, type GraphPath } from './path.ts';
import { checked, readOne } from './read.ts';
import { backOffMs, retryAfterMs } from './retry-after.ts';
import { groupSchema } from './schemas.ts';
import { toProblem } from './to-problem.ts';

export const groupSelect = 'id,displayName,mail,groupTypes,securityEnabled,mailEnabled,membershipRule';
const query = { $select: groupSelect };
const concern = concerns.readGroups;
const groupPath = (id: string): GraphPath => at`/groups/${id}`;
const rounds = 4;
const longestWaitMs = 20_000;

type Found = [id: string, group: Group | null];

/** Groups by id, each id a key of the answer; null: deleted, or not visible to this person (404, 403). */
export async function readGroups(
  client: GraphClient,
  ids: Iterable<string>,
): Promise<Record<string, Group | null>> {
  const wanted = [...new Set(ids)];
  const batches = Array.from({ length: Math.ceil(wanted.length / perBatch) }, (_, i) =>
    wanted.slice(i * perBatch, (i + 1) * perBatch),
  );
  const found = await Promise.all(batches.map((batch) => readBatch(client, batch)));
  return Object.fromEntries(found.flat());
}

/** One batch; what it left out or refused for the moment (429, 5xx) is asked again by itself. */
async function readBatch(client: GraphClient, ids: string[]): Promise<Found[]> {
  const { now, sleep, random } = client.timing;
  const found: Found[] = [];
  let open = ids;
  for (let round = 1; ; round++) {
    const urls = open.map((id) => groupPath(id).path + queryString(query));
    const answers = await sendBatch(client, urls, concern);
    if (answers === 'refused') return [...found, ...(await readSingly(client, open))];
    const again: { id: string; answer: BatchedAnswer | undefined }[] = [];
    for (const [index, id] of open.entries()) {
      const answer = answers[index];
      if (answer === undefined || isTransient(answer)) again.push({ id, answer });
      else found.push([id, groupOf(answer, now())]);
    }
    if (again.length === 0) return found;
    if (round === rounds) throw givenUp(again[0]?.answer, now());
    const waits = again.map(
      ({ answer }) =>
        (answer && retryAfterMs(answer.headers, answer.body, now())) ?? backOffMs(round, random),
    );
    await sleep(Math.min(Math.max(...waits), longestWaitMs));
    open = again.map(({ id }) => id);
  }
}

const isTransient = ({ status }: BatchedAnswer): boolean => status === 429 || status >= 500;

function givenUp(answer: BatchedAnswer | undefined, now: number): Problem {
  if (answer !== undefined) return toProblem(answer, concern, now);
  return new Problem('graph-unexpected-answer', { what: 'a batch with answers missing' });
}

function groupOf(answer: BatchedAnswer, now: number): Group | null {
  if (answer.status === 404 || answer.status === 403) return null;
  if (answer.status !== 200) throw toProblem(answer, concern, now);
  return checked(groupSchema, answer.body, concern.what, answer.requestId);
}

async function readSingly(client: GraphClient, ids: string[]): Promise<Found[]> {
  return Promise.all(
    ids.map(async (id): Promise<Found> => {
      try {
        return [
          id,
          await readOne(client, { version: 'v1.0', path: groupPath(id), query, concern }, groupSchema),
        ];
      } catch (error) {
        if (error instanceof Problem && ['graph-not-found', 'graph-forbidden'].includes(error.code))
          return [id, null];
        throw error;
      }
    }),
  );
}
