import { depOnboardingSettings } from '../../src/practice/tenant/contoso/enrolment.ts';
import { vppTokens } from '../../src/practice/tenant/contoso/vpp-tokens.ts';
import type { TenantFile } from '../../src/practice/tenant/tenant-file.ts';
import type { Spread } from './big-tenant.ts';

type List<Name extends keyof TenantFile> = NonNullable<TenantFile[Name]>;

const types = ['webDeviceEnrollment', 'accountDrivenUserEnrollment', 'device', 'user', 'unknown'];
const options = ['webDeviceEnrollment', 'accountDrivenUserEnrollment'].map((enrollmentType) => ({
  ownerType: 'personal',
  enrollmentType,
}));

/** The n-th generated enrollment type profile, of every type in turn; for generated groups, some with a filter. */
export const makeBigTypeProfile = (
  id: string,
  n: number,
  spread: Spread,
): List<'appleUserInitiatedEnrollmentProfiles'>[number] => ({
  ...{ id, displayName: `iOS - enrollment ${n}`, platform: 'iOS', priority: n },
  defaultEnrollmentType: types[n % types.length],
  availableEnrollmentTypeOptions: n % types.length === 4 ? options : [],
  assignments: spread.assignments(1, 8),
});

/** An enrollment program token like Contoso's own, with as many profiles of its own. */
export function makeBigEnrollmentToken(
  id: string,
  n: number,
  profileId: (at: number) => string,
): List<'depOnboardingSettings'>[number] {
  const [own] = depOnboardingSettings;
  const profiles = own?.enrollmentProfiles ?? [];
  return {
    ...own,
    ...{ id, tokenName: `Contoso site ${n}` },
    enrollmentProfiles: profiles.map((profile, at) => ({
      ...profile,
      ...{ id: profileId(at), displayName: `${String(profile['displayName'])} ${n}` },
    })),
  };
}

/** A VPP token like Contoso's own; every fourth one has ended. */
export const makeBigVppToken = (id: string, n: number): List<'vppTokens'>[number] => ({
  ...vppTokens[n % 4 === 3 ? 1 : 0],
  ...{ id, displayName: `Contoso site ${n}`, locationName: `Contoso site ${n}` },
});

export const makeBigCompliancePolicy = (
  id: string,
  n: number,
  spread: Spread,
): List<'deviceCompliancePolicies'>[number] => ({
  ...{ id, '@odata.type': '#microsoft.graph.iosCompliancePolicy' },
  ...{ displayName: `iOS - compliance ${n}`, passcodeRequired: true, osMinimumVersion: '17.0' },
  assignments: spread.assignments(0, 5),
});
