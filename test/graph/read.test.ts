import { describe, expect, it } from 'vitest';
import { z } from 'zod/v4';
import { concerns } from '../../src/graph/concern.ts';
import { at } from '../../src/graph/path.ts';
import { readOne, readPages } from '../../src/graph/read.ts';
import { fakeGraph, json, page, root } from './support/fake-graph.ts';

const request = { version: 'beta', path: at`/things`, concern: concerns.readApps } as const;

describe('readPages', () => {
  it('follows nextLink exactly as it is, and keeps the order', async () => {
    const next = `${root}/beta/things?$expand=assignments&$skiptoken=a%2Bb%3D%3D&x=(y=z)`;
    const { client, seen } = fakeGraph((_, nth) => (nth === 1 ? page([1, 2], next) : page([3])));
    expect(await readPages(client, { ...request, query: { $top: '2' } })).toEqual([1, 2, 3]);
    expect(seen[1]?.url.href).toBe(next);
    expect(seen.map(({ headers }) => headers.get('prefer'))).toEqual([
      'include-unknown-enum-members',
      'include-unknown-enum-members',
    ]);
  });

  it.each([
    'https://graph.contoso.com:9443/beta/things?$skiptoken=1',
    'https://graph.contoso.com/beta/things',
    'https://login.contoso.com:8443/beta/things',
    'http://graph.contoso.com:8443/beta/things',
    `https://someone@graph.contoso.com:8443/beta/things`,
    '//elsewhere/beta/things',
  ])('sends no token to %s', async (next) => {
    const { client, seen } = fakeGraph(() => page([1], next));
    await expect(readPages(client, request)).rejects.toMatchObject({
      code: 'graph-unexpected-answer',
      facts: { what: 'a next page outside Microsoft Graph' },
    });
    expect(seen).toHaveLength(1);
  });

  it('stops at a page that comes twice', async () => {
    const { client, seen } = fakeGraph(() => page([1], `${root}/beta/things?$skiptoken=1`));
    await expect(readPages(client, request)).rejects.toMatchObject({ code: 'graph-unexpected-answer' });
    expect(seen).toHaveLength(2);
  });
});

describe('readOne', () => {
  it('names the place that does not fit, not what stands there', async () => {
    const { client } = fakeGraph(() =>
      json(200, { value: [{ id: 'fine' }, { id: { secret: 1 } }] }, { 'request-id': 'r-9' }),
    );
    await expect(
      readOne(client, request, z.object({ value: z.array(z.object({ id: z.string() })) })),
    ).rejects.toMatchObject({
      code: 'graph-unexpected-answer',
      facts: { what: 'reading apps: value.1.id', requestId: 'r-9' },
    });
  });

  it('reads again what came cut, and says so if it stays cut', async () => {
    const cut = () =>
      new Response('{"id":', { headers: { 'content-type': 'application/json', 'request-id': 'r-3' } });
    const once = fakeGraph((_, nth) => (nth === 1 ? cut() : json(200, { id: '1' })));
    expect(await readOne(once.client, request, z.object({ id: z.string() }))).toEqual({ id: '1' });
    const always = fakeGraph(cut);
    await expect(readOne(always.client, request, z.unknown())).rejects.toMatchObject({
      code: 'graph-unexpected-answer',
      facts: { requestId: 'r-3' },
    });
    expect(always.seen).toHaveLength(4);
  });

  it('reports a dead network with an id that support can find', async () => {
    const { client, seen } = fakeGraph(() => {
      throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
    });
    await expect(readOne(client, request, z.unknown())).rejects.toMatchObject({
      code: 'graph-unavailable',
      facts: {
        status: 'no connection, ECONNREFUSED',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      },
    });
    expect(seen).toHaveLength(4);
  });

  it('lets a Problem of the sign-in through', async () => {
    const { Problem } = await import('../../src/problems.ts');
    const { client, seen } = fakeGraph(
      () => json(200, {}),
      async () => {
        throw new Problem('sign-in-needed');
      },
    );
    await expect(readOne(client, request, z.unknown())).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(seen).toHaveLength(0);
  });
});
