import { describe, expect, it } from 'vitest';
import { readGroups } from '../../src/graph/read-groups.ts';
import { fakeGraph, json, type Seen } from './support/fake-graph.ts';
import { group } from './support/sample-objects.ts';

type Inner = { status: number; headers?: Record<string, string>; body?: unknown } | undefined;

const idsOf = ({ body }: Seen): string[] =>
  (body as { requests: { url: string }[] }).requests.map(({ url }) => url.split('?')[0]!.split('/')[2]!);

/** A batch whose inner answers come in reverse, as Graph may send them; undefined leaves one out. */
const batch =
  (inner: (id: string, nth: number) => Inner) =>
  (seen: Seen, nth: number): Response => {
    const responses = idsOf(seen).flatMap((id, index) => {
      const answer = inner(id, nth);
      return answer === undefined ? [] : [{ id: String(index), ...answer }];
    });
    return json(200, { responses: responses.reverse() });
  };
const ok = (id: string): Inner => ({ status: 200, body: { '@odata.context': 'x', ...group(id) } });

describe('readGroups', () => {
  it('asks in batches of at most 20, for each id once', async () => {
    const ids = Array.from({ length: 45 }, (_, i) => `g${i}`);
    const { client, seen } = fakeGraph(batch(ok));
    const groups = await readGroups(client, [...ids, ...ids]);
    expect(Object.keys(groups).sort()).toEqual([...ids].sort());
    expect(groups['g7']).toEqual(group('g7'));
    expect(seen.map((request) => idsOf(request).length)).toEqual([20, 20, 5]);
    expect(seen[0]?.url.pathname).toBe('/v1.0/$batch');
  });

  it('has at most sixteen batches under way', async () => {
    const ids = Array.from({ length: 20 * 40 }, (_, i) => `g${i}`);
    let [underWay, most] = [0, 0];
    const answer = batch(ok);
    const { client } = fakeGraph(async (seen, nth) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return answer(seen, nth);
    });
    expect(Object.keys(await readGroups(client, ids))).toHaveLength(800);
    expect(most).toBe(16);
  });

  it('asks nothing for no ids', async () => {
    const { client, seen } = fakeGraph(batch(ok));
    expect(await readGroups(client, [])).toEqual({});
    expect(seen).toHaveLength(0);
  });

  const scoped = (scp: string): string => `x.${Buffer.from(JSON.stringify({ scp })).toString('base64url')}.y`;

  it.each([
    ['a scope', 'scope', scoped('User.Read'), 'the app lacks a permission'],
    ['a role', 'role', scoped('GroupMember.Read.All'), 'your role or its scope does not include it'],
    ['either', 'scope-or-role', 'opaque', 'the app lacks a permission, or your role does not include it'],
  ])(
    'tells a refused group from a deleted one, in a batch and singly, and that %s is missing',
    async (_, kind, token, reason) => {
      const statuses: Record<string, number> = { b: 404, c: 403 };
      const batched = batch((id) => (id === 'a' ? ok(id) : { status: statuses[id]! }));
      const singly = ({ url }: Seen): Response => {
        if (url.pathname === '/v1.0/$batch') return json(404, {});
        const id = url.pathname.split('/').at(-1)!;
        return id === 'a' ? json(200, group(id)) : json(statuses[id]!, {});
      };
      const unread = {
        read: false,
        why: `Microsoft Graph refused this for your account: reading groups (${reason}).`,
        missing: { kind, scope: 'GroupMember.Read.All' },
      };
      for (const answer of [batched, singly]) {
        const { client } = fakeGraph(answer, async () => token);
        expect(await readGroups(client, ['a', 'b', 'c'])).toEqual({ a: group('a'), b: null, c: unread });
      }
    },
  );

  it('asks again for just those with an inner 429, after the longest wait', async () => {
    const { client, seen, slept } = fakeGraph(
      batch((id, nth) => {
        if (nth > 1 || id === 'a') return ok(id);
        return { status: 429, headers: { 'Retry-After': id === 'b' ? '2' : '5' } };
      }),
    );
    expect(await readGroups(client, ['a', 'b', 'c'])).toEqual({
      a: group('a'),
      b: group('b'),
      c: group('c'),
    });
    expect(seen.map(idsOf)).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
    expect(slept).toEqual([5000]);
  });

  it('asks again for what the batch left out or failed at', async () => {
    const { client, seen } = fakeGraph(
      batch((id, nth) => (nth > 1 ? ok(id) : id === 'a' ? undefined : { status: 503 })),
    );
    expect(await readGroups(client, ['a', 'b'])).toEqual({ a: group('a'), b: group('b') });
    expect(seen).toHaveLength(2);
  });

  it('never takes "asked too often" for "deleted"', async () => {
    const { client, seen } = fakeGraph(batch(() => ({ status: 429 })));
    await expect(readGroups(client, ['a'])).rejects.toMatchObject({ code: 'graph-throttled' });
    expect(seen).toHaveLength(4);
    const silent = fakeGraph(batch(() => undefined));
    await expect(readGroups(silent.client, ['a'])).rejects.toMatchObject({ code: 'graph-unexpected-answer' });
  });

  it.each([404, 405, 501])('reads one by one where batching is refused with %i', async (status) => {
    const { client } = fakeGraph(({ url }) => {
      if (url.pathname === '/v1.0/$batch') return json(status, {});
      const id = url.pathname.split('/').at(-1)!;
      return id === 'gone' ? json(404, {}) : json(200, group(id));
    });
    expect(await readGroups(client, ['a', 'gone'])).toEqual({ a: group('a'), gone: null });
  });
});
