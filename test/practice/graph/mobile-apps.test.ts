import { describe, expect, it } from 'vitest';
import { authenticatorIds } from '../../../src/practice/tenant/contoso/authenticator.ts';
import { groupIds } from '../../../src/practice/tenant/contoso/groups.ts';
import { apps, graphHouse, storeApp, toGroup } from './support/graph-house.ts';

const store = `${apps}/${authenticatorIds.store}`;
const vpp = `${apps}/${authenticatorIds.vpp}`;
const required = (groupId: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.mobileAppAssignment',
  intent: 'required',
  ...toGroup(groupId),
  ...more,
});
const excluded = (groupId: string): { target: Record<string, unknown> } => ({
  target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId },
});
const storeSettings = { '@odata.type': '#microsoft.graph.iosStoreAppAssignmentSettings', isRemovable: null };
const vppSettings = {
  '@odata.type': '#microsoft.graph.iosVppAppAssignmentSettings',
  useDeviceLicensing: true,
};

describe('GET mobileApps', () => {
  it('filters by types joined with or, and by name', async () => {
    const { call } = await graphHouse();
    const ios =
      "(isof('microsoft.graph.iosStoreApp') or isof('microsoft.graph.iosVppApp') or isof('microsoft.graph.iosLobApp'))";
    const { body } = await call(`GET ${apps}?$filter=${ios}&$expand=assignments`);
    expect(body.value).toHaveLength(30);
    const named = await call(`GET ${apps}?$filter=displayName eq 'Microsoft Authenticator'`);
    expect(named.body.value?.map((app) => app['@odata.type'])).toEqual([
      '#microsoft.graph.iosStoreApp',
      '#microsoft.graph.iosVppApp',
      '#microsoft.graph.managedIOSStoreApp',
    ]);
    const managed = await call(`GET ${apps}?$filter=isof('microsoft.graph.managedApp')`);
    expect(managed.body.value).toHaveLength(2);
  });

  it('knows the filter of the portal', async () => {
    const { call } = await graphHouse();
    const path = 'microsoft.graph.managedApp/appAvailability';
    const filter = `(${path} eq null or ${path} eq 'lineOfBusiness' or isAssigned eq true)`;
    const { body } = await call(
      `GET ${apps}?$filter=${filter}&$orderby=displayName&$expand=assignments&$top=999`,
    );
    expect(body.value?.some((app) => app['@odata.type'] === '#microsoft.graph.managedIOSStoreApp')).toBe(
      false,
    );
    expect(body.value?.[0]?.['displayName']).toBe('Adobe Acrobat Reader');
  });

  it.each([
    "$filter=bundleId eq 'com.box.BoxNet'",
    "$filter=startswith(displayName,'B')",
    '$select=bundleId',
    '$expand=categories',
  ])('refuses %s', async (query) => {
    const { call } = await graphHouse();
    expect((await call(`GET ${apps}?${query}`)).status).toBe(400);
  });

  it('shows assignments of a policy set, filters and settings', async () => {
    const { call } = await graphHouse();
    const { body } = await call(`GET ${store}/assignments`);
    expect(body.value?.map(({ source, intent }) => [source, intent])).toEqual([
      ['direct', 'required'],
      ['direct', 'required'],
      ['direct', 'required'],
      ['direct', 'available'],
      ['policySets', 'required'],
    ]);
    expect(body.value?.[0]?.['settings']).toEqual({
      '@odata.type': '#microsoft.graph.iosStoreAppAssignmentSettings',
      vpnConfigurationId: null,
      uninstallOnDeviceRemoval: false,
      isRemovable: true,
      preventManagedAppBackup: null,
    });
    expect(body.value?.[0]?.['id']).toBe(`${groupIds.finance}_1_0`);
  });

  it('is beta only here', async () => {
    const { call } = await graphHouse();
    const answer = await call('GET /v1.0/deviceAppManagement/mobileApps');
    expect([answer.status, answer.message]).toEqual([
      400,
      "Resource not found for the segment 'mobileApps'.",
    ]);
  });
});

describe('POST mobileApps', () => {
  it('creates a store app that is published at once', async () => {
    const { call } = await graphHouse();
    const { status, body } = await call(`POST ${apps}`, { body: storeApp() });
    expect([status, body['publishingState'], body['isAssigned']]).toEqual([201, 'published', false]);
    expect(body).toMatchObject({
      bundleId: 'com.box.BoxNet',
      minimumSupportedOperatingSystem: { v15_0: true, v16_0: false },
    });
  });

  it('lets it be assigned only when it is published', async () => {
    const { call, clock } = await graphHouse({ publishAfterMs: 5000 });
    const { body } = await call(`POST ${apps}`, { body: storeApp() });
    const url = `${apps}/${String(body['id'])}`;
    const assign = { body: { mobileAppAssignments: [required(groupIds.sales)] } };
    expect(body['publishingState']).toBe('processing');
    const early = await call(`POST ${url}/assign`, assign);
    expect([early.status, early.message]).toEqual([400, expect.stringContaining('published')]);
    clock.now = new Date(clock.now.getTime() + 5000);
    expect((await call(`GET ${url}`)).body['publishingState']).toBe('published');
    expect((await call(`POST ${url}/assign`, assign)).status).toBe(204);
  });

  it.each<[string, Record<string, unknown>]>([
    ['no type', { '@odata.type': undefined }],
    ['a type that is not made so', { '@odata.type': '#microsoft.graph.managedIOSStoreApp' }],
    ['no publisher', { publisher: undefined }],
    ['an empty description', { description: '' }],
    ['another shop', { appStoreUrl: 'https://play.google.com/store/apps/details?id=com.box.android' }],
    ['no minimum OS', { minimumSupportedOperatingSystem: { v15_0: false } }],
    ['two minimum OS', { minimumSupportedOperatingSystem: { v15_0: true, v16_0: true } }],
    ['an unknown OS', { minimumSupportedOperatingSystem: { v15: true } }],
    ['no device type', { applicableDeviceType: { iPad: false, iPhoneAndIPod: false } }],
    ['an unknown property', { bundleID: 'com.box.BoxNet' }],
  ])('refuses %s', async (_what, wrong) => {
    const { call, tenant } = await graphHouse();
    const before = tenant.apps.length;
    expect((await call(`POST ${apps}`, { body: { ...storeApp(), ...wrong } })).status).toBe(400);
    expect(tenant.apps).toHaveLength(before);
  });

  it('deletes', async () => {
    const { call } = await graphHouse();
    expect((await call(`DELETE ${store}`)).status).toBe(204);
    expect((await call(`GET ${store}`)).status).toBe(404);
  });
});

describe('assign', () => {
  it('answers 204 without a body, drops what is not posted and keeps what a policy set gave', async () => {
    const { call } = await graphHouse();
    const answer = await call(`POST ${store}/assign`, {
      body: { mobileAppAssignments: [required(groupIds.sales, { settings: storeSettings })] },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([204, null]);
    const { body } = await call(`GET ${store}/assignments`);
    expect(body.value).toMatchObject([
      { id: `${groupIds.sales}_1_0`, intent: 'required', source: 'direct', settings: storeSettings },
      { intent: 'required', source: 'policySets', target: { groupId: groupIds.legal } },
    ]);
  });

  it('writes back what was read', async () => {
    const { call } = await graphHouse();
    const before = (await call(`GET ${store}/assignments`)).body.value ?? [];
    const direct = before.filter(({ source }) => source === 'direct');
    const body = {
      mobileAppAssignments: direct.map(({ intent, target, settings }) => ({ intent, target, settings })),
    };
    expect((await call(`POST ${store}/assign`, { body })).status).toBe(204);
    expect((await call(`GET ${store}/assignments`)).body.value).toEqual(before);
  });

  it('makes a direct assignment of a policy set that is posted', async () => {
    const { call } = await graphHouse();
    await call(`POST ${store}/assign`, {
      body: {
        mobileAppAssignments: [required(groupIds.legal, { source: 'policySets', sourceId: 'x', id: 'y' })],
      },
    });
    expect((await call(`GET ${store}/assignments`)).body.value?.map(({ source }) => source)).toEqual([
      'direct',
      'policySets',
    ]);
  });

  it('takes an exclusion without settings, and VPP settings on a VPP app', async () => {
    const { call } = await graphHouse();
    const exclusion = { intent: 'required', ...excluded(groupIds.contractors), settings: null };
    expect((await call(`POST ${store}/assign`, { body: { mobileAppAssignments: [exclusion] } })).status).toBe(
      204,
    );
    const bought = required(groupIds.sales, { settings: vppSettings });
    expect((await call(`POST ${vpp}/assign`, { body: { mobileAppAssignments: [bought] } })).status).toBe(204);
  });

  it('takes a group that is required and excluded from the uninstall of all others', async () => {
    const { call } = await graphHouse();
    const allUsers = { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' };
    const mobileAppAssignments = [
      required(groupIds.sales),
      { intent: 'uninstall', target: allUsers },
      { intent: 'uninstall', ...excluded(groupIds.sales) },
    ];
    expect((await call(`POST ${store}/assign`, { body: { mobileAppAssignments } })).status).toBe(204);
    const { value } = (await call(`GET ${store}/assignments`)).body;
    expect(value?.filter(({ source }) => source === 'direct')).toMatchObject(
      mobileAppAssignments.map(({ intent }) => ({ intent })),
    );
  });

  it.each<[string, string, unknown, string]>([
    [
      'exclusions of one group from two intents',
      store,
      ['required', 'available'].map((intent) => ({ intent, ...excluded(groupIds.contractors) })),
      'two intents',
    ],
    [
      'settings on an exclusion',
      store,
      [{ intent: 'required', ...excluded(groupIds.contractors), settings: storeSettings }],
      'Exclusion assignment does not support MobileAppAssignment Settings.',
    ],
    [
      'one target with two intents',
      store,
      [required(groupIds.sales), required(groupIds.sales, { intent: 'available' })],
      'two intents',
    ],
    ['an unknown intent', store, [required(groupIds.sales, { intent: 'install' })], 'enumeration'],
    [
      'settings of another kind of app',
      store,
      [required(groupIds.sales, { settings: vppSettings })],
      'do not fit',
    ],
    [
      'unknown settings',
      vpp,
      [required(groupIds.sales, { settings: { ...vppSettings, useUserLicensing: true } })],
      'does not exist',
    ],
    [
      'settings without type',
      store,
      [required(groupIds.sales, { settings: { isRemovable: true } })],
      'type name',
    ],
    [
      'the catalogue entry',
      `${apps}/${authenticatorIds.catalogue}`,
      [required(groupIds.sales)],
      'cannot be assigned',
    ],
  ])('refuses %s', async (_what, url, mobileAppAssignments, message) => {
    const { call, tenant } = await graphHouse();
    const before = structuredClone(tenant.apps);
    const answer = await call(`POST ${url}/assign`, { body: { mobileAppAssignments } });
    expect([answer.status, answer.message]).toEqual([400, expect.stringContaining(message)]);
    expect(tenant.apps).toEqual(before);
  });

  it('refuses the body of a policy', async () => {
    const { call } = await graphHouse();
    expect((await call(`POST ${store}/assign`, { body: { assignments: [] } })).status).toBe(400);
  });
});
