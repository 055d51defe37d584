import type { Outgoing } from '../incoming.ts';
import type { Turn } from './context.ts';

/** An answer: in place of the card whose button asked for it, else as a new message. */
export async function reply({ chat, clickedCard }: Turn, message: Outgoing): Promise<void> {
  if (clickedCard === undefined) await chat.send(message);
  else await chat.edit(clickedCard, message);
}

/** Whose rights an answer was read with. Where others read along, by name: a button of it may be pressed by somebody else. */
export const visibleTo = ({ who, where }: Turn): string => (where.place === 'personal' ? 'you' : who.name);
