import { z } from 'zod/v4';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { at } from './path.ts';
import { checked, readPages } from './read.ts';
import { idSchema } from './schemas.ts';

/** Ids of the groups that a person is in, directly or through other groups. Throws Problem, `graph-not-found` among them. */
export async function readMemberships(client: GraphClient, personId: string): Promise<string[]> {
  const found = await readPages(client, {
    version: 'v1.0',
    path: at`/users/${personId}/transitiveMemberOf/microsoft.graph.group`,
    // An OData cast on a transitive relation is an advanced query of Entra: it needs the header and the count.
    query: { $select: 'id', $count: 'true', $top: '999' },
    headers: { ConsistencyLevel: 'eventual' },
    concern: concerns.readMemberships,
  });
  return checked(z.array(idSchema), found, concerns.readMemberships.what).map((group) => group.id);
}
