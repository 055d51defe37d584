import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faultKinds } from '../../../src/practice/faults.ts';
import { loadTenant } from '../../../src/practice/tenant/load-tenant.ts';
import { parseTenant } from '../../../src/practice/tenant/parse-tenant.ts';
import type { TenantFile } from '../../../src/practice/tenant/tenant-file.ts';

const guid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const group = '#microsoft.graph.groupAssignmentTarget';

function example(): Required<TenantFile> {
  return {
    tenantId: guid(1),
    name: 'Contoso',
    domain: 'contoso.com',
    signedIn: 'megan',
    people: [
      {
        id: 'megan',
        objectId: guid(2),
        displayName: 'Megan Bowen',
        userPrincipalName: 'MeganB@contoso.com',
        intuneRole: 'intune-administrator',
        chats: true,
      },
    ],
    groups: [{ id: guid(3), displayName: 'Sales', members: ['megan'] }],
    deletedGroups: [guid(4)],
    assignmentFilters: [{ id: guid(5), displayName: 'Corporate', platform: 'iOS', rule: 'true' }],
    deviceConfigurations: [
      {
        id: guid(6),
        '@odata.type': '#microsoft.graph.iosDeviceFeaturesConfiguration',
        displayName: 'SSO',
        assignments: [{ target: { '@odata.type': group, groupId: guid(3) } }],
      },
    ],
    configurationPolicies: [],
    mobileApps: [{ id: guid(7), '@odata.type': '#microsoft.graph.iosStoreApp', displayName: 'Box' }],
    applePushNotificationCertificate: { id: guid(8), expirationDateTime: 'in 24 days' },
    appleUserInitiatedEnrollmentProfiles: [
      {
        id: guid(9),
        displayName: 'Web',
        assignments: [{ target: { '@odata.type': group, groupId: guid(3) } }],
      },
    ],
    depOnboardingSettings: [
      {
        id: guid(10),
        tokenName: 'ABM',
        enrollmentProfiles: [{ id: guid(11), '@odata.type': '#microsoft.graph.depIOSEnrollmentProfile' }],
      },
    ],
    vppTokens: [{ id: guid(12), expirationDateTime: '3 days ago' }],
    deviceCompliancePolicies: [
      { id: guid(13), '@odata.type': '#microsoft.graph.iosCompliancePolicy', displayName: 'iOS' },
    ],
    conditionalAccessPolicies: [{ id: guid(14), displayName: 'Compliant phones' }],
    multiAdminApproval: { apps: true },
  };
}

describe('a tenant file', () => {
  it('is loaded, with defaults filled in', () => {
    const dir = mkdtempSync(join(tmpdir(), 'jit-tenant-'));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    const path = join(dir, 'tenant.json');
    writeFileSync(path, JSON.stringify(example()));
    const tenant = loadTenant(path);
    expect(tenant.people[0]).toMatchObject({ mfaRequired: false, mayGrantConsent: true });
    expect(tenant.people[0]?.consentedScopes).toContain('User.Read');
    expect(tenant.groups[0]).toMatchObject({ members: [guid(2)], securityEnabled: true, mailEnabled: false });
    expect(tenant.policies[0]?.assignments[0]?.id).toBe(`${guid(6)}_${guid(3)}`);
    expect(tenant.multiAdminApproval).toEqual({ apps: true, deviceConfigurations: false });
  });

  it.each<[string, (file: Required<TenantFile>) => void, string]>([
    ['an unknown field', (file) => Object.assign(file, { grops: [] }), 'grops'],
    ['no GUID', (file) => (file.groups[0]!.id = 'sales'), 'groups[0].id: expected a GUID'],
    [
      'an unknown role',
      (file) => Object.assign(file.people[0]!, { intuneRole: 'boss' }),
      'people[0].intuneRole: ',
    ],
    [
      'an unknown scope',
      (file) => (file.people[0]!.consentedScopes = ['All']),
      'people[0].consentedScopes[0]: ',
    ],
    [
      'an unknown member',
      (file) => (file.groups[0]!.members = ['megan', 'alex']),
      'groups[0].members[1]: no person or group has the id "alex"',
    ],
    [
      'a group hidden from nobody that there is',
      (file) => (file.groups[0]!.hiddenFrom = ['megan', 'alex']),
      'groups[0].hiddenFrom[1]: no person has the id "alex"',
    ],
    [
      'an unknown person at the keyboard',
      (file) => (file.signedIn = 'alex'),
      'signedIn: no person has the id "alex"',
    ],
    [
      'somebody at the keyboard who does not chat',
      (file) => (file.people[0]!.chats = false),
      'signedIn: "megan" needs "chats": true',
    ],
    [
      'one id twice',
      (file) => (file.groups[0]!.id = guid(2)),
      `groups[0].id: "${guid(2)}" stands at people[0].objectId already`,
    ],
    [
      'a dynamic group without rule',
      (file) => (file.groups[0]!.kind = 'dynamic-user'),
      'groups[0].membershipRule: a dynamic-user group needs one',
    ],
    [
      'an unknown group in a target',
      (file) => (file.deviceConfigurations[0]!.assignments![0]!.target['groupId'] = guid(9)),
      `deviceConfigurations[0].assignments[0].target.groupId: no group (a deleted one stands in deletedGroups) has the id "${guid(9)}"`,
    ],
    [
      'an unknown type',
      (file) => (file.mobileApps[0]!['@odata.type'] = '#microsoft.graph.iosApp'),
      'mobileApps[0]: A type named',
    ],
    [
      'an unknown property',
      (file) => (file.mobileApps[0]!['bundleID'] = 'com.box.BoxNet'),
      "mobileApps[0].bundleID: The property 'bundleID' does not exist",
    ],
    [
      'a wrong value',
      (file) => (file.deviceConfigurations[0]!['displayName'] = 7),
      'deviceConfigurations[0].displayName: Cannot convert',
    ],
    [
      'a date that is none',
      (file) => (file.vppTokens[0]!['expirationDateTime'] = 'in some days'),
      "vppTokens[0].expirationDateTime: Cannot convert the value of 'vppTokens[0].expirationDateTime'",
    ],
    [
      'an app of an unknown VPP token',
      (file) =>
        file.mobileApps.push({
          id: guid(20),
          '@odata.type': '#microsoft.graph.iosVppApp',
          vppTokenId: guid(21),
        }),
      `mobileApps[1].vppTokenId: no VPP token has the id "${guid(21)}"`,
    ],
    [
      'an enrolment profile without type',
      (file) =>
        Object.assign(file.depOnboardingSettings[0]!.enrollmentProfiles![0]!, { '@odata.type': undefined }),
      'depOnboardingSettings[0].enrollmentProfiles[0].@odata.type',
    ],
    [
      'an enrolment profile of another kind',
      (file) =>
        (file.depOnboardingSettings[0]!.enrollmentProfiles![0]!['@odata.type'] =
          '#microsoft.graph.iosStoreApp'),
      'depOnboardingSettings[0].enrollmentProfiles[0]: The type',
    ],
    [
      'an unknown grant control',
      (file) => (file.conditionalAccessPolicies[0]!['grantControls'] = { builtInControls: ['compliant'] }),
      'conditionalAccessPolicies[0].grantControls.builtInControls[0]: Cannot convert',
    ],
    [
      'an enrolment type profile for an unknown group',
      (file) => (file.appleUserInitiatedEnrollmentProfiles[0]!.assignments![0]!.target['groupId'] = guid(30)),
      'appleUserInitiatedEnrollmentProfiles[0].assignments[0].target.groupId: no group',
    ],
    [
      'one id twice among tokens',
      (file) => file.vppTokens.push({ id: guid(12) }),
      `vppTokens[1].id: "${guid(12)}" stands at vppTokens[0].id already`,
    ],
    [
      'a target without type',
      (file) => (file.deviceConfigurations[0]!.assignments = [{ target: {} as { '@odata.type': string } }]),
      'deviceConfigurations[0].assignments[0].target.@odata.type',
    ],
  ])('with %s is refused, and the place is named', (_what, spoil, message) => {
    const file = example();
    spoil(file);
    expect(() => parseTenant(file, 'tenant.json')).toThrow(message);
    expect(() => parseTenant(file, 'tenant.json')).toThrow('The tenant file tenant.json cannot be used:');
  });

  it('may assign to a deleted group', () => {
    const file = example();
    file.deviceConfigurations[0]!.assignments![0]!.target['groupId'] = guid(4);
    expect(parseTenant(file, 'tenant.json').policies[0]?.assignments).toHaveLength(1);
  });

  it('may have dates relative to the start, and no push certificate', () => {
    const now = new Date('2026-03-30T12:00:00Z');
    const tenant = parseTenant(example(), 'tenant.json', now);
    expect(tenant.pushCertificate?.properties['expirationDateTime']).toBe('2026-04-23T12:00:00.000Z');
    expect(tenant.vppTokens[0]?.properties['expirationDateTime']).toBe('2026-03-27T12:00:00.000Z');
    const fixed = example();
    fixed.vppTokens[0]!['expirationDateTime'] = '2027-01-01T00:00:00Z';
    fixed.applePushNotificationCertificate = null;
    const other = parseTenant(fixed, 'tenant.json', now);
    expect(other.vppTokens[0]?.properties['expirationDateTime']).toBe('2027-01-01T00:00:00Z');
    expect(other.pushCertificate).toBeUndefined();
  });

  it('names all mistakes of the form at once', () => {
    const file = { ...example(), tenantId: 'x', people: [] };
    expect(() => parseTenant(file, 'f')).toThrow(/tenantId: .*\n.*people: /);
  });

  it('that is missing or no JSON is named', () => {
    expect(() => loadTenant('/does/not/exist.json')).toThrow(
      'The tenant file /does/not/exist.json cannot be used',
    );
    expect(() => loadTenant(import.meta.filename)).toThrow('JSON');
  });
});

describe('docs/practice-tenant.md', () => {
  const page = readFileSync(new URL('../../../docs/practice-tenant.md', import.meta.url), 'utf8');

  it('shows a tenant file that can be loaded', () => {
    const [, json = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    expect(parseTenant(JSON.parse(json), 'the example').policies).toHaveLength(1);
  });

  it.each(Object.keys(faultKinds))('describes the fault %s', (kind) => {
    expect(page).toContain(`\`${kind}\``);
  });
});
