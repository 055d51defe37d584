import { z } from 'zod/v4';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { at } from './path.ts';
import { checked, readPages } from './read.ts';
import { idSchema } from './schemas.ts';

/** Ids of the groups that the group is in (`parents`) or that are in it (`children`), directly or not. */
export async function readRelatives(
  client: GraphClient,
  id: string,
  which: 'parents' | 'children',
): Promise<string[]> {
  const path =
    which === 'parents'
      ? at`/groups/${id}/transitiveMemberOf/microsoft.graph.group`
      : at`/groups/${id}/transitiveMembers/microsoft.graph.group`;
  const found = await readPages(client, {
    version: 'v1.0',
    path,
    // An OData cast on a transitive relation is an advanced query of Entra: it needs the header and the count.
    query: { $select: 'id', $count: 'true', $top: '999' },
    headers: { ConsistencyLevel: 'eventual' },
    concern: concerns.readGroups,
  });
  return checked(z.array(idSchema), found, concerns.readGroups.what).map((group) => group.id);
}
