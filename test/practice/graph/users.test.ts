import { describe, expect, it } from 'vitest';
import { groupIds } from '../../../src/practice/tenant/contoso/groups.ts';
import { graphHouse, type GraphHouse } from './support/graph-house.ts';

const eventual = { headers: { ConsistencyLevel: 'eventual' } };
const found = async ({ call }: GraphHouse, query: string): Promise<unknown[]> => {
  const { status, body } = await call(`GET /v1.0/users?${query}`, eventual);
  expect(status).toBe(200);
  return (body.value ?? []).map(({ displayName }) => displayName);
};
const filtering = (filter: string): string => `$filter=${encodeURIComponent(filter)}`;
const searching = (clause: string): string => `$search=${encodeURIComponent(clause)}`;

describe('users', () => {
  it.each<[string, string[]]>([
    ["startswith(displayName,'Le') or startswith(userPrincipalName,'megan')", ['Megan Bowen', 'Lee Gu']],
    ["startswith(surname,'gr')", ['Miriam Graham']],
    ["userPrincipalName eq 'LEEG@contoso.com'", ['Lee Gu']],
    ["userPrincipalName in ('LeeG@contoso.com','AlexW@contoso.com')", ['Alex Wilber', 'Lee Gu']],
    ["startswith(displayName,'O''Brien')", []],
  ])('are found by %s', async (filter, expected) => {
    expect(await found(await graphHouse(), filtering(filter))).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['"displayName:wil"', ['Alex Wilber', 'Nestor Wilke']],
    ['"displayName:wilber alex"', ['Alex Wilber']],
    ['"displayName:lee" OR "mail:meganb"', ['Megan Bowen', 'Lee Gu']],
    ['"displayName:ilber"', []],
  ])('are searched by %s', async (clause, expected) => {
    expect(await found(await graphHouse(), searching(clause))).toEqual(expected);
  });

  it('are searched and counted through the index only', async () => {
    const { call } = await graphHouse();
    const search = await call(`GET /v1.0/users?${searching('"displayName:Lee"')}`);
    expect([search.status, search.code]).toEqual([400, 'Request_UnsupportedQuery']);
    expect((await call('GET /v1.0/users?$count=true')).status).toBe(400);
    expect((await call('GET /v1.0/users?$count=true', eventual)).body['@odata.count']).toBe(15);
  });

  it('come in pages, at most 999, with the known properties', async () => {
    const { call } = await graphHouse();
    const first = await call('GET /beta/users?$top=2&$select=id,displayName');
    expect(first.body.value?.map((user) => Object.keys(user))).toEqual([
      ['id', 'displayName'],
      ['id', 'displayName'],
    ]);
    const next = await call(`GET ${String(first.body['@odata.nextLink'])}`);
    expect(next.body.value?.[0]).toMatchObject({ displayName: 'Adele Vance' });
    for (const query of [
      '$top=1000',
      '$select=colour',
      '$orderby=displayName',
      "$filter=startswith(city,'M')",
      "$filter=endswith(mail,'com')",
      '$search="city:M"',
    ])
      expect((await call(`GET /v1.0/users?${query}`, eventual)).status).toBe(400);
  });
});

describe('a user', () => {
  it.each(['v1.0', 'beta'])(
    'is found by id and by name, in %s, with nulls for the unknown',
    async (version) => {
      const { call, tenant } = await graphHouse();
      const lee = tenant.people.find(({ id }) => id === 'lee')!;
      const byName = await call(`GET /${version}/users/leeg@CONTOSO.com`);
      expect(byName.body).toMatchObject({
        id: lee.objectId,
        displayName: 'Lee Gu',
        givenName: 'Lee',
        surname: 'Gu',
        jobTitle: null,
        businessPhones: [],
      });
      expect((await call(`GET /${version}/users('${lee.objectId.toUpperCase()}')`)).body).toEqual(
        byName.body,
      );
      const few = await call(`GET /${version}/users/${lee.objectId}?$select=displayName`);
      expect(Object.keys(few.body)).toEqual(['@odata.context', 'displayName']);
    },
  );

  it.each(['nobody@contoso.com', '00000000-0000-4000-8000-000000000000', 'lee'])(
    '%s is a 404',
    async (id) => {
      const { call } = await graphHouse();
      const { status, code } = await call(`GET /v1.0/users/${id}`);
      expect([status, code]).toEqual([404, 'Request_ResourceNotFound']);
    },
  );

  it('is in groups directly and through others', async () => {
    const { call } = await graphHouse();
    const groupsOf = async (who: string): Promise<unknown[]> => {
      const path = `/v1.0/users/${who}/transitiveMemberOf/microsoft.graph.group?$count=true&$select=id`;
      const { body } = await call(`GET ${path}`, eventual);
      expect(body['@odata.count']).toBe(body.value?.length);
      return (body.value ?? []).map(({ id }) => id);
    };
    expect(await groupsOf('MiriamG@contoso.com')).toEqual([
      groupIds.sales,
      groupIds.salesManagers,
      groupIds.salesAndMarketing,
    ]);
    expect(await groupsOf('HenriettaM@contoso.com')).toEqual([groupIds.contractors]);
  });

  it("tells groups in pages, with the directory's header and $count", async () => {
    const { call } = await graphHouse({ pageSize: 1 });
    const path = '/v1.0/users/MiriamG@contoso.com/transitiveMemberOf/microsoft.graph.group';
    for (const [query, options] of [
      ['', eventual],
      ['?$count=true', {}],
    ] as const) {
      const { status, code } = await call(`GET ${path}${query}`, options);
      expect([query, status, code]).toEqual([query, 400, 'Request_UnsupportedQuery']);
    }
    const { body } = await call(`GET ${path}?$count=true`, eventual);
    expect([body.value?.length, body['@odata.count']]).toEqual([1, 3]);
    const next = await call(`GET ${String(body['@odata.nextLink'])}`, eventual);
    expect(next.body.value).toMatchObject([{ displayName: 'Sales Managers' }]);
    expect((await call(`GET ${path}?$count=true&$filter=id eq 'x'`, eventual)).status).toBe(400);
  });
});

describe('scopes for people', () => {
  const lee = '/v1.0/users/LeeG@contoso.com';
  const groups = 'transitiveMemberOf/microsoft.graph.group?$count=true';
  it.each<[string, string, number]>([
    ['/v1.0/users', 'User.Read', 403],
    ['/v1.0/users', 'User.ReadBasic.All', 200],
    [lee, 'User.Read', 403],
    [lee, 'GroupMember.Read.All', 403],
    [lee, 'User.ReadBasic.All', 200],
    ['/v1.0/users/MeganB@contoso.com', 'User.Read', 200],
    [`${lee}/${groups}`, 'User.Read', 403],
    [`${lee}/${groups}`, 'User.ReadBasic.All', 403],
    [`${lee}/${groups}`, 'Group.ReadBasic.All', 403],
    [`${lee}/${groups}`, 'GroupMember.Read.All', 200],
    [`/v1.0/users/MeganB@contoso.com/${groups}`, 'User.Read', 200],
  ])('%s with %s: %i', async (path, scope, expected) => {
    const { call } = await graphHouse();
    const { status, code } = await call(`GET ${path}`, { ...eventual, as: `megan:${scope}` });
    expect([status, code]).toEqual([expected, expected === 200 ? undefined : 'Authorization_RequestDenied']);
  });

  it('need no role', async () => {
    const { call } = await graphHouse();
    expect((await call(`GET ${lee}`, { as: 'isaiah' })).status).toBe(200);
  });
});
