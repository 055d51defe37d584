/** What a call is about, for the sentence when it is refused. */
export interface Concern {
  /** continues "Microsoft Graph refused this for your account: …" */
  what: string;
  /** delegated scopes of which one suffices, the least first (reference graph.md 6.1) */
  scopes: readonly [string, ...string[]];
}

const configuration = 'DeviceManagementConfiguration';
const apps = 'DeviceManagementApps';
const service = 'DeviceManagementServiceConfig';
const read = (area: string): [string, string] => [`${area}.Read.All`, `${area}.ReadWrite.All`];

export const concerns = {
  readPolicies: { what: 'reading device configurations', scopes: read(configuration) },
  readCatalog: { what: 'reading Settings Catalog policies', scopes: read(configuration) },
  readCustom: { what: 'reading custom profiles', scopes: read(configuration) },
  readFilters: { what: 'reading assignment filters', scopes: read(configuration) },
  readApps: { what: 'reading apps', scopes: read(apps) },
  readGroups: {
    what: 'reading groups',
    scopes: [
      'GroupMember.Read.All',
      'Group.ReadBasic.All',
      'Group.Read.All',
      'Group.ReadWrite.All',
      'Directory.Read.All',
      'Directory.ReadWrite.All',
    ],
  },
  // DeviceManagementServiceConfig.Read.All is not among those that open the push certificate (reference graph.md 5).
  readApns: {
    what: 'reading the Apple MDM push certificate',
    scopes: [
      `${configuration}.Read.All`,
      `${configuration}.ReadWrite.All`,
      `${service}.ReadWrite.All`,
      'DeviceManagementManagedDevices.Read.All',
      'DeviceManagementManagedDevices.ReadWrite.All',
    ],
  },
  readEnrollmentTypes: { what: 'reading enrollment type profiles', scopes: read(service) },
  readAdeTokens: { what: 'reading enrollment program tokens', scopes: read(service) },
  readAdeProfiles: {
    what: 'reading enrollment profiles of an enrollment program token',
    scopes: read(service),
  },
  readVppTokens: { what: 'reading Apple VPP tokens', scopes: [...read(service), ...read(configuration)] },
  readCompliance: { what: 'reading compliance policies', scopes: read(configuration) },
  readConditionalAccess: {
    what: 'reading Conditional Access policies',
    scopes: ['Policy.Read.All', 'Policy.Read.ConditionalAccess', 'Policy.ReadWrite.ConditionalAccess'],
  },
  readPeople: {
    what: 'looking for people',
    scopes: [
      'User.ReadBasic.All',
      'User.Read.All',
      'User.ReadWrite.All',
      'Directory.Read.All',
      'Directory.ReadWrite.All',
    ],
  },
  readMemberships: {
    what: "reading a person's groups",
    scopes: [
      'GroupMember.Read.All',
      'Group.Read.All',
      'User.Read.All',
      'Directory.Read.All',
      'Directory.ReadWrite.All',
    ],
  },
  'create-policy': { what: 'creating the policy', scopes: [`${configuration}.ReadWrite.All`] },
  'assign-policy': { what: 'assigning the policy', scopes: [`${configuration}.ReadWrite.All`] },
  'create-app': { what: 'adding the app', scopes: [`${apps}.ReadWrite.All`] },
  'assign-app': { what: 'assigning the app', scopes: [`${apps}.ReadWrite.All`] },
  'delete-policy': { what: 'deleting the policy', scopes: [`${configuration}.ReadWrite.All`] },
  'delete-app': { what: 'deleting the app', scopes: [`${apps}.ReadWrite.All`] },
  readApprovals: { what: 'reading approval requests', scopes: read(configuration) },
  checkMembership: { what: 'checking your membership in the approvers group', scopes: ['User.Read'] },
} as const satisfies Record<string, Concern>;
