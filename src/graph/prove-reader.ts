import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { at } from './path.ts';
import { page, readOne } from './read.ts';

/**
 * Resolves where this person may read device configurations, by asking for the id of one. Throws Problem where Graph refuses
 * that, or where it cannot be found out.
 */
export async function proveReader(client: GraphClient): Promise<void> {
  await readOne(
    client,
    {
      version: 'beta',
      path: at`/deviceManagement/deviceConfigurations`,
      query: { $select: 'id', $top: '1' },
      concern: concerns.readPolicies,
    },
    page,
  );
}
