import { describe, expect, it } from 'vitest';
import { enrolmentIds, enrolmentTokenId } from '../../../src/practice/tenant/contoso/enrolment.ts';
import { groupIds } from '../../../src/practice/tenant/contoso/groups.ts';
import { vppTokenIds } from '../../../src/practice/tenant/contoso/vpp-tokens.ts';
import { graphHouse } from './support/graph-house.ts';

const certificate = 'deviceManagement/applePushNotificationCertificate';
const profiles = '/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles';
const tokens = '/beta/deviceManagement/depOnboardingSettings';
const vppTokens = 'deviceAppManagement/vppTokens';
const daysFromNow = (value: unknown): number => (Date.parse(String(value)) - Date.now()) / 86_400_000;

describe('the push certificate', () => {
  it.each(['v1.0', 'beta'])('is one object in %s, without a list around it', async (version) => {
    const { call } = await graphHouse();
    const { status, body } = await call(`GET /${version}/${certificate}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      appleIdentifier: 'mdm@contoso.com',
      certificate: null,
      certificateUploadStatus: null,
    });
    expect(daysFromNow(body['expirationDateTime'])).toBeCloseTo(24, 0);
    expect(body).not.toHaveProperty('value');
  });

  it('that does not exist is a 404 in words that say nothing', async () => {
    const { call, tenant } = await graphHouse();
    tenant.pushCertificate = undefined;
    const { status, code, message } = await call(`GET /v1.0/${certificate}`);
    expect([status, code, message]).toEqual([404, 'ResourceNotFound', 'An error has occurred']);
  });

  it('is read with a scope of configuration, and not with the one of enrolment', async () => {
    const { call } = await graphHouse();
    const as = async (scope: string): Promise<number> =>
      (await call(`GET /v1.0/${certificate}`, { as: `megan:${scope}` })).status;
    expect(await as('DeviceManagementConfiguration.Read.All')).toBe(200);
    expect(await as('DeviceManagementServiceConfig.ReadWrite.All')).toBe(200);
    expect(await as('DeviceManagementServiceConfig.Read.All')).toBe(403);
  });

  it('knows $select only', async () => {
    const { call } = await graphHouse();
    const { body } = await call(`GET /beta/${certificate}?$select=expirationDateTime`);
    expect(Object.keys(body)).toEqual(['@odata.context', 'expirationDateTime']);
    for (const query of ['$select=colour', '$top=1', '$expand=assignments'])
      expect((await call(`GET /beta/${certificate}?${query}`)).status).toBe(400);
  });
});

describe('enrolment type profiles', () => {
  it('come with priority, type and assignments', async () => {
    const { call } = await graphHouse();
    const { body } = await call(`GET ${profiles}?$expand=assignments`);
    expect(
      body.value?.map(({ priority, defaultEnrollmentType }) => [priority, defaultEnrollmentType]),
    ).toEqual([
      [0, 'accountDrivenUserEnrollment'],
      [1, 'webDeviceEnrollment'],
      [2, 'device'],
    ]);
    expect(body.value?.[0]).toMatchObject({
      id: enrolmentIds.accountDriven,
      description: null,
      assignments: [
        { target: { groupId: groupIds.engineering, deviceAndAppManagementAssignmentFilterId: null } },
      ],
    });
    expect(body.value?.[0]).not.toHaveProperty('@odata.type');
    const [assignment] = body.value?.[1]?.['assignments'] as Record<string, unknown>[];
    expect(Object.keys(assignment ?? {})).toEqual(['id', 'target']);
  });

  it('are paged, and refuse what is not known to work', async () => {
    const { call } = await graphHouse();
    const first = await call(`GET ${profiles}?$top=2`);
    expect(first.body.value).toHaveLength(2);
    const next = await call(`GET ${String(first.body['@odata.nextLink'])}`);
    expect(next.body.value?.map(({ id }) => id)).toEqual([enrolmentIds.companyPortal]);
    for (const query of ["$filter=platform eq 'iOS'", '$expand=settings', '$orderby=priority', '$search="x"'])
      expect((await call(`GET ${profiles}?${query}`)).status).toBe(400);
  });
});

describe('tokens of automated device enrolment', () => {
  it('are told with expiry and sync, and never-dates as the first day of time', async () => {
    const { call, tenant } = await graphHouse();
    const [stored] = tenant.enrolmentTokens;
    delete stored?.properties['lastSuccessfulSyncDateTime'];
    const { body } = await call(`GET ${tokens}`);
    expect(body.value).toMatchObject([
      {
        id: enrolmentTokenId,
        tokenType: 'dep',
        lastSyncErrorCode: 0,
        syncedDeviceCount: 148,
        lastSuccessfulSyncDateTime: '0001-01-01T00:00:00Z',
      },
    ]);
    expect(daysFromNow(body.value?.[0]?.['tokenExpirationDateTime'])).toBeCloseTo(212, 0);
    expect(body.value?.[0]).not.toHaveProperty('profiles');
    expect((await call(`GET ${tokens}('${enrolmentTokenId}')`)).body).toMatchObject({ tokenType: 'dep' });
  });

  it('have classic profiles of several platforms, told by type and three flags', async () => {
    const { call } = await graphHouse();
    const { body } = await call(`GET ${tokens}/${enrolmentTokenId}/enrollmentProfiles`);
    const flags = body.value?.map((profile) => [
      String(profile['@odata.type']).replace('#microsoft.graph.', ''),
      profile['requiresUserAuthentication'],
      profile['enableAuthenticationViaCompanyPortal'],
      profile['requireCompanyPortalOnSetupAssistantEnrolledDevices'],
    ]);
    expect(flags).toEqual([
      ['depIOSEnrollmentProfile', true, false, true],
      ['depIOSEnrollmentProfile', true, true, false],
      ['depIOSEnrollmentProfile', false, false, false],
      ['depMacOSEnrollmentProfile', true, false, true],
    ]);
    expect(body.value?.[2]).toMatchObject({ userlessSharedAadModeEnabled: true, description: null });
  });

  it('that do not exist have no profiles: 404', async () => {
    const { call } = await graphHouse();
    const { status, code } = await call(`GET ${tokens}/${enrolmentIds.mac}/enrollmentProfiles`);
    expect([status, code]).toEqual([404, 'ResourceNotFound']);
  });
});

describe('VPP tokens', () => {
  it('are one valid and one expired', async () => {
    const { call } = await graphHouse();
    const { body } = await call(`GET /beta/${vppTokens}`);
    expect(body.value).toMatchObject([
      { id: vppTokenIds.munich, state: 'valid', lastSyncStatus: 'completed', token: null },
      { id: vppTokenIds.seattle, state: 'expired', lastSyncStatus: 'failed' },
    ]);
    expect(body.value?.map((token) => daysFromNow(token['expirationDateTime']) > 0)).toEqual([true, false]);
  });

  it('have fewer properties in v1.0', async () => {
    const { call } = await graphHouse();
    const [token] = (await call(`GET /v1.0/${vppTokens}`)).body.value ?? [];
    expect(token).toHaveProperty('organizationName', 'Contoso');
    expect(token).not.toHaveProperty('displayName');
  });

  it('stand behind the apps that were bought with them', async () => {
    const { call } = await graphHouse();
    const filter = "isof('microsoft.graph.iosVppApp')";
    const { body } = await call(`GET /beta/deviceAppManagement/mobileApps?$filter=${filter}`);
    expect(body.value?.length).toBeGreaterThan(3);
    for (const app of body.value ?? [])
      expect(app).toMatchObject({
        licensingType: { supportsUserLicensing: true, supportsDeviceLicensing: true },
        vppTokenOrganizationName: 'Contoso',
        vppTokenAppleId: expect.stringMatching(/^apps\./) as string,
        vppTokenId: expect.stringMatching(
          new RegExp(`^(${vppTokenIds.munich}|${vppTokenIds.seattle})$`),
        ) as string,
        totalLicenseCount: expect.any(Number) as number,
        usedLicenseCount: expect.any(Number) as number,
      });
  });
});

it.each([profiles, tokens, `/v1.0/${vppTokens}`, `/v1.0/${certificate}`])('%s is read only', async (path) => {
  const { call } = await graphHouse();
  expect((await call(`POST ${path}`, { body: {} })).status).toBe(405);
});

it.each([profiles, tokens])('%s is unknown to v1.0', async (path) => {
  const { call } = await graphHouse();
  expect((await call(`GET ${path.replace('beta', 'v1.0')}`)).status).toBe(400);
});
