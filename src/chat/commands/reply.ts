import type { Outgoing } from '../incoming.ts';
import type { Turn } from './context.ts';

/** An answer: in place of the card whose button asked for it, else as a new message. */
export async function reply({ chat, clickedCard }: Turn, message: Outgoing): Promise<void> {
  if (clickedCard === undefined) await chat.send(message);
  else await chat.edit(clickedCard, message);
}

/** What one person is told: by name where others read along. */
export const toPerson = ({ who, where }: Pick<Turn, 'who' | 'where'>, text: string): string =>
  where.place === 'personal' ? text : `${who.name}: ${text}`;

/** Whose rights an answer was read with. Where others read along, by name: a button of it may be pressed by somebody else. */
export const visibleTo = ({ who, where }: Turn): string => (where.place === 'personal' ? 'you' : who.name);
