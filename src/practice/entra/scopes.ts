/** The delegated permissions of Microsoft Graph that the practice app registration may ask for. */
const needAdmin = [
  'DeviceManagementApps.Read.All',
  'DeviceManagementApps.ReadWrite.All',
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementConfiguration.ReadWrite.All',
  'DeviceManagementRBAC.Read.All',
  'DeviceManagementServiceConfig.Read.All',
  'Group.Read.All',
  'Group.ReadBasic.All',
  'GroupMember.Read.All',
  'Policy.Read.All',
];

/** Scopes that a person can be said to have consented to. */
export const consentableScopes: string[] = [...needAdmin, 'User.Read', 'User.ReadBasic.All'];

/** Scopes of OpenID Connect itself, which never need a consent here. */
export const openIdScopes = ['openid', 'profile', 'email', 'offline_access'];

/** The name of the Graph resource in scopes, whatever origin the practice Graph has. */
export const graphResource = 'https://graph.microsoft.com';

export const needsAdminConsent = (scope: string): boolean => needAdmin.includes(scope);

/**
 * Graph scopes out of a `scope` parameter, without the resource and without OpenID's; `.default` stays as it is.
 * undefined: something in it is unknown, or of another resource.
 */
export function parseGraphScopes(parameter: string): string[] | undefined {
  const scopes = parameter.split(' ').filter(Boolean);
  const wanted = scopes.filter((scope) => !openIdScopes.includes(scope)).map(withoutResource);
  return wanted.every((scope) => scope !== undefined) ? wanted : undefined;
}

function withoutResource(scope: string): string | undefined {
  const name = scope.startsWith(`${graphResource}/`) ? scope.slice(graphResource.length + 1) : scope;
  return name === '.default' || consentableScopes.includes(name) ? name : undefined;
}
