import { describe, expect, it } from 'vitest';
import { fakeGraph, intuneError, json, page, type Seen } from './support/fake-graph.ts';
import { group } from './support/sample-objects.ts';

/** Answers by kind of question. */
const answering =
  (answers: { search?: unknown[]; same?: unknown[]; prefix?: unknown[] }) =>
  ({ url }: Seen): Response => {
    if (url.searchParams.has('$search')) return page(answers.search ?? []);
    const filter = url.searchParams.get('$filter') ?? '';
    return page((filter.startsWith('startswith') ? answers.prefix : answers.same) ?? []);
  };

describe('findGroups', () => {
  it('puts exact names first, whatever their case, then sorts by name, each group once', async () => {
    const { tenant } = fakeGraph(
      answering({
        search: [group('3', 'Sales Ops'), group('2', 'Field Sales'), group('1', ' SALES ')],
        same: [group('4', 'Sales'), group('1', ' SALES ')],
      }),
    );
    const { groups, exact } = await tenant.findGroups('  sales ');
    expect(
      groups
        .map(({ id }) => id)
        .slice(0, 2)
        .sort(),
    ).toEqual(['1', '4']);
    expect(groups.map(({ id }) => id).slice(2)).toEqual(['2', '3']);
    expect(exact).toBe(2);
  });

  it('sends a hostile name whole and escaped', async () => {
    const name = `O'Brien & "Co" \\ [x]`;
    const { tenant, seen } = fakeGraph(answering({ search: [group('1', name)], same: [group('1', name)] }));
    expect(await tenant.findGroups(name)).toMatchObject({ groups: [{ id: '1' }], exact: 1 });
    const [search, same] = [...seen].sort((a) => (a.url.searchParams.has('$search') ? -1 : 1));
    expect(search?.url.searchParams.get('$search')).toBe(`"displayName:O'Brien & \\"Co\\" \\\\ [x]"`);
    expect(search?.headers.get('consistencylevel')).toBe('eventual');
    expect(search?.url.searchParams.get('$count')).toBe('true');
    expect(search?.url.searchParams.get('$top')).toBe('25');
    expect(same?.url.searchParams.get('$filter')).toBe(`displayName eq 'O''Brien & "Co" \\ [x]'`);
    expect(same?.url.search).toContain('%26');
    expect([...(search?.url.searchParams.keys() ?? [])].sort()).toEqual([
      '$count',
      '$search',
      '$select',
      '$top',
    ]);
  });

  it.each(['https://contoso.com/a?b=c', 'x&$top=999', '#1 team', '50% off + more', '団体'])(
    'asks for %j unharmed',
    async (name) => {
      const { tenant, seen } = fakeGraph(answering({ search: [group('1', name)] }));
      await tenant.findGroups(name);
      for (const { url } of seen) {
        expect(url.host).toBe('graph.contoso.com:8443');
        expect(url.pathname).toBe('/v1.0/groups');
        expect(url.hash).toBe('');
        expect(url.searchParams.get('$top')).toBe('25');
        expect(url.searchParams.get('$search') ?? url.searchParams.get('$filter')).toContain(name);
      }
    },
  );

  it('offers near names where nothing is found', async () => {
    const { tenant, seen } = fakeGraph(answering({ prefix: [group('1', "O'Brien's team")] }));
    expect(await tenant.findGroups("O'Brien group")).toMatchObject({ groups: [{ id: '1' }], exact: 0 });
    expect(seen.at(-1)?.url.searchParams.get('$filter')).toBe("startswith(displayName,'O''Brien')");
  });

  it('asks no third time where something is found', async () => {
    const { tenant, seen } = fakeGraph(answering({ search: [group('1', 'Field Sales')] }));
    expect(await tenant.findGroups('Sales')).toMatchObject({ exact: 0 });
    expect(seen).toHaveLength(2);
  });

  it('asks nothing for nothing', async () => {
    const { tenant, seen } = fakeGraph(answering({}));
    expect(await tenant.findGroups('  ')).toEqual({ groups: [], exact: 0 });
    expect(seen).toHaveLength(0);
  });

  it('does without the search where Graph cannot search for it', async () => {
    const { tenant } = fakeGraph((seen) =>
      seen.url.searchParams.has('$search')
        ? intuneError(400, 'bad search')
        : answering({ same: [group('1', '***')] })(seen),
    );
    expect(await tenant.findGroups('***')).toMatchObject({ groups: [{ id: '1' }], exact: 1 });
  });

  it('says that it may not look', async () => {
    const { tenant } = fakeGraph(() =>
      json(403, { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } }),
    );
    await expect(tenant.findGroups('Sales')).rejects.toMatchObject({
      code: 'graph-forbidden',
      facts: { scopes: 'GroupMember.Read.All' },
    });
  });
});
