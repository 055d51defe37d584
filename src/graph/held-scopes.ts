import { z } from 'zod/v4';

const payload = z.object({ scp: z.string() });

/**
 * The delegated scopes inside a Graph token, to tell a missing permission from a missing role after a 403. Undefined
 * where the token cannot be read: Microsoft promises nothing about its form, so nothing else may rest on this.
 */
export function heldScopes(token: string): string[] | undefined {
  try {
    const text = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
    return payload
      .parse(JSON.parse(text))
      .scp.split(' ')
      .filter((scope) => scope !== '');
  } catch {
    return undefined;
  }
}
