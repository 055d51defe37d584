import { z } from 'zod/v4';
import type { GraphClient, GraphRequest } from './client.ts';
import { completeExpanded } from './complete-expanded.ts';
import { checked, readPages } from './read.ts';

/** All objects of a collection, checked, with what is expanded in them complete. */
export async function readExpanded<T>(
  client: GraphClient,
  schema: z.ZodType<T>,
  expanded: readonly string[],
  request: GraphRequest,
): Promise<T[]> {
  const found = await readPages(client, request);
  const complete = await Promise.all(
    found.map((object) => completeExpanded(client, object, expanded, request)),
  );
  return checked(z.array(schema), complete, request.concern.what);
}
