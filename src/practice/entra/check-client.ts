import { createHash, timingSafeEqual, X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import type { EntraContext } from './context.ts';
import { EntraRefusal } from './errors.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Checks which app asks and how it proves it: secret, or an assertion signed with its certificate. Throws EntraRefusal. */
export async function checkClient(form: URLSearchParams, context: EntraContext): Promise<void> {
  const clientId = form.get('client_id');
  if (!clientId) throw new EntraRefusal('missing-parameter', 'client_id');
  if (clientId.toLowerCase() !== context.app.clientId.toLowerCase())
    throw new EntraRefusal('unknown-app', clientId);
  const secret = form.get('client_secret');
  const assertion = form.get('client_assertion');
  if (assertion !== null) {
    if (form.get('client_assertion_type') !== assertionType) {
      throw new EntraRefusal('missing-parameter', 'client_assertion_type');
    }
    await checkAssertion(assertion, context);
  } else if (secret === null) {
    throw new EntraRefusal('no-credential');
  } else if (!same(secret, context.app.clientSecret)) {
    throw new EntraRefusal('bad-secret');
  }
}

async function checkAssertion(assertion: string, { app, origin, tenant, now }: EntraContext): Promise<void> {
  if (!app.certificatePem) throw new EntraRefusal('bad-client-assertion', 'The app has no certificate');
  const certificate = new X509Certificate(app.certificatePem);
  try {
    const header = decodeProtectedHeader(assertion) as { x5t?: unknown; 'x5t#S256'?: unknown };
    const named = [
      header.x5t === thumbprint(certificate, 'sha1'),
      header['x5t#S256'] === thumbprint(certificate, 'sha256'),
    ];
    if (!named.includes(true)) throw new Error('The thumbprint names no registered certificate');
    const { payload } = await jwtVerify(assertion, certificate.publicKey, {
      algorithms: ['RS256', 'PS256'],
      issuer: app.clientId,
      subject: app.clientId,
      audience: [`${origin()}/${tenant.tenantId}/oauth2/v2.0/token`, `${origin()}/${tenant.tenantId}/v2.0`],
      currentDate: now(),
      clockTolerance: 300,
      requiredClaims: ['exp'],
    });
    if (typeof payload.jti !== 'string') throw new Error('jti is missing');
  } catch (error) {
    throw new EntraRefusal('bad-client-assertion', error instanceof Error ? error.message : '');
  }
}

const thumbprint = (certificate: X509Certificate, algorithm: 'sha1' | 'sha256'): string =>
  createHash(algorithm).update(certificate.raw).digest('base64url');

function same(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
