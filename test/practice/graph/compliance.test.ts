import { expect, it } from 'vitest';
import { complianceIds, conditionalAccessIds } from '../../../src/practice/tenant/contoso/compliance.ts';
import { graphHouse } from './support/graph-house.ts';

const compliance = 'deviceManagement/deviceCompliancePolicies';
const access = '/v1.0/identity/conditionalAccess/policies';
const isIos = `$filter=${encodeURIComponent("isof('microsoft.graph.iosCompliancePolicy')")}`;

it.each(['v1.0', 'beta'])(
  'finds compliance policies for iOS with their assignments, in %s',
  async (version) => {
    const { call } = await graphHouse();
    const { body } = await call(`GET /${version}/${compliance}?${isIos}&$expand=assignments`);
    expect(body.value).toMatchObject([
      {
        '@odata.type': '#microsoft.graph.iosCompliancePolicy',
        id: complianceIds.ios,
        passcodeRequired: true,
        osMaximumVersion: null,
        assignments: [{ target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } }],
      },
    ]);
    const [{ target } = { target: {} }] = body.value?.[0]?.['assignments'] as { target: object }[];
    expect('deviceAndAppManagementAssignmentFilterId' in target).toBe(version === 'beta');
  },
);

it('lists all compliance policies, one, and its assignments', async () => {
  const { call } = await graphHouse();
  const { body } = await call(`GET /beta/${compliance}`);
  expect(body.value?.map(({ id }) => id)).toEqual([complianceIds.ios, complianceIds.mac]);
  expect((await call(`GET /beta/${compliance}/${complianceIds.mac}`)).body).toMatchObject({
    '@odata.type': '#microsoft.graph.macOSCompliancePolicy',
  });
  const assigned = await call(`GET /beta/${compliance}/${complianceIds.ios}/assignments`);
  expect(assigned.body.value).toHaveLength(1);
  for (const query of ["$filter=isof('microsoft.graph.iosPolicy')", '$search="x"', '$count=true'])
    expect((await call(`GET /beta/${compliance}?${query}`)).status).toBe(400);
});

it('tells Conditional Access policies with state, platforms and controls', async () => {
  const { call } = await graphHouse();
  const { body } = await call(`GET ${access}`);
  expect(body.value).toMatchObject([
    {
      id: conditionalAccessIds.compliantPhones,
      state: 'enabled',
      conditions: {
        platforms: { includePlatforms: ['iOS', 'android'], excludePlatforms: [] },
        locations: null,
      },
      grantControls: { builtInControls: ['compliantDevice'], authenticationStrength: null },
      sessionControls: null,
    },
    { conditions: { platforms: null }, grantControls: { builtInControls: ['mfa'] } },
    { state: 'enabledForReportingButNotEnforced', conditions: { platforms: null } },
  ]);
  expect((await call(`GET ${access}?$top=1`)).body['@odata.nextLink']).toBeDefined();
  for (const query of ["$filter=state eq 'enabled'", '$expand=assignments'])
    expect((await call(`GET ${access}?${query}`)).status).toBe(400);
});

it('keeps Conditional Access from a token without the scope, and from people without a role', async () => {
  const { call } = await graphHouse();
  const without = await call(`GET ${access}`, { as: 'megan:DeviceManagementConfiguration.Read.All' });
  expect([without.status, without.code]).toEqual([403, 'AccessDenied']);
  expect(without.message).toContain('required scopes are missing');
  expect((await call(`GET ${access}`, { as: 'diego' })).status).toBe(403);
});
