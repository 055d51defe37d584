import { z } from 'zod/v4';
import { Problem } from '../problems.ts';
import type { GraphClient, GraphRequest } from './client.ts';
import { isAtOrigin } from './path.ts';
import { toProblem } from './to-problem.ts';

/** Values that a later version of Graph added come as they are, instead of `unknownFutureValue`. */
const readHeaders = { Prefer: 'include-unknown-enum-members' };

/**
 * One read, checked. Throws Problem: of the refusal, or `graph-unexpected-answer` naming the place that does not fit
 * (a path inside the answer, never a value).
 */
export async function readOne<T>(
  client: GraphClient,
  request: GraphRequest,
  schema: z.ZodType<T>,
): Promise<T> {
  const result = await client.send({ ...request, headers: { ...readHeaders, ...request.headers } });
  if (result.got === 'failure' || result.status < 200 || result.status > 299) {
    throw toProblem(result, request.concern, client.timing.now());
  }
  return checked(schema, result.body, request.concern.what, result.requestId);
}

export const page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });

/**
 * All pages of a collection, unchecked elements in Graph's order. Follows `@odata.nextLink` only; one that leaves the
 * origin of Graph or comes twice ends the reading with a Problem, before a token goes anywhere (reference graph.md 2.5).
 */
export async function readPages(client: GraphClient, request: GraphRequest): Promise<unknown[]> {
  const elements: unknown[] = [];
  const seen = new Set<string>();
  for (let next = request.nextLink; ;) {
    if (next !== undefined) {
      if (!isAtOrigin(next, client.origin)) throw unexpected('a next page outside Microsoft Graph');
      if (seen.has(next)) throw unexpected('a next page that repeats');
      seen.add(next);
    }
    const { value, '@odata.nextLink': nextLink } = await readOne(
      client,
      { ...request, nextLink: next },
      page,
    );
    elements.push(...value);
    if (nextLink === undefined || nextLink === null) return elements;
    next = nextLink;
  }
}

/** Checks a value of Graph against what we rely on. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, what: string, requestId?: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const place = result.error.issues[0]?.path.join('.') ?? '';
  throw unexpected(place === '' ? what : `${what}: ${place}`, requestId);
}

function unexpected(what: string, requestId?: string): Problem {
  return new Problem('graph-unexpected-answer', requestId === undefined ? { what } : { what, requestId });
}
