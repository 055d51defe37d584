import type { TenantFile } from '../tenant-file.ts';

export const filterIds = {
  corporate: '59e0d3c7-8b12-4f9a-9d60-000000000401',
  kiosk: '59e0d3c7-8b12-4f9a-9d60-000000000402',
  personal: '59e0d3c7-8b12-4f9a-9d60-000000000403',
};

export const assignmentFilters: TenantFile['assignmentFilters'] = [
  {
    id: filterIds.corporate,
    displayName: 'Corporate iOS devices',
    platform: 'iOS',
    rule: '(device.deviceOwnership -eq "Corporate")',
  },
  {
    id: filterIds.kiosk,
    displayName: 'Kiosk iPads',
    platform: 'iOS',
    rule: '(device.enrollmentProfileName -eq "Kiosk")',
  },
  {
    id: filterIds.personal,
    displayName: 'Personal iOS devices',
    platform: 'iOS',
    rule: '(device.deviceOwnership -eq "Personal")',
  },
];
