import type { Where } from '../incoming.ts';
import type { House } from './context.ts';

/** A second person can only decide where both are; so nothing that wants a decision begins in a chat with the bot alone. */
export const isAlone = ({ approval }: House, { place }: Where): boolean =>
  approval.mode === 'second-person' && place === 'personal';

export const needsCompany =
  'Two people decide here: one asks, another one approves. So ask me where both of you are: add me to a group chat or a team (Apps > Manage your apps, or the three dots of the chat), and say it there with my name in front.';
