import { describe, expect, test } from 'vitest';
import { appsTable } from '../../src/jit/apps-table.ts';
import { appsWithJit } from '../../src/jit/apps-with-jit.ts';
import { checkJit } from '../../src/jit/check-jit.ts';
import { coverage } from '../../src/jit/coverage.ts';
import { coverageTable } from '../../src/jit/coverage-table.ts';
import { groupVerdict } from '../../src/jit/group-verdict.ts';
import { personVerdict } from '../../src/jit/person-verdict.ts';
import { pickAuthenticator } from '../../src/jit/pick-authenticator.ts';
import { readiness } from '../../src/jit/readiness.ts';
import type { IosApp, MissingRight, Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import { accountDriven, enrollment, now, read } from './enrollment-parts.ts';
import {
  entraExtension,
  ids,
  policy,
  required,
  snapshot,
  storeApp,
  stringPair,
  vppApp,
  wire,
} from './tenant-parts.ts';

/** Somebody who may not read everything gets an answer all the same, and it never calls missing what was not looked at. */
const { sales } = ids;
const why = 'Microsoft Graph refused this for your account: reading apps.';
const unseen = (parts: Partial<Snapshot> = {}, missing?: MissingRight): Snapshot =>
  snapshot({
    policies: [
      policy({
        iosSingleSignOnExtension: entraExtension({
          bundleIdAccessControlList: ['com.box.BoxNet'],
          configurations: [
            stringPair('device_registration', '{{DEVICEREGISTRATION}}'),
            stringPair('AppPrefixAllowList', 'com.contoso.'),
          ],
        }),
        assignments: [wire.group(sales)],
      }),
    ],
    apps: [],
    appsNotRead: { read: false, why, ...(missing ? { missing } : {}) },
    ...parts,
  });
const gap = {
  what: 'apps (their names, and for whom Microsoft Authenticator is)',
  ...{ why, remedy: 'Try again in a minute.' },
};
const missingWords = /not (required|assigned|among)|does not get|cannot work/;
const person = { id: '33333333-0000-4000-8000-000000000001', displayName: 'Megan Bowen' };
const asked = (parts: Partial<Snapshot> = {}) =>
  personVerdict({
    snapshot: { ...unseen(parts), enrollment: enrollment({ typeProfiles: read([]) }) },
    ...{ person, memberOf: [sales] },
  });

describe('where apps could not be read', () => {
  test('a group with a policy is to be checked, and neither incomplete nor in order', () => {
    const found = coverage(unseen());
    expect(found.rows).toMatchObject([
      { name: 'Sales', jit: 'yes', standing: 'check', authenticator: { state: 'not-known', apps: [] } },
    ]);
    expect(found.rows[0]?.remedy).toBe(
      'Ask somebody who may read apps whether Microsoft Authenticator is required for Sales.',
    );
    expect(found.notRead).toEqual([gap]);
    const table = coverageTable(found);
    expect(table.rows).toMatchObject([{ standing: 'check', authenticator: 'not-known' }]);
    expect(table.notRead).toEqual([gap]);
  });

  test('a policy that is broken, or kept away, is told as ever', () => {
    const broken = entraExtension({ configurations: [stringPair('device_registration', 'x')] });
    const parts = {
      policies: [policy({ iosSingleSignOnExtension: broken, assignments: [wire.group(sales)] })],
    };
    expect(coverage(unseen(parts)).rows).toMatchObject([{ standing: 'broken' }]);
    expect(groupVerdict(unseen({ policies: [] }), sales)).toMatchObject({ jit: 'no', standing: 'no' });
  });

  test.each([
    ['Sales', groupVerdict(unseen(), sales)],
    ['Megan Bowen', asked()],
  ])('%s is told that Authenticator is not known', (name, { lines, standing, notRead }) => {
    expect(standing).toBe('check');
    expect(lines[0]?.sentence).toBe(
      `${name} has a policy for just-in-time registration; whether Microsoft Authenticator, which it needs, comes too I could not check.`,
    );
    expect(lines.find(({ code }) => code === 'authenticator-not-read')?.sentence).toBe(
      `I could not read apps, so I do not know whether Microsoft Authenticator is required for ${name}.`,
    );
    expect(lines.map(({ sentence }) => sentence).join(' ')).not.toMatch(missingWords);
    expect(notRead).toEqual([gap]);
  });

  test('somebody without a policy hears that, and that Authenticator is not known', () => {
    const { jit, lines } = asked({ policies: [] });
    expect(jit).toBe('no');
    expect(lines[0]?.sentence).toBe('Megan Bowen does not have just-in-time registration.');
    expect(lines.map(({ code }) => code)).toContain('authenticator-not-read');
  });

  test('the check finds nothing about Authenticator, and names the gap', () => {
    const found = checkJit({ ...unseen(), enrollment: enrollment() });
    expect(found.authenticator).toEqual([]);
    expect(found.notRead).toEqual([gap]);
  });

  test('apps in policies go by bundle ID, and a prefix does not look as if it fitted none', () => {
    const found = appsWithJit(unseen());
    expect(found.apps).toMatchObject([{ bundleId: 'com.box.BoxNet' }]);
    expect(found.apps[0]).not.toHaveProperty('name');
    expect(found.rules.map(({ sentence }) => sentence)).toEqual([
      'Every app whose bundle ID starts with com.contoso. takes part; which of your apps those are I could not read.',
    ]);
    expect(appsTable(found).notRead).toEqual([gap]);
  });

  test.each([
    ['role', 'because your role does not let you read it'],
    ['scope', 'because the app has no consent for DeviceManagementApps.Read.All'],
  ] as const)(
    'readiness could not check Teams and Authenticator, and names the missing %s',
    (kind, words) => {
      const missing = { kind, scope: 'DeviceManagementApps.Read.All' };
      const given = { enrollment: enrollment(), now, adminCenter: 'https://intune.microsoft.com' };
      const found = readiness({ snapshot: unseen({}, missing), ...given });
      const [teams, authenticator] = (['teams', 'authenticator'] as const).map((topic) =>
        found.find((item) => item.topic === topic),
      );
      expect(teams).toMatchObject({
        ...{ state: 'could-not-check', missing },
        reason: `I could not check Microsoft Teams, ${words}.`,
      });
      expect(authenticator).toMatchObject({
        ...{ state: 'could-not-check', missing },
        reason: `I could not check Microsoft Authenticator, ${words}.`,
      });
    },
  );
});

describe('where the groups around a group could not be read', () => {
  const missing: MissingRight = { kind: 'scope', scope: 'GroupMember.Read.All' };
  const hidden = (...apps: IosApp[]) =>
    snapshot({
      policies: [
        policy({ assignments: [wire.group(sales)] }),
        policy({ id: 'p2', assignments: [wire.group(ids.field)] }),
      ],
      parents: { [sales]: { read: false, why: 'Refused.', missing } },
      apps,
    });
  const forAround = (...more: WireAssignment[]) =>
    storeApp({ assignments: [required(wire.group(ids.everybody)), ...more] });
  const forField = required(wire.group(ids.field));
  const teams = (...assignments: WireAssignment[]) =>
    storeApp({ id: 't', displayName: 'Microsoft Teams', bundleId: teamsId, appStoreUrl: null, assignments });
  const teamsId = 'com.microsoft.skype.teams';
  const rowOfSales = (...apps: IosApp[]) =>
    coverage(hidden(...apps)).rows.find(({ name }) => name === 'Sales');
  const item = (topic: string, seen: Snapshot, parts: Parameters<typeof enrollment>[0] = {}) =>
    readiness({ snapshot: seen, enrollment: enrollment(parts), now, adminCenter: 'https://x' }).find(
      (one) => one.topic === topic,
    );

  test('Authenticator may come through them, and is not called missing', () => {
    expect(rowOfSales(forAround())).toMatchObject({
      ...{ standing: 'check', authenticator: { state: 'not-known', gap: 'groups-around' } },
      remedy: 'Ask somebody who may read groups whether Microsoft Authenticator is required for Sales.',
    });
    const { lines } = groupVerdict(hidden(forAround()), sales);
    expect(lines.find(({ code }) => code === 'authenticator-not-read')?.sentence).toBe(
      'I could not read the groups around Sales, so I do not know whether Microsoft Authenticator is required for Sales.',
    );
    const { authenticator } = checkJit(hidden(forAround(forField)));
    expect(authenticator.map(({ code }) => code)).not.toContain('authenticator-mismatch');
  });

  test.each([
    ['it is required for no group', storeApp({ assignments: [] }), 'incomplete', 'not-assigned'],
    [
      'it is available only',
      storeApp({ assignments: [{ ...wire.group(ids.everybody), intent: 'available' }] }),
      'incomplete',
      'not-assigned',
    ],
    ['it is required itself', forAround(required(wire.group(sales))), 'works', 'required'],
  ])('but nothing is left open where %s', (_, app, standing, state) => {
    expect(rowOfSales(app)).toMatchObject({ standing, authenticator: { state } });
  });

  test('readiness leaves open what they may bring, and names the right', () => {
    expect(item('authenticator', hidden(forAround(forField)))).toMatchObject({
      ...{ state: 'could-not-check', missing },
      reason:
        'I could not check whether "Sales" gets Microsoft Authenticator through other groups, because the app has no consent for GroupMember.Read.All.',
    });
    expect(item('teams', hidden(teams(required(wire.group(ids.everybody)), forField)))).toMatchObject({
      ...{ state: 'could-not-check', missing },
      reason: expect.stringMatching(/"Sales" gets Microsoft Teams through other groups/) as string,
    });
  });

  test('who certainly goes without is told first, and what is open beside it', () => {
    const open = expect.stringMatching(/whether "Sales" gets Microsoft/) as string;
    const found = item('authenticator', hidden(forAround()));
    expect(found).toMatchObject({
      state: 'bad',
      reason: expect.stringMatching(/^"Field Ops" has/) as string,
    });
    expect(found?.details).toContainEqual(open);
    expect(item('teams', hidden(teams(required(wire.group(ids.everybody)))))).toMatchObject({
      ...{ state: 'attention', reason: 'Microsoft Teams is not assigned to "Field Ops".', details: [open] },
    });
  });

  test('whether they bring account-driven enrollment is left open, not denied', () => {
    const forBoth = storeApp({ assignments: [required(wire.group(sales)), forField] });
    const given = (...to: WireAssignment[]) => ({
      typeProfiles: read([accountDriven({ assignments: to })]),
    });
    const open = item('authenticator', hidden(forBoth), given(wire.group(ids.everybody)));
    expect(open).toMatchObject({
      ...{ state: 'could-not-check', missing },
      reason:
        'I could not check whether Microsoft Authenticator comes to "Sales" as their enrollment takes it, because the app has no consent for GroupMember.Read.All.',
    });
    expect(item('authenticator', hidden(forBoth), given(wire.group(ids.interns)))?.state).toBe(
      'could-not-check',
    );
    expect(item('authenticator', hidden(forBoth))?.state).toBe('good');
    // It has what such enrollment takes already.
    const licensed = { ...required(wire.group(sales)), settings: { useDeviceLicensing: false } };
    const both = hidden(storeApp({ assignments: [forField] }), vppApp({ assignments: [licensed] }));
    expect(item('authenticator', both, given(wire.group(ids.everybody)))?.state).toBe('good');
  });

  test('a review says for whom it could not check how they enroll', () => {
    const typeProfiles = read([accountDriven({ assignments: [wire.group(ids.everybody)] })]);
    const given = { ...hidden(storeApp()), enrollment: enrollment({ typeProfiles }) };
    const { choice, findings } = pickAuthenticator([{ kind: 'group', groupId: sales }], given, {});
    expect(choice).toMatchObject({ choice: 'use', kind: 'store' });
    expect(findings).toMatchObject([
      {
        code: 'enrollment-not-checked',
        sentence: 'I could not check how the people or devices of Sales enroll: Refused.',
      },
    ]);
  });

  test('a licence that does not suit may be put right from there', () => {
    const forBoth = storeApp({ assignments: [required(wire.group(sales)), forField] });
    const typeProfiles = read([accountDriven({ assignments: [wire.group(sales)] })]);
    expect(item('authenticator', hidden(forBoth), { typeProfiles })?.state).toBe('could-not-check');
    expect(item('authenticator', { ...hidden(forBoth), parents: {} }, { typeProfiles })?.state).toBe('bad');
  });
});
