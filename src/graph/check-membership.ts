import { z } from 'zod/v4';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { at } from './path.ts';
import { readOne } from './read.ts';

const heldGroups = z.object({ value: z.array(z.string()) });

/** Whether the person is in the group, directly or not; needs User.Read only (Learn, "directoryObject: checkMemberGroups"). */
export async function isMemberOf(client: GraphClient, groupId: string): Promise<boolean> {
  const { value } = await readOne(
    client,
    {
      method: 'POST',
      kind: 'read',
      version: 'v1.0',
      path: at`/me/checkMemberGroups`,
      body: { groupIds: [groupId] },
      concern: concerns.checkMembership,
    },
    heldGroups,
  );
  return value.some((id) => id.toLowerCase() === groupId.toLowerCase());
}
