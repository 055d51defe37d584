import { expect, it } from 'vitest';
import { catalogPolicySchema, policySchema } from '../../../src/graph/schemas.ts';
import { recogniseCatalogPolicy } from '../../../src/jit/recognise-catalog-policy.ts';
import { recognisePolicy } from '../../../src/jit/recognise-policy.ts';
import { allDevicesId, allUsersId, targetId } from '../../../src/practice/tenant/assignment-id.ts';
import { groups } from '../../../src/practice/tenant/contoso/groups.ts';
import { parseTenant } from '../../../src/practice/tenant/parse-tenant.ts';
import type { StoredObject } from '../../../src/practice/tenant/state.ts';
import { makeBigTenant } from '../../support/big-tenant.ts';

const big = { policies: 1000, groups: 5000, apps: 500 };
const tenant = parseTenant(makeBigTenant(big), 'big');
const isGenerated = ({ id }: { id: string }): boolean => id.startsWith('b16b00b5-');
const shown = ({ id, type, properties, assignments }: StoredObject): object => ({
  id,
  '@odata.type': `#microsoft.graph.${type}`,
  ...properties,
  assignments,
});

it('has as many of each as was asked for, and is the same in every run', () => {
  expect(tenant.policies.length + tenant.catalogPolicies.length).toBe(1000);
  expect(tenant.groups).toHaveLength(5000);
  expect(tenant.apps).toHaveLength(500);
  expect(makeBigTenant(big)).toEqual(makeBigTenant(big));
});

it('has SSO policies of every class among the generated ones', () => {
  const features = tenant.policies
    .filter((policy) => isGenerated(policy) && policy.type === 'iosDeviceFeaturesConfiguration')
    .map((policy) => recognisePolicy(policySchema.parse(shown(policy)))?.class);
  expect(new Set(features)).toEqual(
    new Set(['jit', 'broken', 'sso-only', 'shared-device-mode', 'other-extension', undefined]),
  );
  const catalog = tenant.catalogPolicies
    .filter(isGenerated)
    .map((policy) =>
      recogniseCatalogPolicy(catalogPolicySchema.parse({ ...shown(policy), settings: policy.settings })),
    );
  expect(new Set(catalog.map((recognised) => recognised?.class))).toEqual(
    new Set(['jit', 'broken', undefined]),
  );
});

it('has Authenticator as store app, for both tokens, and in the catalogue', () => {
  const types = tenant.apps
    .filter((app) => isGenerated(app) && app.properties['bundleId'] === 'com.microsoft.azureauthenticator')
    .map(({ type }) => type);
  expect(types).toEqual(['iosStoreApp', 'iosVppApp', 'iosVppApp', 'managedIOSStoreApp']);
});

it('assigns what it generated to many generated groups, and to nobody of Contoso', () => {
  const generated = [...tenant.policies, ...tenant.catalogPolicies, ...tenant.apps].filter(isGenerated);
  const reached = new Set(
    generated.flatMap(({ assignments }) => assignments.map(({ target }) => targetId(target))),
  );
  expect(reached.size).toBeGreaterThan(1500);
  for (const id of [allUsersId, allDevicesId, ...groups.map((group) => group.id)])
    expect(reached.has(id)).toBe(false);
});

it('stays Contoso where less than Contoso is asked for', () => {
  const small = parseTenant(makeBigTenant({ policies: 0, groups: 0, apps: 0 }), 'small');
  expect(small.groups.some(isGenerated)).toBe(false);
  expect(small.groups).toHaveLength(groups.length);
});
