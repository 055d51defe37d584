import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings, settingsHelp } from '../../src/settings.ts';
import { settingsTable } from '../../src/settings/table.ts';
import { clientId, exampleSettings, identity, tenantId } from './support/example-settings.ts';

const mistakesOf = (env: Record<string, string | undefined>): string[] => {
  const result = readSettings(env);
  return result.ok ? [] : result.mistakes;
};
const mistakesWith = (env: Record<string, string>): string[] => mistakesOf({ ...identity, ...env });

describe('readSettings', () => {
  it('needs an identity and says every mistake in one go', () => {
    const mistakes = mistakesOf({ PORT: 'x', CLOUD: 'Public', LOG_LEVEL: 'loud' });
    for (const name of ['TENANT_ID', 'CLIENT_ID', 'CLIENT_SECRET', 'PORT', 'CLOUD', 'LOG_LEVEL'])
      expect(mistakes.filter((mistake) => mistake.startsWith(name))).toHaveLength(1);
  });

  it.each(['TENANT_ID', 'CLIENT_ID', 'CLIENT_SECRET'])('counts a blank %s as not given', (name) => {
    expect(mistakesWith({ [name]: '' })).toEqual([expect.stringContaining(`${name} is missing`)]);
    expect(mistakesWith({ [name]: ' \t' })).toEqual([expect.stringContaining(`${name} is missing`)]);
  });

  it('takes the identity alone, with the defaults of the table', () => {
    const result = readSettings({ ...identity, TENANT_ID: tenantId.toUpperCase() }, { cwd: '/srv/bot' });
    expect(result).toMatchObject({
      ok: true,
      remarks: [expect.stringContaining('PUBLIC_URL')],
      settings: {
        tenantId,
        clientId,
        credential: { kind: 'secret', secret: identity.CLIENT_SECRET },
        port: 3978,
        host: '0.0.0.0',
        publicUrl: 'http://localhost:3978',
        records: { kind: 'sqlite', path: '/srv/bot/data/jit-bot.db' },
        approval: { mode: 'self', groupId: undefined },
        logLevel: 'info',
        cloud: {
          name: 'public',
          authorityHost: 'https://login.microsoftonline.com',
          instanceDiscovery: true,
          graphRoot: 'https://graph.microsoft.com',
        },
      },
    });
  });

  it.each([
    ['two', { CLIENT_CERTIFICATE_PATH: '/nowhere.pem' }],
    ['three', { CLIENT_CERTIFICATE_PATH: '/nowhere.pem', MANAGED_IDENTITY_CLIENT_ID: tenantId }],
  ])('refuses %s credentials', (_, more) => {
    expect(mistakesWith(more)).toEqual([expect.stringContaining('expected exactly one credential')]);
  });

  it.each([
    ['TENANT_ID', 'contoso.onmicrosoft.com'],
    ['CLIENT_ID', '1234'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '39 78'],
    ['HOST', 'http://localhost'],
    ['PUBLIC_URL', 'http://jit-bot.contoso.com'],
    ['PUBLIC_URL', 'https://jit-bot.contoso.com/bot'],
    ['PUBLIC_URL', 'https://user:word@jit-bot.contoso.com'],
    ['CLOUD', 'germany'],
    ['AUTHORITY_HOST', 'http://localhost:8443'],
    ['AUTHORITY_HOST', 'https://login.microsoftonline.com/common'],
    ['GRAPH_ROOT', 'https://graph.microsoft.com/beta'],
    ['GRAPH_ROOT', 'https://graph.microsoft.com?x=1'],
    ['BOT_OPENID_URL', 'http://login.contoso.com/keys'],
    ['BOT_TOKEN_ISSUER', 'api.botframework.com'],
    ['BOT_SERVICE_HOSTS', 'https://smba.trafficmanager.net'],
    ['BOT_SERVICE_HOSTS', '*.trafficmanager.net'],
    ['BOT_SERVICE_HOSTS', 'localhost:99999'],
    ['BOT_SERVICE_HOSTS', ', ,'],
    ['RECORDS', './data/jit-bot.db'],
    ['RECORDS', 'sqlite:'],
    ['RECORDS', 'sqlite::memory:'],
    ['RECORDS', 'postgres://localhost'],
    ['LOG_LEVEL', 'INFO'],
    ['APPROVAL', 'nobody'],
    ['APPROVER_GROUP_ID', 'Intune Admins'],
  ])('refuses %s=%s', (name, value) => {
    expect(mistakesWith({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} `))]);
  });

  it.each([
    ['PUBLIC_URL', 'http://localhost:3978', 'publicUrl', 'http://localhost:3978'],
    ['PUBLIC_URL', 'https://jit-bot.contoso.com/', 'publicUrl', 'https://jit-bot.contoso.com'],
    ['HOST', '::1', 'host', '::1'],
    ['PORT', ' 8080 ', 'port', 8080],
  ])('takes %s=%s', (name, value, key, expected) => {
    expect(exampleSettings({ [name]: value })).toMatchObject({ [key]: expected });
  });

  it('lets single endpoints override what CLOUD sets', () => {
    const { cloud } = exampleSettings({
      CLOUD: 'usgov',
      AUTHORITY_HOST: 'https://localhost:8443',
      GRAPH_ROOT: 'https://localhost:8444',
      BOT_OPENID_URL: 'http://127.0.0.1:8480/.well-known/openidconfiguration',
      BOT_TOKEN_ISSUER: 'https://issuer.contoso.com/',
      BOT_SERVICE_HOSTS: 'LOCALHOST:56150, smba.contoso.com',
    });
    expect(cloud).toMatchObject({
      authorityHost: 'https://localhost:8443',
      instanceDiscovery: false,
      graphRoot: 'https://localhost:8444',
      graphResource: 'https://graph.microsoft.us',
      botOpenIdUrl: 'http://127.0.0.1:8480/.well-known/openidconfiguration',
      botTokenIssuer: 'https://issuer.contoso.com/',
      botServiceHosts: ['localhost:56150', 'smba.contoso.com'],
      // this machine only where the list names it, and nothing else of it
      fileHosts: ['localhost:56150'],
      connectorResource: 'https://api.botframework.us',
      adminCenter: 'https://intune.microsoft.us',
    });
  });

  it.each(['public', 'usgov', 'dod', 'china'])('knows https origins for every endpoint of %s', (name) => {
    const { cloud } = exampleSettings({ CLOUD: name });
    for (const origin of [cloud.authorityHost, cloud.graphRoot, cloud.graphResource, cloud.adminCenter])
      expect(new URL(origin).origin).toBe(origin);
    expect(cloud.graphRoot).toBe(cloud.graphResource);
    expect(cloud.botServiceHosts.length).toBeGreaterThan(0);
    expect(cloud.fileHosts).toEqual(name === 'public' ? ['.sharepoint.com'] : []);
  });

  it.each([
    ['RECORDS', 'azure-tables:https://contoso.table.core.windows.net'],
    [
      'RECORDS',
      'DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=a2V5;EndpointSuffix=core.windows.net',
    ],
    ['RECORDS_IDENTITY_CLIENT_ID', tenantId],
  ])('refuses what this version cannot do: %s=%s', (name, value) => {
    expect(mistakesWith({ [name]: value })).toEqual([expect.stringContaining('not in this version')]);
  });

  it('refuses Azure OpenAI, half given as half given', () => {
    const half = { AZURE_OPENAI_ENDPOINT: 'https://contoso.openai.azure.com' };
    expect(mistakesWith(half)).toEqual([
      expect.stringContaining('AZURE_OPENAI_DEPLOYMENT and AZURE_OPENAI_API_KEY missing'),
    ]);
    const whole = { ...half, AZURE_OPENAI_DEPLOYMENT: 'gpt', AZURE_OPENAI_API_KEY: 'k' };
    expect(mistakesWith(whole)).toEqual([expect.stringContaining('not in this version')]);
  });

  it('never repeats a value that was given', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...settingsTable.map((row) => row.name)),
        fc.stringMatching(/^[A-Z][a-z~+/=]{11,20}\d$/),
        (name, value) => {
          for (const mistake of mistakesOf({
            ...identity,
            CLIENT_SECRET: 'Hidden~secret123',
            [name]: value,
          })) {
            expect(mistake).not.toContain(value);
            expect(mistake).not.toContain('Hidden~secret123');
          }
        },
      ),
    );
  });
});

describe('CLIENT_CERTIFICATE_PATH', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  const make = (name: string): { key: string; certificate: string } => {
    const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
    const subject = ['-subj', `/CN=${name}`, '-days', '2'];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
  };
  const read = (pem: string | undefined) => {
    if (pem !== undefined) writeFileSync(join(folder, 'given.pem'), pem);
    const path = pem === undefined ? 'nothing.pem' : 'given.pem';
    return readSettings({ ...identity, CLIENT_SECRET: '', CLIENT_CERTIFICATE_PATH: path }, { cwd: folder });
  };
  const one = make('one');
  const other = make('other');

  it('takes key and certificate in any order', () => {
    for (const pem of [one.key + one.certificate, one.certificate + one.key])
      expect(read(pem)).toMatchObject({
        ok: true,
        settings: { credential: { kind: 'certificate', path: join(folder, 'given.pem') } },
      });
  });

  it.each([
    ['no file', undefined, 'cannot be read'],
    ['no key', one.certificate, 'without a usable'],
    ['no certificate', one.key, 'without a usable'],
    ['garbage', 'garbage', 'without a usable'],
    ['a foreign key', other.key + one.certificate, 'belongs to another'],
  ])('refuses %s', (_, pem, why) => {
    const result = read(pem);
    expect(result.ok ? [] : result.mistakes).toEqual([expect.stringContaining(why)]);
  });
});

describe('the documentation of settings', () => {
  it('has every setting in the help and in .env.example', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const help = settingsHelp();
    for (const { name } of settingsTable) {
      expect(help).toMatch(new RegExp(`^  ${name} `, 'm'));
      expect(example).toMatch(new RegExp(`^#? ?${name}=`, 'm'));
    }
  });
});
