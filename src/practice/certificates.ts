import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bits, element, integer, octets, oid, sequence, set, utcTime, utf8, yes } from './der.ts';

/** A certificate authority and one server certificate signed by it, all PEM. Nothing of it was written to a disk. */
export interface Certificates {
  caPem: string;
  certPem: string;
  keyPem: string;
}

const day = 24 * 60 * 60 * 1000;
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

/**
 * Makes a fresh authority and a certificate for `localhost`, 127.0.0.1 and ::1, valid from yesterday for 30 days.
 * The authority's private key is forgotten at once: nobody can sign a second certificate with it.
 */
export function makeCertificates(): Certificates {
  const authority = makeKeys();
  const server = makeKeys();
  const ca = certificate({
    name: 'Practice tenant CA',
    keys: authority,
    issuer: { name: 'Practice tenant CA', keys: authority },
    extensions: [
      extension('2.5.29.19', sequence(yes()), true),
      extension('2.5.29.15', bits(Buffer.from([0x06]), 1), true),
    ],
  });
  const leaf = certificate({
    name: 'localhost',
    keys: server,
    issuer: { name: 'Practice tenant CA', keys: authority },
    extensions: [
      extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true),
      extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.17', loopbackNames()),
      extension('2.5.29.35', sequence(element(0x80, keyId(authority)))),
    ],
  });
  return {
    caPem: pem(ca),
    certPem: pem(leaf),
    keyPem: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/**
 * Writes the authority, and whatever an already set NODE_EXTRA_CA_CERTS names, into one file in `dir` and answers its
 * path. Node reads that variable only at its start, so the file is for a child process.
 */
export function writeCaFile(dir: string, caPem: string, env: NodeJS.ProcessEnv = process.env): string {
  const named = env['NODE_EXTRA_CA_CERTS'];
  const already = named ? `${readFileSync(named, 'utf8').trimEnd()}\n` : '';
  const path = join(dir, 'practice-ca.pem');
  writeFileSync(path, already + caPem);
  return path;
}

interface Keys {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const makeKeys = (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = (keys: Keys): Buffer => keys.publicKey.export({ type: 'spki', format: 'der' });
const keyId = (keys: Keys): Buffer => createHash('sha1').update(spki(keys)).digest();
const commonName = (name: string): Buffer => sequence(set(sequence(oid('2.5.4.3'), utf8(name))));

function extension(id: string, value: Uint8Array, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [yes()] : []), octets(value));
}

function loopbackNames(): Buffer {
  const ipv6 = Buffer.from([...Array<number>(15).fill(0), 1]);
  return sequence(
    element(0x82, Buffer.from('localhost')),
    element(0x87, Buffer.from([127, 0, 0, 1])),
    element(0x87, ipv6),
  );
}

function certificate(of: {
  name: string;
  keys: Keys;
  issuer: { name: string; keys: Keys };
  extensions: Buffer[];
}): Buffer {
  const now = Date.now();
  const serial = randomBytes(16);
  serial[0] = (serial[0] ?? 0) | 0x40;
  const toBeSigned = sequence(
    element(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    commonName(of.issuer.name),
    sequence(utcTime(new Date(now - day)), utcTime(new Date(now + 30 * day))),
    commonName(of.name),
    spki(of.keys),
    element(0xa3, sequence(extension('2.5.29.14', octets(keyId(of.keys))), ...of.extensions)),
  );
  return sequence(toBeSigned, ecdsaWithSha256, bits(sign('sha256', toBeSigned, of.issuer.keys.privateKey)));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
