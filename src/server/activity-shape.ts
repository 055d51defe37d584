import { z } from 'zod/v4';

const account = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  aadObjectId: z.string().nullish(),
});
const list = z.array(z.looseObject({})).nullish();

/**
 * What every activity has to look like before anything else looks at it: what we rely on, and the kinds of what the SDKs
 * take for granted; loose about the rest. Source: the Bot Framework's activity schema.
 */
export const activityShape = z.looseObject({
  type: z.string().min(1),
  id: z.string().nullish(),
  channelId: z.literal('msteams'),
  serviceUrl: z.url(),
  from: account,
  recipient: account,
  conversation: z.looseObject({ id: z.string().min(1), tenantId: z.string().nullish() }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string().nullish() }).nullish() }).nullish(),
  text: z.string().nullish(),
  name: z.string().nullish(),
  replyToId: z.string().nullish(),
  attachments: list,
  entities: list,
  membersAdded: list,
  membersRemoved: list,
});

export type ActivityShape = z.infer<typeof activityShape>;
