import { hashOf } from './audit-entry.ts';
import type { Change } from './change.ts';

/**
 * What Approve on the card of a review carries: which plan, and which round of its review. Once it came back into review it is
 * another one, so that a click on an older copy of the card, or one that is delivered again, is out of date.
 */
export const reviewDigest = ({ plan: { digest }, round }: Pick<Change, 'plan' | 'round'>): string =>
  round === 0 ? digest : hashOf({ digest, round });
