import { z } from 'zod/v4';
import { dispatch, type Dispatcher, type Incoming } from './dispatch.ts';
import type { Answer } from './context.ts';
import { errorBody, GraphRefusal } from './errors.ts';

const batchSchema = z.strictObject({
  requests: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']),
        url: z.string().min(1),
        headers: z.record(z.string(), z.string()).default({}),
        body: z.unknown().optional(),
        dependsOn: z.array(z.string()).optional(),
      }),
    )
    .min(1),
});
type Part = z.output<typeof batchSchema>['requests'][number];

const mostParts = 20;
const refuse = (text: string): GraphRefusal => new GraphRefusal('gateway', 400, 'BadRequest', text);

/**
 * POST /$batch: carries the parts out in their order and answers them in the reverse one, since Graph promises no order.
 * The outer answer is 200; each part has its own status. All parts are of the version that the batch was posted to.
 */
export function answerBatch(outer: Incoming, to: Dispatcher): Answer {
  const parts = readBatch(outer.body);
  const failed = new Set<string>();
  const responses = parts.map((part) => {
    const answer = part.dependsOn?.some((id) => failed.has(id))
      ? dependencyFailed(outer, to)
      : answerPart(part, outer, to);
    if (answer.status >= 400) failed.add(part.id);
    return {
      id: part.id,
      status: answer.status,
      headers: headersOf(answer),
      ...(answer.body ? { body: answer.body } : {}),
    };
  });
  return { status: 200, body: { responses: responses.reverse() } };
}

function readBatch(text: string | undefined): Part[] {
  let body: unknown;
  try {
    body = JSON.parse(text ?? '');
  } catch {
    throw refuse('Unable to read JSON request payload.');
  }
  const parsed = batchSchema.safeParse(body);
  if (!parsed.success)
    throw refuse(`Invalid batch payload format. ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
  const { requests } = parsed.data;
  if (requests.length > mostParts)
    throw refuse(`Number of batch request steps exceeds the maximum value of ${mostParts}.`);
  for (const [i, { id, dependsOn = [] }] of requests.entries()) {
    const earlier = requests.slice(0, i).map((other) => other.id);
    if (earlier.includes(id)) throw refuse(`The id '${id}' stands twice in the batch.`);
    if (dependsOn.some((other) => !earlier.includes(other)))
      throw refuse(`The step '${id}' depends on a step that is not before it.`);
  }
  return requests;
}

function answerPart(part: Part, outer: Incoming, to: Dispatcher): Answer {
  const headers = new Map(Object.entries(part.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const [path = '', ...query] = part.url.replace(/^\/?/, '/').split('?');
  if (/^\/(https?:|v1\.0\/|beta\/)/.test(path)) {
    return plain(refuse('The url of a batch step is relative to the version of the batch.'), outer, to);
  }
  const body = part.body === undefined ? undefined : JSON.stringify(part.body);
  const hasBody = part.method === 'POST' || part.method === 'PATCH';
  if (hasBody && (body === undefined || !headers.has('content-type'))) {
    return plain(
      refuse(`Write request id : ${part.id} does not contain Content-Type header or body.`),
      outer,
      to,
    );
  }
  const { version, caller } = outer;
  const header = (name: string): string | undefined => headers.get(name);
  return dispatch(
    { method: part.method, version, path, query: query.join('?'), header, body, caller, inBatch: true },
    to,
  ).answer;
}

function dependencyFailed(outer: Incoming, to: Dispatcher): Answer {
  return plain(
    new GraphRefusal('gateway', 424, 'FailedDependency', 'A step it depends on failed.'),
    outer,
    to,
  );
}

function plain(refusal: GraphRefusal, outer: Incoming, { graph }: Dispatcher): Answer {
  const id = outer.header('client-request-id') ?? '';
  return {
    status: refusal.status,
    body: errorBody(refusal, { requestId: id, clientRequestId: id }, graph.now()),
  };
}

const headersOf = ({ headers, body }: Answer): Record<string, string> => ({
  'Cache-Control': 'no-cache',
  ...(body ? { 'Content-Type': 'application/json' } : {}),
  ...(headers?.['retry-after'] ? { 'Retry-After': headers['retry-after'] } : {}),
});
