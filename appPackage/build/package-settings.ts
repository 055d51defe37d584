import { createHash } from 'node:crypto';
import { z } from 'zod/v4';

/** What the manifest's placeholders become; each name is the placeholder's. */
export interface PackageValues {
  APP_VERSION: string;
  CLIENT_ID: string;
  PUBLIC_HOST: string;
  TEAMS_APP_ID: string;
  APP_DEVELOPER_NAME: string;
  APP_WEBSITE_URL: string;
  APP_PRIVACY_URL: string;
  APP_TERMS_URL: string;
}

const guid = z.guid().transform((id) => id.toLowerCase());
const httpsUrl = z.string().refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url?.protocol === 'https:' && url.hostname.includes('.') && !url.username && !url.search && !url.hash
  );
});

const httpsOrigin = httpsUrl.refine((text) => !URL.canParse(text) || new URL(text).pathname === '/');

/** Each setting: its shape, and the sentence that stands behind "is missing:" or "is wrong:". */
const known = {
  CLIENT_ID: { shape: guid, what: "the application (client) id of the bot's app registration, a GUID" },
  PUBLIC_URL: {
    shape: httpsOrigin,
    what: 'the https address under which Teams reaches the bot, without a path, as https://jit-bot.contoso.com',
  },
  TEAMS_APP_ID: {
    shape: guid,
    what: 'the id of the Teams app, a GUID; leave it out to have one derived from CLIENT_ID',
  },
  APP_DEVELOPER_NAME: { shape: z.string().max(32), what: 'who runs the bot, at most 32 characters' },
  APP_WEBSITE_URL: { shape: httpsUrl, what: 'the https address of a page about the bot' },
  APP_PRIVACY_URL: { shape: httpsUrl, what: 'the https address of your privacy statement' },
  APP_TERMS_URL: { shape: httpsUrl, what: 'the https address of your terms of use' },
} as const;
type Name = keyof typeof known;
const needed: readonly Name[] = ['CLIENT_ID', 'PUBLIC_URL'];

/** Stand for settings that are missing or wrong, so that the rest of the package is checked all the same. */
const standIn = {
  CLIENT_ID: '00000000-0000-4000-8000-000000000000',
  PUBLIC_URL: 'https://jit-bot.contoso.com',
};

/**
 * Reads what the app package needs; an empty value counts as missing. Never throws: `mistakes` holds one sentence per
 * wrong setting, and `values` may be shipped only if there is none. `notes` says which defaults deserve a second look.
 */
export function readPackageSettings(
  environment: Readonly<Record<string, string | undefined>>,
  version: string,
): { values: PackageValues; mistakes: string[]; notes: string[] } {
  const mistakes: string[] = [];
  const read = (name: Name): string | undefined => {
    const text = environment[name]?.trim();
    if (!text) {
      if (needed.includes(name)) mistakes.push(`${name} is missing: ${known[name].what}.`);
      return undefined;
    }
    const result = known[name].shape.safeParse(text);
    if (!result.success) mistakes.push(`${name} is wrong: it has to be ${known[name].what}.`);
    return result.data;
  };
  const clientId = read('CLIENT_ID') ?? standIn.CLIENT_ID;
  const publicUrl = new URL(read('PUBLIC_URL') ?? standIn.PUBLIC_URL);
  const pages = [read('APP_WEBSITE_URL'), read('APP_PRIVACY_URL'), read('APP_TERMS_URL')];
  const values: PackageValues = {
    APP_VERSION: version,
    CLIENT_ID: clientId,
    PUBLIC_HOST: publicUrl.host,
    TEAMS_APP_ID: read('TEAMS_APP_ID') ?? deriveTeamsAppId(clientId),
    APP_DEVELOPER_NAME: read('APP_DEVELOPER_NAME') ?? 'Self-hosted intune-jit-bot',
    APP_WEBSITE_URL: pages[0] ?? publicUrl.origin,
    APP_PRIVACY_URL: pages[1] ?? publicUrl.origin,
    APP_TERMS_URL: pages[2] ?? publicUrl.origin,
  };
  const notes = pages.includes(undefined)
    ? [
        'APP_WEBSITE_URL, APP_PRIVACY_URL and APP_TERMS_URL: what is not set points to PUBLIC_URL, which shows no page. Set them to pages of your organization.',
      ]
    : [];
  return { values, mistakes, notes };
}

const teamsAppNamespace = '5c1f3d0e-8a52-4b7c-9d36-2e0b7f64a1c8';

/** The same id for the same CLIENT_ID, forever, so that Teams takes a new package for an update (UUID version 5, RFC 9562). */
export function deriveTeamsAppId(clientId: string): string {
  const hash = createHash('sha1').update(Buffer.from(teamsAppNamespace.replaceAll('-', ''), 'hex'));
  const bytes = hash.update(clientId.toLowerCase()).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
