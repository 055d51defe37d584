import { expect, test } from 'vitest';
import { appsCard } from '../../../src/chat/cards/apps-card.ts';
import { appsTable } from '../../../src/jit/apps-table.ts';
import { appsWithJit } from '../../../src/jit/apps-with-jit.ts';
import type { WireAssignment } from '../../../src/jit/snapshot.ts';
import {
  customProfile,
  entraExtension,
  mobileconfig,
  policy,
  snapshot,
  ssoPayload,
  wire,
} from '../../jit/tenant-parts.ts';

test('policies that count come first, and an app that only others list is not in use', () => {
  const of = (id: string, bundleId: string, ...assignments: WireAssignment[]) =>
    policy({
      ...{ id, displayName: id, assignments },
      iosSingleSignOnExtension: entraExtension({ bundleIdAccessControlList: [bundleId] }),
    });
  const found = appsWithJit(
    snapshot({
      policies: [of('idle', 'com.contoso.idle'), of('used', 'com.contoso.used', wire.allUsers())],
    }),
  );
  expect(found.policies.map(({ policy: { name } }) => name)).toEqual(['used', 'idle']);
  const text = JSON.stringify(appsCard(found, { page: 0, visibleTo: 'you' }));
  expect(text).toContain(
    '1 app is listed in policies that bring JIT registration. 1 app is listed only in policies that do not count.',
  );
  expect(text).toMatch(/Policies that count[^]*Policies that do not count[^]*it is assigned to nobody/);
});

test('what has to be checked by hand is neither counted nor dropped', () => {
  const custom = customProfile(mobileconfig(ssoPayload), { assignments: [wire.allUsers()] });
  const found = appsWithJit(snapshot({ customProfiles: { read: true, value: [custom] } }));
  expect(found.policies).toMatchObject([{ counts: 'may' }]);
  const text = JSON.stringify(appsCard(found, { page: 0, visibleTo: 'you' }));
  expect(text).toMatch(/No policy lists an app, as far as I could read[^]*Policies that may count/);
  expect(appsTable(found).rows).toMatchObject([{ counts: 'not known' }]);
});
