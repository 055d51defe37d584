import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { z } from 'zod/v4';
import type { PackageValues } from './package-settings.ts';

const schemaUrl = 'https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json';
const commandLimits = { perScope: 10, title: 32, description: 128 };

const manifestShape = z.looseObject({
  $schema: z.literal(schemaUrl),
  bots: z
    .array(
      z.looseObject({
        botId: z.string(),
        scopes: z.array(z.string()),
        supportsFiles: z.literal(true, { error: 'has to be true, or Teams takes no files from the bot' }),
        commandLists: z.array(
          z.looseObject({
            scopes: z.array(z.string()),
            commands: z.array(z.looseObject({ title: z.string(), description: z.string().optional() })),
          }),
        ),
      }),
    )
    .length(1),
  validDomains: z.array(z.string()),
  webApplicationInfo: z.looseObject({ id: z.string(), resource: z.string() }),
});
type Manifest = z.infer<typeof manifestShape>;

/**
 * Checks an expanded manifest: Microsoft's schema 1.29 first (offline, it ships with @microsoft/app-manifest), then what
 * that lets pass. Answers one sentence per mistake. The limits of commands are the ones that Teams documents for its
 * clients (10 commands, titles of 32 characters); the schema of 1.29 allows more.
 */
export async function checkManifest(manifest: unknown, values: PackageValues): Promise<string[]> {
  const bySchema = await AppManifestUtils.validateAgainstSchema(
    manifest as TeamsManifest,
    await AppManifestUtils.fetchSchema(schemaUrl),
  );
  const mistakes = [...placeholdersLeft(manifest), ...bySchema.map((error) => `manifest.json: ${error}`)];
  const shape = manifestShape.safeParse(manifest);
  if (!shape.success) {
    const issues = shape.error.issues.map(
      (issue) => `manifest.json: ${issue.path.join('.')}: ${issue.message}.`,
    );
    return [...mistakes, ...issues];
  }
  return [
    ...mistakes,
    ...checkIdentity(shape.data, values),
    ...checkDomains(shape.data, values),
    ...checkCommands(shape.data),
  ];
}

function placeholdersLeft(manifest: unknown): string[] {
  const left = new Set(JSON.stringify(manifest).match(/\$\{\{.*?\}\}/g));
  return [...left].map(
    (placeholder) => `manifest.json: nothing is known for the placeholder ${placeholder}.`,
  );
}

function checkIdentity({ bots, webApplicationInfo }: Manifest, { CLIENT_ID }: PackageValues): string[] {
  const mistakes: string[] = [];
  if (bots[0]?.botId !== CLIENT_ID)
    mistakes.push(`manifest.json: bots[0].botId has to be CLIENT_ID (${CLIENT_ID}).`);
  if (webApplicationInfo.id !== CLIENT_ID) {
    mistakes.push(`manifest.json: webApplicationInfo.id has to be CLIENT_ID (${CLIENT_ID}).`);
  }
  if (webApplicationInfo.resource !== `api://botid-${CLIENT_ID}`) {
    mistakes.push(`manifest.json: webApplicationInfo.resource has to be api://botid-${CLIENT_ID}.`);
  }
  return mistakes;
}

function checkDomains({ validDomains }: Manifest, { PUBLIC_HOST }: PackageValues): string[] {
  const mistakes = validDomains
    .filter((domain) => !/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/i.test(domain))
    .map(
      (domain) => `manifest.json: validDomains: "${domain}" has to be a host alone, without scheme and path.`,
    );
  if (!validDomains.includes(PUBLIC_HOST)) {
    mistakes.push(
      `manifest.json: validDomains misses ${PUBLIC_HOST}, the host of PUBLIC_URL: the sign-in page would stay shut.`,
    );
  }
  return mistakes;
}

function checkCommands({ bots }: Manifest): string[] {
  return bots.flatMap(({ scopes, commandLists }) =>
    scopes.flatMap((scope) => {
      const commands = commandLists
        .filter((list) => list.scopes.includes(scope))
        .flatMap((list) => list.commands);
      const where = `manifest.json: commands of scope ${scope}:`;
      const mistakes: string[] = [];
      if (commands.length === 0) mistakes.push(`${where} there are none.`);
      if (commands.length > commandLimits.perScope) {
        mistakes.push(`${where} ${commands.length} are too many, Teams shows ${commandLimits.perScope}.`);
      }
      for (const [index, { title, description }] of commands.entries()) {
        if (title.length < 1 || title.length > commandLimits.title) {
          mistakes.push(
            `${where} the title "${title}" has ${title.length} characters, 1 to ${commandLimits.title} are allowed.`,
          );
        }
        if (!description || description.length > commandLimits.description) {
          mistakes.push(
            `${where} "${title}" needs a description of at most ${commandLimits.description} characters.`,
          );
        }
        if (commands.findIndex((other) => other.title === title) < index)
          mistakes.push(`${where} "${title}" is there twice.`);
      }
      return mistakes;
    }),
  );
}
