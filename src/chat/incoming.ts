import type { Person } from '../sign-in/person.ts';

/**
 * What reaches us from Teams, in our own words. The seam (teams.ts) makes these out of activities that were authenticated,
 * whose tenant was checked and that are addressed to us; nothing behind it knows an activity.
 */

export type Place = 'personal' | 'group' | 'channel';

/** Where something was said. `reference` is the seam's own and only handed back to it; it is plain JSON. */
export interface Where {
  conversationId: string;
  place: Place;
  reference: unknown;
}

interface Base {
  who: Person;
  where: Where;
}

export type Incoming =
  | (Base & { kind: 'message'; text: string })
  /** a button of a card; `assertion` is the SSO token that Teams adds when it sends the action again after our 401 */
  | (Base & {
      kind: 'click';
      verb: string;
      data: unknown;
      cardId: string | undefined;
      assertion: string | undefined;
      exchangeId: string | undefined;
    })
  /** Teams signed the person in silently, or after the sign-in window */
  | (Base & { kind: 'token-exchange'; exchangeId: string; assertion: string })
  | (Base & { kind: 'verify-state' })
  | (Base & { kind: 'sign-in-failure'; reason: string })
  /** the answer to an offered file, with where Teams wants it; `offer` is what the offer carried */
  | (Base & { kind: 'file-consent'; offer: string; cardId: string | undefined } & (
        { accepted: true; upload: UploadPlace } | { accepted: false }
      ))
  | { kind: 'installed'; where: Where };

/** A file as Teams keeps it in the person's OneDrive. */
export interface SavedFile {
  name: string;
  contentUrl: string;
  uniqueId: string;
  fileType: string;
}
/** Where Teams wants a file. Whoever has `uploadUrl` may write there: it is never logged, stored or shown. */
export interface UploadPlace extends SavedFile {
  uploadUrl: string;
}

export interface FileOffer {
  /** handed back with the answer */
  offer: string;
  name: string;
  /** what is in it; plain text */
  about: string;
  sizeInBytes: number;
}

/** A card as plain JSON. */
export type Card = Record<string, unknown>;

/** What goes out: plain text (never read as Markdown) or a card. */
export type Outgoing = { text: string } | { card: Card; summary: string };

export interface SignInCard {
  text: string;
  exchangeId: string;
  /** where the sign-in window opens */
  link: string;
}

/** The chat as a turn, or the work after it, may use it. */
export interface Chat {
  /** sends a new message and answers its id */
  send(message: Outgoing): Promise<string>;
  edit(id: string, message: Outgoing): Promise<void>;
  /** shows that something is under way; failing to do so is no failure */
  typing(): Promise<void>;
  /** asks Teams for the person's SSO token; Teams shows a button only if that is not possible silently */
  askSignIn(card: SignInCard): Promise<void>;
  /** asks whether a file may be put into the person's OneDrive; in a personal chat only */
  offerFile(file: FileOffer): Promise<void>;
  /** shows a file that was put there */
  showFile(file: SavedFile): Promise<void>;
  /** takes a message of ours away */
  remove(id: string): Promise<void>;
}

/** How a click is answered; it must go out within a second. */
export type ClickAnswer =
  | { answer: 'card'; card: Card }
  | { answer: 'message'; text: string }
  | { answer: 'refused'; text: string }
  | { answer: 'sign-in'; text: string; exchangeId: string; link: string }
  | { answer: 'sign-in-rejected'; text: string };

/** How a token exchange is answered: taken, or Teams has to show its sign-in button. */
export type ExchangeAnswer = 'taken' | 'show-button';

/**
 * Does work after the answer, outside the turn, in the same conversation. Never throws; failures go to the log. Work with the
 * same `order` in one conversation runs one after another (what one person says, in the order in which it was said).
 */
export type Later = (where: Where, work: (chat: Chat) => Promise<void>, order?: string) => void;
