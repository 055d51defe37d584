import { describe, expect, it } from 'vitest';
import type { HowEnrolled } from '../../src/jit/enrollment-snapshot.ts';
import { fakeGraph, intuneError, json, page, root, type Seen } from './support/fake-graph.ts';
import { allUsers, app, catalogPolicy, group, notGroup, policy, toGroup } from './support/sample-objects.ts';

interface Answers {
  policies?: (seen: Seen) => Response;
  catalog?: (seen: Seen) => Response;
  custom?: (seen: Seen) => Response;
  filters?: (seen: Seen) => Response;
  apps?: (seen: Seen) => Response;
  relatives?: (seen: Seen) => Response;
}

function tenantOf(answers: Answers) {
  return fakeGraph((seen) => {
    const { pathname } = seen.url;
    const isCustom = seen.url.searchParams.get('$filter')?.includes('iosCustomConfiguration');
    if (isCustom) return answers.custom?.(seen) ?? page([]);
    if (pathname.endsWith('/assignmentFilters')) return answers.filters?.(seen) ?? page([]);
    if (pathname.endsWith('/deviceConfigurations')) return answers.policies?.(seen) ?? page([]);
    if (pathname.endsWith('/configurationPolicies')) return answers.catalog?.(seen) ?? page([]);
    if (pathname.endsWith('/mobileApps')) return answers.apps?.(seen) ?? page([]);
    if (pathname.includes('/transitiveMember')) return answers.relatives?.(seen) ?? page([]);
    const { requests } = seen.body as { requests: { id: string; url: string }[] };
    return json(200, {
      responses: requests.map(({ id, url }) => ({
        id,
        status: 200,
        body: group(url.split('?')[0]!.split('/')[2]!),
      })),
    });
  });
}

describe('readSnapshot', () => {
  it('asks what Graph is known to answer', async () => {
    const { tenant, seen } = tenantOf({});
    await tenant.readSnapshot({ aboutGroups: ['g'] });
    const asked = seen
      .filter(({ method }) => method === 'GET')
      .map(({ url }) => decodeURIComponent(url.pathname + url.search));
    const relatives = (select: string): string =>
      `microsoft.graph.group?$select=${select}&$count=true&$top=999`;
    const group = 'id,displayName,mail,groupTypes,securityEnabled,mailEnabled,membershipRule';
    expect(asked.sort()).toEqual([
      `/beta/deviceAppManagement/mobileApps?$filter=(isof('microsoft.graph.iosStoreApp') or isof('microsoft.graph.iosVppApp') or isof('microsoft.graph.iosLobApp'))&$expand=assignments`,
      '/beta/deviceManagement/assignmentFilters',
      '/beta/deviceManagement/configurationPolicies?$expand=assignments,settings',
      `/beta/deviceManagement/deviceConfigurations?$filter=isof('microsoft.graph.iosCustomConfiguration')&$expand=assignments`,
      `/beta/deviceManagement/deviceConfigurations?$filter=isof('microsoft.graph.iosDeviceFeaturesConfiguration')&$expand=assignments`,
      `/v1.0/groups/g/transitiveMemberOf/${relatives('id')}`,
      `/v1.0/groups/g/transitiveMembers/${relatives(group)}`,
    ]);
  });

  it('sends all independent questions before the first answer', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let waiting = 0;
    const { tenant } = fakeGraph(async (seen) => {
      if (++waiting === 8) open();
      await gate;
      return seen.method === 'POST' ? json(200, { responses: [{ id: '0', status: 404 }] }) : page([]);
    });
    await tenant.readSnapshot({ aboutGroups: ['g'] });
    expect(waiting).toBe(8);
  });

  it('holds everything, properties we do not know included, and names every group', async () => {
    const strange = policy('p', {
      assignments: [toGroup('g1'), notGroup('g2')],
      assetTagTemplate: 'keep me',
    });
    const { tenant } = tenantOf({
      policies: () => page([strange]),
      catalog: () => page([catalogPolicy('c', { assignments: [toGroup('g3')] })]),
      apps: () =>
        page([
          app('a', {
            assignments: [
              { intent: 'required', ...toGroup('g4') },
              { intent: 'required', ...allUsers },
            ],
          }),
        ]),
      relatives: ({ url }) =>
        page(
          url.pathname.includes('MemberOf')
            ? [{ id: 'parent' }]
            : [{ id: 'child', displayName: 'Inside' }, { id: 'hidden' }],
        ),
    });
    const snapshot = await tenant.readSnapshot({ aboutGroups: ['about', 'about'] });
    expect(snapshot.readAt).toBe('2026-11-24T08:00:00.000Z');
    expect(snapshot.policies).toEqual([strange]);
    expect(snapshot.apps).toHaveLength(1);
    expect(snapshot.catalogPolicies).toMatchObject({ read: true, value: [{ id: 'c' }] });
    expect(Object.keys(snapshot.groups).sort()).toEqual(['about', 'child', 'g1', 'g2', 'g3', 'g4']);
    expect(snapshot.groups['child']).toMatchObject({ displayName: 'Inside' });
    expect(snapshot.parents).toEqual({ about: { read: true, value: ['parent'] } });
    expect(snapshot.children).toEqual({ about: { read: true, value: ['child', 'hidden'] } });
    expect(structuredClone(snapshot)).toEqual(snapshot);
  });

  it('follows pages, of the list and of cut-off assignments', async () => {
    const { tenant } = tenantOf({
      policies: ({ url }) => {
        if (url.searchParams.get('$skiptoken') === 'two') return page([policy('p2')]);
        const first = policy('p1', {
          assignments: [toGroup('g1')],
          'assignments@odata.nextLink': `${root}/beta/x/transitiveMember?more`,
        });
        return page([first], `${root}/beta/deviceManagement/deviceConfigurations?$skiptoken=two`);
      },
      relatives: () => page([toGroup('g2')]),
    });
    const { policies } = await tenant.readSnapshot({ aboutGroups: [] });
    expect(policies.map(({ id }) => id)).toEqual(['p1', 'p2']);
    expect(policies[0]?.assignments).toEqual([toGroup('g1'), toGroup('g2')]);
    expect(policies[0]).not.toHaveProperty('assignments@odata.nextLink');
  });

  it('holds custom profiles with their groups, and filters by id', async () => {
    const custom = {
      '@odata.type': '#microsoft.graph.iosCustomConfiguration',
      id: 'c',
      displayName: 'Uploaded',
      payloadName: 'keep me',
      payload: 'PHBsaXN0Lz4=',
      assignments: [toGroup('g5')],
    };
    const { tenant } = tenantOf({
      custom: () => page([custom, { id: 'd', displayName: 'Hidden', assignments: [] }]),
      filters: ({ url }) =>
        url.searchParams.has('$skip')
          ? page([{ id: 'f2', displayName: 'Kiosk', rule: null, platform: 'iOS' }])
          : page(
              [{ id: 'F1', displayName: 'Corporate', rule: '(device.deviceOwnership -eq "Corporate")' }],
              `${root}/beta/deviceManagement/assignmentFilters?$skip=1`,
            ),
    });
    const snapshot = await tenant.readSnapshot({ aboutGroups: [] });
    expect(snapshot.customProfiles).toEqual({
      read: true,
      value: [custom, { id: 'd', displayName: 'Hidden', payload: null, assignments: [] }],
    });
    expect(snapshot.filters).toEqual({
      read: true,
      value: {
        f1: { displayName: 'Corporate', rule: '(device.deviceOwnership -eq "Corporate")' },
        f2: { displayName: 'Kiosk' },
      },
    });
    expect(Object.keys(snapshot.groups)).toEqual(['g5']);
  });

  it('goes on without Settings Catalog, custom profiles, filters and relatives, and says why', async () => {
    const { tenant } = tenantOf({
      catalog: () => intuneError(403, ''),
      custom: () => intuneError(403, ''),
      filters: () => page([{ displayName: 'no id' }]),
      relatives: ({ url }) => (url.pathname.includes('MemberOf') ? json(404, {}) : page([{ name: 'no id' }])),
    });
    const snapshot = await tenant.readSnapshot({ aboutGroups: ['g'] });
    expect(snapshot.catalogPolicies).toEqual({
      read: false,
      why: expect.stringContaining('reading Settings Catalog policies') as string,
      missing: { kind: 'scope-or-role', scope: 'DeviceManagementConfiguration.Read.All' },
    });
    expect(snapshot.customProfiles).toEqual({
      read: false,
      why: expect.stringContaining('reading custom profiles') as string,
      missing: { kind: 'scope-or-role', scope: 'DeviceManagementConfiguration.Read.All' },
    });
    expect(snapshot.filters).toMatchObject({ read: false });
    expect(snapshot.parents['g']).toMatchObject({ read: false });
    expect(snapshot.children['g']).toMatchObject({ read: false });
  });

  it.each(['policies', 'apps'] as const)('does not go on without %s', async (part) => {
    const { tenant } = tenantOf({ [part]: () => intuneError(403, '') });
    await expect(tenant.readSnapshot({ aboutGroups: [] })).rejects.toMatchObject({ code: 'graph-forbidden' });
  });

  it('goes on without apps for an answer that says so, and then tells why', async () => {
    const { tenant } = tenantOf({ apps: () => intuneError(403, '') });
    const snapshot = await tenant.readSnapshot({ aboutGroups: [], withoutApps: 'say' });
    expect(snapshot.apps).toEqual([]);
    expect(snapshot.appsNotRead).toEqual({
      read: false,
      why: expect.stringContaining('reading apps') as string,
      missing: { kind: 'scope-or-role', scope: 'DeviceManagementApps.Read.All' },
    });
  });

  it('says nothing of apps that could be read, and asks for a sign-in all the same', async () => {
    const seen = await tenantOf({ apps: () => page([app('a')]) }).tenant.readSnapshot({
      aboutGroups: [],
      withoutApps: 'say',
    });
    expect(seen.apps).toHaveLength(1);
    expect(seen).not.toHaveProperty('appsNotRead');
    const { tenant } = tenantOf({ apps: () => new Response(null, { status: 401 }) });
    await expect(tenant.readSnapshot({ aboutGroups: [], withoutApps: 'say' })).rejects.toMatchObject({
      code: 'sign-in-needed',
    });
  });

  it('asks for a sign-in, even where only an optional part says so', async () => {
    const { tenant } = tenantOf({ catalog: () => new Response(null, { status: 401 }) });
    await expect(tenant.readSnapshot({ aboutGroups: [] })).rejects.toMatchObject({ code: 'sign-in-needed' });
  });

  it('reads apps by twenties where the big page answers 503', async () => {
    const { tenant, slept } = tenantOf({
      apps: ({ url }) => (url.searchParams.get('$top') === '20' ? page([app('a')]) : json(503, {})),
    });
    expect((await tenant.readSnapshot({ aboutGroups: [] })).apps).toHaveLength(1);
    expect(slept).toEqual([]);
  });

  it('refuses a policy whose assignments are not shown, rather than taking it for unassigned', async () => {
    const { tenant } = tenantOf({ policies: () => page([policy('p', { assignments: undefined })]) });
    await expect(tenant.readSnapshot({ aboutGroups: [] })).rejects.toMatchObject({
      code: 'graph-unexpected-answer',
      facts: { what: 'reading device configurations: 0.assignments' },
    });
  });
});

describe('the relatives of named groups', () => {
  const jit = {
    '@odata.type': '#microsoft.graph.iosAzureAdSingleSignOnExtension',
    configurations: [
      {
        '@odata.type': '#microsoft.graph.keyStringValuePair',
        key: 'device_registration',
        value: '{{DEVICEREGISTRATION}}',
      },
    ],
  };
  const authenticator = {
    bundleId: 'com.microsoft.azureauthenticator',
    assignments: [{ intent: 'required', ...toGroup('g3') }],
  };
  type Part = { id: string; url: string; headers?: Record<string, string> };

  /** Policies for g1 and for all but g2, Authenticator for g3; others for g8 and g9. */
  function inTenant(parentsOf: (id: string) => { status: number; body?: unknown }) {
    const parts: Part[] = [];
    const fake = fakeGraph((seen) => {
      const { pathname, searchParams } = seen.url;
      if (pathname.endsWith('/mobileApps'))
        return page([app('a', authenticator), app('b', { assignments: [toGroup('g8')] })]);
      if (pathname.endsWith('/more')) return page([{ id: 'p2' }]);
      if (pathname !== '/v1.0/$batch') {
        const features = searchParams.get('$filter')?.includes('DeviceFeatures');
        const assignments = [toGroup('g1'), notGroup('g2')];
        if (!features) return page([]);
        return page([
          policy('p', { iosSingleSignOnExtension: jit, assignments }),
          policy('home screen', { assignments: [toGroup('g9')] }),
        ]);
      }
      const { requests } = seen.body as { requests: Part[] };
      parts.push(...requests);
      const responses = requests.map(({ id, url }) => {
        const groupId = url.split('?')[0]!.split('/')[2]!;
        const named = url.includes('/transitiveMemberOf/');
        return { id, ...(named ? parentsOf(groupId) : { status: 200, body: group(groupId) }) };
      });
      return json(200, { responses });
    });
    return { ...fake, parts };
  }

  it('come with the names, in batches, for the groups of SSO policies and Authenticator only', async () => {
    const { tenant, seen, parts } = inTenant((id) => ({
      status: 200,
      body: {
        value: [{ id: `above ${id}` }],
        ...(id === 'g1' ? { '@odata.nextLink': `${root}/v1.0/more` } : {}),
      },
    }));
    const snapshot = await tenant.readSnapshot({ aboutGroups: [], relatives: 'named' });
    expect(Object.keys(snapshot.groups).sort()).toEqual(['g1', 'g2', 'g3']);
    expect(snapshot.parents).toEqual({
      g1: { read: true, value: ['above g1', 'p2'] },
      g2: { read: true, value: ['above g2'] },
      g3: { read: true, value: ['above g3'] },
    });
    const asked = parts.find(({ url }) => url.includes('/groups/g1/transitiveMemberOf/'));
    expect(decodeURIComponent(asked!.url)).toBe(
      '/groups/g1/transitiveMemberOf/microsoft.graph.group?$select=id&$count=true&$top=999',
    );
    expect(asked!.headers).toEqual({ ConsistencyLevel: 'eventual' });
    expect(seen.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  it('are none for a group that is gone, and not known where they are refused', async () => {
    const { tenant } = inTenant((id) => {
      if (id === 'g1') return { status: 404 };
      return id === 'g2' ? { status: 403 } : { status: 200, body: { value: [] } };
    });
    const { parents } = await tenant.readSnapshot({ aboutGroups: [], relatives: 'named' });
    expect(parents).toMatchObject({
      g1: { read: true, value: [] },
      g2: { read: false, why: expect.stringContaining('reading groups') as string },
      g3: { read: true },
    });
  });

  it('are not known where the service stays in trouble, and the answer goes on', async () => {
    const { tenant } = inTenant(() => ({ status: 503 }));
    const { parents, groups } = await tenant.readSnapshot({ aboutGroups: [], relatives: 'named' });
    expect(Object.values(parents).map(({ read }) => read)).toEqual([false, false, false]);
    expect(groups['g1']).toMatchObject({ id: 'g1' });
  });
});

describe('the groups of enrollment type profiles', () => {
  const profile = {
    ...{ id: 'p', displayName: 'Own phones', priority: 0, availableEnrollmentTypeOptions: [] },
    defaultEnrollmentType: 'accountDrivenUserEnrollment',
    assignments: [toGroup('g1'), toGroup('g2')],
  };
  const how = (typeProfiles: HowEnrolled['typeProfiles']): HowEnrolled => ({
    ...{ typeProfiles, adeTokens: { read: true, value: [] }, vppTokens: { read: true, value: [] } },
  });

  it('are read with what they are in, but for those that are known', async () => {
    const { tenant, seen } = tenantOf({});
    const known = await tenant.readSnapshot({ aboutGroups: ['g2'] });
    const before = seen.length;
    const enrolled = { ...known, enrollment: how({ read: true, value: [profile] }) };
    const named = await tenant.addEnrollmentGroups(enrolled, { withParents: false });
    expect(Object.keys(named.groups).sort()).toEqual(['g1', 'g2']);
    expect(named.parents).toEqual(known.parents);
    expect(seen.length - before).toBe(1);
    const nested = await tenant.addEnrollmentGroups(enrolled, { withParents: true });
    expect(Object.keys(nested.parents).sort()).toEqual(['g1', 'g2']);
  });

  it('are nothing to read where the profiles could not be', async () => {
    const { tenant, seen } = tenantOf({});
    const known = await tenant.readSnapshot({ aboutGroups: [] });
    const before = seen.length;
    const enrolled = { ...known, enrollment: how({ read: false, why: 'Refused.' }) };
    expect(await tenant.addEnrollmentGroups(enrolled, { withParents: true })).toEqual(enrolled);
    expect(seen.length).toBe(before);
  });
});

describe('readPolicy and readApp', () => {
  it('read one fresh object with its assignments', async () => {
    const { tenant, seen } = fakeGraph((_, nth) => json(200, nth === 1 ? policy('p') : app('a')));
    expect(await tenant.readPolicy('p')).toEqual(policy('p'));
    expect(await tenant.readApp('a')).toEqual(app('a'));
    expect(seen.map(({ url }) => decodeURIComponent(url.pathname + url.search))).toEqual([
      '/beta/deviceManagement/deviceConfigurations/p?$expand=assignments',
      '/beta/deviceAppManagement/mobileApps/a?$expand=assignments',
    ]);
  });

  it('know nothing of what is gone', async () => {
    const { tenant } = fakeGraph(() => intuneError(404, 'ResourceNotFound'));
    expect(await tenant.readPolicy('p')).toBeUndefined();
    expect(await tenant.readApp('a')).toBeUndefined();
  });
});

describe('findPoliciesByStamp', () => {
  it('finds the stamp on the last line only', async () => {
    const stamp = '[jit-bot 4711]';
    const descriptions = [
      `For Sales\n${stamp}`,
      `${stamp}\r\n`,
      `${stamp}\nedited since`,
      `about ${stamp}`,
      '[jit-bot 47110]',
      null,
    ];
    const { tenant } = tenantOf({
      policies: () => page(descriptions.map((description, i) => policy(`p${i}`, { description }))),
    });
    expect((await tenant.findPoliciesByStamp(stamp)).map(({ id }) => id)).toEqual(['p0', 'p1']);
  });
});
