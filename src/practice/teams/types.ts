import { z } from 'zod/v4';

/** Somebody with a Teams client. `id` is the object id in Entra. */
export interface TeamsPerson {
  id: string;
  name: string;
  userPrincipalName: string;
}

/** Where a person talks to the bot. `personal` is one chat per person, `group` and `channel` are shared by all. */
export type Place = 'personal' | 'group' | 'channel';
export const places = ['personal', 'group', 'channel'] as const satisfies readonly Place[];

/** The bot as Teams knows it. */
export interface TeamsApp {
  clientId: string;
  name: string;
}

/** What the Teams side needs of Entra. */
export interface TeamsEntra {
  /** an SSO token for the bot's own API, as the Teams client gets it silently */
  issueSsoToken: (personId: string) => Promise<string>;
  /** is this a token of the bot's app for the Bot Framework connector? */
  isConnectorToken: (token: string) => Promise<boolean>;
}

export const adaptiveContentType = 'application/vnd.microsoft.card.adaptive';
export const oauthContentType = 'application/vnd.microsoft.card.oauth';

/** An Adaptive Card as it goes over the wire: anything with the right type. */
export const adaptiveCardSchema = z.looseObject({ type: z.literal('AdaptiveCard'), version: z.string() });
export type AdaptiveCard = z.infer<typeof adaptiveCardSchema>;

export const attachmentSchema = z.looseObject({
  contentType: z.string().min(1),
  content: z.record(z.string(), z.unknown()).optional(),
  name: z.string().optional(),
  contentUrl: z.string().optional(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** What the bot sends to the connector. Unknown properties are kept, as Teams ignores them. */
export const outgoingSchema = z.looseObject({
  type: z.enum(['message', 'typing', 'trace', 'endOfConversation']),
  text: z.string().optional(),
  textFormat: z.enum(['plain', 'markdown', 'xml']).optional(),
  attachments: z.array(attachmentSchema).optional(),
  recipient: z.looseObject({ id: z.string() }).optional(),
  replyToId: z.string().optional(),
});
export type Outgoing = z.infer<typeof outgoingSchema>;

/** The part of a bot's message that people see. */
export const writtenOf = ({ text, textFormat, attachments = [] }: Outgoing) => ({
  attachments,
  ...(text === undefined ? {} : { text }),
  ...(textFormat === undefined ? {} : { textFormat }),
});

/** An activity on its way to the bot. */
export type Activity = { type: string; id: string } & Record<string, unknown>;

/** What the bot answered to a delivery. Status 0: it could not be reached. */
export interface Delivered {
  status: number;
  body: unknown;
}

/** A sign-in button: the page it opens, and what stands beside it. */
export interface SignInButton {
  title: string;
  text: string;
  url: string;
}
