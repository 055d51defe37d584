import { Problem } from '../problems.ts';
import { perBatch, sendBatch, type BatchedAnswer, type BatchedRequest } from './batch.ts';
import type { GraphClient } from './client.ts';
import type { Concern } from './concern.ts';
import { backOffMs, retryAfterMs } from './retry-after.ts';
import { toProblem } from './to-problem.ts';

const rounds = 4;
const longestWaitMs = 20_000;
/** So many batches are under way at once: connections are used again, and Entra is not stormed. */
const lanes = 16;

export interface BatchedRead<T> {
  concern: Concern;
  request: (id: string) => BatchedRequest;
  /** what an answer means that is not one of asking too often (429) or of a service in trouble (5xx); may throw Problem */
  take: (id: string, answer: BatchedAnswer) => T | Promise<T>;
  /** the same for one id by itself, where this Graph knows no batching */
  single: (id: string) => Promise<T>;
}

/**
 * One read of v1.0 for every id, twenty in a request and many requests at once; each id once. What a batch left out or refused
 * for the moment is asked again by itself. Throws Problem where that does not help, or `take` does.
 */
export async function readBatched<T>(
  client: GraphClient,
  ids: Iterable<string>,
  read: BatchedRead<T>,
): Promise<Record<string, T>> {
  const wanted = [...new Set(ids)];
  const batches = Array.from({ length: Math.ceil(wanted.length / perBatch) }, (_, i) =>
    wanted.slice(i * perBatch, (i + 1) * perBatch),
  );
  const found: [string, T][] = [];
  const work = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift())
      found.push(...(await readBatch(client, batch, read)));
  };
  await Promise.all(Array.from({ length: Math.min(lanes, batches.length) }, work));
  return Object.fromEntries(found);
}

async function readBatch<T>(
  client: GraphClient,
  ids: string[],
  { concern, request, take, single }: BatchedRead<T>,
): Promise<[id: string, value: T][]> {
  const { now, sleep, random } = client.timing;
  const found: Promise<[string, T]>[] = [];
  let open = ids;
  for (let round = 1; ; round++) {
    const answers = await sendBatch(client, open.map(request), concern);
    if (answers === 'refused') {
      found.push(...open.map(async (id): Promise<[string, T]> => [id, await single(id)]));
      return Promise.all(found);
    }
    const again: { id: string; answer: BatchedAnswer | undefined }[] = [];
    for (const [index, id] of open.entries()) {
      const answer = answers[index];
      if (answer === undefined || isTransient(answer)) again.push({ id, answer });
      else found.push(taken(id, answer, take));
    }
    if (again.length === 0) return Promise.all(found);
    if (round === rounds) throw givenUp(again[0]?.answer, concern, now());
    const waits = again.map(
      ({ answer }) =>
        (answer && retryAfterMs(answer.headers, answer.body, now())) ?? backOffMs(round, random),
    );
    await sleep(Math.min(Math.max(...waits), longestWaitMs));
    open = again.map(({ id }) => id);
  }
}

/** A promise at once, with its failure watched, since it may be awaited only after a pause. */
function taken<T>(id: string, answer: BatchedAnswer, take: BatchedRead<T>['take']): Promise<[string, T]> {
  const value = (async (): Promise<[string, T]> => [id, await take(id, answer)])();
  value.catch(() => undefined);
  return value;
}

const isTransient = ({ status }: BatchedAnswer): boolean => status === 429 || status >= 500;

function givenUp(answer: BatchedAnswer | undefined, concern: Concern, now: number): Problem {
  if (answer !== undefined) return toProblem(answer, concern, now);
  return new Problem('graph-unexpected-answer', { what: 'a batch with answers missing' });
}
