import { z } from 'zod/v4';
import type { Group } from '../jit/snapshot.ts';
import { Problem } from '../problems.ts';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { odataText, searchClause } from './group-query.ts';
import { at } from './path.ts';
import { readOne } from './read.ts';
import { groupSelect } from './read-groups.ts';
import { groupSchema } from './schemas.ts';

const most = '25';

/**
 * Groups whose name holds the words, exact matches first, then by name; `exact` counts those equal but for case and
 * blanks around. The search index lags behind and splits at punctuation, so an exact filter goes along with it. Where
 * nothing is found at all, groups that begin with the first word are offered, with `exact` 0.
 * At most 25 of each question; throws Problem.
 */
export async function findGroups(
  client: GraphClient,
  name: string,
): Promise<{ groups: Group[]; exact: number }> {
  const wanted = name.trim();
  if (wanted === '') return { groups: [], exact: 0 };
  const [found, same] = await Promise.all([
    search(client, wanted),
    ask(client, { $filter: `displayName eq ${odataText(wanted)}` }),
  ]);
  const either = [...same, ...found];
  const candidates = either.length > 0 ? either : await beginningLike(client, wanted);
  const groups = [...new Map(candidates.map((group) => [group.id, group])).values()];
  const isExact = (group: Group): boolean => folded(group.displayName) === folded(wanted);
  groups.sort((a, b) => Number(isExact(b)) - Number(isExact(a)) || byName(a, b));
  return { groups, exact: groups.filter(isExact).length };
}

const folded = (name: string): string => name.trim().normalize('NFC').toLowerCase();
const byName = (a: Group, b: Group): number =>
  a.displayName.localeCompare(b.displayName, 'en') || (a.id < b.id ? -1 : 1);

/** Some texts are no search for Graph (punctuation alone, say) and get a 400; then there are simply no hits. */
async function search(client: GraphClient, text: string): Promise<Group[]> {
  try {
    return await ask(
      client,
      { $search: searchClause('displayName', text), $count: 'true' },
      { ConsistencyLevel: 'eventual' },
    );
  } catch (error) {
    if (error instanceof Problem && error.code === 'graph-bad-request') return [];
    throw error;
  }
}

function beginningLike(client: GraphClient, name: string): Promise<Group[]> {
  return ask(client, { $filter: `startswith(displayName,${odataText(name.split(/\s+/u)[0]!)})` });
}

async function ask(
  client: GraphClient,
  query: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Group[]> {
  const { value } = await readOne(
    client,
    {
      version: 'v1.0',
      path: at`/groups`,
      query: { ...query, $select: groupSelect, $top: most },
      headers,
      concern: concerns.readGroups,
    },
    z.object({ value: z.array(groupSchema) }),
  );
  return value;
}
