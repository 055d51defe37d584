import { describe, expect, it } from 'vitest';
import { openTenant } from '../../src/graph/open-tenant.ts';
import type { WriteRequest } from '../../src/graph/tenant.ts';
import { filterIds } from '../../src/practice/tenant/contoso/filters.ts';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import type { FaultKind } from '../../src/practice/faults.ts';
import { inPractice } from './support/practice-tenant.ts';
import { notGroup, toGroup } from './support/sample-objects.ts';

const stamp = '[jit-bot 4711]';
const createPolicy: WriteRequest = {
  write: 'create-policy',
  clientRequestId: '5d0c1f7e-0000-4000-8000-000000000001',
  body: {
    '@odata.type': '#microsoft.graph.iosDeviceFeaturesConfiguration',
    displayName: 'iOS - JIT registration',
    description: `For Sales\n${stamp}`,
    roleScopeTagIds: ['0'],
    iosSingleSignOnExtension: {
      '@odata.type': '#microsoft.graph.iosAzureAdSingleSignOnExtension',
      enableSharedDeviceMode: false,
      bundleIdAccessControlList: ['com.salesforce.chatter'],
      configurations: [
        {
          '@odata.type': '#microsoft.graph.keyStringValuePair',
          key: 'device_registration',
          value: '{{DEVICEREGISTRATION}}',
        },
      ],
    },
  },
};

describe('the Tenant against the practice Graph', () => {
  it('reads the tenant, also in small pages', async () => {
    const about = { aboutGroups: [groupIds.sales, groupIds.salesManagers] };
    const whole = await (await inPractice()).as('megan').readSnapshot(about);
    expect(whole.policies.length).toBeGreaterThan(1);
    expect(whole.apps.length).toBeGreaterThan(20);
    expect(whole.catalogPolicies).toMatchObject({ read: true });
    expect(whole.customProfiles).toMatchObject({ value: [{ displayName: 'iOS - web content filter' }] });
    expect(whole.filters).toMatchObject({
      value: { [filterIds.kiosk]: { displayName: 'Kiosk iPads' } },
    });
    expect(whole.groups[groupIds.sales]).toMatchObject({ displayName: 'Sales', securityEnabled: true });
    expect(whole.parents[groupIds.salesManagers]).toEqual({ read: true, value: [groupIds.sales] });
    expect(whole.children[groupIds.sales]).toEqual({ read: true, value: [groupIds.salesManagers] });

    const paged = await inPractice({ pageSize: 3 });
    const pieces = await paged.as('megan').readSnapshot(about);
    const ids = (objects: { id: string }[]) => objects.map(({ id }) => id);
    expect(ids(pieces.policies)).toEqual(ids(whole.policies));
    expect(ids(pieces.apps)).toEqual(ids(whole.apps));
    expect(pieces.groups).toEqual(whole.groups);
    expect(paged.recorded.length).toBeGreaterThan(10);
    expect(paged.recorded.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it.each([
    ['sales', [groupIds.sales], 4],
    ['Marketing', [groupIds.marketingTeam, groupIds.marketingSecurity], 2],
    ['R&D "Skunkworks" [iOS]', [groupIds.skunkworks], 1],
    ["o'brien's team", undefined, 1],
  ])('finds groups named %s', async (name, exact, least) => {
    const { groups, exact: count } = await (await inPractice()).as('megan').findGroups(name);
    expect(count).toBe(exact?.length ?? 1);
    if (exact)
      expect(
        groups
          .slice(0, count)
          .map(({ id }) => id)
          .sort(),
      ).toEqual([...exact].sort());
    expect(groups.length).toBeGreaterThanOrEqual(least);
  });

  it('offers near names, and bears any text', async () => {
    const tenant = (await inPractice()).as('megan');
    expect(await tenant.findGroups('Field Opps')).toMatchObject({
      exact: 0,
      groups: [{ displayName: 'Field Ops' }, {}],
    });
    for (const name of [`O'Brien & "Co" \\ [x]`, '***', '"', '\\', "'", '&$top=1', '#', '%', 'a\nb']) {
      expect(await tenant.findGroups(name)).toMatchObject({ exact: 0 });
    }
  });

  it('creates, assigns and reads back', async () => {
    const tenant = (await inPractice()).as('megan');
    const created = await tenant.write(createPolicy);
    expect(created).toMatchObject({ outcome: 'done', id: expect.any(String) as string });
    const id = (created as { id: string }).id;
    const assignments = [toGroup(groupIds.sales), notGroup(groupIds.contractors)];
    const assign = { write: 'assign-policy', id, assignments, clientRequestId: 'c-2' } as const;
    expect(await tenant.write(assign)).toMatchObject({ outcome: 'done' });
    const policy = await tenant.readPolicy(id);
    expect(policy?.assignments.map(({ target }) => target)).toMatchObject(
      assignments.map(({ target }) => target),
    );
    expect((await tenant.findPoliciesByStamp(stamp)).map((found) => found.id)).toEqual([id]);
    expect(await tenant.readPolicy(groupIds.sales)).toBeUndefined();
  });

  it('writes back every set of assignments as it read it', async () => {
    const tenant = (await inPractice()).as('megan');
    const { apps, policies } = await tenant.readSnapshot({ aboutGroups: [] });
    const direct = ({ assignments }: (typeof apps | typeof policies)[number]) =>
      assignments.filter(({ source }) => source !== 'policySets');
    const assigned = [...apps, ...policies].filter(({ assignments }) => assignments.length > 0);
    expect(assigned.length).toBeGreaterThan(1);
    for (const object of assigned) {
      const isApp = apps.some(({ id }) => id === object.id);
      const write = isApp ? 'assign-app' : 'assign-policy';
      const { id } = object;
      const request: WriteRequest = { write, id, assignments: direct(object), clientRequestId: 'c-3' };
      expect(await tenant.write(request)).toMatchObject({ outcome: 'done' });
      const after = isApp ? await tenant.readApp(id) : await tenant.readPolicy(id);
      expect(after?.assignments).toEqual(object.assignments);
    }
  });

  it.each<[FaultKind, string, number]>([
    ['504-after', 'unknown', 1],
    ['503-after', 'unknown', 1],
    ['reset-after', 'unknown', 1],
    ['truncated', 'unknown', 1],
    ['500', 'unknown', 0],
    ['504', 'unknown', 0],
    ['html-502', 'unknown', 0],
    ['reset-before', 'unknown', 0],
    ['timeout', 'unknown', 0],
    ['401', 'not-done', 0],
    ['403', 'not-done', 0],
    ['429', 'done', 1],
    ['429-no-retry-after', 'done', 1],
  ])('a create that meets %s is %s, with %i policies made', async (kind, outcome, made) => {
    const { as, graph } = await inPractice();
    graph.faults.add({ match: { method: 'POST', path: '/deviceConfigurations' }, kind });
    const tenant = as('megan');
    expect((await tenant.write(createPolicy)).outcome).toBe(outcome);
    expect(await tenant.findPoliciesByStamp(stamp)).toHaveLength(made);
  });

  it.each<FaultKind>([
    '429',
    '429-no-retry-after',
    '502',
    '503',
    '504',
    'html-502',
    'reset-before',
    'truncated',
  ])('reads on after %s', async (kind) => {
    const { as, graph } = await inPractice();
    graph.faults.add({ match: { path: /./ }, kind, times: 2 });
    expect(
      (await as('megan').readSnapshot({ aboutGroups: [groupIds.sales] })).policies.length,
    ).toBeGreaterThan(1);
    expect(graph.faults.waiting()).toEqual([]);
  });

  it('asks again for what a batch refused inside', async () => {
    const { as, graph } = await inPractice();
    graph.faults.add({
      match: { method: 'GET', path: `/groups/${groupIds.sales}` },
      kind: '429-no-retry-after',
      times: 1,
    });
    const { groups } = await as('megan').readSnapshot({ aboutGroups: [groupIds.sales, groupIds.finance] });
    expect(groups[groupIds.sales]).toMatchObject({ displayName: 'Sales' });
    expect(graph.faults.waiting()).toEqual([]);
  });

  it('tells a missing scope from a missing role', async () => {
    const { as } = await inPractice();
    const outcome = async (...who: Parameters<typeof as>) => await as(...who).write(createPolicy);
    const role = { code: 'graph-forbidden', facts: { missing: 'role' } };
    expect(await outcome('diego')).toMatchObject({ outcome: 'not-done', problem: role });
    const scope = { code: 'graph-forbidden', facts: { missing: 'scope' } };
    expect(await outcome('megan', ['GroupMember.Read.All'])).toMatchObject({
      outcome: 'not-done',
      problem: scope,
    });
    await expect(as('adele').readSnapshot({ aboutGroups: [] })).rejects.toMatchObject({
      code: 'graph-forbidden',
      facts: { what: expect.stringContaining('reading apps') as string, missing: 'role' },
    });
  });

  it('knows a write that waits for another admin', async () => {
    const { as, graph } = await inPractice();
    graph.state.multiAdminApproval.deviceConfigurations = true;
    const megan = as('megan');
    const asked = await megan.write({
      ...createPolicy,
      justification: 'JIT for Sales [jit-bot 1 create-policy]',
    });
    expect(asked).toMatchObject({
      outcome: 'needs-approval',
      problem: { code: 'multi-admin-approval', facts: { what: 'creating the policy' } },
    });
    const [request] = await megan.readApprovals();
    expect(request).toMatchObject({
      status: 'needsApproval',
      justification: 'JIT for Sales [jit-bot 1 create-policy]',
    });
    expect(asked).toMatchObject({ approvalCode: request?.id });
    graph.approvals.settle(request?.id ?? '', 'approved');
    expect(await megan.write({ ...createPolicy, approvalCode: request?.id ?? '' })).toMatchObject({
      outcome: 'done',
    });
    expect((await megan.readApprovals())[0]?.status).toBe('completed');
  });

  it('sends nothing to a server whose certificate it does not trust', async () => {
    const { graph } = await inPractice();
    const getToken = async () => 'token';
    const tenant = openTenant({ graphRoot: graph.origin, getToken, sleep: async () => undefined });
    expect(await tenant.write(createPolicy)).toMatchObject({
      outcome: 'not-done',
      problem: { code: 'graph-unavailable' },
    });
    expect(graph.log).toEqual([]);
  });

  it('wants https', () => {
    const getToken = async () => 'token';
    expect(() => openTenant({ graphRoot: 'http://localhost:1', getToken })).toThrow('https');
  });
});
