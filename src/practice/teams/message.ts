import type { AdaptiveCard, Attachment, SignInButton } from './types.ts';

/** What stands below a card for one person until the message is edited. */
export interface Notice {
  kind: 'message' | 'error';
  text: string;
}

/** One message in a conversation, with what single persons see instead of or below it. */
export interface Message {
  id: string;
  /** `bot`, or the object id of a person */
  from: string;
  text?: string;
  /** `plain` unless the bot says otherwise */
  textFormat?: string;
  attachments: Attachment[];
  edits: number;
  /** an OAuthCard that the client resolves silently, or a deleted message */
  hidden: boolean;
  /** the card that an answer to a click put in place of the message's, per person */
  views: Map<string, AdaptiveCard>;
  notices: Map<string, Notice>;
  signIns: Map<string, SignInButton>;
  /** grows with every change anywhere; per person where only one saw it */
  changed: number;
  changedFor: Map<string, number>;
}
