import { describe, expect, it } from 'vitest';
import { groupIds } from '../../../src/practice/tenant/contoso/groups.ts';
import { graphHouse, type GraphHouse } from './support/graph-house.ts';

const eventual = { headers: { ConsistencyLevel: 'eventual' } };
const names = (body: { value?: Record<string, unknown>[] }): unknown[] =>
  (body.value ?? []).map((group) => group['displayName']);
const found = async ({ call }: GraphHouse, query: string): Promise<unknown[]> => {
  const { status, body } = await call(`GET /v1.0/groups?${query}`, eventual);
  expect(status).toBe(200);
  return names(body);
};
const searching = (clause: string): string => `$search=${encodeURIComponent(clause)}`;
const filtering = (filter: string): string => `$filter=${encodeURIComponent(filter)}`;

describe('$search', () => {
  it('needs ConsistencyLevel: eventual', async () => {
    const { call } = await graphHouse();
    const answer = await call(`GET /v1.0/groups?${searching('"displayName:Sales"')}`);
    expect([answer.status, answer.code]).toEqual([400, 'Request_UnsupportedQuery']);
    expect((await call('GET /v1.0/groups?$count=true')).message).toBe('$count is not currently supported.');
  });

  it.each<[string, string[]]>([
    ['"displayName:sales ios"', ['Sales - iOS devices']],
    ['"displayName:ios sal"', ['Sales - iOS devices']],
    ['"displayName:Field Ops"', ['Field Ops', 'Field Ops *pilot* _2026_']],
    ['"displayName:R&D \\"Skunkworks\\" [iOS]"', ['R&D "Skunkworks" [iOS]']],
    ['"displayName:O\'Brien\'s"', ["O'Brien's Team"]],
    ['"displayName:münchen"', ['München Office']],
    ['"description:technicians"', ['Field Ops']],
    ['"displayName:Interns" OR "displayName:Legal"', ['Interns', 'Legal']],
    ['"displayName:Sales" AND "displayName:EMEA"', ['Sales EMEA']],
    ['"displayName:ales"', []],
    ['"displayName:"', []],
  ])('%s matches the beginnings of words', async (search, expected) => {
    expect(await found(await graphHouse(), searching(search))).toEqual(expected);
  });

  it.each([
    'displayName:Sales',
    '"displayName:Sales',
    '"Sales"',
    '"members:Sales"',
    '"displayName:a"b"',
    '"displayName:a" XOR "displayName:b"',
  ])('refuses %s', async (search) => {
    const { call } = await graphHouse();
    expect((await call(`GET /v1.0/groups?${searching(search)}`, eventual)).status).toBe(400);
  });

  it('counts and pages', async () => {
    const house = await graphHouse();
    const first = await house.call(
      `GET /beta/groups?${searching('"displayName:Sales"')}&$count=true&$top=2&$select=id,displayName`,
      eventual,
    );
    expect([first.body['@odata.count'], first.body.value?.length]).toEqual([5, 2]);
    const next = await house.call(`GET ${String(first.body['@odata.nextLink'])}`, eventual);
    expect(names(next.body)).not.toContain(names(first.body)[0]);
  });
});

describe('$filter', () => {
  it.each<[string, string[]]>([
    [
      "startswith(displayName,'sales ')",
      ['Sales EMEA', 'Sales - iOS devices', 'Sales Managers', 'Sales and Marketing'],
    ],
    ["displayName eq 'Marketing'", ['Marketing', 'Marketing']],
    ["displayName eq 'O''Brien''s Team'", ["O'Brien's Team"]],
    ['displayName eq \'R&D "Skunkworks" [iOS]\'', ['R&D "Skunkworks" [iOS]']],
    [`id in ('${groupIds.sales}','${groupIds.legal}')`, ['Sales', 'Legal']],
    ["displayName eq 'Marketing' and securityEnabled eq true", ['Marketing']],
  ])('%s', async (filter, expected) => {
    expect(await found(await graphHouse(), filtering(filter))).toEqual(expected);
  });

  it('takes at most fifteen ids', async () => {
    const { call } = await graphHouse();
    const ids = (count: number): string =>
      filtering(`id in (${Array(count).fill(`'${groupIds.sales}'`).join(',')})`);
    expect((await call(`GET /v1.0/groups?${ids(15)}`)).status).toBe(200);
    const { status, message } = await call(`GET /v1.0/groups?${ids(16)}`);
    expect([status, message]).toEqual([400, expect.stringContaining('Max allowed: 15')]);
  });

  it.each([
    "displayName eq 'O'Brien'",
    "contains(displayName,'x')",
    "description eq 'x'",
    'displayName',
    "isof('microsoft.graph.group')",
  ])('refuses %s', async (filter) => {
    const { call } = await graphHouse();
    expect((await call(`GET /v1.0/groups?${filtering(filter)}`)).status).toBe(400);
  });

  it('breaks at a raw ampersand, as a query does', async () => {
    const { call } = await graphHouse();
    expect((await call("GET /v1.0/groups?$filter=startswith(displayName,'R&D')")).status).toBe(400);
  });
});

describe('groups', () => {
  it('have a page of 100 at most 999, and only known properties', async () => {
    const { call, tenant } = await graphHouse();
    const [one] = tenant.groups;
    for (let n = 0; n < 1000; n += 1)
      tenant.groups.push({ ...one!, id: `0${one!.id.slice(1, -4)}${1000 + n}` });
    expect((await call('GET /v1.0/groups')).body.value).toHaveLength(100);
    expect((await call('GET /v1.0/groups?$top=999')).body.value).toHaveLength(999);
    expect((await call('GET /v1.0/groups?$top=1000')).message).toContain('between 1 and 999');
    expect((await call('GET /v1.0/groups?$select=id,colour')).status).toBe(400);
    expect((await call('GET /v1.0/groups?$orderby=displayName')).status).toBe(400);
  });

  it('tell their kind', async () => {
    const { call } = await graphHouse();
    const kind = async (id: string): Promise<unknown[]> => {
      const { body } = await call(`GET /v1.0/groups/${id}`);
      return [
        body['groupTypes'],
        body['securityEnabled'],
        body['mailEnabled'],
        typeof body['membershipRule'],
      ];
    };
    expect(await kind(groupIds.sales)).toEqual([[], true, false, 'object']);
    expect(await kind(groupIds.marketingTeam)).toEqual([['Unified'], false, true, 'object']);
    expect(await kind(groupIds.salesDevices)).toEqual([['DynamicMembership'], true, false, 'string']);
  });

  it('word their errors plainly', async () => {
    const { call } = await graphHouse();
    const gone = await call('GET /v1.0/groups/00000000-0000-4000-8000-000000000000');
    expect([gone.status, gone.code]).toEqual([404, 'Request_ResourceNotFound']);
    const wrong = await call('GET /v1.0/groups/Sales');
    expect([wrong.status, wrong.message]).toEqual([400, "Invalid object identifier 'Sales'."]);
  });

  it('tell what holds them and what they hold', async () => {
    const { call, tenant } = await graphHouse();
    const relation = async (id: string, name: string): Promise<unknown[]> =>
      names((await call(`GET /v1.0/groups/${id}/${name}/microsoft.graph.group?$count=true`, eventual)).body);
    expect(await relation(groupIds.salesManagers, 'transitiveMemberOf')).toEqual(['Sales']);
    expect(await relation(groupIds.sales, 'transitiveMembers')).toEqual(['Sales Managers']);
    expect(await relation(groupIds.fieldOps, 'memberOf')).toEqual(['Operations']);
    tenant.groups.find(({ id }) => id === groupIds.salesManagers)!.members.push(groupIds.sales);
    expect(await relation(groupIds.sales, 'transitiveMemberOf')).toEqual(['Sales Managers']);
  });

  it.each(['transitiveMemberOf', 'transitiveMembers'])(
    '%s with a cast needs the header and $count, the direct relation does not',
    async (relation) => {
      const { call } = await graphHouse();
      const at = (name: string, query: string): string =>
        `GET /v1.0/groups/${groupIds.sales}/${name}/microsoft.graph.group${query}`;
      expect((await call(at(relation, '?$count=true'))).code).toBe('Request_UnsupportedQuery');
      expect((await call(at(relation, ''), eventual)).code).toBe('Request_UnsupportedQuery');
      expect((await call(at(relation, '?$count=true'), eventual)).status).toBe(200);
      expect((await call(at('memberOf', ''))).status).toBe(200);
    },
  );

  it('are refused to whom they are hidden from, alone and in a batch, found by no search, and named by id only', async () => {
    const house = await graphHouse();
    const { call, tenant } = house;
    tenant.groups.find(({ displayName }) => displayName === 'Operations')!.hiddenFrom = ['megan'];
    const { id } = tenant.groups.find(({ displayName }) => displayName === 'Operations')!;
    const below = `/groups/${id}/transitiveMembers/microsoft.graph.group?$count=true`;
    for (const path of [`/groups/${id}`, below]) {
      const alone = await call(`GET /v1.0${path}`, eventual);
      expect([alone.status, alone.code]).toEqual([403, 'Authorization_RequestDenied']);
      const requests = [{ id: '1', method: 'GET', url: path, headers: eventual.headers }];
      const { body } = await call('POST /v1.0/$batch', { body: { requests } });
      expect(body['responses']).toMatchObject([{ status: 403 }]);
      expect((await call(`GET /v1.0${path}`, { ...eventual, as: 'alex' })).status).toBe(200);
    }
    expect(await found(house, searching('"displayName:Operations"'))).toEqual([]);
    expect(await found(house, filtering("displayName eq 'Operations'"))).toEqual([]);
    const above = `GET /v1.0/groups/${groupIds.fieldOps}/transitiveMemberOf/microsoft.graph.group?$count=true&$select=id,displayName`;
    expect((await call(above, eventual)).body.value).toEqual([{ id, displayName: null }]);
  });

  it('are found by id at once, by name when the index has them', async () => {
    const house = await graphHouse();
    const sales = house.tenant.groups.find(({ id }) => id === groupIds.sales)!;
    sales.searchableFrom = house.clock.now.getTime() + 1000;
    const byName = filtering("displayName eq 'Sales'");
    expect(await found(house, byName)).toEqual([]);
    expect(await found(house, searching('"displayName:Sales"'))).not.toContain('Sales');
    expect((await house.call(`GET /v1.0/groups/${sales.id}`)).status).toBe(200);
    house.clock.now = new Date(sales.searchableFrom);
    expect(await found(house, byName)).toEqual(['Sales']);
  });
});

describe('me', () => {
  it('is the caller', async () => {
    const { call, tenant } = await graphHouse();
    const { body } = await call('GET /v1.0/me', { as: 'alex' });
    expect(body).toMatchObject({ id: tenant.people[1]?.objectId, displayName: 'Alex Wilber' });
  });

  it('knows which groups hold the caller, through others too', async () => {
    const { call, tenant } = await graphHouse();
    tenant.groups.find(({ id }) => id === groupIds.salesManagers)!.members.push(tenant.people[0]!.objectId);
    const asked = [groupIds.sales, groupIds.intuneAdmins, groupIds.legal];
    const { body } = await call('POST /v1.0/me/checkMemberGroups', { body: { groupIds: asked } });
    expect(body.value).toEqual([groupIds.sales, groupIds.intuneAdmins]);
    for (const wrong of [
      { groupIds: [] },
      { groupIds: Array(21).fill(groupIds.sales) },
      { groupIds: ['Sales'] },
      {},
    ])
      expect((await call('POST /v1.0/me/checkMemberGroups', { body: wrong })).status).toBe(400);
  });
});
