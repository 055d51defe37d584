import type { Given } from './read-credential.ts';

const openAi = ['AZURE_OPENAI_ENDPOINT', 'AZURE_OPENAI_DEPLOYMENT', 'AZURE_OPENAI_API_KEY'] as const;

/** What the design promises and this version cannot do yet is refused, so that nobody relies on a setting that is ignored. */
export function refuseNotYet(given: Given): string[] {
  const mistakes: string[] = [];
  if (given['RECORDS_IDENTITY_CLIENT_ID'] !== undefined)
    mistakes.push('RECORDS_IDENTITY_CLIENT_ID is not in this version; leave it out');

  const present = openAi.filter((name) => given[name] !== undefined);
  if (present.length === openAi.length)
    mistakes.push(
      `${openAi.join(', ')}: language understanding by Azure OpenAI is not in this version; leave them out`,
    );
  else if (present.length > 0)
    mistakes.push(
      `${openAi.filter((name) => given[name] === undefined).join(' and ')} missing beside ${present.join(' and ')}; expected all three or none`,
    );
  return mistakes;
}
