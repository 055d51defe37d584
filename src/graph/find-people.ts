import { z } from 'zod/v4';
import { Problem } from '../problems.ts';
import type { GraphClient } from './client.ts';
import { concerns } from './concern.ts';
import { odataText, searchClause } from './group-query.ts';
import { at } from './path.ts';
import { readOne } from './read.ts';
import { personSchema, personSelect, type FoundPerson } from './read-person.ts';

const most = '25';
const named = ['displayName', 'userPrincipalName', 'mail'] as const;

/**
 * People with this sign-in name, mail address or display name, exact ones first, then by name; `exact` counts those that
 * equal but for case and blanks around. Otherwise those whose display or sign-in name holds the words. The search index lags
 * behind, so an exact filter goes along with it. At most 25 of each question; throws Problem.
 */
export async function findPeople(
  client: GraphClient,
  name: string,
): Promise<{ people: FoundPerson[]; exact: number }> {
  const wanted = name.trim();
  if (wanted === '') return { people: [], exact: 0 };
  const [same, found] = await Promise.all([
    ask(client, { $filter: named.map((property) => `${property} eq ${odataText(wanted)}`).join(' or ') }),
    search(client, wanted),
  ]);
  const people = [...new Map([...same, ...found].map((person) => [person.id, person])).values()];
  const isExact = (person: FoundPerson): boolean =>
    named.some((property) => folded(person[property] ?? '') === folded(wanted));
  people.sort((a, b) => Number(isExact(b)) - Number(isExact(a)) || byName(a, b));
  return { people, exact: people.filter(isExact).length };
}

const folded = (name: string): string => name.trim().normalize('NFC').toLowerCase();
const byName = (a: FoundPerson, b: FoundPerson): number =>
  a.displayName.localeCompare(b.displayName, 'en') || (a.id < b.id ? -1 : 1);

/** Some texts are no search for Graph (punctuation alone, say) and get a 400; then there are simply no hits. */
async function search(client: GraphClient, words: string): Promise<FoundPerson[]> {
  const clauses = ['displayName', 'userPrincipalName'].map((property) => searchClause(property, words));
  try {
    return await ask(
      client,
      { $search: clauses.join(' OR '), $count: 'true' },
      { ConsistencyLevel: 'eventual' },
    );
  } catch (error) {
    if (error instanceof Problem && error.code === 'graph-bad-request') return [];
    throw error;
  }
}

async function ask(
  client: GraphClient,
  query: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<FoundPerson[]> {
  const { value } = await readOne(
    client,
    {
      version: 'v1.0',
      path: at`/users`,
      query: { ...query, $select: personSelect, $top: most },
      headers,
      concern: concerns.readPeople,
    },
    z.object({ value: z.array(personSchema) }),
  );
  return value;
}
