import { z } from 'zod/v4';
import { Problem } from '../problems.ts';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { at } from './path.ts';
import { readOne } from './read.ts';
import { nullable, text } from './schemas.ts';

/** Somebody of the directory, with what anybody in it may see. */
export interface FoundPerson {
  id: string;
  displayName: string;
  userPrincipalName: string;
  mail: string | null;
}

export const personSchema: z.ZodType<FoundPerson> = z.object({
  id: z.string().min(1),
  displayName: text,
  userPrincipalName: text,
  mail: nullable,
});
export const personSelect = 'id,displayName,userPrincipalName,mail';

/** One person by object id; undefined where Graph knows no such id. Throws Problem. */
export async function readPerson(client: GraphClient, id: string): Promise<FoundPerson | undefined> {
  const query = { $select: personSelect };
  const concern = concerns.readPeople;
  try {
    return await readOne(client, { version: 'v1.0', path: at`/users/${id}`, query, concern }, personSchema);
  } catch (error) {
    if (error instanceof Problem && error.code === 'graph-not-found') return undefined;
    throw error;
  }
}
