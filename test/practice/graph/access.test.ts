import { describe, expect, it } from 'vitest';
import { authenticatorIds } from '../../../src/practice/tenant/contoso/authenticator.ts';
import { policyIds } from '../../../src/practice/tenant/contoso/policies.ts';
import { apps, configurations, graphHouse, jitPolicy, storeApp } from './support/graph-house.ts';

const assignPolicy = `POST ${configurations}/${policyIds.healthy}/assign`;
const assignApp = `POST ${apps}/${authenticatorIds.store}/assign`;

describe('a request', () => {
  it('without a good token gets a 401', async () => {
    const { call, graph } = await graphHouse();
    for (const as of ['', 'nobody']) {
      const { status, code, headers } = await call('GET /v1.0/me', { as });
      expect([status, code]).toEqual([401, 'InvalidAuthenticationToken']);
      expect(headers.get('www-authenticate')).toContain('Bearer');
    }
    expect((await call('GET /v1.0/nothing', { as: '' })).status).toBe(401);
    expect(graph.log.map(({ personId }) => personId)).toEqual([undefined, undefined, undefined]);
  });

  it('is answered with its ids', async () => {
    const { call } = await graphHouse();
    const { headers } = await call('GET /v1.0/me', { headers: { 'client-request-id': 'mine' } });
    expect(headers.get('client-request-id')).toBe('mine');
    expect(headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const plain = (await call('GET /v1.0/me')).headers;
    expect(plain.get('client-request-id')).toBe(plain.get('request-id'));
  });

  it('to an unknown place is refused', async () => {
    const { call } = await graphHouse();
    expect((await call('GET /v2.0/me')).message).toBe('Invalid version.');
    expect((await call('GET /beta/deviceManagement/deviceconfigs')).message).toBe(
      "Resource not found for the segment 'deviceconfigs'.",
    );
    expect((await call('GET /beta/device/things')).message).toBe(
      "Resource not found for the segment 'device'.",
    );
    expect((await call('DELETE /beta/groups')).status).toBe(405);
  });
});

describe('a token without the scope', () => {
  it.each<[string, string, string]>([
    [
      `GET ${configurations}`,
      'DeviceManagementApps.ReadWrite.All',
      'DeviceManagementConfiguration.Read.All, DeviceManagementConfiguration.ReadWrite.All',
    ],
    [
      `GET ${apps}`,
      'DeviceManagementConfiguration.ReadWrite.All',
      'DeviceManagementApps.Read.All, DeviceManagementApps.ReadWrite.All',
    ],
    [
      `POST ${configurations}`,
      'DeviceManagementConfiguration.Read.All',
      'DeviceManagementConfiguration.ReadWrite.All',
    ],
    [assignPolicy, 'DeviceManagementConfiguration.Read.All', 'DeviceManagementConfiguration.ReadWrite.All'],
    [assignApp, 'DeviceManagementApps.Read.All', 'DeviceManagementApps.ReadWrite.All'],
    [
      'GET /beta/deviceManagement/depOnboardingSettings',
      'DeviceManagementConfiguration.ReadWrite.All',
      'DeviceManagementServiceConfig.Read.All, DeviceManagementServiceConfig.ReadWrite.All',
    ],
    [
      'GET /beta/deviceManagement/appleUserInitiatedEnrollmentProfiles',
      'DeviceManagementApps.Read.All',
      'DeviceManagementServiceConfig.Read.All, DeviceManagementServiceConfig.ReadWrite.All',
    ],
    [
      'GET /v1.0/deviceAppManagement/vppTokens',
      'DeviceManagementApps.ReadWrite.All',
      'DeviceManagementServiceConfig.Read.All, DeviceManagementServiceConfig.ReadWrite.All, DeviceManagementConfiguration.Read.All, DeviceManagementConfiguration.ReadWrite.All',
    ],
    [
      'GET /v1.0/deviceManagement/deviceCompliancePolicies',
      'DeviceManagementServiceConfig.Read.All',
      'DeviceManagementConfiguration.Read.All, DeviceManagementConfiguration.ReadWrite.All',
    ],
  ])('%s with %s only names the scopes', async (line, scope, named) => {
    const { call } = await graphHouse();
    const answer = await call(line, {
      as: `megan:${scope}`,
      ...(line.startsWith('POST') ? { body: {} } : {}),
    });
    expect([answer.status, answer.message]).toEqual([
      403,
      `Application is not authorized to perform this operation. Application must have one of the following scopes: ${named}`,
    ]);
  });

  it("gets the directory's own words for groups", async () => {
    const { call } = await graphHouse();
    const { status, code } = await call('GET /v1.0/groups', { as: 'megan:User.Read' });
    expect([status, code]).toEqual([403, 'Authorization_RequestDenied']);
    expect((await call('GET /v1.0/groups', { as: 'megan:Group.ReadBasic.All' })).status).toBe(200);
  });
});

describe('a role', () => {
  const readPolicies = `GET ${configurations}`;
  const readApps = `GET ${apps}`;
  const writePolicy = `POST ${configurations}`;
  const writeApp = `POST ${apps}`;
  it.each<[string, string[]]>([
    ['megan', [readPolicies, readApps, writePolicy, writeApp, assignApp]],
    ['adele', [readPolicies, writePolicy]],
    ['nestor', [readPolicies, readApps, writeApp, assignApp]],
    ['diego', [readPolicies, readApps]],
    ['grady', [readPolicies, readApps, assignApp]],
    ['lee', []],
  ])('of %s allows just %j', async (as, allowed) => {
    const { call } = await graphHouse();
    const bodies: Record<string, unknown> = {
      [writePolicy]: jitPolicy(),
      [writeApp]: storeApp(),
      [assignApp]: { mobileAppAssignments: [] },
    };
    for (const line of [readPolicies, readApps, writePolicy, writeApp, assignApp]) {
      const { status, message } = await call(line, { as, ...(bodies[line] ? { body: bodies[line] } : {}) });
      if (allowed.includes(line))
        expect([line, status]).toEqual([line, expect.toSatisfy((code: number) => code < 300)]);
      else expect([line, status, message]).toEqual([line, 403, '']);
    }
  });

  it.each<[string, string[]]>([
    ['megan', ['compliance', 'enrolment', 'vpp', 'push', 'access']],
    ['adele', ['compliance', 'enrolment', 'vpp', 'push']],
    ['nestor', ['vpp']],
    ['diego', ['compliance', 'enrolment', 'vpp', 'push']],
    ['grady', ['compliance', 'enrolment', 'vpp', 'push']],
    ['lee', []],
  ])('of %s may look at just %j', async (as, allowed) => {
    const { call } = await graphHouse();
    const paths = {
      compliance: 'deviceManagement/deviceCompliancePolicies',
      enrolment: 'deviceManagement/depOnboardingSettings',
      vpp: 'deviceAppManagement/vppTokens',
      push: 'deviceManagement/applePushNotificationCertificate',
      access: 'identity/conditionalAccess/policies',
    };
    const seen = await Promise.all(
      Object.entries(paths).map(async ([name, path]) => {
        const { status, message } = await call(`GET /beta/${path}`, { as });
        expect([name, status, message ?? '']).toEqual([name, status === 200 ? 200 : 403, '']);
        return status === 200 ? [name] : [];
      }),
    );
    expect(seen.flat()).toEqual(allowed);
  });

  it('is not needed to look for groups', async () => {
    const { call } = await graphHouse();
    expect((await call('GET /v1.0/groups', { as: 'lee' })).status).toBe(200);
  });
});

describe('scope tags', () => {
  it('hide what has none of them, in lists, by id and from writes, and mark what their person creates', async () => {
    const { call, tenant } = await graphHouse();
    const healthy = tenant.policies.find(({ id }) => id === policyIds.healthy)!;
    healthy.properties['roleScopeTagIds'] = ['7'];
    tenant.people.find(({ id }) => id === 'megan')!.scopeTags = ['0'];
    const listed = async (as: string) =>
      ((await call(`GET ${configurations}`, { as })).body.value as { id: string }[]).map(({ id }) => id);
    expect(await listed('alex')).toContain(healthy.id);
    expect(await listed('megan')).toHaveLength(tenant.policies.length - 1);
    expect(await listed('megan')).not.toContain(healthy.id);
    const reads = [`GET ${configurations}/${healthy.id}`, `DELETE ${configurations}/${healthy.id}`];
    for (const request of reads) expect((await call(request)).status).toBe(404);
    expect((await call(reads[0]!, { as: 'alex' })).status).toBe(200);

    tenant.people.find(({ id }) => id === 'megan')!.scopeTags = ['7'];
    const { body } = await call(`POST ${apps}`, { body: storeApp() });
    expect(body['roleScopeTagIds']).toEqual(['7']);
    expect((await call(`GET ${apps}/${String(body['id'])}`)).status).toBe(200);
    expect((await call(`GET ${apps}/${authenticatorIds.store}`)).status).toBe(404);
  });
});
