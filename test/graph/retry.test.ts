import { describe, expect, it } from 'vitest';
import { UnreadableAnswer } from '../../src/graph/failure.ts';
import { retry } from '../../src/graph/retry.ts';
import type { GraphCall } from '../../src/graph/chain.ts';
import { connectionError, intuneError } from './support/fake-graph.ts';
import { call } from './support/sample-call.ts';

const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(null, { status: code, headers });
const fails = (error: Error) => () => {
  throw error;
};
const inTime = new DOMException('late', 'TimeoutError');

async function run(changes: Partial<GraphCall>, answers: (() => Response)[]) {
  let time = 1_000_000;
  let sent = 0;
  const slept: number[] = [];
  const link = retry({
    now: () => time,
    sleep: async (ms) => {
      slept.push(ms);
      time += ms;
    },
    random: () => 1,
    attempts: 4,
    budgetMs: 30_000,
  });
  const last = await link(call(changes), async () => answers[Math.min(sent++, answers.length - 1)]!()).then(
    (response) => response.status,
    (error: Error) => error.name,
  );
  return { last, sent, slept };
}

describe('retry of reads', () => {
  it('waits as long as Retry-After says', async () => {
    expect(await run({}, [status(429, { 'retry-after': '7' }), status(200)])).toEqual({
      last: 200,
      sent: 2,
      slept: [7000],
    });
  });

  it('understands a date in Retry-After', async () => {
    const date = new Date(1_000_000 + 9000).toUTCString();
    expect((await run({}, [status(429, { 'retry-after': date }), status(200)])).slept).toEqual([9000]);
  });

  it("honours Intune's own RetryAfter", async () => {
    expect(
      (await run({}, [() => intuneError(429, 'Slow down', { RetryAfter: 3 }), status(200)])).slept,
    ).toEqual([3000]);
  });

  it('backs off by itself where 429 names no time, and gives up after four', async () => {
    expect(await run({}, [status(429)])).toEqual({ last: 429, sent: 4, slept: [500, 1000, 2000] });
  });

  it.each([502, 503, 504])('asks again after %i', async (code) => {
    expect(await run({}, [status(code), status(200)])).toMatchObject({ last: 200, sent: 2 });
  });

  it.each([400, 401, 403, 404, 408, 500])('takes %i for an answer', async (code) => {
    expect(await run({}, [status(code)])).toMatchObject({ last: code, sent: 1 });
  });

  it.each([
    connectionError('ECONNRESET'),
    connectionError('ECONNREFUSED'),
    inTime,
    new UnreadableAnswer(200, undefined),
  ])('asks again after %s', async (error) => {
    expect(await run({}, [fails(error), status(200)])).toMatchObject({ last: 200, sent: 2 });
  });

  it('hands back what the caller wants to answer itself', async () => {
    expect(await run({ handBack: [503] }, [status(503)])).toMatchObject({ last: 503, sent: 1 });
  });

  it('does not wait longer than its budget', async () => {
    expect(await run({}, [status(429, { 'retry-after': '31' })])).toEqual({ last: 429, sent: 1, slept: [] });
  });

  it('lets a mistake of ours through at once', async () => {
    expect(await run({}, [fails(new RangeError('ours'))])).toEqual({
      last: 'RangeError',
      sent: 1,
      slept: [],
    });
  });
});

describe('retry of writes', () => {
  const write = { kind: 'write', method: 'POST' } as const;

  it('sends again after 429 and after a refused connection', async () => {
    expect(await run(write, [status(429), status(201)])).toMatchObject({ last: 201, sent: 2 });
    expect(await run(write, [fails(connectionError('ECONNREFUSED')), status(201)])).toMatchObject({
      last: 201,
      sent: 2,
    });
  });

  it.each([408, 409, 500, 502, 503, 504])('never after %i', async (code) => {
    expect(await run(write, [status(code, { 'retry-after': '1' }), status(201)])).toMatchObject({
      last: code,
      sent: 1,
    });
  });

  it.each([
    connectionError('ECONNRESET'),
    connectionError('UND_ERR_SOCKET'),
    inTime,
    new UnreadableAnswer(201, undefined),
  ])('never after %s', async (error) => {
    expect(await run(write, [fails(error), status(201)])).toMatchObject({ last: error.name, sent: 1 });
  });
});
