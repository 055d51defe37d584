import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TenantFile } from '../../src/practice/tenant/tenant-file.ts';
import { startConversation } from '../support/conversation.ts';

const sales = 'b4c19d70-2e6f-4a35-8c07-000000000201';
const pilot = 'b4c19d70-2e6f-4a35-8c07-000000000202';
const tokenId = 'a0000000-0000-4000-8000-000000000004';
const toGroup = (groupId: string) => ({
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId },
});
const toAllUsers = { target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } };

/** Sales has a policy and holds the pilot, which only an account-driven profile names; the store app is for all users. */
const tenant: Partial<TenantFile> = {
  tenantId: '9c3f7e51-1b2d-4e86-a5c0-000000000001',
  name: 'Contoso',
  domain: 'contoso.com',
  signedIn: 'megan',
  people: [
    {
      ...{ id: 'megan', objectId: '6f2b0c1e-7d34-4b8a-9e51-000000000101', displayName: 'Megan Bowen' },
      ...{ userPrincipalName: 'MeganB@contoso.com', intuneRole: 'intune-administrator', chats: true },
    },
  ] as TenantFile['people'],
  groups: [
    { id: sales, displayName: 'Sales', members: [pilot] },
    { id: pilot, displayName: 'BYOD Pilot', members: ['megan'] },
  ] as TenantFile['groups'],
  deviceConfigurations: [
    {
      id: 'e95a3b16-47cd-4d02-91fe-000000000201',
      '@odata.type': '#microsoft.graph.iosDeviceFeaturesConfiguration',
      displayName: 'Sales JIT',
      iosSingleSignOnExtension: {
        '@odata.type': '#microsoft.graph.iosAzureAdSingleSignOnExtension',
        configurations: [
          {
            '@odata.type': '#microsoft.graph.keyStringValuePair',
            ...{ key: 'device_registration', value: '{{DEVICEREGISTRATION}}' },
          },
        ],
      },
      assignments: [toGroup(sales)],
    },
  ],
  appleUserInitiatedEnrollmentProfiles: [
    {
      ...{ id: 'a0000000-0000-4000-8000-000000000001', displayName: 'Own phones', platform: 'iOS' },
      ...{ priority: 0, defaultEnrollmentType: 'accountDrivenUserEnrollment' },
      ...{ availableEnrollmentTypeOptions: [], assignments: [toGroup(pilot)] },
    },
  ],
  vppTokens: [
    {
      ...{ id: tokenId, displayName: 'Munich', organizationName: 'Munich' },
      ...{ state: 'valid', expirationDateTime: 'in 100 days' },
    },
  ],
  mobileApps: [
    {
      id: 'd81e5f42-90ab-4c6d-b3f7-000000000310',
      '@odata.type': '#microsoft.graph.iosStoreApp',
      ...{ displayName: 'Microsoft Authenticator', bundleId: 'com.microsoft.azureauthenticator' },
      appStoreUrl: 'https://apps.apple.com/app/microsoft-authenticator/id983156458',
      assignments: [{ intent: 'required', ...toAllUsers }],
    },
    {
      id: 'd81e5f42-90ab-4c6d-b3f7-000000000311',
      '@odata.type': '#microsoft.graph.iosVppApp',
      ...{ displayName: 'Microsoft Authenticator', bundleId: 'com.microsoft.azureauthenticator' },
      ...{ vppTokenId: tokenId, vppTokenOrganizationName: 'Munich', assignments: [] },
      ...{ usedLicenseCount: 0, totalLicenseCount: 25 },
    },
  ],
};

function tenantFile(more: Partial<TenantFile> = {}): string {
  const path = join(mkdtempSync(join(tmpdir(), 'jit-bot-')), 'tenant.json');
  writeFileSync(path, JSON.stringify({ ...tenant, ...more }));
  return path;
}

const ofPilot =
  'BYOD Pilot, which is inside Sales, can have account-driven User Enrollment ("Own phones"), which installs Microsoft Authenticator only as a VPP app with user licences; it is required as Microsoft Authenticator, store app.';
const remedy =
  'Require Microsoft Authenticator for BYOD Pilot: the app of the VPP token "Munich" with user licences; "Own phones" brings account-driven User Enrollment, which installs it in no other way. Exclude BYOD Pilot from the store app "Microsoft Authenticator".';

describe('an app that does not suit how a part of a group enrolls', () => {
  it('is told alike in every answer, and a set-up does not decide it for everybody', async () => {
    const chat = await startConversation({ tenantFile: tenantFile() });
    await chat.say('which groups have JIT');
    await chat.expectCard(['Sales', 'Incomplete', ofPilot, remedy]);
    await chat.say('does Sales have JIT?');
    await chat.expectCard([
      'Sales has a policy for just-in-time registration, but BYOD Pilot, which is inside Sales, can have account-driven User Enrollment, which does not install Microsoft Authenticator as it is required.',
      ...[ofPilot, remedy],
    ]);
    await chat.say('check JIT');
    await chat.expectCard(['1 to mend', ofPilot, remedy]);
    await chat.say('is my tenant ready for JIT');
    await chat.expectCard(['Stops JIT', ofPilot, remedy]);
    await chat.say("why doesn't Megan Bowen have JIT");
    await chat.expectCard(
      'Megan Bowen can have account-driven User Enrollment ("Own phones"), which installs Microsoft Authenticator only as a VPP app',
    );
    await chat.say('set up JIT for com.box.BoxNet for all users');
    await chat.expectCard([
      'BYOD Pilot, which is among All users, can have account-driven User Enrollment',
      'Exclude BYOD Pilot here, and set BYOD Pilot up separately',
    ]);
  });
});

describe('a group with a policy that only the app excludes', () => {
  const pilotOut = {
    intent: 'required',
    target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: pilot },
  };
  const excludes = 'Microsoft Authenticator excludes BYOD Pilot (Microsoft Authenticator, store app).';
  const takeOff = 'Take the exclusion off the';
  it.each([
    ['All users', 'all users', 'have', toAllUsers, 'so not all get it.'],
    ['Sales', 'Sales', 'has', toGroup(sales), 'which is inside Sales, so that part does not get it.'],
  ])('is named in every answer, with a policy for %s', async (whole, asked, has, to, ending) => {
    const [policy] = tenant.deviceConfigurations!;
    const [app] = tenant.mobileApps!;
    const chat = await startConversation({
      tenantFile: tenantFile({
        appleUserInitiatedEnrollmentProfiles: [],
        deviceConfigurations: [{ ...policy!, assignments: [to] }],
        mobileApps: [{ ...app!, assignments: [{ intent: 'required', ...to }, pilotOut] }],
      }),
    });
    await chat.say('which groups have JIT');
    const { text } = await chat.expectCard([
      excludes,
      `To do: ${takeOff} store app "Microsoft Authenticator".`,
    ]);
    expect(text).toMatch(/BYOD Pilot {2}Incomplete/);
    expect(text).not.toContain('In order');
    await chat.say(`do ${asked} have JIT`);
    await chat.expectCard([
      `${whole} ${has} a policy for just-in-time registration, but BYOD Pilot, which is`,
      ...[`"Microsoft Authenticator" (store app) excludes BYOD Pilot, ${ending}`, takeOff],
    ]);
    await chat.say('does BYOD Pilot have JIT?');
    await chat.expectCard([
      'BYOD Pilot has a policy for just-in-time registration, but does not get Microsoft Authenticator',
      excludes,
    ]);
    await chat.say('check JIT');
    await chat.expectCard(['1 to mend', `BYOD Pilot has an SSO extension policy: ${excludes}`, takeOff]);
    await chat.say('is my tenant ready for JIT');
    await chat.expectCard(['Stops JIT', '"BYOD Pilot" has a policy', 'exclude them from the policy too.']);
    for (const [format, row] of [
      ['CSV', `"group","BYOD Pilot","${pilot}","incomplete","yes","excluded"`],
      ['JSON', '"standing": "incomplete"'],
    ] as const) {
      await chat.say(`which groups have JIT as ${format}`);
      await chat.click('Allow');
      await chat.expectText('(file: ');
      expect(chat.teams.files().at(-1)!.bytes.toString()).toContain(row);
    }
  });
});

const expired =
  'The Apple VPP token "Munich" has expired, so Microsoft Authenticator cannot be installed with its licences.';
const renew = 'Renew it with the Apple Account that it was made with.';

describe('an app whose token has expired', () => {
  it('is told alike in every answer', async () => {
    const [, bought] = tenant.mobileApps!;
    const chat = await startConversation({
      tenantFile: tenantFile({
        appleUserInitiatedEnrollmentProfiles: [],
        vppTokens: tenant.vppTokens!.map((token) => ({ ...token, state: 'expired' })),
        mobileApps: [{ ...bought!, assignments: [{ intent: 'required', ...toGroup(sales) }] }],
      }),
    });
    await chat.say('which groups have JIT');
    await chat.expectCard(['Sales', 'Incomplete', 'is required (', expired, `To do: ${renew}`]);
    const cannot =
      'has a policy for just-in-time registration, but Microsoft Authenticator, which it needs, cannot be installed.';
    await chat.say('does Sales have JIT?');
    await chat.expectCard([`Sales ${cannot}`, expired, renew]);
    await chat.say("why doesn't Megan Bowen have JIT");
    await chat.expectCard([`Megan Bowen ${cannot}`, expired, renew]);
    await chat.say('check JIT');
    await chat.expectCard([expired, renew]);
    await chat.say('is my tenant ready for JIT');
    await chat.expectCard(['Stops JIT', expired, renew]);
  });
});
