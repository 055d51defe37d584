import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { isUploadPlace } from '../../../src/chat/files/is-upload-place.ts';
import { makePutFile } from '../../../src/chat/files/put-file.ts';
import { clouds } from '../../../src/settings/clouds.ts';
import { Problem } from '../../../src/problems.ts';

const { fileHosts } = clouds.public;

describe('where a file may go', () => {
  it.each([
    'https://contoso-my.sharepoint.com/personal/megan/_api/v2.0/drive/items/01/uploadSession?guid=1',
    'https://contoso.sharepoint.com:443/x',
  ])('%s', (url) => expect(isUploadPlace(url, fileHosts)).toBe(true));

  it.each([
    'http://contoso-my.sharepoint.com/x',
    'https://contoso-my.sharepoint.com:8443/x',
    'https://sharepoint.com/x',
    'https://evilsharepoint.com/x',
    'https://contoso.sharepoint.com.evil.example/x',
    'https://evil.example/contoso.sharepoint.com',
    'https://contoso.sharepoint.com@evil.example/x',
    'https://user:secret@contoso.sharepoint.com/x',
    'https://evil.example#.sharepoint.com',
    'https://contoso.sharepoint.com./x',
    'https://127.0.0.1/x',
    'http://localhost:3978/x',
    'file:///etc/hosts',
    'ftp://contoso.sharepoint.com/x',
    '//contoso.sharepoint.com/x',
    '',
  ])('not %s', (url) => expect(isUploadPlace(url, fileHosts)).toBe(false));

  it('this machine only where its very port is named', () => {
    const hosts = ['127.0.0.1:5000', 'bot.contoso.com:5000'];
    expect(isUploadPlace('http://127.0.0.1:5000/x', hosts)).toBe(true);
    expect(isUploadPlace('http://127.0.0.1:5001/x', hosts)).toBe(false);
    expect(isUploadPlace('http://localhost:5000/x', hosts)).toBe(false);
    expect(isUploadPlace('https://bot.contoso.com:5000/x', hosts)).toBe(false);
  });
});

/** Something in OneDrive's place; answers what it was sent. */
async function start(answer: RequestListener) {
  const seen: { request: IncomingMessage; body: string }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      seen.push({ request, body: Buffer.concat(parts).toString() });
      answer(request, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const place = {
    ...{ name: 'a.csv', uniqueId: 'id', fileType: 'csv' },
    ...{ contentUrl: `http://${host}/content`, uploadUrl: `http://${host}/secret-place` },
  };
  const put = (change: Partial<typeof place> = {}, timeoutMs = 5000) =>
    makePutFile({ hosts: [host], timeoutMs })({ ...place, ...change }, new TextEncoder().encode('Grüße'))
      .then(() => 'put')
      .catch((error: unknown) =>
        error instanceof Problem && error.cause === undefined ? [error.code, error.facts] : error,
      );
  return { seen, host, put };
}

test('the whole file goes in one PUT, with its range and without a token', async () => {
  const { seen, put } = await start((_request, response) => response.writeHead(201).end('{}'));
  expect(await put()).toBe('put');
  expect(seen).toHaveLength(1);
  const { method, url, headers } = seen[0]!.request;
  expect([method, url, seen[0]!.body]).toEqual(['PUT', '/secret-place', 'Grüße']);
  expect(headers).toMatchObject({ 'content-range': 'bytes 0-6/7', 'content-length': '7' });
  expect(headers).not.toHaveProperty('authorization');
});

test.each([202, 401, 409, 500])('an answer of %i is a failure that is said', async (status) => {
  const { put } = await start((_request, response) => response.writeHead(status).end('secret'));
  expect(await put()).toEqual(['file-not-saved', { why: `HTTP ${status}` }]);
});

test('no redirect is followed', async () => {
  const elsewhere = await start((_request, response) => response.writeHead(201).end());
  const { put, seen } = await start((_request, response) =>
    response.writeHead(307, { location: `http://${elsewhere.host}/there` }).end(),
  );
  expect(await put()).toEqual(['file-not-saved', { why: 'HTTP 307' }]);
  expect([seen.length, elsewhere.seen.length]).toEqual([1, 0]);
});

test('no answer within the time, and a broken connection', async () => {
  const silent = await start(() => undefined);
  expect(await silent.put({}, 50)).toEqual(['file-not-saved', { why: 'no answer in time' }]);
  const broken = await start((request) => request.socket.destroy());
  expect(await broken.put()).toEqual(['file-not-saved', { why: 'no connection' }]);
});

test('nothing is sent where either URL is not allowed', async () => {
  const { put, seen } = await start((_request, response) => response.writeHead(201).end());
  const elsewhere = 'http://127.0.0.1:9/x';
  expect(await put({ uploadUrl: elsewhere })).toEqual(['upload-place-refused', {}]);
  expect(await put({ contentUrl: elsewhere })).toEqual(['upload-place-refused', {}]);
  expect(seen).toEqual([]);
});
