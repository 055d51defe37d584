import type { DeviceFeaturesPolicy } from '../jit/snapshot.ts';
import type { GraphClient } from './client.ts';
import { readPolicies } from './read-objects.ts';

/**
 * Policies whose description ends with this line, which is how a create of unknown outcome is found again. All are read
 * and compared here, because no filter on the description is documented.
 */
export async function findPoliciesByStamp(
  client: GraphClient,
  stamp: string,
): Promise<DeviceFeaturesPolicy[]> {
  const policies = await readPolicies(client);
  return policies.filter(({ description }) => description?.trimEnd().split(/\r?\n/).at(-1)?.trim() === stamp);
}
