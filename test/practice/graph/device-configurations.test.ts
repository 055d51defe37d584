import { describe, expect, it } from 'vitest';
import { filterIds } from '../../../src/practice/tenant/contoso/filters.ts';
import { groupIds } from '../../../src/practice/tenant/contoso/groups.ts';
import { policyIds } from '../../../src/practice/tenant/contoso/policies.ts';
import { configurations, graphHouse, jitPolicy, toGroup, type GraphHouse } from './support/graph-house.ts';

const features = "$filter=isof('microsoft.graph.iosDeviceFeaturesConfiguration')";
const extension = 'iosSingleSignOnExtension';
const names = (body: { value?: Record<string, unknown>[] }): unknown[] =>
  (body.value ?? []).map((item) => item['displayName']);
const created = async ({ call }: GraphHouse): Promise<string> =>
  String((await call(`POST ${configurations}`, { body: jitPolicy() })).body['id']);

describe('GET deviceConfigurations', () => {
  it('filters by type and name', async () => {
    const { call, tenant } = await graphHouse();
    expect((await call(`GET ${configurations}`)).body.value).toHaveLength(tenant.policies.length);
    expect((await call(`GET ${configurations}?${features}`)).body.value).toHaveLength(
      tenant.policies.length - 2,
    );
    expect(
      names(
        (
          await call(
            `GET ${configurations}?$filter=not isof('microsoft.graph.iosDeviceFeaturesConfiguration')`,
          )
        ).body,
      ),
    ).toEqual(['iOS - web content filter', 'iOS - SSO extension (custom profile)']);
    const both = encodeURIComponent(
      "isof('microsoft.graph.iosDeviceFeaturesConfiguration') and displayName eq 'iOS SSO for interns'",
    );
    expect(names((await call(`GET ${configurations}?$filter=${both}`)).body)).toEqual([
      'iOS SSO for interns',
    ]);
  });

  it.each(['v1.0', 'beta'])('finds custom profiles and answers their payload, in %s', async (version) => {
    const { call } = await graphHouse();
    const filter = encodeURIComponent("isof('microsoft.graph.iosCustomConfiguration')");
    const { body } = await call(`GET /${version}/deviceManagement/deviceConfigurations?$filter=${filter}`);
    const custom = body.value?.find(({ id }) => id === policyIds.customSso);
    expect(custom).toMatchObject({
      payloadName: 'Microsoft Enterprise SSO',
      payloadFileName: 'sso-extension.mobileconfig',
    });
    expect(Buffer.from(String(custom?.['payload']), 'base64').toString()).toContain(
      '<string>com.microsoft.azureauthenticator.ssoextension</string>',
    );
  });

  it.each([
    "$filter=displayName eq 'O'Brien'",
    "$filter=displayName eq 'x",
    "$filter=startswith(displayName,'iOS')",
    "$filter=description eq 'x'",
    "$filter=isof('microsoft.graph.iosSomething')",
    '$filter=',
    '$search="displayName:x"',
    '$count=true',
    '$top=0',
    '$top=many',
    '$select=iosSingleSignOnExtension',
    '$select=id,,displayName',
    '$expand=settings',
    '$orderby=description',
    '$top=1&$top=2',
    'top=5',
    '$skiptoken=abc',
  ])('refuses %s', async (query) => {
    const { call } = await graphHouse();
    const { status, code } = await call(`GET ${configurations}?${query}`);
    expect([status, code]).toEqual([400, 'BadRequest']);
  });

  it('answers every property, derived keys and annotations', async () => {
    const { call } = await graphHouse();
    const { body } = await call(`GET ${configurations}/${policyIds.healthy}?$expand=assignments`);
    expect(body).toMatchObject({
      id: policyIds.healthy,
      roleScopeTagIds: ['0'],
      version: 1,
      singleSignOnExtension: null,
      homeScreenPages: [],
      wallpaperDisplayLocation: 'notConfigured',
      ssoExtensionKey: extension,
      azureAdExtensibleSSOEntities: ['enableSharedDeviceMode', 'bundleIdAccessControlList'],
      assignments: [
        { id: `${policyIds.healthy}_${groupIds.finance}`, source: 'direct', sourceId: null, intent: 'apply' },
      ],
    });
    expect(Object.keys(body).filter((key) => /SSO/.test(key) && key !== extension)).toHaveLength(8);
    expect(
      Object.keys(body)
        .filter((key) => key.includes('@'))
        .sort(),
    ).toEqual(['@microsoft.graph.tips', '@odata.context', '@odata.type', 'assignments@odata.context']);
    expect(body).not.toHaveProperty('isAssigned');
    const { assignments } = body as { assignments: [{ target: unknown }] };
    expect(assignments[0].target).toEqual({
      '@odata.type': '#microsoft.graph.groupAssignmentTarget',
      groupId: groupIds.finance,
      deviceAndAppManagementAssignmentFilterId: null,
      deviceAndAppManagementAssignmentFilterType: 'none',
    });
  });

  it('takes both forms of the item URL, in any case', async () => {
    const { call } = await graphHouse();
    const one = await call(`GET ${configurations}/${policyIds.healthy}`);
    const two = await call(`GET ${configurations}('${policyIds.healthy.toUpperCase()}')`);
    expect(two.body).toEqual(one.body);
    expect((await call(`GET ${configurations}('${policyIds.healthy}')/assignments`)).body.value).toHaveLength(
      1,
    );
  });

  it('selects, with a cast where the property is of a derived type', async () => {
    const { call } = await graphHouse();
    const cast = `microsoft.graph.iosDeviceFeaturesConfiguration/${extension}`;
    const { body } = await call(`GET ${configurations}?$select=id,${cast}&$expand=assignments&${features}`);
    expect(Object.keys(body.value?.[0] ?? {}).sort()).toEqual(
      ['@odata.type', 'assignments', 'assignments@odata.context', 'id', extension].sort(),
    );
    expect(body).not.toHaveProperty('@microsoft.graph.tips');
  });

  it('shows no SSO extension and no filter in v1.0', async () => {
    const { call } = await graphHouse();
    const { body } = await call(
      `GET /v1.0/deviceManagement/deviceConfigurations/${policyIds.sharedDevices}?$expand=assignments`,
    );
    expect(body).toHaveProperty('lockScreenFootnote', null);
    for (const key of [extension, 'singleSignOnExtension', 'roleScopeTagIds', 'ssoExtensionKey'])
      expect(body).not.toHaveProperty(key);
    expect(body['assignments']).toEqual([
      {
        id: `${policyIds.sharedDevices}_${groupIds.kioskIpads}`,
        target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: groupIds.kioskIpads },
      },
    ]);
    const write = await call('POST /v1.0/deviceManagement/deviceConfigurations', {
      body: { ...jitPolicy(), roleScopeTagIds: undefined },
    });
    expect([write.status, write.message]).toEqual([400, expect.stringContaining(extension)]);
  });

  it('pages by absolute links to the end', async () => {
    const { call, graph, tenant } = await graphHouse({ pageSize: 4 });
    const seen: unknown[] = [];
    let next: unknown = `${graph.origin}${configurations}?$top=1000&$select=id`;
    for (; typeof next === 'string';) {
      expect(next.startsWith(`${graph.origin}${configurations}?`)).toBe(true);
      const { body } = await call(`GET ${next}`);
      expect(body.value?.length).toBeLessThanOrEqual(4);
      seen.push(...(body.value ?? []).map(({ id }) => id));
      next = body['@odata.nextLink'];
    }
    expect(seen).toEqual(tenant.policies.map(({ id }) => id));
    const two = await call(`GET ${configurations}?$top=2`);
    expect(two.body.value).toHaveLength(2);
    expect(two.body['@odata.nextLink']).toContain('$top=2');
  });

  it('answers 404 in nested JSON', async () => {
    const { call } = await graphHouse();
    const { status, code, body } = await call(`GET ${configurations}/00000000-0000-4000-8000-000000000000`, {
      headers: { 'client-request-id': 'mine' },
    });
    expect([status, code]).toEqual([404, 'ResourceNotFound']);
    const { message } = body['error'] as { message: string };
    expect(Object.keys(JSON.parse(message) as object)).toEqual([
      '_version',
      'Message',
      'CustomApiErrorPhrase',
      'RetryAfter',
      'ErrorSourceService',
      'HttpHeaders',
    ]);
    expect(message).toContain('Activity ID: mine');
  });
});

describe('POST deviceConfigurations', () => {
  it('creates what was sent, byte for byte', async () => {
    const { call, graph } = await graphHouse();
    const { status, body, headers } = await call(`POST ${configurations}`, { body: jitPolicy() });
    expect(status).toBe(201);
    expect(body).toMatchObject(jitPolicy());
    expect(headers.get('location')).toBe(`${graph.origin}${configurations}('${String(body['id'])}')`);
    const again = await call(`GET ${configurations}/${String(body['id'])}?$expand=assignments`);
    expect(again.body).toMatchObject({ ...jitPolicy(), assignments: [] });
  });

  it('lets two have the same name, and ignores what the service sets', async () => {
    const house = await graphHouse();
    const [one, two] = [await created(house), await created(house)];
    expect(one).not.toBe(two);
    const own = { id: one, version: 9, createdDateTime: '2001-01-01T00:00:00Z', supportsScopeTags: false };
    const { body } = await house.call(`POST ${configurations}`, { body: { ...jitPolicy(), ...own } });
    const made = { version: 1, createdDateTime: house.clock.now.toISOString(), supportsScopeTags: true };
    expect(body['id']).not.toBe(one);
    expect(body).toMatchObject(made);
    const changed = await house.call(`PATCH ${configurations}/${String(body['id'])}`, { body: own });
    expect(changed.body).toMatchObject({ ...made, id: body['id'], version: 2 });
  });

  const withExtension = (more: Record<string, unknown>): unknown => ({
    ...jitPolicy(),
    [extension]: { ...jitPolicy().iosSingleSignOnExtension, ...more },
  });
  const pair = (type: string, value: unknown): unknown =>
    withExtension({ configurations: [{ '@odata.type': `#microsoft.graph.${type}`, key: 'k', value }] });
  it.each<[string, unknown, string]>([
    ['no root type', { ...jitPolicy(), '@odata.type': undefined }, 'type name was not found'],
    [
      'an unknown root type',
      { ...jitPolicy(), '@odata.type': '#microsoft.graph.iosJit' },
      'could not be resolved',
    ],
    [
      'an abstract type',
      { ...jitPolicy(), '@odata.type': '#microsoft.graph.deviceConfiguration' },
      'cannot stand',
    ],
    [
      'a type without #',
      { ...jitPolicy(), '@odata.type': 'microsoft.graph.iosDeviceFeaturesConfiguration' },
      "begins with '#'",
    ],
    ['an unknown property', { ...jitPolicy(), displayname: 'x' }, "'displayname' does not exist"],
    ['a derived key', { ...jitPolicy(), ssoExtensionKey: extension }, "'ssoExtensionKey' does not exist"],
    ['an annotation', { ...jitPolicy(), '@odata.context': 'x' }, "'@odata.context'"],
    ['assignments inside', { ...jitPolicy(), assignments: [] }, "'assignments' does not exist"],
    ['no extension type', withExtension({ '@odata.type': undefined }), 'type name was not found'],
    [
      'a type of another tree',
      withExtension({ '@odata.type': '#microsoft.graph.keyStringValuePair' }),
      'cannot stand',
    ],
    ['an unknown extension property', withExtension({ urlPrefixes: [] }), "'urlPrefixes' does not exist"],
    ['a boolean as text', withExtension({ enableSharedDeviceMode: 'false' }), 'Edm.Boolean'],
    ['a boolean as null', withExtension({ enableSharedDeviceMode: null }), 'does not allow null'],
    [
      'a list as text',
      withExtension({ bundleIdAccessControlList: 'com.box.BoxNet' }),
      'collection was expected',
    ],
    ['a number in a list of text', withExtension({ bundleIdAccessControlList: [1] }), 'Edm.String'],
    [
      'a pair without type',
      withExtension({ configurations: [{ key: 'k', value: 'v' }] }),
      'type name was not found',
    ],
    ['an integer as text', pair('keyIntegerValuePair', '1'), 'Edm.Int32'],
    ['an integer with a fraction', pair('keyIntegerValuePair', 1.5), 'Edm.Int32'],
    ['a text as number', pair('keyStringValuePair', 1), 'Edm.String'],
    ['no name', { ...jitPolicy(), displayName: undefined }, 'DisplayName'],
    ['an empty name', { ...jitPolicy(), displayName: ' ' }, 'DisplayName'],
    ['an array', [jitPolicy()], 'JSON request payload'],
    ['no JSON', '{"displayName"', 'JSON request payload'],
  ])('refuses %s and creates nothing', async (_what, body, message) => {
    const { call, tenant, graph } = await graphHouse();
    const before = tenant.policies.length;
    const answer = await call(`POST ${configurations}`, { body });
    expect([answer.status, answer.message]).toEqual([400, expect.stringContaining(message)]);
    expect(tenant.policies).toHaveLength(before);
    expect(graph.log.at(-1)).toMatchObject({ write: true, carriedOut: false, status: 400 });
  });

  it('wants the content type', async () => {
    const { call } = await graphHouse();
    const answer = await call(`POST ${configurations}`, {
      body: jitPolicy(),
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.status).toBe(400);
  });
});

describe('PATCH and DELETE', () => {
  it('change what is named, and put the extension in place whole', async () => {
    const house = await graphHouse();
    const url = `${configurations}/${await created(house)}`;
    const iosSingleSignOnExtension = {
      '@odata.type': '#microsoft.graph.iosAzureAdSingleSignOnExtension',
      bundleIdAccessControlList: ['com.tinyspeck.chatlyio'],
    };
    const typed = {
      '@odata.type': '#microsoft.graph.iosDeviceFeaturesConfiguration',
      iosSingleSignOnExtension,
    };
    const { status, body } = await house.call(`PATCH ${url}`, { body: typed });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      displayName: jitPolicy()['displayName'],
      version: 2,
      [extension]: { ...iosSingleSignOnExtension, configurations: [], enableSharedDeviceMode: false },
    });
    expect((await house.call(`PATCH ${url}`, { body: { description: null } })).body).toMatchObject({
      description: null,
      version: 3,
    });
  });

  it('refuse another type, and derived properties without the type', async () => {
    const house = await graphHouse();
    const url = `${configurations}/${await created(house)}`;
    const other = await house.call(`PATCH ${url}`, {
      body: { '@odata.type': '#microsoft.graph.iosCustomConfiguration', displayName: 'x' },
    });
    expect([other.status, other.message]).toEqual([400, expect.stringContaining('cannot be changed')]);
    const untyped = await house.call(`PATCH ${url}`, { body: { iosSingleSignOnExtension: null } });
    expect([untyped.status, untyped.message]).toEqual([
      400,
      expect.stringContaining(
        "'iosSingleSignOnExtension' does not exist on type 'microsoft.graph.deviceConfiguration'",
      ),
    ]);
    expect((await house.call(`PATCH ${url}`, { body: { displayName: '' } })).status).toBe(400);
  });

  it('delete with the assignments', async () => {
    const house = await graphHouse();
    const url = `${configurations}/${policyIds.healthy}`;
    expect((await house.call(`DELETE ${url}`)).status).toBe(204);
    expect((await house.call(`GET ${url}/assignments`)).status).toBe(404);
    expect((await house.call(`DELETE ${url}`)).status).toBe(404);
  });
});

describe('assign', () => {
  const targets = (assignments: { target: Record<string, unknown> }[]): unknown[] =>
    assignments.map(({ target }) => target['groupId'] ?? target['@odata.type']);

  it('replaces the complete direct set, and answers it', async () => {
    const house = await graphHouse();
    const url = `${configurations}/${policyIds.healthy}`;
    const { status, body } = await house.call(`POST ${url}/assign`, {
      body: { assignments: [toGroup(groupIds.sales)] },
    });
    expect([status, targets(body.value as never)]).toEqual([200, [groupIds.sales]]);
    const users = { target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } };
    const devices = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } };
    const both = await house.call(`POST ${url}/assign`, { body: { assignments: [users, devices] } });
    expect(both.body.value?.map(({ id }) => id)).toEqual([
      `${policyIds.healthy}_acacacac-9df4-4c7d-9d50-4ef0226f57a9`,
      `${policyIds.healthy}_adadadad-808e-44e2-905a-0b7873a8a531`,
    ]);
    expect((await house.call(`POST ${url}/assign`, { body: { assignments: [] } })).body.value).toEqual([]);
  });

  it('ignores the later of two entries with one target', async () => {
    const house = await graphHouse();
    const filter = {
      deviceAndAppManagementAssignmentFilterId: filterIds.corporate,
      deviceAndAppManagementAssignmentFilterType: 'include',
    };
    const { body } = await house.call(`POST ${configurations}/${policyIds.healthy}/assign`, {
      body: { assignments: [toGroup(groupIds.finance), toGroup(groupIds.finance, filter)] },
    });
    expect(body.value).toMatchObject([{ target: { deviceAndAppManagementAssignmentFilterId: null } }]);
  });

  it('takes back what it gave, ids, sources and annotations aside', async () => {
    const house = await graphHouse();
    const url = `${configurations}/${policyIds.sharedDevices}`;
    const before = (await house.call(`GET ${url}/assignments`)).body.value;
    const body = { assignments: before?.map(({ target }) => ({ target })) };
    expect((await house.call(`POST ${url}/assign`, { body })).body.value).toEqual(before);
  });

  const exclusion = '#microsoft.graph.exclusionGroupAssignmentTarget';
  const filterId = { deviceAndAppManagementAssignmentFilterId: filterIds.corporate };
  const include = { deviceAndAppManagementAssignmentFilterType: 'include' };
  it.each<[string, unknown]>([
    ['no parameter', {}],
    ['the old parameter', { deviceConfigurationGroupAssignments: [] }],
    ['something beside it', { assignments: [], comment: 'x' }],
    ['null', { assignments: null }],
    ['no target', { assignments: [{}] }],
    ['a target without type', { assignments: [{ target: { groupId: groupIds.sales } }] }],
    [
      'a group without id',
      { assignments: [{ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget' } }] },
    ],
    ['an id that is no GUID', { assignments: [toGroup('Sales')] }],
    [
      'a group for all users',
      {
        assignments: [
          {
            target: {
              '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget',
              groupId: groupIds.sales,
            },
          },
        ],
      },
    ],
    ['a filter without mode', { assignments: [toGroup(groupIds.sales, filterId)] }],
    ['a mode without filter', { assignments: [toGroup(groupIds.sales, include)] }],
    [
      'an unknown mode',
      {
        assignments: [
          toGroup(groupIds.sales, { ...filterId, deviceAndAppManagementAssignmentFilterType: 'only' }),
        ],
      },
    ],
    [
      'an unknown filter',
      {
        assignments: [
          toGroup(groupIds.sales, { ...include, deviceAndAppManagementAssignmentFilterId: groupIds.sales }),
        ],
      },
    ],
    [
      'a filter on an exclusion',
      { assignments: [toGroup(groupIds.sales, { '@odata.type': exclusion, ...filterId, ...include })] },
    ],
    ['an annotation', { assignments: [{ ...toGroup(groupIds.sales), '@odata.context': 'x' }] }],
    ['settings of an app', { assignments: [{ ...toGroup(groupIds.sales), settings: null }] }],
  ])('refuses %s and leaves the set alone', async (_what, body) => {
    const house = await graphHouse();
    const policy = house.tenant.policies.find(({ id }) => id === policyIds.healthy)!;
    const before = structuredClone(policy.assignments);
    expect((await house.call(`POST ${configurations}/${policyIds.healthy}/assign`, { body })).status).toBe(
      400,
    );
    expect(policy.assignments).toEqual(before);
  });
});
