import { describe, expect, it } from 'vitest';
import { exchange } from '../../src/graph/exchange.ts';
import { failureOf } from '../../src/graph/failure.ts';
import { timeOut } from '../../src/graph/time-out.ts';
import { withLoopback } from './support/loopback.ts';
import { call } from './support/sample-call.ts';

const send = exchange(fetch);
const failure = async (url: string) =>
  send(call({ url })).then(
    (response) => `answer ${response.status}`,
    (error: unknown) => failureOf(error)?.kind,
  );

describe('exchange, over real connections', () => {
  it('gives the answer whole', async () => {
    const text = await withLoopback(
      (_, answer) => answer.setHeader('content-type', 'application/json').end('{"value":[]}'),
      async (url) => (await send(call({ url }))).text(),
    );
    expect(text).toBe('{"value":[]}');
  });

  it('knows a port where nobody listens as never sent', async () => {
    const closed = await withLoopback(
      () => undefined,
      async (url) => url,
    );
    expect(await failure(closed)).toBe('never-sent');
  });

  it('knows a connection that is reset after the request as lost', async () => {
    const found = await withLoopback((request) => request.socket.resetAndDestroy(), failure);
    expect(found).toBe('connection-lost');
  });

  it.each([
    ['cut off by the connection', { 'content-length': '100' }],
    ['cut, though its length is right', {}],
  ])('knows JSON that is %s as unreadable', async (_, headers) => {
    const found = await withLoopback((__, answer) => {
      answer.writeHead(201, { 'content-type': 'application/json; odata.metadata=minimal', ...headers });
      if ('content-length' in headers) answer.write('{"id":"4711",', () => answer.destroy());
      else answer.end('{"id":"4711",');
    }, failure);
    expect(found).toBe('unreadable');
  });

  it('keeps the status of an error whose body breaks off', async () => {
    const found = await withLoopback((_, answer) => {
      answer.writeHead(403, { 'content-type': 'application/json', 'content-length': '100' });
      answer.write('{"error":', () => answer.destroy());
    }, failure);
    expect(found).toBe('answer 403');
  });

  it('does not follow a redirect', async () => {
    let visits = 0;
    const found = await withLoopback((_, answer) => {
      visits++;
      answer.writeHead(307, { location: '/elsewhere' }).end();
    }, failure);
    expect({ found, visits }).toEqual({ found: 'answer 307', visits: 1 });
  });

  it('is ended by the time-out', async () => {
    const found = await withLoopback(
      () => undefined,
      (url) =>
        timeOut(20)(call({ url }), send).then(
          () => 'answer',
          (error: unknown) => failureOf(error)?.kind,
        ),
    );
    expect(found).toBe('timed-out');
  });

  it('takes an error that is not of the network for none', () => {
    expect(failureOf(new TypeError('x is not a function'))).toBeUndefined();
    expect(failureOf('text')).toBeUndefined();
  });

  it('knows a name with several refusing addresses as never sent, a mixed one as lost', () => {
    const errors = (...codes: string[]) =>
      new TypeError('fetch failed', {
        cause: new AggregateError(codes.map((code) => Object.assign(new Error(code), { code }))),
      });
    expect(failureOf(errors('ECONNREFUSED', 'ENETUNREACH'))?.kind).toBe('never-sent');
    expect(failureOf(errors('ECONNREFUSED', 'ECONNRESET'))?.kind).toBe('connection-lost');
    expect(failureOf(new TypeError('fetch failed'))?.kind).toBe('connection-lost');
  });
});
