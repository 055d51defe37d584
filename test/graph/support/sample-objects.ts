export const allUsers = { target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } };
export const toGroup = (groupId: string) => ({
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId },
});
export const notGroup = (groupId: string) => ({
  target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId },
});

export const policy = (id: string, changes: Record<string, unknown> = {}) => ({
  '@odata.type': '#microsoft.graph.iosDeviceFeaturesConfiguration',
  id,
  displayName: `Policy ${id}`,
  description: null,
  iosSingleSignOnExtension: null,
  assignments: [],
  ssoExtensionKey: 'iosSingleSignOnExtension',
  ...changes,
});

export const catalogPolicy = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  name: `Catalog ${id}`,
  platforms: 'iOS',
  technologies: 'mdm,appleRemoteManagement',
  assignments: [],
  settings: [],
  ...changes,
});

export const app = (id: string, changes: Record<string, unknown> = {}) => ({
  '@odata.type': '#microsoft.graph.iosStoreApp',
  id,
  displayName: `App ${id}`,
  assignments: [],
  ...changes,
});

export const group = (id: string, displayName = `Group ${id}`) => ({
  id,
  displayName,
  mail: null,
  groupTypes: [],
  securityEnabled: true,
  mailEnabled: false,
  membershipRule: null,
});
