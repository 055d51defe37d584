import { describe, expect, it } from 'vitest';
import type { EnrollmentSnapshot } from '../../src/jit/enrollment-snapshot.ts';
import { fakeGraph, intuneError, json, page, root, type Seen } from './support/fake-graph.ts';
import { allUsers, toGroup } from './support/sample-objects.ts';

type Place =
  | 'applePushNotificationCertificate'
  | 'appleUserInitiatedEnrollmentProfiles'
  | 'depOnboardingSettings'
  | 'enrollmentProfiles'
  | 'configurationPolicies'
  | 'vppTokens'
  | 'deviceCompliancePolicies'
  | 'policies';

/** A Graph without anything in it, but for the places that are answered here; Graph has no certificate then. */
const graphOf = (answers: Partial<Record<Place, (seen: Seen) => Response>>, token?: string) =>
  fakeGraph(
    (seen) => {
      const place = seen.url.pathname.split('/').at(-1) as Place;
      const none = place === 'applePushNotificationCertificate' ? json(404, {}) : page([]);
      return answers[place]?.(seen) ?? none;
    },
    token === undefined ? undefined : async () => token,
  );
const tokenWith = (...scopes: string[]): string =>
  `e30.${Buffer.from(JSON.stringify({ scp: scopes.join(' ') })).toString('base64url')}.s`;

const apns = {
  '@odata.type': '#microsoft.graph.applePushNotificationCertificate',
  appleIdentifier: 'mdm@contoso.com',
  expirationDateTime: '2027-03-01T10:00:00Z',
  certificate: 'MIIC-secret',
};
const typeProfile = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  displayName: `Profile ${id}`,
  platform: 'iOS',
  priority: 0,
  defaultEnrollmentType: 'webDeviceEnrollment',
  availableEnrollmentTypeOptions: [],
  assignments: [],
  ...more,
});
const adeToken = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  tokenName: `Token ${id}`,
  tokenExpirationDateTime: '2027-01-01T00:00:00Z',
  lastSuccessfulSyncDateTime: null,
  lastSyncErrorCode: 3,
  ...more,
});
const adeProfile = (id: string, more: Record<string, unknown> = {}) => ({
  '@odata.type': '#microsoft.graph.depIOSEnrollmentProfile',
  id,
  displayName: `ADE ${id}`,
  requiresUserAuthentication: true,
  enableAuthenticationViaCompanyPortal: false,
  requireCompanyPortalOnSetupAssistantEnrolledDevices: true,
  ...more,
});
const vppToken = (id: string) => ({
  id,
  organizationName: 'Contoso',
  displayName: 'Contoso Retail',
  appleId: 'vpp@contoso.com',
  state: 'valid',
  expirationDateTime: '2027-01-01T00:00:00Z',
  lastSyncStatus: 'completed',
  token: 'eyJ-secret',
});

describe('readEnrollment', () => {
  it('asks what Graph is known to answer, each token for its profiles, Conditional Access only when told', async () => {
    const graph = graphOf({ depOnboardingSettings: () => page([adeToken('t 1')]) });
    await graph.tenant.readEnrollment();
    const asked = graph.seen.map(({ url }) => decodeURIComponent(url.pathname + url.search)).sort();
    expect(asked).toEqual([
      '/beta/deviceAppManagement/vppTokens',
      '/beta/deviceManagement/applePushNotificationCertificate',
      '/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles?$expand=assignments',
      '/beta/deviceManagement/depOnboardingSettings',
      '/beta/deviceManagement/depOnboardingSettings/t 1/enrollmentProfiles',
      `/beta/deviceManagement/deviceCompliancePolicies?$filter=isof('microsoft.graph.iosCompliancePolicy')&$expand=assignments`,
    ]);
    const with_ = graphOf({});
    const { conditionalAccess } = await with_.tenant.readEnrollment({ conditionalAccess: true });
    expect(conditionalAccess).toEqual({ read: true, value: [] });
    expect(with_.seen.map(({ url }) => url.pathname)).toContain('/v1.0/identity/conditionalAccess/policies');
  });

  it('sends all independent questions before the first answer', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let waiting = 0;
    const { tenant } = fakeGraph(async () => {
      if (++waiting === 6) open();
      await gate;
      return page([]);
    });
    await tenant.readEnrollment({ conditionalAccess: true });
    expect(waiting).toBe(6);
  });

  it('tells a tenant without anything from one that could not be read', async () => {
    expect(await graphOf({}).tenant.readEnrollment()).toEqual({
      apns: { read: true, value: null },
      typeProfiles: { read: true, value: [] },
      adeTokens: { read: true, value: [] },
      vppTokens: { read: true, value: [] },
      compliance: { read: true, value: [] },
    });
  });

  it.each([
    ['the object itself', apns],
    ['the object in `value`, as documented', { value: apns }],
  ])('takes the certificate as %s, without its key', async (_, body) => {
    const graph = graphOf({ applePushNotificationCertificate: () => json(200, body) });
    expect((await graph.tenant.readEnrollment()).apns).toEqual({
      read: true,
      value: { appleIdentifier: 'mdm@contoso.com', expirationDateTime: '2027-03-01T10:00:00Z' },
    });
  });

  it('reads profiles with all pages and assignments', async () => {
    const graph = graphOf({
      appleUserInitiatedEnrollmentProfiles: ({ url }) => {
        if (url.searchParams.has('$skiptoken'))
          return page([
            typeProfile('p2', { assignments: [allUsers] }),
            typeProfile('m', { platform: 'macOS' }),
          ]);
        if (url.searchParams.has('rest')) return page([toGroup('g2')]);
        const cut = { 'assignments@odata.nextLink': `${url.href}&rest=1`, assignments: [toGroup('g1')] };
        return page([typeProfile('p1', cut)], `${url.href}&$skiptoken=2`);
      },
    });
    const { typeProfiles } = await graph.tenant.readEnrollment();
    expect(typeProfiles).toMatchObject({
      read: true,
      value: [
        { id: 'p1', assignments: [toGroup('g1'), toGroup('g2')] },
        { id: 'p2', assignments: [allUsers], defaultEnrollmentType: 'webDeviceEnrollment' },
      ],
    });
  });

  it('reads the profiles of each token by itself, and keeps those for Macs out', async () => {
    const graph = graphOf({
      depOnboardingSettings: () => page([adeToken('t1'), adeToken('t2', { lastSyncErrorCode: null })]),
      enrollmentProfiles: ({ url }) =>
        url.pathname.includes('/t1/')
          ? page([
              adeProfile('a'),
              adeProfile('m', { '@odata.type': '#microsoft.graph.depMacOSEnrollmentProfile' }),
            ])
          : intuneError(403, ''),
    });
    const { adeTokens } = await graph.tenant.readEnrollment();
    expect(adeTokens).toMatchObject({
      read: true,
      value: [
        {
          id: 't1',
          lastSyncErrorCode: 3,
          profiles: {
            read: true,
            value: [{ id: 'a', supervisedModeEnabled: false, requiresUserAuthentication: true }],
          },
        },
        { id: 't2', lastSyncErrorCode: 0, profiles: { read: false } },
      ],
    });
  });

  it('leaves the secret of a VPP token behind', async () => {
    const graph = graphOf({ vppTokens: () => page([vppToken('v')]) });
    const enrollment = await graph.tenant.readEnrollment();
    expect(enrollment.vppTokens).toMatchObject({ read: true, value: [{ id: 'v', state: 'valid' }] });
    expect(JSON.stringify(enrollment)).not.toContain('secret');
  });

  it('flattens what matters of a Conditional Access policy', async () => {
    const graph = graphOf({
      policies: () =>
        page([
          {
            id: 'c1',
            displayName: 'Compliant phones',
            state: 'enabled',
            conditions: { platforms: { includePlatforms: ['iOS'], excludePlatforms: [] } },
            grantControls: {
              operator: 'AND',
              builtInControls: ['compliantDevice'],
              authenticationStrength: null,
            },
          },
          {
            id: 'c2',
            displayName: 'Sign-in risk',
            state: 'disabled',
            conditions: { platforms: null },
            grantControls: null,
          },
        ]),
    });
    const { conditionalAccess } = await graph.tenant.readEnrollment({ conditionalAccess: true });
    expect(conditionalAccess).toEqual({
      read: true,
      value: [
        {
          id: 'c1',
          displayName: 'Compliant phones',
          state: 'enabled',
          includePlatforms: ['iOS'],
          excludePlatforms: [],
          builtInControls: ['compliantDevice'],
          authenticationStrength: null,
        },
        {
          id: 'c2',
          displayName: 'Sign-in risk',
          state: 'disabled',
          includePlatforms: [],
          excludePlatforms: [],
          builtInControls: [],
          authenticationStrength: null,
        },
      ],
    });
  });
});

describe('what is refused', () => {
  const parts: [Place, keyof EnrollmentSnapshot, string][] = [
    ['applePushNotificationCertificate', 'apns', 'DeviceManagementConfiguration.Read.All'],
    ['appleUserInitiatedEnrollmentProfiles', 'typeProfiles', 'DeviceManagementServiceConfig.Read.All'],
    ['depOnboardingSettings', 'adeTokens', 'DeviceManagementServiceConfig.Read.All'],
    ['vppTokens', 'vppTokens', 'DeviceManagementServiceConfig.Read.All'],
    ['deviceCompliancePolicies', 'compliance', 'DeviceManagementConfiguration.Read.All'],
    ['policies', 'conditionalAccess', 'Policy.Read.All'],
  ];

  it.each(parts)('at %s is told of %s alone, with the scope that is missing', async (place, part, scope) => {
    const graph = graphOf({ [place]: () => intuneError(403, '') }, tokenWith('GroupMember.Read.All'));
    const enrollment = await graph.tenant.readEnrollment({ conditionalAccess: true });
    expect(enrollment[part]).toEqual({
      read: false,
      why: expect.stringContaining('the app lacks a permission') as string,
      missing: { kind: 'scope', scope },
    });
    const others = Object.entries(enrollment).filter(([name]) => name !== part);
    expect(others.map(([, value]) => (value as { read: boolean }).read)).toEqual(others.map(() => true));
  });

  it.each(parts)(
    'at %s is told of %s as the role, where the token has the scope',
    async (place, part, scope) => {
      const graph = graphOf({ [place]: () => intuneError(403, '') }, tokenWith(scope));
      const enrollment = await graph.tenant.readEnrollment({ conditionalAccess: true });
      expect(enrollment[part]).toMatchObject({ read: false, missing: { kind: 'role', scope } });
    },
  );

  it('for a reason that is no right has no missing right', async () => {
    const graph = graphOf({ vppTokens: () => page([{ no: 'id' }]) });
    const { vppTokens } = await graph.tenant.readEnrollment();
    expect(vppTokens).toEqual({ read: false, why: expect.stringContaining('0.id') as string });
  });

  it('is thrown where it is the sign-in', async () => {
    const graph = graphOf({ vppTokens: () => new Response(null, { status: 401 }) });
    await expect(graph.tenant.readEnrollment()).rejects.toMatchObject({ code: 'sign-in-needed' });
  });

  it('keeps a next page at Graph', async () => {
    const graph = graphOf({ vppTokens: () => page([vppToken('v')], root.replace('8443', '9443')) });
    expect((await graph.tenant.readEnrollment()).vppTokens).toMatchObject({ read: false });
  });
});
