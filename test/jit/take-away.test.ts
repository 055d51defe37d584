import { describe, expect, test } from 'vitest';
import { checkJit } from '../../src/jit/check-jit.ts';
import { everyoneVerdict } from '../../src/jit/everyone-verdict.ts';
import { groupVerdict } from '../../src/jit/group-verdict.ts';
import { personVerdict } from '../../src/jit/person-verdict.ts';
import type { Snapshot, WireAssignment } from '../../src/jit/snapshot.ts';
import { fromWireTarget, targetName } from '../../src/jit/targets.ts';
import { entraExtension, group, ids, policy, required, snapshot, storeApp, wire } from './tenant-parts.ts';

const { sales, field, everybody, devices } = ids;
const of = (name: string, ...assignments: WireAssignment[]) =>
  policy({ id: name, displayName: name, assignments });
const kiosk = (...assignments: WireAssignment[]) => ({
  ...of('Kiosk', ...assignments),
  iosSingleSignOnExtension: entraExtension({ enableSharedDeviceMode: true }),
});
const tenant = (policies: Snapshot['policies']): Snapshot =>
  snapshot({
    policies,
    apps: [storeApp({ assignments: [required(wire.allUsers()), required(wire.allDevices())] })],
    groups: { [sales]: group(sales, 'Sales', { groupTypes: ['Unified'] }) },
    parents: { [sales]: { read: true, value: [everybody] } },
  });

const about = {
  sales: (given: Snapshot) => groupVerdict(given, sales),
  devices: (given: Snapshot) => groupVerdict(given, devices),
  users: (given: Snapshot) => everyoneVerdict(given, 'all-users'),
  megan: (given: Snapshot) =>
    personVerdict({
      ...{ snapshot: given, person: { id: 'megan', displayName: 'Megan Bowen' } },
      memberOf: [sales, everybody],
    }),
};
type Verdict = ReturnType<(typeof about)[keyof typeof about]>;
const remedyOf = ({ lines }: Verdict): string => lines[0]?.remedy ?? '';

const groupCalled: Record<string, string> = {
  Sales: sales,
  iPads: devices,
  'a group that Megan Bowen is in, and so everybody in it,': sales,
};

/** What an admin does who keeps one policy and does to the others what the remedy says, word for word. */
function follow(remedy: string, given: Snapshot, kept: string): Snapshot {
  const nameOf = ({ target }: WireAssignment) => targetName(given, fromWireTarget(target)!);
  const policies = given.policies.map((one) => {
    const isFor = (what?: string): boolean =>
      one.displayName !== kept &&
      (what === 'the others' || what?.includes(`"${String(one.displayName)}"`) === true);
    let { assignments } = one;
    for (const [, place, what] of remedy.matchAll(/take the assignment to (.+?) off (the others|"[^;]+")/g))
      if (isFor(what)) assignments = assignments.filter((entry) => nameOf(entry) !== place);
    for (const [, whom, what] of remedy.matchAll(/exclude (.+?) from (the others|"[^;]+")/g))
      if (isFor(what)) assignments = [...assignments, wire.exclude(groupCalled[whom ?? ''] ?? 'nobody')];
    for (const [, what, place] of remedy.matchAll(
      /a filter on the assignment of (the others|"[^;]+") to (All \w+)/g,
    ))
      if (isFor(what)) assignments = assignments.map((one) => (nameOf(one) === place ? filtered(one) : one));
    return { ...one, assignments };
  });
  return { ...given, policies };
}
const filtered = (one: WireAssignment): WireAssignment => ({
  ...one,
  target: { ...wire.filtered(sales).target, ...one.target, ...filter },
});
const filter = {
  deviceAndAppManagementAssignmentFilterId: ids.filter,
  deviceAndAppManagementAssignmentFilterType: 'exclude',
};

const byFilter =
  'put a filter on the assignment of "Kiosk" to All devices that leaves out the devices of Sales, for example by enrollmentProfileName, since an exclusion counts there only for devices';

describe('the remedy for policies that collide helps whichever is kept', () => {
  test.each<[string, keyof typeof about, Snapshot['policies'], string]>([
    [
      'a user group against all devices',
      'sales',
      [of('JIT', wire.group(sales)), kiosk(wire.allDevices())],
      `Keep one of "JIT", "Kiosk" for Sales. To take the others away: take the assignment to Sales off "JIT"; ${byFilter}.`,
    ],
    [
      'assigned to the group, and to all devices by several',
      'sales',
      [of('JIT', wire.group(sales), wire.group(everybody)), kiosk(wire.allDevices(), wire.group(sales))],
      `Keep one of "JIT", "Kiosk" for Sales. To take the others away: take the assignment to Sales off "JIT" and exclude Sales from "JIT"; ${byFilter} and take the assignment to Sales off "Kiosk".`,
    ],
    [
      'both assigned to the group',
      'sales',
      [of('JIT', wire.group(sales)), of('Old', wire.group(sales))],
      'Keep one of "JIT", "Old" for Sales, and take the assignment to Sales off the others.',
    ],
    [
      'by a policy set',
      'sales',
      [of('JIT', wire.group(sales)), of('Old', wire.group(sales, { source: 'policySets' }))],
      'Keep one of "JIT", "Old" for Sales. To take the others away: take the assignment to Sales off "JIT"; in its policy set, take the assignment to Sales off "Old".',
    ],
    [
      'both from around it',
      'sales',
      [of('JIT', wire.allUsers()), of('Old', wire.group(everybody))],
      'Keep one of "JIT", "Old" for Sales, and exclude Sales from the others.',
    ],
    [
      'two that come alike, and one that does not',
      'sales',
      [of('JIT', wire.group(sales)), of('Old', wire.group(sales)), of('Older', wire.allUsers())],
      'Keep one of "JIT", "Old", "Older" for Sales. To take the others away: take the assignment to Sales off "JIT", "Old"; exclude Sales from "Older".',
    ],
    [
      'devices against all devices',
      'devices',
      [of('JIT', wire.group(devices)), kiosk(wire.allDevices())],
      'Keep one of "JIT", "Kiosk" for iPads. To take the others away: take the assignment to iPads off "JIT"; exclude iPads from "Kiosk".',
    ],
    [
      'everyone twice',
      'users',
      [of('JIT', wire.allUsers()), of('Old', wire.allUsers())],
      'Keep one of "JIT", "Old" for All users, and take the assignment to All users off the others or put a filter on it.',
    ],
    [
      'all users against all devices',
      'users',
      [of('JIT', wire.allUsers()), kiosk(wire.allDevices())],
      'Keep one of "JIT", "Kiosk" for All users. To take the others away: take the assignment to All users off "JIT" or put a filter on it; take the assignment to All devices off "Kiosk" or put a filter on it.',
    ],
    [
      'a person',
      'megan',
      [of('JIT', wire.group(sales)), of('Old', wire.allUsers())],
      'Keep one of "JIT", "Old" for Megan Bowen, and exclude a group that Megan Bowen is in, and so everybody in it, from the others.',
    ],
    [
      'a person against all devices',
      'megan',
      [of('JIT', wire.group(sales)), kiosk(wire.allDevices())],
      `Keep one of "JIT", "Kiosk" for Megan Bowen. To take the others away: exclude a group that Megan Bowen is in, and so everybody in it, from "JIT"; ${byFilter.replace('Sales', 'Megan Bowen')}.`,
    ],
  ])('%s', (_, whom, policies, remedy) => {
    const given = tenant(policies);
    expect(about[whom](given)).toMatchObject({ jit: 'conflicting' });
    expect(remedyOf(about[whom](given))).toBe(remedy);
    for (const { displayName } of policies) {
      const after = about[whom](follow(remedy, given, String(displayName)));
      expect(after.jit, `${String(displayName)} is kept`).not.toBe('conflicting');
    }
  });

  test('it is the same in check JIT, which says it once and in good English', () => {
    const [conflict, ...more] = checkJit(
      tenant([of('JIT', wire.allUsers()), of('Old', wire.allUsers())]),
    ).conflicts;
    expect(more).toEqual([]);
    expect(conflict).toMatchObject({
      sentence: 'All users get 2 SSO extension policies ("JIT", "Old"), and a device takes only one.',
      remedy:
        'Keep one of "JIT", "Old" for All users, and take the assignment to All users off the others or put a filter on it.',
    });
    const { lines } = about.users(tenant([of('JIT', wire.allUsers()), of('Old', wire.allUsers())]));
    expect(lines[1]).toMatchObject({ code: 'policies-conflict', sentence: conflict?.sentence });
  });
});

test('a policy that only may come besides is named in the conflict, and in what to do about it', () => {
  const given = tenant([
    of('JIT', wire.group(sales)),
    of('Old', wire.group(sales)),
    of('Pilot', wire.filtered(sales)),
  ]);
  const remedy =
    'Keep one of "JIT", "Old" for Sales, and take the assignment to Sales off the others. Make sure by filters or exclusions that no device gets "Pilot" besides.';
  const found = checkJit(given);
  expect(found.policies.map(({ conflicts }) => conflicts)).toEqual([true, true, true]);
  expect(found.conflicts).toMatchObject([
    {
      sentence:
        'Sales gets 2 SSO extension policies ("JIT", "Old"), and a device takes only one; Sales may get "Pilot" besides.',
      remedy,
    },
  ]);
  const { lines } = about.sales(given);
  expect(lines.slice(0, 2)).toMatchObject([{ remedy }, { sentence: found.conflicts[0]?.sentence }]);
  const everyone = tenant([
    of('JIT', wire.allUsers()),
    of('Old', wire.allUsers()),
    of('Pilot', filtered(wire.allUsers())),
  ]);
  expect(about.users(everyone).lines[1]?.sentence).toMatch(/; All users may get "Pilot" besides\.$/);
});

describe('a policy that comes only to a group inside', () => {
  const okta = (...assignments: WireAssignment[]) => ({
    ...of('Okta', ...assignments),
    iosSingleSignOnExtension: {
      '@odata.type': '#microsoft.graph.iosRedirectSingleSignOnExtension',
      extensionIdentifier: 'com.okta.mobile.auth-service-extension',
      urlPrefixes: ['https://login.microsoftonline.com'],
      configurations: [],
    },
  });
  const inside = { [field]: { read: true as const, value: [sales] } };
  const around = (policies: Snapshot['policies']): Snapshot => {
    const given = tenant(policies);
    return { ...given, parents: { ...given.parents, ...inside } };
  };

  test('is taken off there: excluding the group around it would leave the policy to nobody', () => {
    const given = around([okta(wire.group(field))]);
    const remedy = remedyOf(about.sales(given));
    expect(remedy).toBe(
      'Set up just-in-time registration for Sales without Field Ops, or first take the assignment to Field Ops off "Okta"; the two would collide there.',
    );
    const after = about.sales(follow(remedy, given, 'none'));
    expect(after.policies.map(({ reach }) => reach)).toEqual([]);
  });

  test('with single sign-on only is not made to bring more, which would bring it to that group alone', () => {
    const sso = (...assignments: WireAssignment[]) => ({
      ...of('SSO', ...assignments),
      iosSingleSignOnExtension: entraExtension({ configurations: [] }),
    });
    const given = around([sso(wire.group(field))]);
    const remedy = remedyOf(about.sales(given));
    expect(remedy).toBe(
      'Set up just-in-time registration for Sales without Field Ops, or first take the assignment to Field Ops off "SSO"; the two would collide there.',
    );
    const { policies } = follow(remedy, given, 'none');
    const after = about.sales({ ...given, policies: [...policies, of('JIT', wire.group(sales))] });
    expect(after.standing).toBe('works');
    expect(remedyOf(about.sales(around([sso(wire.group(sales), wire.group(field))])))).toMatch(
      /^Add device_registration .+ to "SSO"/,
    );
  });

  test('for shared devices alike', () => {
    expect(remedyOf(about.sales(around([kiosk(wire.group(field))])))).toBe(
      'Leave it so if these are shared devices; else take the assignment to Field Ops off "Kiosk", before you set up just-in-time registration, because the two would collide.',
    );
  });

  test('and for the whole too is taken off by both', () => {
    const given = around([of('JIT', wire.group(sales)), of('Old', wire.group(sales), wire.group(field))]);
    expect(remedyOf(about.sales(given))).toBe(
      'Keep one of "JIT", "Old" for Sales. To take the others away: take the assignment to Sales off "JIT"; take the assignment to Sales off "Old" and take the assignment to Field Ops off "Old".',
    );
  });
});

test('before a set-up, a policy for shared devices is taken away in a way that counts', () => {
  const given = tenant([kiosk(wire.allDevices())]);
  expect(remedyOf(about.sales(given))).toBe(
    `Leave it so if these are shared devices; else ${byFilter}, before you set up just-in-time registration, because the two would collide.`,
  );
  const withFilter = tenant([kiosk(filtered(wire.allDevices()))]);
  expect(remedyOf(about.sales(withFilter))).toMatch(
    /else make sure that the filter Corporate iOS devices of "Kiosk" leaves out the devices of Sales, before/,
  );
  const unknown = wire.group(sales);
  unknown.target['@odata.type'] = '#microsoft.graph.somethingNew';
  expect(remedyOf(about.sales(tenant([kiosk(unknown)])))).toMatch(
    /else look at the assignments of "Kiosk" in the Intune admin center, before/,
  );
  expect(remedyOf(about.devices(given))).toBe(
    'Leave it so if these are shared devices; else exclude iPads from "Kiosk", before you set up just-in-time registration, because the two would collide.',
  );
});
