import { expect, test } from 'vitest';
import { appsTable } from '../../src/jit/apps-table.ts';
import { appsWithJit } from '../../src/jit/apps-with-jit.ts';
import {
  catalogPolicy,
  entraExtension,
  ids,
  integerPair,
  policy,
  snapshot,
  storeApp,
  stringPair,
  wire,
} from './tenant-parts.ts';

const registration = stringPair('device_registration', '{{DEVICEREGISTRATION}}');
const managed = [integerPair('Enable_SSO_On_All_ManagedApps', 1)];
const app = (bundleId: string | null, displayName: string) =>
  storeApp({ id: displayName, bundleId, displayName, appStoreUrl: null });
const given = snapshot({
  policies: [
    policy({
      id: 'p1',
      displayName: 'Sales JIT',
      iosSingleSignOnExtension: entraExtension({
        bundleIdAccessControlList: ['com.salesforce.chatter', 'com.box.BoxNet ', 'com.box.boxnet'],
      }),
      assignments: [wire.group(ids.sales), wire.exclude(ids.interns), wire.filtered(ids.sales)],
    }),
    policy({
      id: 'p2',
      displayName: 'Everyone',
      iosSingleSignOnExtension: entraExtension({
        bundleIdAccessControlList: null,
        configurations: [
          registration,
          stringPair('AppAllowList', 'COM.BOX.BOXNET, com.contoso.expenses'),
          stringPair('AppCookieSSOAllowList', 'com.contoso.web'),
          stringPair('AppPrefixAllowList', 'com.salesforce.,com.apple.'),
          stringPair('AppBlockList', 'com.contoso.game'),
          integerPair('Enable_SSO_On_All_ManagedApps', 1),
        ],
      }),
      assignments: [wire.allUsers()],
    }),
    policy({
      id: 'p3',
      displayName: 'Single sign-on only',
      iosSingleSignOnExtension: entraExtension({
        configurations: [],
        bundleIdAccessControlList: ['com.contoso.none'],
      }),
      assignments: [wire.allUsers()],
    }),
  ],
  apps: [
    app('com.box.BoxNet', 'Box'),
    app('com.salesforce.chatter', 'Salesforce'),
    app('com.salesforce.maps', 'Maps'),
    app(null, 'No bundle ID'),
  ],
});

test('each app once, with its name, its policies, the list that names it and whom they are for', () => {
  const { apps } = appsWithJit(given);
  expect(
    apps.map(({ bundleId, name, uses }) => [
      name ?? bundleId,
      ...uses.map(({ policy: { name: by }, list, targets }) => `${by}, ${list}, ${targets.join(' + ')}`),
    ]),
  ).toEqual([
    ['Box', 'Sales JIT, bundle IDs, Sales', 'Everyone, AppAllowList, All users'],
    ['com.contoso.expenses', 'Everyone, AppAllowList, All users'],
    ['com.contoso.web', 'Everyone, AppCookieSSOAllowList, All users'],
    ['Salesforce', 'Sales JIT, bundle IDs, Sales'],
  ]);
  expect(apps[0]?.bundleId).toBe('com.box.BoxNet');
});

test('what lets in more apps than are named is explained', () => {
  expect(
    appsWithJit(given).rules.map(({ rule, entries, sentence }) => ({ rule, entries, sentence })),
  ).toEqual([
    {
      rule: 'all-managed-apps',
      entries: [],
      sentence:
        'Every app that Intune manages on the device takes part, listed or not, except those that are blocked (com.contoso.game).',
    },
    {
      rule: 'prefixes',
      entries: ['com.salesforce.', 'com.apple.'],
      sentence:
        'Every app whose bundle ID starts with com.salesforce. or com.apple. takes part; of your apps: Salesforce, Maps.',
    },
  ]);
});

test('a block list alone', () => {
  const blocked = catalogPolicy({
    pairs: [
      ['device_registration', '{{DEVICEREGISTRATION}}'],
      ['AppBlockList', 'com.contoso.game'],
    ],
  });
  blocked.assignments = [wire.allUsers()];
  const found = appsWithJit(snapshot({ catalogPolicies: { read: true, value: [blocked] } }));
  expect(found.rules.map(({ sentence }) => sentence)).toEqual(['com.contoso.game cannot take part.']);
  expect(found.apps).toEqual([]);
});

test('Authenticator is not counted among the apps of a prefix', () => {
  const wide = catalogPolicy({
    pairs: [
      ['device_registration', '{{DEVICEREGISTRATION}}'],
      ['AppPrefixAllowList', 'com.microsoft.'],
    ],
  });
  wide.assignments = [wire.allUsers()];
  const found = appsWithJit(
    snapshot({
      catalogPolicies: { read: true, value: [wide] },
      apps: [storeApp(), app('com.microsoft.skype.teams', 'Teams')],
    }),
  );
  expect(found.rules.map(({ sentence }) => sentence)).toEqual([
    'Every app whose bundle ID starts with com.microsoft. takes part; of your apps: Teams.',
  ]);
});

test('a broken policy is there with its class, and what could not be read is named', () => {
  const broken = policy({
    iosSingleSignOnExtension: entraExtension({ configurations: [stringPair('device_registration', 'x')] }),
  });
  const found = appsWithJit(
    snapshot({ policies: [broken], catalogPolicies: { read: false, why: 'Refused.' } }),
  );
  expect(found.apps).toMatchObject([{ uses: [{ policy: { class: 'broken' }, targets: [] }] }]);
  expect(found.notRead).toEqual([
    { what: 'Settings Catalog policies', why: 'Refused.', remedy: 'Try again in a minute.' },
  ]);
});

test.each<[string, Partial<Parameters<typeof policy>[0]>, boolean, string]>([
  [
    'works and is assigned',
    { assignments: [wire.group(ids.sales)] },
    true,
    '"P" brings just-in-time registration: assigned to Sales.',
  ],
  [
    'works and is assigned to nobody',
    {},
    false,
    '"P" brings just-in-time registration; it is assigned to nobody.',
  ],
  [
    'is only taken away from somebody',
    { assignments: [wire.exclude(ids.sales), wire.group(ids.field, { intent: 'remove' })] },
    false,
    '"P" brings just-in-time registration; it is assigned to nobody.',
  ],
  [
    'is assigned in a way we do not know',
    { assignments: [{ target: { '@odata.type': '#microsoft.graph.newAssignmentTarget' } }] },
    true,
    '"P" brings just-in-time registration: assigned to something else (#microsoft.graph.newAssignmentTarget).',
  ],
  [
    'is broken',
    {
      iosSingleSignOnExtension: entraExtension({
        configurations: [stringPair('device_registration', 'x'), ...managed],
      }),
      assignments: [wire.allUsers()],
    },
    false,
    '"P" means just-in-time registration but is broken (device_registration has another value than {{DEVICEREGISTRATION}}): assigned to All users.',
  ],
  [
    'brings single sign-on only',
    {
      iosSingleSignOnExtension: entraExtension({ configurations: managed }),
      assignments: [wire.allUsers()],
    },
    false,
    '"P" brings single sign-on only: assigned to All users.',
  ],
])('a policy that %s', (_, parts, counts, sentence) => {
  const iosSingleSignOnExtension = entraExtension({ configurations: [registration, ...managed] });
  const found = appsWithJit(
    snapshot({ policies: [policy({ displayName: 'P', iosSingleSignOnExtension, ...parts })] }),
  );
  expect(found.policies).toMatchObject([{ policy: { name: 'P' }, counts: counts ? 'yes' : 'no', sentence }]);
  const takesPart = found.rules.filter((rule) => / takes part/.test(rule.sentence));
  expect(takesPart).toHaveLength(counts ? 1 : 0);
  for (const rule of found.rules.filter((one) => !one.counts))
    expect(rule.sentence).toContain('would take part if this policy counted');
  for (const row of appsTable(found).rows.filter(({ kind }) => kind !== 'app'))
    expect(row.counts).toBe(counts ? 'yes' : 'no');
});
