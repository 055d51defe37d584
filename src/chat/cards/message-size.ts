import type { Outgoing } from '../incoming.ts';

/** What every client takes in one message is 28 KB; some room is left. In bytes. */
export const mostBytes = 26_000;

export const fits = (message: Outgoing): boolean => Buffer.byteLength(JSON.stringify(message)) <= mostBytes;

/** Text that would take more bytes in a message ends with dots: a name may hold anything, as often as it likes. */
export function shorten(text: string, most: number): string {
  if (text.length * 6 <= most || Buffer.byteLength(JSON.stringify(text)) <= most) return text;
  let bytes = 5;
  let short = '';
  for (const point of text) {
    bytes += Buffer.byteLength(JSON.stringify(point)) - 2;
    if (bytes > most) break;
    short += point;
  }
  return `${short}\u2026`;
}
