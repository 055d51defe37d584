/** What a call is about, for the sentence when it is refused. */
export interface Concern {
  /** continues "Microsoft Graph refused this for your account: …" */
  what: string;
  /** delegated scopes of which one suffices, the least first (reference graph.md 6.1) */
  scopes: readonly [string, ...string[]];
}

const configuration = 'DeviceManagementConfiguration';
const apps = 'DeviceManagementApps';
const read = (area: string): [string, string] => [`${area}.Read.All`, `${area}.ReadWrite.All`];

export const concerns = {
  readPolicies: { what: 'reading device configurations', scopes: read(configuration) },
  readCatalog: { what: 'reading Settings Catalog policies', scopes: read(configuration) },
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
  'create-policy': { what: 'creating the policy', scopes: [`${configuration}.ReadWrite.All`] },
  'assign-policy': { what: 'assigning the policy', scopes: [`${configuration}.ReadWrite.All`] },
  'create-app': { what: 'adding the app', scopes: [`${apps}.ReadWrite.All`] },
  'assign-app': { what: 'assigning the app', scopes: [`${apps}.ReadWrite.All`] },
  'delete-policy': { what: 'deleting the policy', scopes: [`${configuration}.ReadWrite.All`] },
  'delete-app': { what: 'deleting the app', scopes: [`${apps}.ReadWrite.All`] },
  readApprovals: { what: 'reading approval requests', scopes: read(configuration) },
  checkMembership: { what: 'checking your membership in the approvers group', scopes: ['User.Read'] },
} as const satisfies Record<string, Concern>;
