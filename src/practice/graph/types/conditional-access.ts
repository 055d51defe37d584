import {
  anything,
  betaOnly,
  complex,
  date,
  listOf,
  neededText,
  oneOf,
  server,
  text,
  texts,
  type GraphType,
} from './shape.ts';

const platforms = listOf('android', 'iOS', 'windows', 'windowsPhone', 'macOS', 'all', 'linux');
const risks = listOf('low', 'medium', 'high', 'hidden', 'none');

/** conditionalAccessPolicy; what readiness does not look at (locations, session controls …) is kept as it is given. */
export const conditionalAccessTypes: Record<string, GraphType> = {
  conditionalAccessPolicy: {
    properties: {
      id: server(neededText()),
      displayName: neededText(),
      description: betaOnly(text()),
      createdDateTime: server(date()),
      modifiedDateTime: server(date()),
      deletedDateTime: server(date()),
      state: oneOf('enabled', 'disabled', 'enabledForReportingButNotEnforced'),
      conditions: complex('conditionalAccessConditionSet'),
      grantControls: complex('conditionalAccessGrantControls'),
      sessionControls: anything(),
    },
  },
  conditionalAccessConditionSet: {
    properties: {
      userRiskLevels: risks,
      signInRiskLevels: risks,
      servicePrincipalRiskLevels: risks,
      insiderRiskLevels: text(),
      clientAppTypes: listOf(
        ...['all', 'browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'easSupported', 'other'],
      ),
      platforms: complex('conditionalAccessPlatforms'),
      locations: anything(),
      devices: anything(),
      deviceStates: betaOnly(anything()),
      clientApplications: anything(),
      authenticationFlows: anything(),
      applications: complex('conditionalAccessApplications'),
      users: complex('conditionalAccessUsers'),
    },
  },
  conditionalAccessPlatforms: { properties: { includePlatforms: platforms, excludePlatforms: platforms } },
  conditionalAccessApplications: {
    properties: {
      includeApplications: texts(),
      excludeApplications: texts(),
      includeUserActions: texts(),
      includeAuthenticationContextClassReferences: texts(),
      applicationFilter: anything(),
      globalSecureAccess: betaOnly(anything()),
      networkAccess: betaOnly(anything()),
    },
  },
  conditionalAccessUsers: {
    properties: {
      includeUsers: texts(),
      excludeUsers: texts(),
      includeGroups: texts(),
      excludeGroups: texts(),
      includeRoles: texts(),
      excludeRoles: texts(),
      includeGuestsOrExternalUsers: anything(),
      excludeGuestsOrExternalUsers: anything(),
    },
  },
  conditionalAccessGrantControls: {
    properties: {
      operator: text(),
      builtInControls: listOf(
        ...['block', 'mfa', 'compliantDevice', 'domainJoinedDevice', 'approvedApplication'],
        ...['compliantApplication', 'passwordChange'],
      ),
      customAuthenticationFactors: texts(),
      termsOfUse: texts(),
      authenticationStrength: anything(),
    },
  },
};
