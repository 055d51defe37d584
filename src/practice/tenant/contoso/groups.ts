import type { TenantFile } from '../tenant-file.ts';

type Group = NonNullable<TenantFile['groups']>[number];

const id = (n: number): string => `b4c19d70-2e6f-4a35-8c07-0000000002${String(n).padStart(2, '0')}`;

/** Ids of the groups that policies, apps and tests name. */
export const groupIds = {
  sales: id(1),
  salesEmea: id(2),
  salesDevices: id(3),
  salesManagers: id(4),
  marketingTeam: id(5),
  marketingSecurity: id(6),
  fieldOps: id(7),
  contractors: id(8),
  interns: id(9),
  salesAndMarketing: id(10),
  skunkworks: id(14),
  finance: id(16),
  legal: id(17),
  kioskIpads: id(18),
  engineering: id(19),
  intuneAdmins: id(20),
};

/** Look-alike names of every kind of group; some share a name, some are inside others. */
export const groups: Group[] = [
  { id: groupIds.sales, displayName: 'Sales', members: [groupIds.salesManagers, 'lee', 'isaiah'] },
  { id: groupIds.salesEmea, displayName: 'Sales EMEA', members: ['johanna'] },
  {
    id: groupIds.salesDevices,
    displayName: 'Sales - iOS devices',
    kind: 'dynamic-device',
    membershipRule: '(device.deviceOSType -eq "iPhone") and (device.deviceCategory -eq "Sales")',
  },
  { id: groupIds.salesManagers, displayName: 'Sales Managers', members: ['miriam'] },
  {
    id: groupIds.marketingTeam,
    displayName: 'Marketing',
    kind: 'microsoft365',
    mail: 'marketing@contoso.com',
    description: 'The team of the Marketing department',
    members: ['patti'],
  },
  { id: groupIds.marketingSecurity, displayName: 'Marketing', members: ['patti', 'alex'] },
  {
    id: groupIds.fieldOps,
    displayName: 'Field Ops',
    description: 'Technicians on the road',
    members: ['pradeep', 'joni'],
  },
  { id: groupIds.contractors, displayName: 'Contractors', members: ['henrietta'] },
  { id: groupIds.interns, displayName: 'Interns', members: ['lynne'] },
  {
    id: groupIds.salesAndMarketing,
    displayName: 'Sales and Marketing',
    kind: 'microsoft365',
    mail: 'salesandmarketing@contoso.com',
    members: ['miriam', 'patti'],
  },
  {
    id: id(11),
    displayName: 'Company News',
    kind: 'distribution',
    mail: 'news@contoso.com',
    members: ['megan', 'lee'],
  },
  {
    id: id(12),
    displayName: 'Facilities Alerts',
    kind: 'mail-enabled-security',
    mail: 'facilities@contoso.com',
    members: ['grady'],
  },
  {
    id: id(13),
    displayName: 'München Office',
    kind: 'dynamic-user',
    membershipRule: 'user.city -eq "München"',
    members: ['johanna'],
  },
  { id: groupIds.skunkworks, displayName: 'R&D "Skunkworks" [iOS]', members: ['diego'] },
  { id: id(15), displayName: "O'Brien's Team", members: ['grady'] },
  { id: groupIds.finance, displayName: 'Finance', members: ['nestor'] },
  { id: groupIds.legal, displayName: 'Legal', members: ['adele'] },
  {
    id: groupIds.kioskIpads,
    displayName: 'Kiosk iPads',
    kind: 'dynamic-device',
    membershipRule: 'device.enrollmentProfileName -eq "Kiosk"',
  },
  { id: groupIds.engineering, displayName: 'Engineering', members: ['diego', 'alex'] },
  { id: groupIds.intuneAdmins, displayName: 'Intune Admins', members: ['megan', 'alex'] },
  { id: id(21), displayName: 'Field Ops *pilot* _2026_', members: ['isaiah'] },
  { id: id(22), displayName: 'Operations', members: [groupIds.fieldOps] },
];
