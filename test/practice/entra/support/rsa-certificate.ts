import { generateKeyPairSync, sign } from 'node:crypto';
import { bits, integer, oid, sequence, set, utcTime, utf8 } from '../../../../src/practice/der.ts';

/** A self-signed RSA certificate, as an app registration has one; Entra signs nothing with it. */
export function makeRsaCertificate(): { certPem: string; keyPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = sequence(oid('1.2.840.113549.1.1.11'), Buffer.from([0x05, 0x00]));
  const name = sequence(set(sequence(oid('2.5.4.3'), utf8('JIT bot'))));
  const hour = 3600_000;
  const toBeSigned = sequence(
    integer(Buffer.from([1])),
    algorithm,
    name,
    sequence(utcTime(new Date(Date.now() - hour)), utcTime(new Date(Date.now() + hour))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const der = sequence(toBeSigned, algorithm, bits(sign('sha256', toBeSigned, privateKey)));
  const certPem = `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
  return { certPem, keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}
