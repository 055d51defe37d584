import { describe, expect, it } from 'vitest';
import { resolveGroups } from '../../../src/chat/commands/resolve-groups.ts';
import type { Tenant } from '../../../src/graph/tenant.ts';
import type { Group } from '../../../src/jit/snapshot.ts';

const group = (displayName: string, id = displayName.toLowerCase().replace(/\W+/g, '-')): Group => ({
  id,
  displayName,
  mail: null,
  groupTypes: [],
  securityEnabled: true,
  mailEnabled: false,
  membershipRule: null,
});

function tenantWith(names: (string | Group)[]): Pick<Tenant, 'findGroups'> {
  const groups = names.map((one) => (typeof one === 'string' ? group(one) : one));
  return {
    findGroups: async (name) => {
      const same = (one: Group): boolean => one.displayName.toLowerCase() === name.trim().toLowerCase();
      const words = name.toLowerCase().split(/\W+/).filter(Boolean);
      const near = groups.filter(
        (one) => !same(one) && words.every((word) => one.displayName.toLowerCase().includes(word)),
      );
      const exact = groups.filter(same);
      return { groups: [...exact, ...near], exact: exact.length };
    },
  };
}
const resolve = async (phrase: string, names: (string | Group)[]) => {
  const { everyone, groups, open } = await resolveGroups({
    tenant: tenantWith(names) as Tenant,
    phrase,
    role: 'include',
  });
  return {
    everyone,
    groups: groups.map(({ displayName }) => displayName),
    open: open.map(({ name, candidates, exact, separate }) => ({
      name,
      exact,
      near: candidates.length,
      separate,
    })),
  };
};

describe('typed group names', () => {
  it('takes the one group with exactly the name, whatever looks alike', async () => {
    expect(await resolve('sales', ['Sales', 'Sales EMEA', 'Presales'])).toEqual({
      everyone: [],
      groups: ['Sales'],
      open: [],
    });
  });
  it('takes a name with what nobody sees around it, as an input of a card may hold it', async () => {
    expect(await resolve('\u200bSales\u200b , \ufeffField Ops\u2060', ['Sales', 'Field Ops'])).toEqual({
      everyone: [],
      groups: ['Sales', 'Field Ops'],
      open: [],
    });
  });
  it('asks where two groups have the same name', async () => {
    const { groups, open } = await resolve('Marketing', [
      group('Marketing', 'm-1'),
      group('Marketing', 'm-2'),
    ]);
    expect(groups).toEqual([]);
    expect(open).toEqual([{ name: 'Marketing', exact: true, near: 2, separate: undefined }]);
  });
  it('never guesses a near name', async () => {
    expect((await resolve('Sale', ['Sales', 'Sales EMEA'])).open).toEqual([
      { name: 'Sale', exact: false, near: 2, separate: undefined },
    ]);
  });
  it('says that nothing was found', async () => {
    expect((await resolve('Nobody', ['Sales'])).open).toEqual([
      { name: 'Nobody', exact: false, near: 0, separate: undefined },
    ]);
  });
  it('takes "A and B" for one group where only that exists', async () => {
    expect((await resolve('Sales and Marketing', ['Sales and Marketing', 'Sales'])).groups).toEqual([
      'Sales and Marketing',
    ]);
  });
  it('asks where "A and B" is one group and also two', async () => {
    const { open } = await resolve('Sales and Marketing', ['Sales and Marketing', 'Sales', 'Marketing']);
    expect(open).toEqual([
      { name: 'Sales and Marketing', exact: true, near: 1, separate: ['Sales', 'Marketing'] },
    ]);
  });
  it.each([',', ';'])('takes one group with a "%s" in its name, where that was named', async (separator) => {
    const name = `Sales${separator} EMEA`;
    expect(await resolve(name, [name])).toEqual({ everyone: [], groups: [name], open: [] });
    expect((await resolve(name, [name, 'Sales'])).groups).toEqual([name]);
    expect((await resolve(`the ${name} group`, [name, 'Sales'])).groups).toEqual([name]);
    expect((await resolve(name, ['Sales', 'EMEA'])).groups).toEqual(['Sales', 'EMEA']);
    const { groups, open } = await resolve(name, [group(name, 'a'), group(name, 'b'), 'Sales']);
    expect(groups).toEqual([]);
    expect(open).toEqual([{ name, exact: true, near: 2, separate: undefined }]);
  });
  it('asks where "A, B" is one group and also several, everyone among them', async () => {
    const asked = async (phrase: string, names: (string | Group)[]) => {
      const { everyone, groups, open } = await resolve(phrase, [phrase, ...names]);
      expect({ everyone, groups }).toEqual({ everyone: [], groups: [] });
      return open;
    };
    const one = (name: string, ...separate: string[]) => [{ name, exact: true, near: 1, separate }];
    expect(await asked('Sales, EMEA', ['Sales', 'EMEA'])).toEqual(one('Sales, EMEA', 'Sales', 'EMEA'));
    const three = 'Sales, EMEA and Legal';
    expect(await asked(three, ['Sales', 'EMEA', 'Legal'])).toEqual(one(three, 'Sales', 'EMEA', 'Legal'));
    expect(await asked('Sales; all users', ['Sales'])).toEqual(one('Sales; all users', 'all users', 'Sales'));
    const same = [group('EMEA', 'e-1'), group('EMEA', 'e-2')];
    expect(await asked('Sales, EMEA', ['Sales', ...same])).toEqual(one('Sales, EMEA', 'Sales', 'EMEA'));
  });
  it('looks for the whole and for its parts at once', async () => {
    const { findGroups } = tenantWith(['Sales', 'EMEA']);
    const asked = new Set<string>();
    let bothAsked = (): void => {};
    const both = new Promise<void>((resolve) => (bothAsked = resolve));
    const tenant = {
      findGroups: async (name: string) => {
        if (asked.add(name).size === 2) bothAsked();
        await both;
        return findGroups(name);
      },
    } as Tenant;
    const { groups } = await resolveGroups({ tenant, phrase: 'Sales, EMEA', role: 'include' });
    expect(groups).toHaveLength(2);
  });
  it('looks for no whole that cannot be a name', async () => {
    const asked: string[] = [];
    const { findGroups } = tenantWith([]);
    const tenant = { findGroups: async (name: string) => (asked.push(name), findGroups(name)) } as Tenant;
    for (const phrase of ['Sales,\nEMEA', `Sales, ${'x'.repeat(300)}`, ' ; Sales;'])
      await resolveGroups({ tenant, phrase, role: 'include' });
    expect(asked.filter((name) => /[,;]/.test(name))).toEqual([]);
  });
  it('keeps a quoted name together', async () => {
    expect(
      (await resolve('"Sales and Marketing"', ['Sales and Marketing', 'Sales', 'Marketing'])).groups,
    ).toEqual(['Sales and Marketing']);
  });
  it('does not mind "the … group"', async () => {
    expect((await resolve('the Sales group', ['Sales'])).groups).toEqual(['Sales']);
  });
  it('prefers the name as typed over the name without filler', async () => {
    expect((await resolve('The Group', ['The Group', 'Group'])).groups).toEqual(['The Group']);
  });
  it('knows all users among names', async () => {
    expect(await resolve('all users', ['All users'])).toEqual({
      everyone: ['all-users'],
      groups: [],
      open: [],
    });
  });
  it('takes a group called so where it is in quotes, and everyone where there is none', async () => {
    expect(await resolve('"All users"', ['All users'])).toEqual({
      ...{ everyone: [], groups: ['All users'], open: [] },
    });
    expect((await resolve('"All users"', ['Sales'])).everyone).toEqual(['all-users']);
  });
  it('knows all users beside a group', async () => {
    expect(await resolve('all users and Sales', ['Sales', 'All users'])).toEqual({
      ...{ everyone: ['all-users'], groups: ['Sales'], open: [] },
    });
  });
  it('knows all users and all devices, each once, however they are put together', async () => {
    const both = { everyone: ['all-users', 'all-devices'], open: [] };
    for (const phrase of [
      'all users and all devices',
      'everyone, all devices',
      'all users; all devices, everyone',
    ])
      expect(await resolve(phrase, ['Sales'])).toEqual({ ...both, groups: [] });
    expect(await resolve('all users, Sales and all devices', ['Sales'])).toEqual({
      ...both,
      groups: ['Sales'],
    });
  });
  it('counts a group once', async () => {
    expect((await resolve('Sales, sales; SALES', ['Sales'])).groups).toEqual(['Sales']);
  });
  it('takes a name with quotes in it, as typed', async () => {
    const name = 'R&D "Skunkworks" [iOS]';
    expect((await resolve(name, [name, 'Sales'])).groups).toEqual([name]);
  });
  it('takes back what a card showed, whatever stands in the names', async () => {
    const odd = 'R&D "Skunkworks"; [iOS]';
    const known = [odd, 'Sales and Marketing'].map((displayName) => ({
      id: displayName,
      displayName,
      detail: '',
    }));
    const phrase = `"${odd}"; "Sales and Marketing"; Interns`;
    const tenant = tenantWith(['Interns']) as Tenant;
    const { groups, open } = await resolveGroups({ tenant, phrase, role: 'include', known });
    expect(groups.map(({ displayName }) => displayName).sort()).toEqual(
      [odd, 'Interns', 'Sales and Marketing'].sort(),
    );
    expect(open).toEqual([]);
  });
});
