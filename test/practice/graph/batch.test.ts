import { describe, expect, it } from 'vitest';
import { catalogIds } from '../../../src/practice/tenant/contoso/catalog.ts';
import { groupIds } from '../../../src/practice/tenant/contoso/groups.ts';
import { graphHouse, jitPolicy, type GraphHouse } from './support/graph-house.ts';

interface Part {
  id: string;
  status: number;
  headers: Record<string, string>;
  body?: Record<string, unknown>;
}
const get = (id: string, url: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  method: 'GET',
  url,
  ...more,
});
async function batch(
  { call }: GraphHouse,
  requests: unknown[],
  version = 'v1.0',
  as = 'megan',
): Promise<Record<string, Part>> {
  const { status, body } = await call(`POST /${version}/$batch`, { as, body: { requests } });
  expect(status).toBe(200);
  return Object.fromEntries((body['responses'] as Part[]).map((part) => [part.id, part]));
}

describe('$batch', () => {
  it('gives each part its own status, in no order to rely on', async () => {
    const house = await graphHouse();
    const requests = [
      get('1', `/groups/${groupIds.sales}?$select=id,displayName`),
      get('2', '/groups/00000000-0000-4000-8000-000000000000'),
      get('3', '/nothing'),
    ];
    const { body } = await house.call('POST /v1.0/$batch', { body: { requests } });
    expect((body['responses'] as Part[]).map(({ id, status }) => [id, status])).toEqual([
      ['3', 400],
      ['2', 404],
      ['1', 200],
    ]);
    expect((body['responses'] as Part[])[2]?.body).toMatchObject({ displayName: 'Sales' });
  });

  it('keeps scopes, roles, headers and next links', async () => {
    const house = await graphHouse({ pageSize: 2 });
    const search = get('s', '/groups?$search="displayName:Sales"', {
      headers: { ConsistencyLevel: 'eventual' },
    });
    const parts = await batch(
      house,
      [
        search,
        get('h', '/groups?$search="displayName:Sales"'),
        get('r', '/deviceManagement/assignmentFilters'),
      ],
      'beta',
      'lee',
    );
    expect([parts['s']?.status, parts['h']?.status, parts['r']?.status]).toEqual([200, 400, 403]);
    expect(String(parts['s']?.body?.['@odata.nextLink'])).toMatch(
      new RegExp(`^${house.graph.origin}/beta/groups\\?`),
    );
  });

  it('reads settings of catalogue policies in beta, and groups in both versions', async () => {
    const house = await graphHouse();
    const settings = [catalogIds.jit, catalogIds.broken].map((id, i) =>
      get(`p${i}`, `/deviceManagement/configurationPolicies('${id}')/settings?$top=1000`),
    );
    const group = get('g', `/groups/${groupIds.sales}?$select=id,displayName`);
    const user = get('u', '/users/LeeG@contoso.com/transitiveMemberOf/microsoft.graph.group?$count=true', {
      headers: { ConsistencyLevel: 'eventual' },
    });
    const beta = await batch(house, [...settings, group, user], 'beta');
    expect(['p0', 'p1', 'g', 'u'].map((id) => beta[id]?.status)).toEqual([200, 200, 200, 200]);
    expect(JSON.stringify(beta['p1']?.body)).toContain('{{DEVICEREGISTRATION}} "');
    const stable = await batch(house, [...settings, group, user]);
    expect(['p0', 'p1', 'g', 'u'].map((id) => stable[id]?.status)).toEqual([400, 400, 200, 200]);
  });

  it('writes, with a content type', async () => {
    const house = await graphHouse();
    const post = { method: 'POST', url: '/deviceManagement/deviceConfigurations', body: jitPolicy() };
    const parts = await batch(
      house,
      [
        { id: '1', ...post, headers: { 'Content-Type': 'application/json' } },
        { id: '2', ...post },
      ],
      'beta',
    );
    expect([parts['1']?.status, parts['2']?.status]).toEqual([201, 400]);
    expect(house.graph.log.filter(({ write }) => write)).toMatchObject([
      { status: 201, carriedOut: true, inBatch: true, body: jitPolicy() },
    ]);
  });

  it('skips what depends on a failed part', async () => {
    const house = await graphHouse();
    const parts = await batch(house, [
      get('1', '/nothing'),
      get('2', '/me', { dependsOn: ['1'] }),
      get('3', '/me', { dependsOn: ['2'] }),
      get('4', '/me'),
    ]);
    expect([parts['2']?.status, parts['3']?.status, parts['4']?.status]).toEqual([424, 424, 200]);
  });

  it('can throttle a part', async () => {
    const house = await graphHouse();
    house.graph.faults.add({ match: { path: '/me' }, kind: '429' });
    const parts = await batch(house, [get('1', '/me'), get('2', '/me')]);
    expect([parts['1']?.status, parts['1']?.headers['Retry-After'], parts['2']?.status]).toEqual([
      429,
      '1',
      200,
    ]);
  });

  it.each<[string, unknown]>([
    ['21 parts', { requests: Array.from({ length: 21 }, (_, i) => get(String(i), '/me')) }],
    ['none', { requests: [] }],
    ['one id twice', { requests: [get('1', '/me'), get('1', '/me')] }],
    [
      'a part that depends on a later one',
      { requests: [get('1', '/me', { dependsOn: ['2'] }), get('2', '/me')] },
    ],
    ['no id', { requests: [{ method: 'GET', url: '/me' }] }],
    ['something else', { parts: [] }],
  ])('refuses %s as a whole', async (_what, body) => {
    const { call } = await graphHouse();
    expect((await call('POST /v1.0/$batch', { body })).status).toBe(400);
  });

  it.each(['https://graph.microsoft.com/v1.0/me', '/beta/me', 'v1.0/me'])(
    'refuses the url %s',
    async (url) => {
      expect((await batch(await graphHouse(), [get('1', url)]))['1']?.status).toBe(400);
    },
  );

  it('needs a token', async () => {
    const { call } = await graphHouse();
    expect((await call('POST /v1.0/$batch', { as: '', body: { requests: [get('1', '/me')] } })).status).toBe(
      401,
    );
  });
});
