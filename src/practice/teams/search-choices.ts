import { z } from 'zod/v4';
import { ClientRefused } from './fill-inputs.ts';
import type { Delivered } from './types.ts';

const searchAnswer = z.looseObject({
  statusCode: z.literal(200),
  type: z.literal('application/vnd.microsoft.search.searchResponse'),
  value: z.looseObject({ results: z.array(z.looseObject({ title: z.string(), value: z.string() })) }),
});

/** Teams shows fifteen results at most. */
const shownResults = 15;

/** The `value` of an `application/search` invoke for what a person typed into a filtered choice set. */
export const searchValue = (dataset: string, queryText: string) => ({
  queryText,
  queryOptions: { skip: 0, top: shownResults },
  dataset,
});

/** The choices that the bot answered, as many as Teams shows. */
export function readSearchAnswer({ status, body }: Delivered): { title: string; value: string }[] {
  const parsed = searchAnswer.safeParse(body);
  if (status !== 200 || !parsed.success)
    throw new ClientRefused(
      `the search was not answered (HTTP ${status}: ${JSON.stringify(body) ?? 'empty'})`,
    );
  return parsed.data.value.results.slice(0, shownResults).map(({ title, value }) => ({ title, value }));
}
