import { z } from 'zod/v4';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { at } from './path.ts';
import { checked, readPages } from './read.ts';
import type { IntuneApproval } from './tenant.ts';

const approvalSchema = z
  .looseObject({ id: z.string().min(1), status: z.string(), requestJustification: z.string().nullish() })
  .transform(({ id, status, requestJustification }) => ({
    ...{ id, status },
    justification: requestJustification ?? '',
  }));

/** All approval requests that the person may see; the entity has no request id of its own beside `id` (graph.md 6.5). */
export async function readApprovals(client: GraphClient): Promise<IntuneApproval[]> {
  const found = await readPages(client, {
    version: 'beta',
    path: at`/deviceManagement/operationApprovalRequests`,
    concern: concerns.readApprovals,
  });
  return checked(z.array(approvalSchema), found, concerns.readApprovals.what);
}
