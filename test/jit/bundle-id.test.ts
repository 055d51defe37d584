import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkBundleIds, looksLikeBundleId, parseBundleIds } from '../../src/jit/bundle-id.ts';

const chatter = 'com.salesforce.chatter';
const box = 'com.box.BoxNet';

describe('parseBundleIds', () => {
  test.each<[string, string, string[]]>([
    ['commas', `${chatter}, ${box}`, [chatter, box]],
    ['no blank after the comma', `${chatter},${box}`, [chatter, box]],
    ['semicolons', `${chatter};${box};`, [chatter, box]],
    ['lines of Windows', `${chatter}\r\n${box}\r\n`, [chatter, box]],
    [
      'old and odd line ends',
      `${chatter}\r${box}\u2028com.a.b\u0085com.c.d`,
      [chatter, box, 'com.a.b', 'com.c.d'],
    ],
    ['tabs', `${chatter}\t${box}`, [chatter, box]],
    ['blanks', `${chatter} ${box}`, [chatter, box]],
    ['and', `${chatter} and ${box}`, [chatter, box]],
    ['comma and "and"', `${chatter}, com.a.b, and ${box}.`, [chatter, 'com.a.b', box]],
    ['"and" at the end of a line', `${chatter} and\n${box}`, [chatter, box]],
    ['ampersand and plus', `${chatter} & ${box} + com.a.b`, [chatter, box, 'com.a.b']],
    ['hyphens', `- ${chatter}\n- ${box}`, [chatter, box]],
    ['stars', `* ${chatter}\n* ${box}`, [chatter, box]],
    ['bullets', `•\u00A0${chatter}\n•${box}\n◦ com.a.b`, [chatter, box, 'com.a.b']],
    ['numbers', `1. ${chatter}\n2) ${box}\n(3) com.a.b`, [chatter, box, 'com.a.b']],
    ['numbers without a blank', `1.${chatter}\n2.${box}`, [chatter, box]],
    ['checkboxes', `- [ ] ${chatter}\n- [x] ${box}`, [chatter, box]],
    ['double quotes', `"${chatter}", "${box}"`, [chatter, box]],
    ['curly quotes', `“${chatter}”, ‘${box}’`, [chatter, box]],
    ['back quotes', `\`${chatter}\` and \`${box}\``, [chatter, box]],
    ['bold', `**${chatter}**, *${box}*`, [chatter, box]],
    ['a code block', `\`\`\`json\n["${chatter}", "${box}"]\n\`\`\``, [chatter, box]],
    ['JSON', `["${chatter}","${box}"]`, [chatter, box]],
    ['JSON with curly quotes', `[“${chatter}”,“${box}”]`, [chatter, box]],
    [
      'JSON objects',
      `[{"name":"Box.com","bundleId":"${box}"},{"name":"x","bundleId":"wefwef"}]`,
      [box, 'wefwef'],
    ],
    ['a policy as JSON', `{"x":{"bundleIdAccessControlList":["${chatter}","${box}"]}}`, [chatter, box]],
    ['a Python list', `['${chatter}', '${box}']`, [chatter, box]],
    ['broken JSON', `["${chatter}", "${box}"`, [chatter, box]],
    ['a CSV with heading', `App,Bundle ID\nSalesforce,${chatter}\n"Box, Inc.",${box}`, [chatter, box]],
    [
      'a CSV without heading',
      `Salesforce;${chatter};https://apps.apple.com/app/id404249815\nBox;${box};`,
      [chatter, box],
    ],
    [
      'a CSV whose heading tells',
      `Publisher,BundleId\nsalesforce.com,${chatter}\nbox.com,com.foo_bar`,
      [chatter, 'com.foo_bar'],
    ],
    [
      'a table from a spreadsheet',
      `Name\tBundle identifier\nBox\t${box}\nMail\tcom.microsoft.office.outlook`,
      [box, 'com.microsoft.office.outlook'],
    ],
    [
      'a Markdown table',
      `| App | Bundle ID |\n|---|---|\n| Box | ${box} |\n| Chatter | ${chatter} |`,
      [box, chatter],
    ],
    ['two columns of ids', `${chatter},${box}\ncom.a.b,com.c.d`, [chatter, box, 'com.a.b', 'com.c.d']],
    ['a list of lines of two', `${chatter}, wefwef\n${box}, foo`, [chatter, 'wefwef', box, 'foo']],
    [
      'names with ids',
      `Salesforce (${chatter})\nBox: ${box}\nA - com.a.b\ncom.c.d (C)`,
      [chatter, box, 'com.a.b', 'com.c.d'],
    ],
    ['a label', `Bundle IDs: ${chatter} ${box}`, [chatter, box]],
    ['HTML', `<ul><li>${chatter}</li><li>&nbsp;${box}</li></ul>`, [chatter, box]],
    [
      'a property list',
      `<array>\n<string>${chatter}</string>\n<string>${box}</string></array>`,
      [chatter, box],
    ],
    [
      'links that Teams made',
      `[${chatter}](http://${chatter}) [x](https://apps.apple.com/app/id1)`,
      [chatter, 'https://apps.apple.com/app/id1'],
    ],
    [
      'invisible characters',
      `\uFEFF\u200B${chatter}\u00AD\u200D, com.box\u200B.BoxNet\u00A0`,
      [chatter, box],
    ],
    ['a blank inside', 'com.box. BoxNet', ['com.box. BoxNet']],
    ['a wildcard', 'com.box.*', ['com.box.*']],
    [
      'refused things beside good ones',
      `${chatter}, wefwef, com.foo_bar, id404249815`,
      [chatter, 'wefwef', 'com.foo_bar', 'id404249815'],
    ],
    ['nothing', ' \n,;\u00A0- \n', []],
  ])('%s', (_, paste, expected) => {
    expect(parseBundleIds(paste)).toEqual(expected);
  });

  const label = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,8}$/);
  const id = fc
    .tuple(fc.constantFrom('com', 'org', 'net', 'io'), label, label)
    .map((parts) => parts.join('.'));
  const blanks = fc
    .array(
      fc.constantFrom(
        ' ',
        '\u00A0',
        '\u200B',
        '\uFEFF',
        '\u00AD',
        '\u2003',
        '\u3000',
        '\u2060',
        '\u180E',
        '\u200E',
      ),
      { maxLength: 4 },
    )
    .map((all) => all.join(''));
  const separator = fc.constantFrom(
    ',',
    ';',
    '\n',
    '\t',
    '\r\n',
    ', ',
    ' and ',
    '\n- ',
    '\n• ',
    ',\n',
    '\u2028',
    '，',
    ' | ',
  );
  const quote = fc.constantFrom<[string, string]>(
    ['', ''],
    ['"', '"'],
    ["'", "'"],
    ['`', '`'],
    ['“', '”'],
    ['(', ')'],
    ['[', ']'],
    ['**', '**'],
  );

  test('whatever stands around and between, exactly the ids come back', () => {
    const entry = fc.record({ id, before: blanks, after: blanks, quote, separator });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 12 }), (entries) => {
        const paste = entries
          .map((one) => `${one.before}${one.quote[0]}${one.id}${one.quote[1]}${one.after}${one.separator}`)
          .join('');
        expect(checkBundleIds(parseBundleIds(paste)).refused).toEqual([]);
        expect(parseBundleIds(paste)).toEqual(entries.map((one) => one.id));
      }),
    );
  });

  test('any text at all gives trimmed candidates and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.json()), (paste) => {
        for (const candidate of parseBundleIds(paste)) {
          expect(candidate).not.toBe('');
          expect(candidate.trim()).toBe(candidate);
        }
        expect(() => checkBundleIds(parseBundleIds(paste))).not.toThrow();
      }),
    );
  });

  test.each([' ', '(', '[', '- ', '"', '.', '<a', 'a ', '1. ', '- [ ] ', '*', 'com.a.b ', 'a:'])(
    'a message full of %j is read in no time',
    (piece) => {
      const started = performance.now();
      parseBundleIds(`a${piece.repeat(28_000 / piece.length)}b`);
      expect(performance.now() - started).toBeLessThan(2000);
    },
  );
});

describe('checkBundleIds', () => {
  test.each([
    ['com.microsoft.office.word', 'microsoft-app'],
    ['COM.Microsoft.skype.teams', 'microsoft-app'],
    ['wefwef', 'microsoft-app'],
    ['WefWef', 'microsoft-app'],
    ['com.microsoft.azureauthenticator', 'authenticator'],
    ['com.Microsoft.AzureAuthenticator', 'authenticator'],
    ['com.microsoft.azureauthenticator.ssoextension', 'authenticator'],
    ['SGGM6D27TK.com.microsoft.azureauthenticator', 'authenticator'],
    ['UBF8T346G9.com.microsoft.office.word', 'microsoft-app'],
    ['https://apps.apple.com/us/app/salesforce/id404249815', 'app-store-link'],
    ['apps.apple.com/us/app/salesforce/id404249815', 'app-store-link'],
    ['itms-apps://itunes.apple.com/app/id404249815', 'app-store-link'],
    ['https://www.contoso.com/app', 'web-address'],
    ['id404249815', 'app-store-id'],
    ['404249815', 'app-store-id'],
    ['com.contoso.my_app', 'android-package'],
    ['com.contoso.*', 'wildcard'],
    ['*', 'wildcard'],
    ['ABCDE12345.com.contoso.expenses', 'team-prefix'],
    ['ABCDEFGHIJ.com.contoso.expenses', 'team-prefix'],
    ['com.contoso. expenses', 'blank-inside'],
    ['com.contoso.\u00A0expenses', 'blank-inside'],
    [`com.contoso.${'x'.repeat(150)}`, 'too-long'],
    ['com..contoso', 'not-a-bundle-id'],
    ['.com.contoso', 'not-a-bundle-id'],
    ['com.contoso/expenses', 'not-a-bundle-id'],
    ['megan@contoso.com', 'not-a-bundle-id'],
    ['com.contos\u043E.expenses', 'not-a-bundle-id'],
    ['12.34', 'not-a-bundle-id'],
    ['{{DEVICEREGISTRATION}}', 'not-a-bundle-id'],
  ])('%s is refused: %s', (id, reason) => {
    const { accepted, refused } = checkBundleIds([id]);
    expect(accepted).toEqual([]);
    expect(refused).toEqual([
      {
        id,
        reason,
        sentence: expect.stringMatching(/\.$/) as string,
        remedy: expect.stringMatching(/./) as string,
      },
    ]);
  });

  test.each([
    chatter,
    box,
    'com.contoso-it.App-2',
    'com.veradocs.ios.appstore.intune',
    'com.microsoftish.app',
    'com.github.someone.app',
    'SalesForce.app.one',
    'com.apple.mobilesafari',
  ])('%s is accepted as it is', (id) => {
    expect(checkBundleIds([id])).toMatchObject({ accepted: [id], refused: [] });
  });

  test.each([
    ['com.linkedin.LinkedIn', 'microsoft-brand-app'],
    ['com.github.stormbreaker.prod', 'microsoft-brand-app'],
    ['com.swiftkey.SwiftKeyApp', 'microsoft-brand-app'],
    ['com.skype.SkypeForiPad', 'microsoft-brand-app'],
    ['expenses', 'bundle-id-without-dot'],
    ['com.apple.mobilesafari', 'apple-app-not-needed'],
  ])('%s is accepted with the note %s', (id, code) => {
    expect(checkBundleIds([id])).toMatchObject({ accepted: [id], refused: [], notes: [{ code }] });
  });

  test('tells the id without its team prefix, and where the number of an App Store link leads', () => {
    const { refused } = checkBundleIds([
      'ABCDE12345.com.contoso.expenses',
      'https://apps.apple.com/us/app/salesforce/id404249815',
    ]);
    expect(refused[0]?.remedy).toContain(' com.contoso.expenses');
    expect(refused[1]?.remedy).toContain('lookup?id=404249815');
  });

  test('folds duplicates whatever their case and keeps the first spelling', () => {
    const { accepted, refused, notes } = checkBundleIds([
      box,
      chatter,
      'COM.BOX.BOXNET',
      '\u200Bcom.box.boxnet ',
      'wefwef',
      'WEFWEF',
    ]);
    expect(accepted).toEqual([box, chatter]);
    expect(refused.map(({ id }) => id)).toEqual(['wefwef']);
    expect(notes.map(({ code }) => code)).toEqual(['bundle-id-twice']);
  });

  test('each candidate ends up accepted, refused or folded, and nothing accepted is of Microsoft', () => {
    const part = fc.constantFrom(
      'com',
      'microsoft',
      'Microsoft',
      'box',
      'wefwef',
      '*',
      '_',
      ' ',
      'azureauthenticator',
      'ABCDE12345',
      'x',
    );
    const candidate = fc.oneof(
      fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(candidate), (candidates) => {
        const { accepted, refused } = checkBundleIds(candidates);
        const all = [...accepted, ...refused.map(({ id }) => id)].map((id) => id.toLowerCase());
        expect(new Set(all).size).toBe(all.length);
        for (const id of accepted)
          expect(id).toMatch(/^(?!com\.microsoft(\.|$)|wefwef$)[a-z0-9-]+(\.[a-z0-9-]+)*$/i);
        expect(checkBundleIds(accepted).accepted).toEqual(accepted);
      }),
    );
  });
});

test.each([
  [box, true],
  ['com.microsoft.office.word', true],
  ['de.contoso.App', true],
  ['wefwef', false],
  ['Sales', false],
  ['1.2.3', false],
  ['e.g', false],
  ['com.box.', false],
  ['com.box.*', false],
  ['Sales. Then', false],
  ['', false],
])('looksLikeBundleId(%j) is %s', (text, expected) => {
  expect(looksLikeBundleId(text)).toBe(expected);
});
