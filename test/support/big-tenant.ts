import { contoso } from '../../src/practice/tenant/contoso/contoso.ts';
import { filterIds } from '../../src/practice/tenant/contoso/filters.ts';
import type { TenantFile } from '../../src/practice/tenant/tenant-file.ts';
import { makeBigApp } from './big-tenant-apps.ts';
import {
  makeBigCompliancePolicy,
  makeBigEnrollmentToken,
  makeBigTypeProfile,
  makeBigVppToken,
} from './big-tenant-enrollment.ts';
import { makeBigPolicy } from './big-tenant-policies.ts';

export type Assignment = {
  target: { '@odata.type': string; [property: string]: unknown };
  [property: string]: unknown;
};

/** Where generated objects get what they share: a number from a fixed series, and a group. */
export interface Spread {
  /** a whole number below `below`, the same in every run */
  number: (below: number) => number;
  /** 0 to `most` assignments to different generated groups; some with a filter, some exclusions, a few to deleted groups */
  assignments: (least: number, most: number) => Assignment[];
}

type Group = NonNullable<TenantFile['groups']>[number];

const guid = (list: number, n: number): string =>
  `b16b00b5-0000-4000-8${String(list).padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`;
const places = ['Munich', 'Seattle', 'Lagos', 'Osaka', 'Lima', 'Oslo', 'Pune', 'Perth'];
const units = ['Design', 'Logistics', 'Support', 'Research', 'Plant', 'Retail', 'Audit', 'Training'];

/**
 * Contoso grown to that many policies (of both kinds together), groups and apps, the same in every run; for benchmarks, through
 * parseTenant. Contoso's own objects are all there and its sentences work as ever: generated policies and apps are assigned to
 * generated groups only. Among them is every class of SSO policy and every kind of Authenticator app. The enrollment side grows
 * with the policies: one enrollment type profile for 50 of them (before Contoso's own), one VPP token for 50, one enrollment
 * program token for 250, one compliance policy for 10.
 */
export function makeBigTenant(of: { policies: number; groups: number; apps: number }): TenantFile {
  const { groups = [], deviceConfigurations = [], configurationPolicies = [], mobileApps = [] } = contoso;
  const { appleUserInitiatedEnrollmentProfiles = [], depOnboardingSettings = [] } = contoso;
  const { vppTokens = [], deviceCompliancePolicies = [] } = contoso;
  const own = { groups: groups.length, policies: deviceConfigurations.length + configurationPolicies.length };
  const added = (wanted: number, there: number): number[] =>
    Array.from({ length: Math.max(0, wanted - there) }, (_, n) => n);
  const newGroups = added(of.groups, own.groups).map((n) => makeGroup(n, of.groups - own.groups));
  const deletedGroups = newGroups.length === 0 ? [] : [guid(2, 1), guid(2, 2)];
  const spread = makeSpread(
    newGroups.map(({ id }) => id),
    deletedGroups,
  );
  const policies = added(of.policies, own.policies).map((n) => makeBigPolicy(guid(3, n), n, spread));
  const count = (each: number): number[] => added(Math.floor(of.policies / each), 0);
  const typeProfiles = count(50).map((n) => makeBigTypeProfile(guid(5, n), n, spread));
  const bigVppTokens = count(50).map((n) => makeBigVppToken(guid(6, n), n));
  const tokens = count(250).map((n) => makeBigEnrollmentToken(guid(7, n), n, (at) => guid(8, n * 100 + at)));
  const compliance = count(10).map((n) => makeBigCompliancePolicy(guid(9, n), n, spread));
  const apps = added(of.apps, mobileApps.length).map((n) => makeBigApp(guid(4, n), n, spread, bigVppTokens));
  return structuredClone({
    ...contoso,
    deletedGroups,
    groups: [...groups, ...newGroups],
    deviceConfigurations: [
      ...deviceConfigurations,
      ...policies.flatMap(({ configuration }) => configuration ?? []),
    ],
    configurationPolicies: [...configurationPolicies, ...policies.flatMap(({ catalog }) => catalog ?? [])],
    mobileApps: [...mobileApps, ...apps],
    appleUserInitiatedEnrollmentProfiles: [
      ...typeProfiles,
      ...appleUserInitiatedEnrollmentProfiles.map((profile) => ({
        ...profile,
        priority: Number(profile['priority']) + typeProfiles.length,
      })),
    ],
    depOnboardingSettings: [...depOnboardingSettings, ...tokens],
    vppTokens: [...vppTokens, ...bigVppTokens],
    deviceCompliancePolicies: [...deviceCompliancePolicies, ...compliance],
  });
}

/** Every tenth group holds the nine that follow it; a few are dynamic or teams. */
function makeGroup(n: number, count: number): Group {
  const name = `${units[n % 8]} ${places[Math.floor(n / 8) % 8]} ${Math.floor(n / 64) + 1}`;
  const inside = n % 10 === 0 ? Array.from({ length: 9 }, (_, i) => n + i + 1) : [];
  const group: Group = {
    id: guid(1, n),
    displayName: name,
    members: inside.filter((other) => other < count).map((other) => guid(1, other)),
  };
  if (n % 25 === 3)
    return { ...group, kind: 'dynamic-device', membershipRule: `(device.deviceCategory -eq "${name}")` };
  if (n % 25 === 7)
    return { ...group, kind: 'dynamic-user', membershipRule: `user.department -eq "${name}"` };
  if (n % 25 === 11) return { ...group, kind: 'microsoft365', mail: `team${n}@contoso.com` };
  return group;
}

/** Numbers of a linear congruential series (Numerical Recipes), so that a benchmark measures one tenant for ever. */
function makeSpread(groupIds: string[], deleted: string[]): Spread {
  let state = 20_260_301;
  const number = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const toGroup = (groupId: string): Assignment => {
    const kind = number(20);
    if (kind === 0)
      return { target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId } };
    const filter = kind > 2 ? {} : { deviceAndAppManagementAssignmentFilterId: filterIds.corporate };
    const mode = kind > 2 ? 'none' : 'include';
    return {
      target: {
        '@odata.type': '#microsoft.graph.groupAssignmentTarget',
        groupId,
        ...filter,
        deviceAndAppManagementAssignmentFilterType: mode,
      },
    };
  };
  const pick = (): string[] => (deleted.length > 0 && number(200) === 0 ? deleted : groupIds);
  const assignments = (least: number, most: number): Assignment[] => {
    if (groupIds.length === 0) return [];
    const chosen = new Set<string>();
    for (let left = least + number(most - least + 1); left > 0; left -= 1) {
      const from = pick();
      chosen.add(from[number(from.length)] ?? '');
    }
    return [...chosen].map(toGroup);
  };
  return { number, assignments };
}
