import { timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';

const lifeSeconds = 600;
const nameFor = (state: string): string => `sign-in-${state.slice(0, 8)}`;
const attributes = (publicUrl: string, maxAge: number): string =>
  `Path=/auth; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${publicUrl.startsWith('https:') ? '; Secure' : ''}`;

/** Binds a sign-in to this browser for ten minutes. Each has its own name, so that two windows do not disturb each other. */
export function setStateCookie(res: Response, state: string, publicUrl: string): void {
  res.append('Set-Cookie', `${nameFor(state)}=${state}; ${attributes(publicUrl, lifeSeconds)}`);
}

/** Whether this browser began the sign-in with that state. The cookie is used up by it. */
export function takeStateCookie(req: Request, res: Response, state: string, publicUrl: string): boolean {
  if (!/^[\w-]{43}$/.test(state)) return false;
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const prefix = `${nameFor(state)}=`;
  const value = pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length) ?? '';
  if (value.length !== state.length || !timingSafeEqual(Buffer.from(value), Buffer.from(state))) return false;
  res.append('Set-Cookie', `${prefix}; ${attributes(publicUrl, 0)}`);
  return true;
}
