import type { TenantFile } from '../tenant-file.ts';
import { apps } from './apps.ts';
import { configurationPolicies } from './catalog.ts';
import { conditionalAccessPolicies, deviceCompliancePolicies } from './compliance.ts';
import {
  applePushNotificationCertificate,
  appleUserInitiatedEnrollmentProfiles,
  depOnboardingSettings,
} from './enrolment.ts';
import { assignmentFilters } from './filters.ts';
import { groups } from './groups.ts';
import { people } from './people.ts';
import { deviceConfigurations } from './policies.ts';
import { vppTokens } from './vpp-tokens.ts';

/** The built-in tenant, in the form of a tenant file. */
export const contoso: TenantFile = {
  tenantId: '9c3f7e51-1b2d-4e86-a5c0-000000000001',
  name: 'Contoso',
  domain: 'contoso.com',
  signedIn: 'megan',
  people,
  groups,
  assignmentFilters,
  deviceConfigurations,
  configurationPolicies,
  mobileApps: apps,
  applePushNotificationCertificate,
  appleUserInitiatedEnrollmentProfiles,
  depOnboardingSettings,
  vppTokens,
  deviceCompliancePolicies,
  conditionalAccessPolicies,
};
