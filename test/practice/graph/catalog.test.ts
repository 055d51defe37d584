import { expect, it } from 'vitest';
import { catalogIds } from '../../../src/practice/tenant/contoso/catalog.ts';
import { groupIds } from '../../../src/practice/tenant/contoso/groups.ts';
import { graphHouse } from './support/graph-house.ts';

const policies = '/beta/deviceManagement/configurationPolicies';

it('lists Settings Catalog policies with settings and assignments', async () => {
  const { call } = await graphHouse();
  const { body } = await call(`GET ${policies}?$expand=assignments,settings&$top=1000`);
  expect(body.value).toHaveLength(5);
  expect(body.value?.[0]).toMatchObject({
    id: catalogIds.jit,
    name: 'iOS - Enterprise SSO and JIT (catalog)',
    platforms: 'iOS',
    technologies: 'mdm,appleRemoteManagement',
    settingCount: 1,
    creationSource: null,
    templateReference: { templateId: '', templateFamily: 'none' },
    assignments: [{ target: { groupId: groupIds.marketingTeam } }],
    settings: [
      {
        id: '0',
        settingInstance: { settingDefinitionId: 'com.apple.extensiblesso_com.apple.extensiblesso' },
      },
    ],
  });
  expect(JSON.stringify(body.value?.[0])).toContain('{{DEVICEREGISTRATION}}');
  expect(body.value?.[0]).not.toHaveProperty('displayName');
});

it('answers one, its settings and its assignments', async () => {
  const { call } = await graphHouse();
  expect((await call(`GET ${policies}('${catalogIds.jit}')`)).body).not.toHaveProperty('settings');
  expect((await call(`GET ${policies}/${catalogIds.jit}/settings?$top=1000`)).body.value).toHaveLength(1);
  expect((await call(`GET ${policies}/${catalogIds.jit}/assignments`)).body.value).toHaveLength(1);
});

it('filters by template family only', async () => {
  const { call } = await graphHouse();
  const { body } = await call(
    `GET ${policies}?$filter=templateReference/templateFamily eq 'none'&$select=id,name`,
  );
  expect(body.value?.map(({ id }) => id)).toEqual([
    catalogIds.jit,
    catalogIds.macPlatformSso,
    catalogIds.broken,
    catalogIds.macPilot,
  ]);
  for (const filter of [
    "platforms eq 'iOS'",
    "name eq 'x'",
    "isof('microsoft.graph.deviceManagementConfigurationPolicy')",
  ])
    expect((await call(`GET ${policies}?$filter=${filter}`)).status).toBe(400);
});

it('is read only, and unknown to v1.0', async () => {
  const { call } = await graphHouse();
  expect((await call(`POST ${policies}`, { body: {} })).status).toBe(405);
  expect((await call('GET /v1.0/deviceManagement/configurationPolicies')).status).toBe(400);
});

it('lists assignment filters', async () => {
  const { call } = await graphHouse();
  const { body } = await call('GET /beta/deviceManagement/assignmentFilters');
  expect(body.value).toHaveLength(3);
  expect(body.value?.[0]).toMatchObject({
    platform: 'iOS',
    rule: '(device.deviceOwnership -eq "Corporate")',
    assignmentFilterManagementType: 'devices',
  });
});
