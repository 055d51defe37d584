import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { guid } from './checks.ts';

/** How the app registration proves itself; `path` is absolute and names a PEM file with key and certificate. */
export type Credential =
  | { kind: 'secret'; secret: string }
  | { kind: 'certificate'; path: string }
  | { kind: 'managed-identity'; clientId: string };

export type Given = Readonly<Record<string, string | undefined>>;
export type Outcome<Value> = { value: Value } | { mistakes: string[] };

const names = ['CLIENT_SECRET', 'CLIENT_CERTIFICATE_PATH', 'MANAGED_IDENTITY_CLIENT_ID'] as const;

/** Exactly one of the three credentials, checked as far as that goes without asking Entra. */
export function readCredential(given: Given, cwd: string): Outcome<Credential> {
  const present = names.filter((name) => given[name] !== undefined);
  if (present.length === 0)
    return { mistakes: [`${names[0]} is missing; expected one of ${names.join(', ')}`] };
  if (present.length > 1)
    return {
      mistakes: [
        `${present.join(' and ')} are given; expected exactly one credential of the app registration`,
      ],
    };

  const secret = given['CLIENT_SECRET'];
  if (secret !== undefined) return { value: { kind: 'secret', secret } };
  const certificate = given['CLIENT_CERTIFICATE_PATH'];
  if (certificate !== undefined) {
    const path = resolve(cwd, certificate);
    const fault = certificateFault(path);
    if (fault === undefined) return { value: { kind: 'certificate', path } };
    return {
      mistakes: [
        `CLIENT_CERTIFICATE_PATH ${fault}; expected a PEM file that holds the certificate and its private key without a passphrase`,
      ],
    };
  }
  const identity = guid('the client id of a managed identity').safeParse(given['MANAGED_IDENTITY_CLIENT_ID']);
  if (identity.success) return { value: { kind: 'managed-identity', clientId: identity.data } };
  return { mistakes: identity.error.issues.map((issue) => `MANAGED_IDENTITY_CLIENT_ID ${issue.message}`) };
}

function certificateFault(path: string): string | undefined {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch {
    return 'names a file that cannot be read';
  }
  try {
    const certificate = new X509Certificate(pem.slice(Math.max(0, pem.indexOf('-----BEGIN CERTIFICATE'))));
    if (!certificate.checkPrivateKey(createPrivateKey(pem)))
      return 'names a file whose key belongs to another certificate';
    if (Date.parse(certificate.validTo) < Date.now()) return 'names a certificate that has expired';
    return undefined;
  } catch {
    return 'names a file without a usable certificate and key';
  }
}
