import type { TenantFile } from '../tenant-file.ts';
import { groupIds } from './groups.ts';

const id = (n: number): string => `3c8a16f9-b752-4e0d-9d3b-0000000009${String(n).padStart(2, '0')}`;
export const complianceIds = { ios: id(1), mac: id(2) };
export const conditionalAccessIds = { compliantPhones: id(11), mfaForAdmins: id(12), reportOnly: id(13) };

const toGroup = (groupId: string): { target: { '@odata.type': string; groupId: string } } => ({
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId },
});

/** For iPhones of all users; for Macs of one team. */
export const deviceCompliancePolicies: TenantFile['deviceCompliancePolicies'] = [
  {
    id: complianceIds.ios,
    '@odata.type': '#microsoft.graph.iosCompliancePolicy',
    displayName: 'iOS - compliance',
    passcodeRequired: true,
    passcodeMinimumLength: 6,
    osMinimumVersion: '17.0',
    securityBlockJailbrokenDevices: true,
    assignments: [{ target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } }],
  },
  {
    id: complianceIds.mac,
    '@odata.type': '#microsoft.graph.macOSCompliancePolicy',
    displayName: 'macOS - compliance',
    passwordRequired: true,
    storageRequireEncryption: true,
    assignments: [toGroup(groupIds.engineering)],
  },
];

const everybody = { includeUsers: ['All'] };
const everything = { includeApplications: ['All'] };

/** Compliant devices are asked for on phones; another policy asks for MFA, a third one only reports. */
export const conditionalAccessPolicies: TenantFile['conditionalAccessPolicies'] = [
  {
    id: conditionalAccessIds.compliantPhones,
    displayName: 'Compliant phones for Microsoft 365',
    state: 'enabled',
    conditions: {
      clientAppTypes: ['all'],
      platforms: { includePlatforms: ['iOS', 'android'] },
      applications: { includeApplications: ['Office365'] },
      users: everybody,
    },
    grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] },
  },
  {
    id: conditionalAccessIds.mfaForAdmins,
    displayName: 'MFA for admins',
    state: 'enabled',
    conditions: {
      clientAppTypes: ['all'],
      applications: everything,
      users: { includeGroups: [groupIds.intuneAdmins] },
    },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  },
  {
    id: conditionalAccessIds.reportOnly,
    displayName: 'Compliant devices everywhere (report only)',
    state: 'enabledForReportingButNotEnforced',
    conditions: { clientAppTypes: ['all'], applications: everything, users: everybody },
    grantControls: { operator: 'AND', builtInControls: ['compliantDevice', 'mfa'] },
  },
];
