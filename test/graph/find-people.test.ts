import { describe, expect, it } from 'vitest';
import { fakeGraph, intuneError, json, page, root, type Seen } from './support/fake-graph.ts';

const person = (id: string, displayName: string, userPrincipalName = `${id}@contoso.com`) => ({
  id,
  displayName,
  userPrincipalName,
  mail: null,
});
const answering =
  (answers: { same?: unknown[]; found?: unknown[] }) =>
  ({ url }: Seen): Response =>
    page((url.searchParams.has('$search') ? answers.found : answers.same) ?? []);

describe('findPeople', () => {
  it('puts exact people first, by display name, sign-in name or mail, whatever their case, each once', async () => {
    const megan = person('m', 'Megan Bowen', 'MeganB@contoso.com');
    const { tenant } = fakeGraph(
      answering({
        found: [person('z', 'Megan Bowen-Vance'), person('a', 'Ann Megan Bowen'), megan],
        same: [megan, person('b', ' megan bowen ')],
      }),
    );
    const { people, exact } = await tenant.findPeople(' Megan Bowen');
    expect(people.map(({ id }) => id)).toEqual(['b', 'm', 'a', 'z']);
    expect(exact).toBe(2);
  });

  it('takes a sign-in name in another case', async () => {
    const { tenant } = fakeGraph(answering({ same: [person('m', 'Megan Bowen', 'MeganB@contoso.com')] }));
    expect(await tenant.findPeople('meganb@CONTOSO.com')).toMatchObject({ people: [{ id: 'm' }], exact: 1 });
  });

  it.each([
    `Nestor O'Wilke & "Co" \\ [x]`,
    'x&$top=999',
    '#1',
    '50% + more',
    "a' or startswith(displayName,'a",
    '" OR "displayName:a',
    '団体',
  ])('asks for %j whole and escaped', async (name) => {
    const { tenant, seen } = fakeGraph(answering({}));
    expect(await tenant.findPeople(name)).toEqual({ people: [], exact: 0 });
    expect(seen).toHaveLength(2);
    const [same, search] = [...seen].sort((a) => (a.url.searchParams.has('$filter') ? -1 : 1));
    const quoted = `'${name.replaceAll("'", "''")}'`;
    expect(same?.url.searchParams.get('$filter')).toBe(
      `displayName eq ${quoted} or userPrincipalName eq ${quoted} or mail eq ${quoted}`,
    );
    const escaped = name.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
    expect(search?.url.searchParams.get('$search')).toBe(
      `"displayName:${escaped}" OR "userPrincipalName:${escaped}"`,
    );
    expect(search?.headers.get('consistencylevel')).toBe('eventual');
    for (const { url } of seen) {
      expect(url.origin + url.pathname).toBe(`${root}/v1.0/users`);
      expect(url.searchParams.getAll('$top')).toEqual(['25']);
      expect(url.searchParams.get('$select')).toBe('id,displayName,userPrincipalName,mail');
    }
  });

  it('asks nothing for nothing', async () => {
    const { tenant, seen } = fakeGraph(answering({}));
    expect(await tenant.findPeople('  ')).toEqual({ people: [], exact: 0 });
    expect(seen).toHaveLength(0);
  });

  it('does without the search where Graph cannot search for it', async () => {
    const { tenant } = fakeGraph((seen) =>
      seen.url.searchParams.has('$search')
        ? intuneError(400, 'bad search')
        : answering({ same: [person('m', '***')] })(seen),
    );
    expect(await tenant.findPeople('***')).toMatchObject({ people: [{ id: 'm' }], exact: 1 });
  });

  it('says that it may not look', async () => {
    const { tenant } = fakeGraph(() =>
      json(403, { error: { code: 'Authorization_RequestDenied', message: '' } }),
    );
    await expect(tenant.findPeople('Megan')).rejects.toMatchObject({
      code: 'graph-forbidden',
      facts: { scopes: 'User.ReadBasic.All' },
    });
  });
});

describe('readPerson', () => {
  it('reads one person by id', async () => {
    const { tenant, seen } = fakeGraph(() =>
      json(200, { ...person('m', 'Megan Bowen'), jobTitle: 'Manager' }),
    );
    expect(await tenant.readPerson('m')).toEqual(person('m', 'Megan Bowen'));
    expect(decodeURIComponent(seen[0]!.url.pathname + seen[0]!.url.search)).toBe(
      '/v1.0/users/m?$select=id,displayName,userPrincipalName,mail',
    );
  });

  it('knows nothing of who is gone', async () => {
    expect(await fakeGraph(() => json(404, {})).tenant.readPerson('m')).toBeUndefined();
  });
});

describe('readMemberships', () => {
  it('reads the ids of all groups around a person, page by page', async () => {
    const { tenant, seen } = fakeGraph(({ url }) =>
      url.searchParams.has('$skiptoken')
        ? page([{ id: 'g2' }])
        : page([{ id: 'g1' }], `${url.href}&$skiptoken=2`),
    );
    expect(await tenant.readMemberships('../m')).toEqual(['g1', 'g2']);
    expect(seen[0]?.url.pathname).toBe('/v1.0/users/..%2Fm/transitiveMemberOf/microsoft.graph.group');
    expect(seen[0]?.headers.get('consistencylevel')).toBe('eventual');
    expect(Object.fromEntries(seen[0]!.url.searchParams)).toEqual({
      $select: 'id',
      $count: 'true',
      $top: '999',
    });
  });

  it.each([
    [404, 'graph-not-found'],
    [403, 'graph-forbidden'],
  ])('passes a %i on', async (status, code) => {
    await expect(fakeGraph(() => json(status, {})).tenant.readMemberships('m')).rejects.toMatchObject({
      code,
    });
  });
});
