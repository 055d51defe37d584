import { execFileSync } from 'node:child_process';
import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeConnectorToken } from '../../src/sign-in/connector-token.ts';
import { makeSignIn } from '../../src/sign-in/make-sign-in.ts';
import { collectLog } from '../settings/support/example-settings.ts';
import { openSignInHouse, type SignInHouse } from './support/sign-in-house.ts';

const scope = 'https://api.botframework.com/.default';
const folder = mkdtempSync(join(tmpdir(), 'sign-in-'));
const path = join(folder, 'app.pem');
let key = '';
let certificate = '';
let house: SignInHouse | undefined;

beforeAll(() => {
  const [keyFile, certificateFile] = [join(folder, 'app.key'), join(folder, 'app.crt')];
  const command = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=jit-bot', '-days', '2'];
  execFileSync('openssl', [...command, '-keyout', keyFile, '-out', certificateFile], { stdio: 'ignore' });
  key = readFileSync(keyFile, 'utf8');
  certificate = readFileSync(certificateFile, 'utf8');
  writeFileSync(path, key + certificate);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await house?.stop();
  house = undefined;
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a certificate', () => {
  const env = { CLIENT_SECRET: '', CLIENT_CERTIFICATE_PATH: path };

  it('proves the app, for a person and for itself', async () => {
    house = await openSignInHouse({ env, certificatePem: certificate });
    expect(await house.signIn.withAssertion(house.admin, house.assertion(), 'read')).toMatchObject({
      ok: true,
    });
    expect((await makeConnectorToken({ settings: house.settings })(scope)).token).not.toBe('');
  });

  it('that is not registered is named as the trouble', async () => {
    house = await openSignInHouse({ env });
    expect(await house.signIn.withAssertion(house.admin, house.assertion(), 'read')).toMatchObject({
      code: 'app-credential-refused',
      facts: { error: 'AADSTS700027' },
    });
  });

  it('whose file went away is named as the trouble', async () => {
    house = await openSignInHouse({ env, certificatePem: certificate });
    const settings = {
      ...house.settings,
      credential: { kind: 'certificate' as const, path: join(folder, 'gone.pem') },
    };
    const signIn = makeSignIn({ settings, log: collectLog().log });
    expect(await signIn.withAssertion(house.admin, house.assertion(), 'read')).toMatchObject({
      code: 'app-credential-refused',
    });
    await expect(makeConnectorToken({ settings })(scope)).rejects.toMatchObject({
      code: 'app-credential-refused',
    });
  });
});

describe('a managed identity', () => {
  const withIdentity = (clientId: string) => ({ CLIENT_SECRET: '', MANAGED_IDENTITY_CLIENT_ID: clientId });
  const known = '77777777-8888-4999-8aaa-bbbbbbbbbbbb';
  const unknown = '77777777-8888-4999-8aaa-cccccccccccc';
  const asked: string[] = [];

  // App Service's identity endpoint; its token is one that the practice Entra takes as the app's proof. MSAL keeps the
  // endpoint and the tokens of managed identities for the whole process, so there is one endpoint for all tests.
  const endpoint = createServer((request, response) => {
    asked.push(decodeURIComponent(request.url ?? ''));
    response.setHeader('content-type', 'application/json');
    if (!house || request.url?.includes(unknown)) {
      response.writeHead(400).end('{"error":"no identity"}');
      return;
    }
    const expires = String(Math.floor(Date.now() / 1000) + 3600);
    void proof(house).then((token) => {
      response.end(
        JSON.stringify({ access_token: token, expires_on: expires, resource: 'x', token_type: 'Bearer' }),
      );
    });
  });
  const proof = (of: SignInHouse): Promise<string> =>
    new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({
        alg: 'RS256',
        'x5t#S256': createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url'),
      })
      .setIssuer(of.settings.clientId)
      .setSubject(of.settings.clientId)
      .setAudience(`${of.entra.origin}/${of.settings.tenantId}/oauth2/v2.0/token`)
      .setExpirationTime('10m')
      .sign(createPrivateKey(key));

  beforeAll(() => new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve)));
  beforeEach(() => {
    vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/msi/token`);
    vi.stubEnv('IDENTITY_HEADER', 'x');
  });
  afterAll(() => {
    endpoint.closeAllConnections();
    endpoint.close();
  });

  it('proves the app with its token for the exchange', async () => {
    house = await openSignInHouse({ env: withIdentity(known), certificatePem: certificate });
    expect(await house.signIn.withAssertion(house.admin, house.assertion(), 'read')).toMatchObject({
      ok: true,
    });
    expect((await makeConnectorToken({ settings: house.settings })(scope)).token).not.toBe('');
    const mine = asked.filter((url) => url.includes(known));
    expect(mine[0]).toContain('resource=api://AzureADTokenExchange');
  });

  it('without an answer is named as the trouble', async () => {
    house = await openSignInHouse({ env: withIdentity(unknown) });
    expect(await house.signIn.withAssertion(house.admin, house.assertion(), 'read')).toMatchObject({
      code: 'app-credential-refused',
    });
  });
});
