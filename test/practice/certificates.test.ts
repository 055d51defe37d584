import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { expect, inject, it, onTestFinished } from 'vitest';
import { makeCertificates, writeCaFile } from '../../src/practice/certificates.ts';

it('signs a server certificate for every name of loopback, valid for days', () => {
  const { caPem, certPem } = makeCertificates();
  const [ca, leaf] = [new X509Certificate(caPem), new X509Certificate(certPem)];
  expect(ca.ca).toBe(true);
  expect(leaf.ca).toBe(false);
  expect(leaf.verify(ca.publicKey)).toBe(true);
  expect(leaf.checkIssued(ca)).toBe(true);
  expect([leaf.checkHost('localhost'), leaf.checkIP('127.0.0.1'), leaf.checkIP('::1')]).toEqual([
    'localhost',
    '127.0.0.1',
    '::1',
  ]);
  expect(leaf.checkHost('example.com')).toBeUndefined();
  expect(Date.parse(leaf.validFrom)).toBeLessThan(Date.now());
  expect(Date.parse(leaf.validTo) - Date.now()).toBeGreaterThan(7 * 24 * 3600 * 1000);
});

it('makes another authority each time', () => {
  const [one, two] = [makeCertificates(), makeCertificates()];
  expect(new X509Certificate(one.certPem).verify(new X509Certificate(two.caPem).publicKey)).toBe(false);
});

it('is trusted over TLS only by who has the authority', async () => {
  const mine = makeCertificates();
  const server = createServer({ cert: mine.certPem, key: mine.keyPem }, (socket) => socket.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const attempt = (ca: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, ca, servername: 'localhost' }, () =>
        resolve('trusted'),
      );
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message)).resume();
    });
  expect(await attempt(mine.caPem)).toBe('trusted');
  expect(await attempt(inject('certificates').caPem)).toMatch(/SIGNATURE|VERIFY/);
});

it('keeps what NODE_EXTRA_CA_CERTS names already', () => {
  const dir = mkdtempSync(join(tmpdir(), 'jit-certificates-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const [mine, other] = [makeCertificates().caPem, makeCertificates().caPem];
  expect(readFileSync(writeCaFile(dir, mine, {}), 'utf8')).toBe(mine);
  const named = join(dir, 'other.pem');
  writeFileSync(named, other.trimEnd());
  expect(readFileSync(writeCaFile(dir, mine, { NODE_EXTRA_CA_CERTS: named }), 'utf8')).toBe(other + mine);
});
