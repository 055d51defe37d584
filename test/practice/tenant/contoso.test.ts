import { expect, it } from 'vitest';
import { consentableScopes } from '../../../src/practice/entra/scopes.ts';
import { allDevicesId, allUsersId, targetId } from '../../../src/practice/tenant/assignment-id.ts';
import { catalogIds } from '../../../src/practice/tenant/contoso/catalog.ts';
import { groupIds } from '../../../src/practice/tenant/contoso/groups.ts';
import { loadTenant } from '../../../src/practice/tenant/load-tenant.ts';
import {
  groupsAbove,
  membersBelow,
  type PracticeTenant,
  type StoredObject,
} from '../../../src/practice/tenant/state.ts';

const now = new Date('2026-03-02T09:00:00Z');
const tenant = loadTenant(undefined, now);
const isSso = (policy: StoredObject): boolean =>
  Boolean(policy.properties['iosSingleSignOnExtension']) || policy.id === catalogIds.jit;
const others = [...tenant.policies, ...tenant.catalogPolicies, ...tenant.apps];

it('has six people who chat, and Megan Bowen at the keyboard', () => {
  expect(tenant.people.filter(({ chats }) => chats).map(({ displayName }) => displayName)).toEqual([
    'Megan Bowen',
    'Alex Wilber',
    'Adele Vance',
    'Nestor Wilke',
    'Diego Siciliani',
    'Lee Gu',
  ]);
  expect(tenant.signedIn).toBe('megan');
});

it('has thirty installable iOS apps, ten by Microsoft', () => {
  const ios = tenant.apps.filter(({ type }) => ['iosStoreApp', 'iosVppApp', 'iosLobApp'].includes(type));
  expect(ios).toHaveLength(30);
  expect(ios.filter(({ properties }) => properties['publisher'] === 'Microsoft Corporation')).toHaveLength(
    10,
  );
});

it('has look-alike groups: one Sales, two Marketing', () => {
  const named = (name: string): number =>
    tenant.groups.filter(({ displayName }) => displayName === name).length;
  expect(tenant.groups.length).toBeGreaterThanOrEqual(20);
  expect([named('Sales'), named('Field Ops'), named('Marketing')]).toEqual([1, 1, 2]);
});

it('lets nothing of others reach Sales, Field Ops, all users or all devices', () => {
  const wanted = [groupIds.sales, groupIds.fieldOps];
  const near = wanted.flatMap((id) => [id, ...groupsAbove(tenant, id), ...membersBelow(tenant, id)]);
  const forbidden = new Set([...near, allUsersId, allDevicesId]);
  const reached = others.flatMap(({ assignments }) => assignments.map(({ target }) => targetId(target)));
  expect(reached.filter((id) => forbidden.has(id))).toEqual([]);
});

it('has nobody in Sales or Field Ops who gets an SSO extension through another group', () => {
  const inside = new Set([groupIds.sales, groupIds.fieldOps].flatMap((id) => membersBelow(tenant, id)));
  const targets = [...tenant.policies, ...tenant.catalogPolicies]
    .filter(isSso)
    .flatMap(({ assignments }) => assignments.map(({ target }) => targetId(target)));
  expect(targets.length).toBeGreaterThan(0);
  expect(targets.flatMap((id) => membersBelow(tenant, id)).filter((id) => inside.has(id))).toEqual([]);
});

it('keeps its dates at the same distance from the start, whenever that is', () => {
  const days = 86_400_000;
  const later = new Date(now.getTime() + 400 * days);
  const expiry = (of: PracticeTenant): number =>
    Date.parse(String(of.pushCertificate?.properties['expirationDateTime']));
  expect((expiry(tenant) - now.getTime()) / days).toBe(24);
  expect(expiry(loadTenant(undefined, later)) - expiry(tenant)).toBe(400 * days);
});

it('lets nobody read Conditional Access before Megan Bowen consents, and Alex Wilber not enrolment', () => {
  const missing = (id: string): string[] => {
    const consented = tenant.people.find((person) => person.id === id)?.consentedScopes ?? [];
    return consentableScopes.filter((scope) => !consented.includes(scope));
  };
  expect(missing('megan')).toEqual(['Policy.Read.All']);
  expect(missing('alex')).toEqual(['DeviceManagementServiceConfig.Read.All', 'Policy.Read.All']);
  expect(missing('diego')).toEqual(['Policy.Read.All', 'User.ReadBasic.All']);
  expect(tenant.people.filter(({ mayGrantConsent }) => mayGrantConsent).map(({ id }) => id)).toEqual([
    'megan',
  ]);
});

it('is a fresh copy each time', () => {
  const one = loadTenant(undefined, now);
  one.people[0]?.consentedScopes.pop();
  one.policies[0]?.assignments.pop();
  one.groups.pop();
  expect(loadTenant(undefined, now)).toEqual(tenant);
  expect(one.people[1]?.consentedScopes).toEqual(tenant.people[1]?.consentedScopes);
});

it('is not changed by looking at memberships', () => {
  const one = loadTenant(undefined, now);
  for (const { id } of one.groups) {
    membersBelow(one, id);
    groupsAbove(one, id);
  }
  expect(one).toEqual(loadTenant(undefined, now));
});
