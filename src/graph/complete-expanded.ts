import type { GraphClient, GraphRequest } from './client.ts';
import { readPages } from './read.ts';

/**
 * An expanded collection may be cut, with the rest behind `assignments@odata.nextLink`. Left there, the rest would be
 * dropped by the next write, so it is read and put in place.
 */
export async function completeExpanded(
  client: GraphClient,
  object: unknown,
  names: readonly string[],
  request: GraphRequest,
): Promise<unknown> {
  let complete = object as Record<string, unknown> | null;
  for (const name of names) {
    const annotation = `${name}@odata.nextLink`;
    const { [annotation]: nextLink, ...others } = complete ?? {};
    if (typeof nextLink !== 'string') continue;
    const shown = others[name];
    const rest = await readPages(client, { ...request, nextLink });
    complete = { ...others, [name]: [...(Array.isArray(shown) ? (shown as unknown[]) : []), ...rest] };
  }
  return complete;
}
