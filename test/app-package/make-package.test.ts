import { strFromU8, unzipSync } from 'fflate';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { checkIcons } from '../../appPackage/build/check-icons.ts';
import { makePackage, type PackageInput } from '../../appPackage/build/make-package.ts';
import { deriveTeamsAppId, readPackageSettings } from '../../appPackage/build/package-settings.ts';
import { clientId, goodInput } from './good-input.ts';

/** The parts of the manifest that tests spoil. */
interface Template {
  [part: string]: unknown;
  id: string;
  validDomains: string[];
  webApplicationInfo?: { id: string; resource: string };
  bots: {
    botId: string;
    scopes: string[];
    supportsFiles: boolean;
    commandLists: { scopes: string[]; commands: { title: string; description?: string }[] }[];
  }[];
}
const readTemplate = (): Template => JSON.parse(goodInput().template) as Template;

async function mistakesOf(input: PackageInput): Promise<string[]> {
  const result = await makePackage(input);
  return result.ok ? [] : result.mistakes;
}

async function mistakesOfManifest(spoil: (template: Template) => void): Promise<string[]> {
  const template = readTemplate();
  spoil(template);
  return mistakesOf({ ...goodInput(), template: JSON.stringify(template) });
}

describe('a good package', () => {
  test('holds the expanded manifest and the icons, byte for byte', async () => {
    const input = goodInput();
    const result = await makePackage(input);
    if (!result.ok) throw new Error(result.mistakes.join('\n'));
    const files = unzipSync(result.zip);
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(Buffer.from(files['color.png']!).equals(input.icons.color)).toBe(true);
    expect(Buffer.from(files['outline.png']!).equals(input.icons.outline)).toBe(true);

    const expected = input.template
      .replaceAll('${{CLIENT_ID}}', clientId)
      .replaceAll('${{TEAMS_APP_ID}}', deriveTeamsAppId(clientId))
      .replaceAll('${{APP_VERSION}}', '1.2.3')
      .replaceAll('${{PUBLIC_HOST}}', 'jit-bot.contoso.com')
      .replaceAll('${{APP_DEVELOPER_NAME}}', 'Self-hosted intune-jit-bot')
      .replaceAll(/\$\{\{APP_\w+_URL\}\}/g, 'https://jit-bot.contoso.com');
    expect(JSON.parse(strFromU8(files['manifest.json']!))).toEqual(JSON.parse(expected));
    expect(expected).not.toContain('${{');
  });

  test('has the same bytes every time', async () => {
    const [first, second] = [await makePackage(goodInput()), await makePackage(goodInput())];
    if (!first.ok || !second.ok) throw new Error('no package');
    expect(Buffer.from(first.zip).equals(second.zip)).toBe(true);
  });

  test('takes the optional settings, and its notes fall silent when all pages are given', async () => {
    const result = await makePackage(
      goodInput({
        TEAMS_APP_ID: '33333333-3333-4333-8333-333333333333',
        APP_DEVELOPER_NAME: 'Contoso "IT"',
        APP_WEBSITE_URL: 'https://contoso.com/jit',
        APP_PRIVACY_URL: 'https://contoso.com/privacy',
        APP_TERMS_URL: 'https://contoso.com/terms',
        PUBLIC_URL: 'https://bots.contoso.com:8443/',
      }),
    );
    if (!result.ok) throw new Error(result.mistakes.join('\n'));
    expect(result.notes).toEqual([]);
    expect(JSON.parse(strFromU8(unzipSync(result.zip)['manifest.json']!))).toMatchObject({
      id: '33333333-3333-4333-8333-333333333333',
      validDomains: ['bots.contoso.com:8443'],
      developer: {
        name: 'Contoso "IT"',
        websiteUrl: 'https://contoso.com/jit',
        privacyUrl: 'https://contoso.com/privacy',
        termsOfUseUrl: 'https://contoso.com/terms',
      },
    });
  });

  test('the derived app id is a version 5 UUID, stays, and differs between bots', () => {
    expect(deriveTeamsAppId(clientId)).toBe(deriveTeamsAppId(clientId.toUpperCase()));
    expect(deriveTeamsAppId(clientId)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(deriveTeamsAppId('33333333-3333-4333-8333-333333333333')).not.toBe(deriveTeamsAppId(clientId));
  });
});

describe('settings', () => {
  test.each([
    ['CLIENT_ID', '', 'CLIENT_ID is missing'],
    ['CLIENT_ID', 'jit-bot', 'CLIENT_ID is wrong'],
    ['PUBLIC_URL', ' ', 'PUBLIC_URL is missing'],
    ['PUBLIC_URL', 'jit-bot.contoso.com', 'PUBLIC_URL is wrong'],
    ['PUBLIC_URL', 'http://jit-bot.contoso.com', 'PUBLIC_URL is wrong'],
    ['PUBLIC_URL', 'https://localhost:3978', 'PUBLIC_URL is wrong'],
    ['PUBLIC_URL', 'https://megan:secret@contoso.com', 'PUBLIC_URL is wrong'],
    ['PUBLIC_URL', 'https://contoso.com/?a=b', 'PUBLIC_URL is wrong'],
    ['PUBLIC_URL', 'https://contoso.com/jit', 'PUBLIC_URL is wrong'],
    ['TEAMS_APP_ID', '1', 'TEAMS_APP_ID is wrong'],
    ['APP_DEVELOPER_NAME', 'x'.repeat(33), 'APP_DEVELOPER_NAME is wrong'],
    ['APP_WEBSITE_URL', 'http://contoso.com', 'APP_WEBSITE_URL is wrong'],
    ['APP_PRIVACY_URL', 'contoso', 'APP_PRIVACY_URL is wrong'],
    ['APP_TERMS_URL', 'ftp://contoso.com', 'APP_TERMS_URL is wrong'],
  ])('%s=%j is one mistake, named, without the value', (name, value, sentence) => {
    const { mistakes } = readPackageSettings(goodInput({ [name]: value }).environment, '1.2.3');
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(new RegExp(`^${sentence}: `));
    expect(mistakes[0]).not.toContain('secret');
  });

  test('every mistake of every kind is named in one go', async () => {
    const template = readTemplate();
    template.validDomains.push('https://contoso.com');
    template['accentColor'] = 'blue';
    const mistakes = await mistakesOf({
      environment: { TEAMS_APP_ID: 'x' },
      version: '1.2.3',
      template: JSON.stringify(template),
      icons: { color: Buffer.from('no'), outline: new Uint8Array() },
    });
    for (const part of [
      'CLIENT_ID',
      'PUBLIC_URL',
      'TEAMS_APP_ID',
      '/accentColor',
      'https://contoso.com',
      'color.png',
      'outline.png',
    ]) {
      expect(
        mistakes.filter((mistake) => mistake.includes(part)),
        part,
      ).not.toEqual([]);
    }
  });
});

describe('manifest', () => {
  const list = (template: Template) => template.bots[0]!.commandLists[0]!;
  test.each<[string, (template: Template) => void, RegExp]>([
    [
      'a placeholder nobody fills',
      (t) => (t['publisherDocsUrl'] = 'https://${{NOBODY}}'),
      /placeholder \$\{\{NOBODY\}\}/,
    ],
    ['a wrong scope', (t) => (t.bots[0]!.scopes = ['groupchat']), /\/bots\/0\/scopes\/0/],
    ['a property the schema does not know', (t) => (t['colour'] = 'blue'), /additional properties/],
    ['another schema version', (t) => (t['$schema'] = 'https://contoso.com/schema.json'), /\$schema/],
    ['no sign-in', (t) => delete t.webApplicationInfo, /webApplicationInfo/],
    [
      'the sign-in of another app',
      (t) => (t.webApplicationInfo!.id = '44444444-4444-4444-8444-444444444444'),
      /webApplicationInfo\.id/,
    ],
    [
      'another sign-in resource',
      (t) => (t.webApplicationInfo!.resource = 'api://${{CLIENT_ID}}'),
      /resource has to be api:\/\/botid-/,
    ],
    ['another bot', (t) => (t.bots[0]!.botId = '44444444-4444-4444-8444-444444444444'), /botId/],
    ['no files', (t) => (t.bots[0]!.supportsFiles = false), /supportsFiles: has to be true/],
    [
      'a domain with scheme',
      (t) => t.validDomains.push('https://contoso.com'),
      /"https:\/\/contoso\.com" has to be a host/,
    ],
    [
      'a domain with path',
      (t) => t.validDomains.push('contoso.com/auth'),
      /"contoso\.com\/auth" has to be a host/,
    ],
    ['the domain is missing', (t) => (t.validDomains = ['contoso.com']), /misses jit-bot\.contoso\.com/],
    ['eleven commands', (t) => (list(t).commands = numbered(11)), /scope personal: 11 are too many/],
    ['commands of a scope split over two lists', (t) => { list(t).commands = numbered(6); t.bots[0]!.commandLists[1] = { scopes: ['personal', 'team'], commands: numbered(6, 'b') }; }, /scope personal: 12 are too many/], // prettier-ignore
    ['a long title', (t) => (list(t).commands[0]!.title = 'x'.repeat(33)), /33 characters/],
    ['an empty title', (t) => (list(t).commands[0]!.title = ''), /0 characters/],
    ['no description', (t) => delete list(t).commands[0]!.description, /needs a description/],
    [
      'a long description',
      (t) => (list(t).commands[0]!.description = 'x'.repeat(129)),
      /needs a description/,
    ],
    ['a command twice', (t) => list(t).commands.push(list(t).commands[0]!), /is there twice/],
    [
      'a scope without commands',
      (t) => (t.bots[0]!.commandLists.length = 2),
      /scope groupChat: there are none/,
    ],
  ])('%s is refused', async (_, spoil, sentence) => {
    const mistakes = await mistakesOfManifest(spoil);
    expect(mistakes.filter((mistake) => sentence.test(mistake))).not.toEqual([]);
  });

  test('text that is no JSON is refused', async () => {
    expect(await mistakesOf({ ...goodInput(), template: '{' })).toEqual(['manifest.json is not valid JSON.']);
  });

  const numbered = (count: number, letter = 'a'): { title: string; description: string }[] =>
    Array.from({ length: count }, (_, i) => ({ title: `${letter}${i}`, description: 'd' }));
});

describe('icons', () => {
  const square = (size: number, pixel: number[]): Buffer => {
    const png = new PNG({ width: size, height: size });
    png.data.set(Array.from({ length: size * size }, () => pixel).flat());
    return PNG.sync.write(png);
  };
  test.each<[string, Partial<PackageInput['icons']>, string]>([
    [
      'a small colour icon',
      { color: square(96, [0, 0, 0, 255]) },
      'color.png is 96×96; it has to be 192×192.',
    ],
    [
      'a large outline icon',
      { outline: goodInput().icons.color },
      'outline.png is 192×192; it has to be 32×32.',
    ],
    ['no PNG', { color: Buffer.from('GIF89a') }, 'color.png is not a readable PNG.'],
    [
      'a coloured outline',
      { outline: square(32, [0, 0, 255, 128]) },
      'outline.png has 1024 visible pixels that are not white.',
    ],
    [
      'a filled outline',
      { outline: square(32, [255, 255, 255, 255]) },
      'outline.png has no clear ground: it needs transparency around the lines.',
    ],
    [
      'an empty outline',
      { outline: square(32, [255, 255, 255, 0]) },
      'outline.png is empty: it needs white lines.',
    ],
  ])('%s is refused', (_, icons, sentence) => {
    expect(checkIcons({ ...goodInput().icons, ...icons })).toContain(sentence);
  });
});
